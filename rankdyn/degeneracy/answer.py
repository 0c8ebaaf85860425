"""`SpecialPoints`, the answer of `special_points`: points, families of points, poles, and what was not decided."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from flint import acb, arb

from rankdyn.functions.typesetting import typed
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge
from rankdyn.presentation.latex import displayed
from rankdyn.presentation.mathematics import formula

Interval: TypeAlias = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Box:
    """A closed rectangle of the complex plane with rational corners.

    Attributes
    ----------
    real, imag : (Fraction, Fraction)
        Lower and upper end; both ends of `imag` are 0 exactly when the number inside is proved real.
    """

    real: Interval
    imag: Interval = (Fraction(0), Fraction(0))

    @classmethod
    def around(cls, ball: acb) -> Box:
        """Return a box that contains a ball."""
        return cls(ends(ball.real), ends(ball.imag))

    @property
    def is_real(self) -> bool:
        """Whether the number inside is real."""
        return not any(self.imag)

    def __complex__(self) -> complex:
        """Return the centre, in floating point."""
        return complex(float(sum(self.real) / 2), float(sum(self.imag) / 2))

    def __str__(self) -> str:
        """Return a few digits of the centre."""
        centre = complex(self)
        return f"{centre.real:.10g}" if self.is_real else f"{centre.real:.10g}{centre.imag:+.10g}*I"


def ends(ball: arb) -> Interval:
    """Return rational numbers between which all points of a ball lie."""
    middle = ball.mid().fmpq()
    radius = 0 if ball.is_exact() else ball.rad().upper().mid().fmpq()
    low, high = middle - radius, middle + radius
    return Fraction(int(low.p), int(low.q)), Fraction(int(high.p), int(high.q))


@dataclass(frozen=True, slots=True)
class SpecialPoint:
    """A point where the rank is below the generic rank: proved.

    Attributes
    ----------
    value : str or None
        The point as text of the grammar, where it has one: ``'1/2'``, ``'log(2)'``, ``'1/4*pi'``.
    box : Box
        An enclosure that isolates the point.
    minimal_polynomial : str or None
        For an algebraic point (over Q, or over Q(pi) and the like) the irreducible polynomial of which it is a root.
    rank : int
        The rank there.
    """

    value: str | None
    box: Box
    minimal_polynomial: str | None
    rank: int

    @property
    def exact(self) -> bool:
        """Whether `value` gives the point in closed form."""
        return self.value is not None

    @property
    def is_real(self) -> bool:
        """Whether the point is real."""
        return self.box.is_real

    def __str__(self) -> str:
        """Return the point and its rank."""
        root = f" (root of {self.minimal_polynomial})" if self.value is None and self.minimal_polynomial else ""
        return f"{self.value or f'about {self.box}'}{root}: rank {self.rank}"

    def latex(self) -> str:
        """Return the point and its rank as LaTeX."""
        return _at(self.value, self.box) + rf",\quad \operatorname{{rank}} = {self.rank}"

    def _repr_latex_(self) -> str:
        return displayed(self.latex(), "exact: proved")

    def _repr_html_(self) -> str:
        return html.card(
            "Special point",
            badge("proved", "exact · the rank drops, proved"),
            formula(self.latex(), display=True),
            html.given("closed form", self.value or "none; isolated in a box, the digits are of its centre"),
            html.given("minimal polynomial", self.minimal_polynomial or ""),
        )


@dataclass(frozen=True, slots=True)
class Family:
    """The points start + k·period, k any integer, of a function of one exponential e^{ct}.

    Attributes
    ----------
    start : str or None
        The point with k = 0 as text, where it has one.
    box : Box
        An enclosure of it.
    period : str
        The period as text: real for trigonometric functions, imaginary for functions of e^t.
    equation : str
        The irreducible polynomial in the exponential that is zero at these points.
    rank : int or None
        The rank at these points; None for poles.
    """

    start: str | None
    box: Box
    period: str
    equation: str
    rank: int | None

    @property
    def exact(self) -> bool:
        """Whether `start` gives the point with k = 0 in closed form."""
        return self.start is not None

    def __str__(self) -> str:
        """Return the points and their rank."""
        start = self.start or f"about {self.box} (where {self.equation} = 0)"
        shown = f"k*({self.period})" if start == "0" else f"{start} + k*({self.period})"
        return f"{shown}, k any integer" + ("" if self.rank is None else f": rank {self.rank}")

    def latex(self) -> str:
        """Return the points as LaTeX."""
        return rf"{_at(self.start, self.box)} + k\, {typed(self.period)},\ k \in \mathbb{{Z}}"


@dataclass(frozen=True, slots=True)
class Pole:
    """A point where a formula of the function divides by zero.

    Attributes
    ----------
    value, box, minimal_polynomial
        As for `SpecialPoint`.
    removable : bool
        Whether all entries have limits there.
    rank : int or None
        The rank of the matrix of limits, if removable. Where it is below the generic rank the point is among the
        special points too.
    """

    value: str | None
    box: Box
    minimal_polynomial: str | None
    removable: bool
    rank: int | None

    def __str__(self) -> str:
        """Return the point and what happens there."""
        what = f"removable, rank {self.rank} in the limit" if self.removable else "pole"
        return f"{self.value or f'about {self.box}'}: {what}"


@dataclass(frozen=True, slots=True)
class Undecided:
    """A box about which nothing is claimed: it may hold special points or none."""

    box: Box
    reason: str

    def __str__(self) -> str:
        """Return the box and the reason."""
        low, high = self.box.real
        return f"{f'[{float(low):.10g}, {float(high):.10g}]' if self.box.is_real else self.box}: {self.reason}"


@dataclass(frozen=True, slots=True)
class SpecialPoints:
    """Where the rank of D^(order)(t) is below the generic rank.

    Attributes
    ----------
    points : tuple of SpecialPoint
        Sorted; of rational functions of t all, complex ones included; of others the real ones asked for.
    generic_rank, order : int
        The generic rank of D^(order), proved.
    families : tuple of Family
        For functions of one exponential: all special points, real and complex.
    poles : tuple of Pole or Family
        Where a formula divides by zero.
    undecided : tuple of Undecided
        What could not be decided; outside these boxes the answer is complete.
    within : (Fraction, Fraction) or None
        The closed real interval to which `points`, `poles` and `undecided` are restricted.
    """

    points: tuple[SpecialPoint, ...]
    generic_rank: int
    order: int
    families: tuple[Family, ...] = ()
    poles: tuple[Pole | Family, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    within: Interval | None = None

    @property
    def complete(self) -> bool:
        """Whether nothing was left undecided."""
        return not self.undecided

    def explain(self) -> str:
        """Return the answer in words."""
        where = f" for t in [{self.within[0]}, {self.within[1]}]" if self.within else ""
        lines = [f"order {self.order}: the generic rank is {self.generic_rank}; it drops{where}"]
        found: list[object] = [*self.families, *self.points]
        lines += [f"  at t = {item}" for item in found] or ["  nowhere" + (" that was decided" * bool(self.undecided))]
        lines += [f"  singular at t = {pole}" for pole in self.poles]
        lines += [f"  undecided: t in {box}" for box in self.undecided]
        return "\n".join(lines)

    def __str__(self) -> str:
        """Return the answer in words, and what it rests on."""
        return f"{self._evidence}: {self.explain()}"

    @property
    def _evidence(self) -> str:
        return "exact · complete" if self.complete else f"exact · undecided boxes: {len(self.undecided)}"

    def latex(self) -> str:
        """Return as LaTeX where the rank drops; of many points the first ones."""
        order = f"^{{({self.order})}}" if self.order else ""
        rows = [rf"{_at(point.value, point.box)}: &\ {point.rank}" for point in self.points]
        rows += [rf"{family.latex()}: &\ {family.rank}" for family in self.families]
        least = rf"\operatorname{{rank}} D{order}(t) < {self.generic_rank}"
        if not rows:
            return rf"{least} \text{{ at no }} t" + r" \text{ that was decided}" * (not self.complete)
        shown = r" \\ ".join(html.first(rows, 8)[:8] + [r"\ldots & "] * (len(rows) > 8))
        return rf"{least} \text{{ at }} \begin{{matrix}} {shown} \end{{matrix}}"

    def _repr_latex_(self) -> str:
        return displayed(self.latex(), self._evidence)

    def _repr_html_(self) -> str:
        drops = [f"{formula(found.latex())}: rank {found.rank}" for found in self.families[: html.MAX_ITEMS]]
        drops += [f"{formula(_at(found.value, found.box))}: rank {found.rank}" for found in self.points]
        order = f"^{{({self.order})}}" if self.order else ""
        nowhere = "nowhere" if self.complete else "nowhere that was decided"
        where = "" if self.within is None else f"t in [{self.within[0]}, {self.within[1]}]"
        return html.card(
            "Special points",
            badge("proved" if self.complete else "open", self._evidence),
            html.labelled("generic rank", formula(rf"\operatorname{{rank}} D{order} = {self.generic_rank}")),
            html.given("looked at", where),
            html.labelled("lower at", html.bullets(drops or [nowhere])),
            html.labelled("singular at", html.bullets([html.words(f"t = {pole}") for pole in self.poles]))
            if self.poles
            else "",
            html.labelled("undecided", html.bullets([html.words(f"t in {box}") for box in self.undecided]))
            if self.undecided
            else "",
        )


def _at(value: str | None, box: Box) -> str:
    """Return the equation of a point as LaTeX: its closed form as it is typed, or some digits."""
    if value is not None:
        return f"t = {typed(value)}"
    return r"t \approx " + str(box).replace("*I", r"\, i")
