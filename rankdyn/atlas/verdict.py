"""The verdict on one sequence, as a line of the atlas: decided, then checked like a row of somebody else's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from rankdyn.atlas.recertification import fault
from rankdyn.atlas.row import Row, line_of
from rankdyn.atlas.settings import Settings, package_version
from rankdyn.errors import CertificateError, InvalidInputError
from rankdyn.evidence.realizability import Answer

Decide: TypeAlias = Callable[[tuple[int, ...], int | None, int], Answer]
"""From a sequence, a budget and a seed to a verdict that depends on nothing else."""


def realization(ranks: tuple[int, ...], budget: int | None, seed: int) -> Answer:
    """Return what `rankdyn.realize` says of generic ranks of derivatives.

    Its random choices are made from the seed and the ranks. All sequences get the same seed, so that they share the
    candidates that do not depend on the ranks.
    """
    from rankdyn.realization.realize import realize

    return realize(ranks, budget=budget, rng=seed)


def verdict(ranks: tuple[int, ...], settings: Settings, decide: Decide = realization) -> bytes:
    """Return the row of a sequence as a sealed line; it runs in any process, on any machine.

    Raises
    ------
    InvalidInputError
        If another version of rankdyn runs here than where the build was begun.
    CertificateError
        If the verdict does not pass the check of `recertification`: a fault in the program.
    """
    here = package_version()
    if settings.package != here:
        raise InvalidInputError(
            f"this worker runs rankdyn {here}, the build is one of {settings.package}; install the same version"
        )
    line = line_of(decide(ranks, settings.budget, settings.seed))
    row = Row.from_line(line)
    wrong = "it is no row" if row is None else fault(row) if row.ranks == ranks else f"it is on {row.ranks}"
    if wrong is not None:
        raise CertificateError(f"the verdict on {ranks} is not confirmed: {wrong}")
    return line
