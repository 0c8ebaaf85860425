"""`build`: decide every sequence up to a size, and write the atlas.

Rows that are done are kept in a file beside the atlas (`partial`), so that a build that is stopped, killed, or out of
disk goes on where it was. The finished file is the same, byte for byte, however often that happened and on however many
machines it ran.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial as bound
from pathlib import Path

import numpy as np

from rankdyn.atlas.file import read, write
from rankdyn.atlas.partial import Partial
from rankdyn.atlas.row import Row
from rankdyn.atlas.schedule import run
from rankdyn.atlas.settings import Settings
from rankdyn.atlas.verdict import Decide, realization, verdict
from rankdyn.errors import CertificateError, InvalidInputError

Progress = Callable[[int, int], None]
"""Called with the number of rows done and of all rows."""


def build(
    settings: Settings,
    output: Path,
    jobs: int = 1,
    scheduler: str | None = None,
    progress: Progress | None = None,
    decide: Decide = realization,
) -> bool:
    """Build an atlas, or go on with one that was begun with the same settings.

    Parameters
    ----------
    settings : Settings
        Which sequences, with what budget and seed.
    output : Path
        The file; rows that are done stand in the same name with '.partial' until it is written.
    jobs : int
        Processes on this machine.
    scheduler : str, optional
        Address of a Dask scheduler to run on instead.
    progress : callable, optional
        Called with (rows done, all rows) at the start and after each row.
    decide : callable, optional
        What decides a sequence; `rankdyn.realize` if not given.

    Returns
    -------
    bool
        False if the file was there already, whole and with these settings.

    Raises
    ------
    InvalidInputError
        If the output is another atlas, cannot be written, or is being built by another process.
    CertificateError
        If a verdict is not confirmed when it is checked.
    """
    unfinished = output.with_name(output.name + ".partial")
    if output.exists():
        _same(output, settings)
        unfinished.unlink(missing_ok=True)  # left when a build was killed between its last two steps
        return False
    with Partial(unfinished, settings) as partial:
        missing = [ranks for ranks in settings.sequences() if ranks not in partial.lines]
        # Cheap and dear sequences stand apart in the sorted order; mixed, the time taken tells the time left.
        np.random.default_rng(settings.seed).shuffle(missing)
        if progress is not None:
            progress(len(partial.lines), settings.count)
        with closing(run(bound(verdict, settings=settings, decide=decide), missing, jobs, scheduler)) as lines:
            for line in lines:
                row = Row.from_line(line)
                if row is None:
                    raise CertificateError("a row came back from its worker with a wrong checksum")
                partial.append(row.ranks, line)
                if progress is not None:
                    progress(len(partial.lines), settings.count)
        write(output, settings, [partial.lines[ranks] for ranks in settings.sequences()])
        partial.remove()
    return True


def _same(output: Path, settings: Settings) -> None:
    """Refuse to overwrite an atlas that is not the one asked for."""
    found, _ = read(output)
    if found != settings:
        raise InvalidInputError(
            f"{output} exists, with {', '.join(settings.differences(found))}; remove it, or name another --output"
        )
