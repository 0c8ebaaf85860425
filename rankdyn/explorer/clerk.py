"""A clerk: a process that has the library in memory and forks itself for each question.

It takes ('ask', number, question, arguments) and ('cancel', number) from the desk, and passes on what the process of a
question says: (number, 'progress' | 'answered' | 'refused' | 'stopped', value). A forked process finds everything
loaded, so that a short question takes some hundredths of a second; where a system cannot fork, each loads it anew.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable
from importlib import import_module
from math import inf
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Any, Final, Literal, cast

MAX_BYTES: Final = 4 << 30
"""Memory that one question may take."""

Kind = Literal["prompt", "patient"]

PRELOADED: Final[dict[Kind, tuple[str, ...]]] = {
    "prompt": (
        "sequence.warm_up",
        "function.warm_up",
        "sequence.warm_up_differences",
        "permutation.warm_up",
        "atlas.warm_up",
    ),
    "patient": ("motion.motion", "drawing.warm_up", "permutohedron.warm_up", "cascade.warm_up"),
}
"""Functions of `questions` that each of the two clerks loads, in this order; those called `warm_up…` are run.

What draws or fits is for the patient clerk, so that loading it keeps no short question waiting.
"""

_PAUSE: Final = 2.0
"""Seconds without a question after which loading goes on."""

_METHOD: Final = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"


def clerk_for(question: Callable[..., object]) -> Kind:
    """Return which clerk takes a question."""
    module = question.__module__.rpartition(".")[2]
    return "patient" if module.startswith(("cascade", "drawing", "motion", "permutohedron")) else "prompt"


def run(desk: Connection, kind: Kind = "prompt") -> None:
    """Serve the desk until it is gone; what takes long to load is loaded in between, first things first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then dismisses the clerk
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # many small matrices, and the same last digits everywhere
    if kind == "patient":
        _give_way(10)
    clerk = _Clerk(desk)
    to_load = list(PRELOADED[kind]) if _METHOD == "fork" else []
    with contextlib.suppress(EOFError, OSError):
        while clerk.serve(timeout=None if not to_load else 0 if clerk.is_idle else 0.2):
            if to_load and clerk.is_idle:
                _load(to_load.pop(0))
    clerk.close()


class _Clerk:
    """The questions at work, and whom to tell of them."""

    def __init__(self, desk: Connection) -> None:
        self.desk = desk
        self.at_work: dict[Connection, tuple[int, BaseProcess]] = {}
        self.heard = -inf

    @property
    def is_idle(self) -> bool:
        """Whether nothing is at work, and nobody has asked for a while: who is asking may well ask again."""
        return not self.at_work and monotonic() - self.heard > _PAUSE

    def serve(self, timeout: float | None) -> bool:
        """Take in what has come from the desk and from the processes; False when the clerk is dismissed."""
        for ready in wait([self.desk, *self.at_work], timeout):
            if ready is not self.desk:
                self._pass_on(cast(Connection, ready))
                continue
            self.heard = monotonic()
            match self.desk.recv():
                case ("ask", number, question, arguments):
                    self._begin(number, question, arguments)
                case ("cancel", number):
                    self._kill(number)
                case _:
                    return False
        return True

    def close(self) -> None:
        """End all work."""
        for _, process in self.at_work.values():
            process.kill()

    def _begin(self, number: int, question: Callable[..., object], arguments: tuple[Any, ...]) -> None:
        context = multiprocessing.get_context(_METHOD)
        ours, theirs = context.Pipe(duplex=False)
        others = (self.desk, ours, *self.at_work) if _METHOD == "fork" else ()
        arguments = (theirs, others, question, arguments)
        process = context.Process(target=_answer, args=arguments, daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        self.at_work[ours] = number, process

    def _kill(self, number: int) -> None:
        for other, process in self.at_work.values():
            if other == number:
                process.kill()

    def _pass_on(self, pipe: Connection) -> None:
        number, process = self.at_work[pipe]
        try:
            self.desk.send((number, *pipe.recv()))
        except EOFError:
            process.join()
            del self.at_work[pipe]
            pipe.close()
            self.desk.send((number, "stopped", "the process that worked on this ended; nothing is proved"))


def _load(name: str) -> None:
    """Import a module of questions and warm it up; a fault there is met again, and told, by the first question."""
    module, _, function = name.partition(".")
    with contextlib.suppress(Exception):
        found = getattr(import_module(f"rankdyn.explorer.questions.{module}"), function)
        if function.startswith("warm_up"):
            found()


def _answer(
    pipe: Connection, others: Iterable[Connection], question: Callable[..., object], arguments: tuple[Any, ...]
) -> None:
    """Answer the question and send what comes of it; `others` are the clerk's connections, none of this process."""
    from rankdyn.errors import RankdynError

    for other in others:
        other.close()
    threading.Thread(target=_end_with_the_clerk, daemon=True).start()
    _bound()

    def report(words: str, done: int = 0, total: int = 0) -> None:
        pipe.send(("progress", (words, done, total)))

    with contextlib.suppress(OSError):
        try:
            pipe.send(("answered", question(report, *arguments)))
        except RankdynError as error:
            pipe.send(("refused", str(error)))
        except MemoryError:
            pipe.send(("stopped", f"this needs more than {MAX_BYTES >> 30} GB of memory; nothing is proved"))
        except RecursionError:
            pipe.send(("stopped", "this is nested too deeply; nothing is proved"))
        except Exception as error:  # a fault of ours must not take the page down: it is shown, with its name
            pipe.send(("stopped", f"a fault in the program, {type(error).__name__}: {error}; please report it"))


def _end_with_the_clerk() -> None:
    """End this process when the clerk has ended, however that came."""
    if (clerk := multiprocessing.parent_process()) is not None:
        wait([clerk.sentinel])
        os._exit(1)


def _bound() -> None:
    """Bound the memory, and give way to the page's own process."""
    _give_way(5)
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_BYTES, MAX_BYTES))


def _give_way(steps: int) -> None:
    """Let other processes go first, where the system knows how."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(steps)
