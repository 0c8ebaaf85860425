"""`check`: re-certify every row of an atlas, trusting nothing but the checker and the laws."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from rankdyn.atlas.atlas import Atlas
from rankdyn.atlas.build import Progress
from rankdyn.atlas.recertification import fault
from rankdyn.atlas.row import STATUSES, Row
from rankdyn.atlas.schedule import run
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge

OPEN_MEANS = "an open row claims nothing: no function with these ranks and no law that forbids them is known"


@dataclass(frozen=True)
class Audit:
    """What a check of an atlas found.

    Attributes
    ----------
    counts : dict
        Verdict → number of rows.
    faults : dict
        Sequence → what is wrong with its row; empty if every row is as it says.
    """

    counts: dict[str, int]
    faults: dict[tuple[int, ...], str]

    @property
    def holds(self) -> bool:
        """Whether every row is as it says."""
        return not self.faults

    def __str__(self) -> str:
        """Return whether the rows are as they say, and how many there are of each verdict."""
        count = len(self.faults)
        found = "every row is as it says" if self.holds else f"{count} of the rows are not as they say"
        return f"{found}: {', '.join(f'{number} {status}' for status, number in self.counts.items())}"

    def _repr_html_(self) -> str:
        words = "every row checked again" if self.holds else f"faults: {len(self.faults)}"
        return html.card(
            "Audit of an atlas",
            badge("proved" if self.holds else "impossible", words),
            html.paragraph(html.words(str(self))),
            html.bullets([html.words(f"{ranks}: {text}") for ranks, text in self.faults.items()]),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain data."""
        faults = [{"ranks": list(ranks), "fault": text} for ranks, text in self.faults.items()]
        return {"valid": self.holds, "counts": self.counts, "open_means": OPEN_MEANS, "faults": faults}


def check(atlas: Atlas, jobs: int = 1, scheduler: str | None = None, progress: Progress | None = None) -> Audit:
    """Check every row: certificates by the independent checker, obstructions by the laws.

    Parameters
    ----------
    atlas : Atlas
        The atlas.
    jobs : int
        Processes on this machine.
    scheduler : str, optional
        Address of a Dask scheduler to run on instead.
    progress : callable, optional
        Called with (rows done, all rows).

    Returns
    -------
    Audit
        The counts, and the rows that are not as they say.

    Raises
    ------
    InvalidInputError
        If the file is not whole.
    """
    faults = {}
    for done, (ranks, wrong) in enumerate(run(_checked, atlas, jobs, scheduler), start=1):
        if wrong is not None:
            faults[ranks] = wrong
        if progress is not None:
            progress(done, len(atlas))
    counts = Counter(row.status for row in atlas)
    ordered = {row.ranks: faults[row.ranks] for row in atlas if row.ranks in faults}
    return Audit({status: counts[status] for status in STATUSES}, ordered)


def _checked(row: Row) -> tuple[tuple[int, ...], str | None]:
    return row.ranks, fault(row)
