"""The desk at which questions are handed in: each is answered by a process of its own, so that it can be stopped.

The page never waits: `Desk.ask` returns a `Job` at once. A job has bounded time and memory, says how far it is, and can
be cancelled, which ends its process.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any, Final, Literal

from rankdyn.explorer.clerk import Kind, clerk_for, run

State = Literal["waiting", "answered", "refused", "cancelled", "stopped"]

MAX_SECONDS: Final = 600.0
"""After which a job is stopped: a guard against work without end, not a budget."""

MAX_UNSEEN: Final = 300.0
"""Seconds without anybody asking after a job, as when its page was closed, after which it is stopped."""

MAX_JOBS: Final = 6
"""Jobs at work at a time at each clerk, over all pages that are open; the oldest one gives way to a new one."""


@dataclass(eq=False)
class Job:
    """One question at work.

    Attributes
    ----------
    number : int
        Its number at the clerk.
    limit : float
        Seconds after which it is stopped.
    state : str
        'waiting' until it is 'answered', 'refused' (bad input: `words` says why), 'cancelled' by the user or 'stopped'
        by a limit or a fault (`words` says which).
    result : object
        The answer, once there is one.
    words : str
        What the work said last, or why there is no answer.
    done, total : int
        How much of the work is done, where that is known.
    """

    number: int
    limit: float = MAX_SECONDS
    state: State = "waiting"
    result: Any = None
    words: str = "starting"
    done: int = 0
    total: int = 0
    started: float = field(default_factory=monotonic)
    seen: float = field(default_factory=monotonic)
    _ended: threading.Event = field(default_factory=threading.Event)
    _stop: Callable[[int], None] = lambda _: None

    def wait(self, seconds: float) -> bool:
        """Wait at most so long for the end, and return whether it has come."""
        self.seen = monotonic()
        return self._ended.wait(seconds)

    def cancel(self) -> None:
        """End the work; an answer that is there stays."""
        self.end("cancelled", "cancelled; nothing is proved")

    def end(self, state: State, words: str, result: Any = None) -> None:
        """Note how it ended, if it has not, and have its process ended."""
        if not self._ended.is_set():
            self.state, self.words, self.result = state, words, result
            self._ended.set()
            if state != "answered":
                self._stop(self.number)

    def hear(self, what: Any, value: Any) -> None:
        """Take in what its process said."""
        if what == "progress":
            self.words, self.done, self.total = value
        elif what == "answered":
            self.end("answered", "answered", value)
        else:
            self.end(what, value)

    def overdue(self) -> str:
        """Return why it is to be stopped, or nothing."""
        now = monotonic()
        if now - self.started > self.limit:
            return f"stopped after {self.limit:g} seconds; nothing is proved"
        if now - self.seen > MAX_UNSEEN:
            return "stopped, since nobody asked after it; nothing is proved"
        return ""


class Desk:
    """Takes questions, one at a time in each lane: a new one cancels the one before it.

    Parameters
    ----------
    limit : float
        Seconds after which a job is stopped.
    """

    def __init__(self, limit: float = MAX_SECONDS) -> None:
        self.limit = limit
        self._lanes: dict[str, tuple[object, Job]] = {}

    def ask(self, lane: str, question: Callable[..., object], *arguments: Any) -> Job:
        """Begin to answer ``question(report, *arguments)``; the same question again is the same job."""
        asked = (question, arguments)
        before, job = self._lanes.get(lane, (None, None))
        if job is not None:
            if before == asked and job.state in ("waiting", "answered", "refused"):
                return job
            job.cancel()
        job = _clerk(clerk_for(question)).ask(question, arguments, self.limit)
        self._lanes[lane] = asked, job
        return job


_LATER: Final = 3.0
"""Seconds after which the patient clerk begins to load: the first verdict is not to wait for it."""


def warm() -> None:
    """Have the clerks begin to load the library, the patient one a little later; returns at once."""
    _clerk("prompt")
    later = threading.Timer(_LATER, _clerk, ("patient",))
    later.daemon = True
    later.start()


class _Clerk:
    """The desk's end of the connection to a clerk, and the jobs at work."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self._lock = threading.RLock()
        self._numbers = count()
        self._jobs: dict[int, Job] = {}
        self._pipe = self._hire()
        threading.Thread(target=self._watch, daemon=True).start()

    def ask(self, question: Callable[..., object], arguments: tuple[Any, ...], limit: float) -> Job:
        """Hand in a question; beyond `MAX_JOBS` the oldest job gives way."""
        job = Job(next(self._numbers), limit, _stop=self.cancel)
        while len(waiting := [other for other in list(self._jobs.values()) if other.state == "waiting"]) >= MAX_JOBS:
            waiting[0].end("stopped", "stopped: too many questions at a time; ask again; nothing is proved")
        with self._lock:
            try:
                self._jobs[job.number] = job
                self._pipe.send(("ask", job.number, question, arguments))
            except OSError:
                self._give_up(kept=job)
                self._pipe = self._hire()
                self._pipe.send(("ask", job.number, question, arguments))
        return job

    def cancel(self, number: int) -> None:
        """Have the process of a job ended, if it is still at work."""
        if self._jobs.pop(number, None) is not None:
            with self._lock, contextlib.suppress(OSError):  # a clerk that is gone has no processes
                self._pipe.send(("cancel", number))

    def _hire(self) -> Connection:
        ours, theirs = multiprocessing.get_context("spawn").Pipe()
        process = multiprocessing.get_context("spawn").Process(
            target=run, args=(theirs, self._kind), name=f"rankdyn-{self._kind}"
        )
        process.start()
        theirs.close()
        atexit.register(_dismiss, ours)
        threading.Thread(target=self._listen, args=(ours,), daemon=True).start()
        return ours

    def _listen(self, pipe: Connection) -> None:
        """Pass on what the clerk says, until it is gone; the jobs that it had are then stopped."""
        try:
            while True:
                number, what, value = pipe.recv()
                if (job := self._jobs.get(number)) is not None:
                    job.hear(what, value)
                    if job.state != "waiting":
                        self._jobs.pop(number, None)
        except (EOFError, OSError):
            with self._lock:
                if pipe is self._pipe:  # otherwise another clerk has been hired, and the jobs are its own
                    self._give_up()

    def _give_up(self, kept: Job | None = None) -> None:
        """Stop the jobs of a clerk that is gone, but one that is for the next."""
        for job in list(self._jobs.values()):
            if job is not kept:
                job.end("stopped", "the processes that answer questions ended, and are started anew; ask again")

    def _watch(self) -> None:
        """Stop jobs that are overdue."""
        while True:
            threading.Event().wait(0.5)
            for job in list(self._jobs.values()):
                if words := job.overdue():
                    job.end("stopped", words)


def _dismiss(pipe: Connection) -> None:
    """Tell a clerk to go home, as this process ends; one that is gone already has."""
    with contextlib.suppress(OSError):
        pipe.send(("dismiss",))


_clerks: Final[dict[Kind, _Clerk]] = {}
_hiring: Final = threading.Lock()


def _clerk(kind: Kind) -> _Clerk:
    """Return the one clerk of a kind, hired when it is first asked for."""
    with _hiring:
        if kind not in _clerks:
            _clerks[kind] = _Clerk(kind)
        return _clerks[kind]
