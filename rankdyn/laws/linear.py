"""Laws L, G and T as linear inequalities a·r ≥ 0 with rational coefficients.

What follows from them by non-negative combinations is a theorem with a derivation. G enters without the floor,
2 r_{j+k} ≤ 2 r_j + k r_{j+1}, which is weaker by less than k; T for M up to a given bound. Instances that repeat
another one are left out: G with k = 1, and T with p = 0, are L or trivial.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rankdyn.laws.reading import checked_count
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge
from rankdyn.presentation.latex import displayed, linear_form
from rankdyn.presentation.mathematics import formula

Coefficients = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class LinearInstance:
    """An instance a·r ≥ 0 of a law.

    Attributes
    ----------
    law : str
        'L', 'G', 'T', or 'rank' for r_j ≥ 0.
    parameters : tuple of (str, int)
        j and the parameters of the law, such as (('j', 0), ('M', 2), ('p', 1)).
    coefficients : tuple of Fraction
        a, one for each rank.
    """

    law: str
    parameters: tuple[tuple[str, int], ...]
    coefficients: Coefficients

    def value(self, ranks: tuple[int, ...]) -> Fraction:
        """Return a·r; the law says that it is not negative."""
        return sum((a * rank for a, rank in zip(self.coefficients, ranks, strict=True)), Fraction(0))

    def __str__(self) -> str:
        terms = ""
        for index, a in enumerate(self.coefficients):
            if a:
                size = "" if abs(a) == 1 else f"{abs(a)}*"
                sign = ("-" if a < 0 else "") if not terms else (" - " if a < 0 else " + ")
                terms += f"{sign}{size}r_{index}"
        return f"{terms or '0'} >= 0"

    def latex(self) -> str:
        """Return the inequality as LaTeX."""
        return linear_form([(a, f"r_{{{index}}}") for index, a in enumerate(self.coefficients)]) + r" \ge 0"

    def _repr_latex_(self) -> str:
        return displayed(self.latex(), f"law {html.cut(self.law)}, proved")

    def _repr_html_(self) -> str:
        where = ", ".join(f"{name} = {value}" for name, value in self.parameters)
        title = f"Law {self.law}" if self.law != "rank" else "No rank is negative"
        return html.card(
            f"{title}, {where}" if where else title, badge("proved", "proved law"), formula(self.latex(), display=True)
        )


def linear_instances(length: int, max_multiplier: int = 8, *, signs: bool = False) -> tuple[LinearInstance, ...]:
    """Return all instances of L, G and T on r_0, …, r_{length−1}.

    Parameters
    ----------
    length : int
        Number of ranks.
    max_multiplier : int, default 8
        The largest M of law T.
    signs : bool, default False
        Whether to add r_j ≥ 0.

    Raises
    ------
    InvalidInputError
        If length or max_multiplier is no positive integer.

    Examples
    --------
    >>> for instance in linear_instances(3, max_multiplier=2):
    ...     print(instance.law, instance)
    L 2*r_0 - r_1 >= 0
    L 3*r_0 - r_2 >= 0
    L 2*r_1 - r_2 >= 0
    G 2*r_0 + 2*r_1 - 2*r_2 >= 0
    T 3*r_0 - 2*r_1 + r_2 >= 0
    """
    n = checked_count(length, "length", 1)
    largest = checked_count(max_multiplier, "max_multiplier", 1)
    found = [*_leibniz(n), *_half(n), *_toeplitz(n, largest)]
    if signs:
        found += [_instance("rank", n, {"j": j}, {j: 1}) for j in range(n)]
    return tuple(found)


def _leibniz(n: int) -> Iterator[LinearInstance]:
    for j in range(n):
        for k in range(1, n - j):
            yield _instance("L", n, {"j": j, "k": k}, {j: k + 1, j + k: -1})


def _half(n: int) -> Iterator[LinearInstance]:
    for j in range(n):
        for k in range(2, n - j):
            yield _instance("G", n, {"j": j, "k": k}, {j: 2, j + 1: k, j + k: -2})


def _toeplitz(n: int, largest: int) -> Iterator[LinearInstance]:
    for j in range(n):
        for p in range(1, n - j - 1):
            for M in range(2, largest + 1):
                yield _instance("T", n, {"j": j, "M": M, "p": p}, {j: M + p, j + p: -M, j + p + 1: M * M // 4})


def _instance(law: str, n: int, parameters: dict[str, int], terms: dict[int, int]) -> LinearInstance:
    return LinearInstance(law, tuple(parameters.items()), tuple(Fraction(terms.get(i, 0)) for i in range(n)))
