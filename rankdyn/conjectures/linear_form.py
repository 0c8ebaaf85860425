"""Linear forms in the ranks and in floors of forms: what the derivations of this package combine.

A form means the inequality form ≥ 0. Its variables are integers: the ranks r_k, and ⌊form / c⌋ for a form with integer
coefficients and an integer c ≥ 2. A floor q is known by c·q ≤ form ≤ c·q + c − 1 (`Floor.definition`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import TypeAlias

from rankdyn.presentation.latex import linear_form


@dataclass(frozen=True, slots=True)
class Floor:
    """⌊form / divisor⌋."""

    form: Form
    divisor: int

    def __str__(self) -> str:
        shown = str(self.form)
        return f"({shown})//{self.divisor}" if " " in shown or shown.startswith("-") else f"{shown}//{self.divisor}"

    def latex(self) -> str:
        """Return the floor as LaTeX."""
        return rf"\left\lfloor \frac{{{self.form.latex()}}}{{{self.divisor}}} \right\rfloor"

    def definition(self) -> tuple[Form, Form]:
        """Return the two inequalities that say which integer this is."""
        low = self.form - variable(self).times(self.divisor)
        return low, constant(self.divisor - 1) - low


Variable: TypeAlias = int | Floor
"""The order k of a rank r_k, or a floor."""


@dataclass(frozen=True, slots=True)
class Form:
    """Σ c_v·v + constant over variables v; as an inequality: this ≥ 0.

    Attributes
    ----------
    coefficients : tuple of (variable, Fraction)
        None is zero; ranks first by order, then floors by text.
    constant : Fraction
        The constant term.
    """

    coefficients: tuple[tuple[Variable, Fraction], ...]
    constant: Fraction

    @staticmethod
    def of(coefficients: Iterable[tuple[Variable, Fraction]], constant: Fraction | int) -> Form:
        """Return the form with equal variables joined."""
        found: dict[Variable, Fraction] = {}
        for name, coefficient in coefficients:
            found[name] = found.get(name, Fraction(0)) + coefficient
        kept = sorted(((v, c) for v, c in found.items() if c), key=lambda item: _place(item[0]))
        return Form(tuple(kept), Fraction(constant))

    def __add__(self, other: Form) -> Form:
        return Form.of(self.coefficients + other.coefficients, self.constant + other.constant)

    def __neg__(self) -> Form:
        return self.times(-1)

    def __sub__(self, other: Form) -> Form:
        return self + -other

    def times(self, factor: Fraction | int) -> Form:
        """Return the multiple."""
        return Form.of(((v, c * factor) for v, c in self.coefficients), self.constant * factor)

    def value(self, ranks: Sequence[int]) -> Fraction:
        """Return the value at a rank sequence."""
        return sum((c * _value(v, ranks) for v, c in self.coefficients), self.constant)

    def floors(self) -> set[Floor]:
        """Return the floors in the form, those inside other floors too."""
        found = {v for v, _ in self.coefficients if isinstance(v, Floor)}
        return found.union(*(floor.form.floors() for floor in found))

    def __str__(self) -> str:
        terms = [_term(c, v) for v, c in self.coefficients]
        if self.constant or not terms:
            terms.append(str(self.constant))
        return terms[0] + "".join(f" - {t[1:]}" if t[0] == "-" else f" + {t}" for t in terms[1:])

    def latex(self) -> str:
        """Return the form as LaTeX."""
        named = [(c, v.latex() if isinstance(v, Floor) else f"r_{{{v}}}") for v, c in self.coefficients]
        return linear_form(named, self.constant)


def _place(name: Variable) -> tuple[int, int, str]:
    return (0, name, "") if isinstance(name, int) else (1, 0, str(name))


def _value(name: Variable, ranks: Sequence[int]) -> int:
    if isinstance(name, Floor):
        return int(name.form.value(ranks) // name.divisor)
    return ranks[name]


def _term(coefficient: Fraction, name: Variable) -> str:
    shown = f"r{name}" if isinstance(name, int) else f"({name})"
    sign = "-" if coefficient < 0 else ""
    return sign + (shown if abs(coefficient) == 1 else f"{abs(coefficient)}*{shown}")


def variable(name: Variable) -> Form:
    """Return the form that is one variable; an int k means r_k."""
    return Form(((name, Fraction(1)),), Fraction(0))


def constant(number: Fraction | int) -> Form:
    """Return the form that is a number."""
    return Form((), Fraction(number))


def floor_of(form: Form, divisor: int) -> Form:
    """Return ⌊form / divisor⌋ as a form, for a form with integer coefficients and a divisor that is not 0.

    What is divisible goes out of the floor, so that equal floors become equal variables.

    Examples
    --------
    >>> print(floor_of(variable(0).times(5) + constant(7), 2))
    2*r0 + ((r0 + 1)//2) + 3
    """
    if divisor < 0:
        form, divisor = -form, -divisor
    outside = Form.of(((v, Fraction(c // divisor)) for v, c in form.coefficients), form.constant // divisor)
    inside = form - outside.times(divisor)
    if not inside.coefficients:
        return outside
    common = gcd(divisor, *(int(c) for _, c in inside.coefficients))
    smaller = Form.of(((v, c / common) for v, c in inside.coefficients), inside.constant // common)
    return outside + (variable(Floor(smaller, divisor // common)) if divisor > common else smaller)
