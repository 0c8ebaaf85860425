"""The laws, `check` and `allowed`."""

from __future__ import annotations

from typing import Any, Final

from rankdyn.laws import cases, constancy, dimensions, doubling, half, leibniz, polynomial, toeplitz
from rankdyn.laws.law import Law, Violation
from rankdyn.laws.reading import checked_kind, checked_ranks

LAWS: Final[tuple[Law, ...]] = (
    leibniz.LAW,
    half.LAW,
    toeplitz.LAW,
    dimensions.LAW,
    polynomial.LAW,
    constancy.LAW,
    doubling.PLATEAU,
    doubling.RETURN,
    *cases.CASES,
)
"""All proved laws for generic ranks; they hold for derivatives and forward differences alike."""

CHEAP_FIRST: Final = tuple(sorted(LAWS, key=lambda law: law is dimensions.LAW))
"""The same with the one search at the end."""


def check(ranks: Any, kind: str = "derivative") -> list[Violation]:
    """Return the first violation of every law that a sequence breaks, in the order of `LAWS`.

    Parameters
    ----------
    ranks : iterable of int
        r_0, r_1, …: 1 to 10,000 non-negative integers.
    kind : 'derivative' or 'difference', default 'derivative'
        What the ranks are ranks of. Each law holds for both with the same statement.

    Returns
    -------
    list of Violation
        Empty if no law forbids the ranks, which does not say that they occur. Once L, G or T is broken DE is searched
        for a moment only and may be left out.

    Raises
    ------
    InvalidInputError
        If ranks is no sequence of non-negative integers, or kind is neither of the two.

    Examples
    --------
    >>> import rankdyn.laws
    >>> [violation.law for violation in rankdyn.laws.check((1, 3, 0))]
    ['L', 'G', 'T', 'DE', 'P']
    >>> print(rankdyn.laws.check((1, 3, 0))[0].explanation)
    ranks (1, 3, 0) are impossible: Leibniz gives r_1 <= 2*r_0 = 2, but 3 was asked. Smallest change: r_0 >= 2.
    >>> rankdyn.laws.check((1, 2, 1, 0))
    []
    """
    checked_kind(kind)
    read = checked_ranks(ranks)
    found: list[Violation] = []
    for law in LAWS:
        if law is dimensions.LAW and found:
            violation = dimensions.check(read, dimensions.FEW_NODES)
        else:
            violation = law.check(read)
        if violation is not None:
            found.append(violation)
    return found


def allowed(ranks: Any, kind: str = "derivative") -> bool:
    """Return whether no law forbids a sequence.

    Parameters
    ----------
    ranks, kind
        As for `check`.

    Examples
    --------
    >>> from rankdyn.laws import allowed
    >>> allowed((1, 2, 1)), allowed((1, 1, 2))
    (True, False)
    """
    checked_kind(kind)
    read = checked_ranks(ranks)
    return all(law.check(read) is None for law in CHEAP_FIRST)
