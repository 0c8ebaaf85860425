"""`open` and `Atlas`: ask what is known of all sequences up to a size.

The atlas that ships with the package holds every sequence of length at most 5 with entries at most 4. It is a file of
JSON lines, read when it is first asked for something; a row's witness is made when it is looked at.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from rankdyn.atlas.file import read
from rankdyn.atlas.row import STATUSES, Row
from rankdyn.atlas.settings import Settings
from rankdyn.errors import InvalidInputError
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge

SHIPPED: Final = Path(__file__).parent / "data" / "atlas.jsonl"
"""The atlas that comes with the package."""


class Atlas:
    """Every rank sequence up to a size, with its verdict and its evidence.

    Parameters
    ----------
    path : str or path
        The file; nothing is read before the first question.

    Raises
    ------
    InvalidInputError
        At the first question, if the file cannot be read, is of another version, or was truncated or edited.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)

    @cached_property
    def _content(self) -> tuple[Settings, tuple[Row, ...]]:
        return read(self.path)

    @cached_property
    def _by_ranks(self) -> dict[tuple[int, ...], Row]:
        return {row.ranks: row for row in self._content[1]}

    @property
    def settings(self) -> Settings:
        """Which sequences the atlas holds, and how they were decided."""
        return self._content[0]

    def query(self, length: int | None = None, max_rank: int | None = None, status: str | None = None) -> list[Row]:
        """Return the rows that match, sorted by length and then lexicographically.

        Parameters
        ----------
        length : int, optional
            Length of the sequences.
        max_rank : int, optional
            A bound on every entry.
        status : 'witness', 'obstruction' or 'open', optional
            The verdict.

        Returns
        -------
        list of Row
            Rows with ``.ranks``, ``.status``, ``.witness`` (a `Witness` or None), ``.law``, ``.explanation``.

        Raises
        ------
        InvalidInputError
            If the atlas does not hold all sequences asked for: an empty answer would say that there are none.
        """
        settings, rows = self._content
        lengths = f"{settings.lengths.start} to {settings.length}"
        if length is not None and (isinstance(length, bool) or length not in settings.lengths):
            raise InvalidInputError(
                f"this atlas holds sequences of length {lengths}, not {length!r}; build a larger one with "
                "`rankdyn atlas build`, or ask rankdyn.realize for single sequences"
            )
        if max_rank is not None and (isinstance(max_rank, bool) or max_rank not in range(settings.max_rank + 1)):
            raise InvalidInputError(
                f"this atlas holds sequences with entries 0 to {settings.max_rank}, not {max_rank!r}; build a larger "
                "one with `rankdyn atlas build`, or ask rankdyn.realize for single sequences"
            )
        if status is not None and status not in STATUSES:
            raise InvalidInputError(f"status must be one of {', '.join(STATUSES)}, not {status!r}")
        return [
            row
            for row in rows
            if (length is None or len(row.ranks) == length)
            and (status is None or row.status == status)
            and (max_rank is None or max(row.ranks) <= max_rank)
        ]

    def __getitem__(self, ranks: Sequence[int]) -> Row:
        """Return the row of a sequence; a KeyError if the atlas does not hold it."""
        return self._by_ranks[tuple(ranks)]

    def __contains__(self, ranks: object) -> bool:
        return isinstance(ranks, Sequence) and tuple(ranks) in self._by_ranks

    def __iter__(self) -> Iterator[Row]:
        return iter(self._content[1])

    def __len__(self) -> int:
        return len(self._content[1])

    def __repr__(self) -> str:
        return f"<Atlas {self.path.name}>"

    def _repr_html_(self) -> str:
        counted = "not read yet: it is read at the first question"
        if "_content" in vars(self):
            count = Counter(row.status for row in self)
            counted = ", ".join(f"{count[status]} {status}" for status in STATUSES)
        return html.card(
            f"Atlas {self.path.name}",
            badge("definition", "each row says its evidence: witness, obstruction or open"),
            html.given("rows", counted),
        )


def open(path: str | os.PathLike[str] | None = None) -> Atlas:
    """Return an atlas: the one that comes with the package, or that of a file.

    Parameters
    ----------
    path : str or path, optional
        A file that `rankdyn atlas build` wrote.

    Returns
    -------
    Atlas
        Nothing is read before the first question.

    Raises
    ------
    InvalidInputError
        If there is no such file.

    Examples
    --------
    >>> import rankdyn as rd
    >>> atlas = rd.atlas.open()
    >>> len(atlas.query(length=3, max_rank=3, status="witness"))
    30
    >>> atlas[1, 3].law
    'L'
    """
    found = SHIPPED if path is None else Path(path)
    if not found.exists():
        remedy = "name a file that `rankdyn atlas build` wrote" if path is not None else "install rankdyn again"
        raise InvalidInputError(f"there is no atlas {found}; {remedy}")
    return Atlas(found)
