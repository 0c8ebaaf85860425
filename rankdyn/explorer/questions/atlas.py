"""The atlas that comes with the package, filtered: rows for a table, their counts, and files of them."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import StringIO
from typing import Any, Final, Literal

from rankdyn import atlas
from rankdyn.atlas import Row
from rankdyn.errors import InvalidInputError
from rankdyn.explorer.question import Report
from rankdyn.laws import LAWS
from rankdyn.laws.writing import ranks_of, shown

LENGTHS: Final = range(1, 6)
"""Of the sequences in the atlas."""

RANKS: Final = range(5)

STATUSES: Final = ("witness", "obstruction", "open")

LAW_NAMES: Final = tuple(law.name for law in LAWS)

MAX_CHARACTERS: Final = 100
"""Of a text in the filter."""

Format = Literal["csv", "json"]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which sequences are wanted; None or an empty text wants all.

    Attributes
    ----------
    length : int or None
        The number of ranks.
    top : int or None
        A bound on every rank.
    status : str or None
        The verdict.
    law : str or None
        The name of the law that forbids the sequence.
    starts, contains : str
        Ranks with which it begins, or that stand in it one after another, such as '2,3'.
    """

    length: int | None = None
    top: int | None = None
    status: str | None = None
    law: str | None = None
    starts: str = ""
    contains: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a filter leaves.

    Attributes
    ----------
    rows : list of dict
        For each sequence what a table shows of it.
    counts : dict
        How many of them there are, by verdict.
    """

    rows: list[dict[str, Any]]
    counts: dict[str, int]


def find(report: Report, wanted: Filter) -> Found:
    """Return the sequences that a filter leaves."""
    report("reading the atlas")
    rows = [_line(row) for row in _kept(wanted)]
    count = Counter(row["verdict"] for row in rows)
    return Found(rows, {status: count[status] for status in STATUSES})


def file(report: Report, wanted: Filter, format: Format) -> str:
    """Return the sequences that a filter leaves as a file.

    Parameters
    ----------
    report : Report
        Told what is being written.
    wanted : Filter
        The filter.
    format : {'csv', 'json'}
        As in the table, or each row as the atlas has it, with what `rankdyn certify` reads under 'certificate'.
    """
    report(f"writing the rows as {format}")
    rows = list(_kept(wanted))
    if format == "json":
        lines = ",\n".join(json.dumps(row.to_dict(), ensure_ascii=False) for row in rows)
        return f"[\n{lines}\n]\n" if lines else "[]\n"
    text = StringIO()
    writer = csv.DictWriter(text, _line(next(iter(_known()))), lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(_line, rows))
    return text.getvalue()


def warm_up() -> None:
    """Read the atlas, all of it."""
    find(lambda *_: None, Filter())


@cache
def _known() -> atlas.Atlas:
    return atlas.open()


def _kept(wanted: Filter) -> Iterator[Row]:
    """Return the rows that a filter leaves, in the order of the atlas."""
    starts, contains = _ranks("starts with", wanted.starts), _ranks("contains", wanted.contains)
    if wanted.law is not None and wanted.law not in LAW_NAMES:
        raise InvalidInputError(f"there is no law {wanted.law!r}; choose from {', '.join(LAW_NAMES)}"[:300])
    for row in _known().query(wanted.length, wanted.top, wanted.status):
        found = row.ranks
        if found[: len(starts)] != starts or (wanted.law is not None and row.law != wanted.law):
            continue
        if any(found[i : i + len(contains)] == contains for i in range(len(found) - len(contains) + 1)):
            yield row


def _ranks(field: str, text: str) -> tuple[int, ...]:
    """Return the ranks written in a text, a comma at its end left out as one types; none for an empty text."""
    begun = text.strip().removesuffix(",")
    if len(begun) > MAX_CHARACTERS:
        raise InvalidInputError(
            f"'{field}' takes up to {LENGTHS[-1]} ranks, such as 2,3; this has {len(begun)} characters"
        )
    try:
        return ranks_of(begun) if begun else ()
    except InvalidInputError as error:
        raise InvalidInputError(f"'{field}' takes ranks such as 2,3: {error}") from None


def _line(row: Row) -> dict[str, Any]:
    because = row.explanation or row.construction or "; ".join(row.tried)
    return {
        "ranks": shown(row.ranks),
        "length": len(row.ranks),
        "largest": max(row.ranks),
        "verdict": row.status,
        "law": row.law or "",
        "because": because.removeprefix(f"ranks {row.ranks} are impossible: "),
    }
