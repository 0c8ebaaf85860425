"""`run`: a function on many arguments, in this process, in several, or on a Dask cluster, in whatever order they end.

One job runs here without any machinery. Several run in processes by joblib; its Dask backend sends the same calls to a
cluster. What the calls return must not depend on where they run; the order in which results come may.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack
from functools import cache
from threading import Thread
from time import sleep
from typing import Any, Final, TypeVar

from rankdyn.errors import InvalidInputError

Argument = TypeVar("Argument")
Result = TypeVar("Result")

_TIMEOUT: Final = 20
"""Seconds to wait for a scheduler to answer."""

_IDLE: Final = 30
"""Seconds after which a worker that gets nothing to do ends: one whose parent was killed before its first call."""

_LOOK: Final = 0.5
"""Seconds between two looks of a worker at its parent."""


def run(
    function: Callable[[Argument], Result],
    arguments: Iterable[Argument],
    jobs: int = 1,
    scheduler: str | None = None,
) -> Generator[Result, None, None]:
    """Yield function(argument) for every argument, in the order in which they are done.

    Parameters
    ----------
    function : callable
        It can be pickled, for more than one job or a cluster.
    arguments : iterable
        What it is called with.
    jobs : int
        Processes on this machine; not used with a scheduler.
    scheduler : str, optional
        Address of a Dask scheduler, such as 'tcp://10.0.0.1:8786'; all its workers are used.

    Raises
    ------
    InvalidInputError
        If jobs is less than 1, Dask is not installed, or no scheduler answers.
    """
    if jobs < 1:
        raise InvalidInputError(f"jobs must be a number of processes from 1 on, not {jobs}")
    if scheduler is None and jobs == 1:
        yield from map(function, arguments)
        return
    import joblib

    with ExitStack() as stack:
        options: dict[str, Any] = {"backend": "loky", "n_jobs": jobs, "idle_worker_timeout": _IDLE}
        master = os.getpid() if scheduler is None else None
        if scheduler is not None:
            options = {"backend": "dask", "n_jobs": -1, "client": stack.enter_context(_client(scheduler))}
        else:
            stack.callback(_dismiss)
        stack.enter_context(joblib.parallel_config(**options))
        # One call a batch: calls differ in cost a thousandfold, and what is done is to come back at once.
        results = joblib.Parallel(return_as="generator_unordered", batch_size=1)(
            joblib.delayed(_worked)(function, argument, master) for argument in arguments
        )
        stack.callback(_close, results)
        for result in results:  # not `yield from`: that would close them itself, and joblib would warn  # noqa: UP028
            yield result


def _worked(function: Callable[[Argument], Result], argument: Argument, master: int | None) -> Result:
    """Return function(argument), in a worker of a cluster or of the process `master` of this machine."""
    if master is not None and os.name == "posix":
        _end_with(master)
    return function(argument)


@cache
def _end_with(parent: int) -> None:
    """Make this process end when its parent does, however that ends: nobody would read what it computes."""

    def watch() -> None:
        while os.getppid() == parent:
            sleep(_LOOK)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _close(results: Generator[Any, None, None]) -> None:
    """Give up what is not done yet; joblib warns that it could have been used, which whoever stops early knows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        results.close()


def _dismiss() -> None:
    """End the workers: joblib would keep them for its next call, and there may never be one."""
    from joblib.externals.loky import get_reusable_executor

    get_reusable_executor(reuse=True).shutdown(kill_workers=True)


def _client(address: str) -> Any:
    try:
        import distributed
    except ImportError:
        raise InvalidInputError(
            "a Dask cluster needs the package distributed: python3 -m pip install 'rankdyn[cluster]'"
        ) from None
    try:
        make: Any = distributed.Client
        return make(address, timeout=_TIMEOUT, set_as_default=False)
    except (OSError, ValueError, TypeError, AssertionError) as error:  # the last: its own thread was not up in time
        raise InvalidInputError(
            f"no Dask scheduler answers at {address!r}: {error}; start one with `dask scheduler`"
        ) from None
