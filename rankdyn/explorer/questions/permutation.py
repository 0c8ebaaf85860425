"""Permutations as rank sequences: the verdict on one, its least shift, and what changes along each edge from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from rankdyn.certification import certify
from rankdyn.errors import InvalidInputError
from rankdyn.explorer.exports import latex_of, saved
from rankdyn.explorer.question import Export, Report, Shown
from rankdyn.explorer.questions import sequence
from rankdyn.explorer.questions.permutohedron import DRAWN
from rankdyn.functions.document import dumps
from rankdyn.laws.writing import ranks_of, shown
from rankdyn.permutations import Row, row, table
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge
from rankdyn.presentation.mathematics import formula

MAX_N: Final = 6
"""Longest permutation: its verdict and those of its neighbours take seconds."""


@dataclass(frozen=True, slots=True)
class Way:
    """An edge from the permutation asked for.

    Attributes
    ----------
    name : str
        The permutation at its other end.
    words : str
        Which ranks are exchanged, and what changes.
    """

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Vertex(Shown):
    """The verdict on a permutation.

    Attributes
    ----------
    words : str
        The verdict in one sentence.
    ways : tuple of Way
        The edges to its neighbours.
    """

    words: str = ""
    ways: tuple[Way, ...] = ()


def verdict(report: Report, text: str) -> Vertex:
    """Answer whether a permutation, written '2,3,1' or '231', is a rank sequence; if not, what its least shift is.

    The witness is of the permutation raised by the least shift known; what forbids each smaller one is said, and what
    changes along each edge to a permutation in which two consecutive ranks are exchanged.
    """
    permutation = _checked(text)
    report(f"looking at {_spaced(permutation)}", 0, len(permutation))
    found = _row(permutation)
    ways = tuple(_ways(report, found))
    certify(found.witness)
    exports: tuple[Export, ...] = (latex_of(found.block.function), _python(permutation), _certificate(found))
    raised = _raised(permutation, found.shift)
    cards = replace(found.witness, ranks=raised, mode="generic", shift=None, shift_lower_bound=None)._repr_html_()
    if found.shift:
        unshifted = sequence.verdict(report, shown(permutation), "generic", "derivative", "", thorough=False)
        cards = unshifted.html + _least(found) + cards
        names = {"LaTeX": "LaTeX of the law", "Obstruction": "Obstruction"}
        exports += tuple(replace(part, name=names[part.name]) for part in unshifted.exports if part.name in names)
    related = tuple(dict.fromkeys((shown(permutation), shown(raised))))
    return Vertex(cards, found.verdict, related, exports, dumps(found.block.function), _summary(found), ways)


def warm_up() -> None:
    """Decide all that is drawn."""
    for n in DRAWN:
        table(n)


def _row(permutation: tuple[int, ...]) -> Row:
    """Return what is known of a permutation; what is drawn has been decided before."""
    if len(permutation) in DRAWN:
        return next(found for found in table(len(permutation)) if found.permutation == permutation)
    return row(permutation)


def _checked(text: str) -> tuple[int, ...]:
    items = ",".join(text.strip()) if re.fullmatch("[0-9]{2,6}", text.strip()) else text
    given = ranks_of(items)
    if sorted(given) != list(range(1, len(given) + 1)) or len(given) > MAX_N:
        said = shown(given) if len(given) <= 2 * MAX_N else f"a sequence of {len(given)} ranks"
        raise InvalidInputError(
            f"{said} is no permutation of 1, …, n with n up to {MAX_N}: write each of 1, …, n once, such as 2,3,1; "
            "the tab Sequence takes any ranks"
        )
    return given


def _summary(found: Row) -> str:
    name, low, high = _spaced(found.permutation), found.shift_lower_bound, found.shift
    if found.verdict == "witness":
        return f"{name} is a rank sequence."
    start = f"{name} is impossible: law {found.laws[0].violation.law}." if found.laws else f"{name} is open."
    if found.is_exact:
        return f"{start} Its least shift is {high}: {_spaced(found.permutation, high)} is a rank sequence."
    between = f"{low} is" if low == high - 1 else f"those from {low} to {high - 1} are"
    return (
        f"{start} {_spaced(found.permutation, high)}, its shift by {high}, is a rank sequence; no shift below {low} is "
        f"possible; {between} open."
    )


def _ways(report: Report, found: Row) -> Iterator[Way]:
    """Return what changes along each edge."""
    given = found.permutation
    for i in range(len(given) - 1):
        other = (*given[:i], given[i + 1], given[i], *given[i + 2 :])
        report(f"looking at its neighbour {_spaced(other)}", i + 1, len(given))
        there = _row(other)
        before, after = _shift(found), _shift(there)
        change = f"least shift {before} as before" if before == after else f"least shift {before} → {after}"
        what = "a rank sequence" if there.verdict == "witness" else "open"
        if there.laws:
            what = f"impossible, law {there.laws[0].violation.law}"
        yield Way(shown(other), f"orders {i} and {i + 1} exchanged: {change}; {what}")


def _least(found: Row) -> str:
    """Return what is known of each shift up to that of the witness, as a card."""
    low, high = found.shift_lower_bound, found.shift
    lines = [
        html.labelled(
            f"c = {part.last} is impossible, law {part.violation.law}",
            formula(part.violation.latex([rank + part.last for rank in found.permutation])),
        )
        for part in found.laws
    ]
    lines += [html.paragraph(html.words(f"c = {c} is open")) for c in range(low, high)]
    lines.append(
        html.paragraph(html.words(f"c = {high}: {shown(_raised(found.permutation, high))} has the witness below"))
    )
    known = badge("proved", "proved") if found.is_exact else badge("open", f"at least {low}, proved; the rest is open")
    return html.card(f"Least c for which {shown(found.permutation)} + c exists: {_shift(found)}", known, *lines)


def _python(permutation: tuple[int, ...]) -> Export:
    line = f"import rankdyn as rd\n\nrow = rd.permutations.row({permutation!r})\nprint(row)\n"
    return Export("Python", "permutation.py", "text/x-python", line + "print(rd.certify(row.witness))\n")


def _certificate(found: Row) -> Export:
    stem = "-".join(map(str, _raised(found.permutation, found.shift)))
    return saved("Certificate", f"certificate-{stem}.json", found.witness.certificate.to_dict())


def _raised(permutation: tuple[int, ...], shift: int) -> tuple[int, ...]:
    return tuple(rank + shift for rank in permutation)


def _spaced(permutation: tuple[int, ...], shift: int = 0) -> str:
    return " ".join(map(str, _raised(permutation, shift)))


def _shift(found: Row) -> str:
    low, high = found.shift_lower_bound, found.shift
    return str(high) if found.is_exact else f"{low} to {high}"
