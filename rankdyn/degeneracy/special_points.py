"""`special_points`: where the rank of D^(order)(t) is below the generic rank."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.work import Work
from rankdyn.degeneracy.algebraic import Decisions, decide
from rankdyn.degeneracy.answer import Box, Family, Interval, Pole, SpecialPoint, SpecialPoints, Undecided
from rankdyn.degeneracy.cleared import ClearedMatrix
from rankdyn.degeneracy.mixed import MixedSearch
from rankdyn.degeneracy.moment import Moment, algebraic_moment
from rankdyn.degeneracy.periodic import Progression, progressions, rate
from rankdyn.degeneracy.points import AlgebraicPoint, constant_indices
from rankdyn.errors import BudgetExceededError, InvalidInputError
from rankdyn.functions.arguments import checked_order, checked_rational
from rankdyn.functions.matrix_function import coerce
from rankdyn.rank.sequence import checked_budget, rank_sequence


def special_points(
    D: Any,
    order: int = 0,
    within: tuple[int | str | Fraction, int | str | Fraction] | None = None,
    budget: int | None = None,
) -> SpecialPoints:
    """Return the t at which the rank of D^(order)(t) drops below the generic rank.

    Parameters
    ----------
    D : MatrixFunction, text, nested sequence, NumPy array or SymPy Matrix
        The function, shape (m, n), without parameters.
    order : int, default 0
        Which derivative, 0 to 200.
    within : (a, b), optional
        A closed real interval with rational ends. Only real points in it are returned. Needed where t and an
        exponential, or independent exponentials, occur together.
    budget : int, optional
        Work units. Beyond them, on an interval, boxes come back as undecided.

    Returns
    -------
    SpecialPoints
        Every point is proved, and outside the boxes of ``.undecided`` there are no others.

        * Rational functions of t: all points, real and complex; rational ones exact, others with their minimal
          polynomial and an isolating box.
        * Functions of one exponential e^{ct}, as trigonometric polynomials of one frequency: ``.families`` has all
          points t_0 + k·period, and ``.points`` the real ones within the interval.
        * Other functions: the real points within the interval.

    Raises
    ------
    InvalidInputError
        For parameters, or where `within` is needed and not given; NotExactError outside the exact class.
    BudgetExceededError
        If the budget does not reach and no interval is given.

    Notes
    -----
    A removable singularity takes its limit. Poles are not special points; they stand in ``.poles``.

    Examples
    --------
    >>> import rankdyn as rd
    >>> print(rd.special_points("[[t**2 - 2, 0], [0, t]]"))
    exact · complete: order 0: the generic rank is 2; it drops
      at t = about -1.414213562 (root of t**2 - 2): rank 1
      at t = 0: rank 1
      at t = about 1.414213562 (root of t**2 - 2): rank 1
    >>> found = rd.special_points("[[sin(t), 0], [0, 1]]", within=(1, 7))
    >>> [str(family) for family in found.families], [point.value for point in found.points]
    (['k*(pi), k any integer: rank 1'], ['pi', '2*pi'])
    """
    order = checked_order(order, "order")
    function = coerce(D, "t")
    span = None if within is None else _interval(within)
    if function.parameter_names:
        names = ", ".join(function.parameter_names)
        raise InvalidInputError(
            f"special points are found for functions of {function.variable_name} alone; this one has the parameters "
            f"{names}; give them values, D.subs({{{function.parameter_names[0]!r}: 1}})"
        )
    work = Work(checked_budget(budget))
    moved = function.derivative(order)
    entries = moved.rows()
    flat = [entry for row in entries for entry in row]
    field = FunctionField.of(flat, function.variable_name, (), work)
    elements = [[field.element(entry) for entry in row] for row in entries]
    bound = rank_sequence(function, order, budget=work.budget).bounds[order]
    if bound.kind != "exact":
        raise BudgetExceededError(
            f"the generic rank, {bound.value}, is not proved ({bound.kind}: {bound.method}); raise budget="
        )
    if not flat:
        return SpecialPoints((), 0, order, within=span)
    matrix = ClearedMatrix(elements, field)
    constant = constant_indices(field)
    used = {i for row in (*matrix.rows, matrix.denominators) for p in row for i, d in enumerate(p.degrees()) if d > 0}
    moving = sorted(used - constant)
    if not moving:
        return SpecialPoints((), bound.value, order, within=span)
    if len(moving) == 1 and field.basis.independence_proved and (moving[0] == 0 or rate(field, moving[0])):
        decisions = decide(matrix, bound.value, moving[0])
        build = _of_time if moving[0] == 0 else _of_exponential
        return build(decisions, bound.value, order, span)
    if span is None:
        shown = " and ".join(field.generator_names()[i] for i in moving)
        reason = (
            f"{shown} occur together" if len(moving) > 1 else f"of {shown} and constants not known to be independent"
        )
        raise InvalidInputError(
            f"the function is not rational in one exponential or in t alone ({reason}); "
            "give a real interval to search, within=(a, b)"
        )
    search = MixedSearch(moved, matrix, bound.value, span)
    search.run()
    return SpecialPoints(
        _sorted(search.points),
        bound.value,
        order,
        (),
        tuple(sorted(search.poles, key=lambda p: p.box.real[0])),
        tuple(search.undecided),
        span,
    )


def _interval(within: object) -> Interval:
    """Return a pair of rational numbers a < b."""
    if isinstance(within, str) or not hasattr(within, "__len__") or len(within) != 2:
        raise InvalidInputError(f"within must be a pair (a, b) of rational numbers, not {within!r}"[:200])
    low, high = (checked_rational(end, "within") for end in within)  # type: ignore[attr-defined]
    if not low < high:
        raise InvalidInputError(f"within must be (a, b) with a < b, not ({low}, {high})")
    return Fraction(low), Fraction(high)


def _sorted(points: list[SpecialPoint]) -> tuple[SpecialPoint, ...]:
    return tuple(sorted(points, key=lambda p: (p.box.real[0], p.box.imag[0])))


def _inside(moment: Moment, span: Interval | None, undecided: list[Undecided]) -> bool:
    """Return whether a point belongs to the answer; note it if that is not decided."""
    if span is None:
        return True
    if not moment.is_real:
        if not moment.enclosure(64).imag.contains(0):
            return False
        undecided.append(Undecided(moment.box, "not proved to be real or not"))
        return False
    inside = moment.inside(span)
    if inside is None:
        undecided.append(Undecided(moment.box, "not told apart from the end of the interval"))
    return bool(inside)


def _of_time(decisions: Decisions, generic_rank: int, order: int, span: Interval | None) -> SpecialPoints:
    undecided: list[Undecided] = []
    moments = [(algebraic_moment(point), rank) for point, rank in decisions.special]
    points = [moment.special(rank) for moment, rank in moments if _inside(moment, span, undecided)]
    singular = [algebraic_moment(point) for point in decisions.poles]
    poles = tuple(Pole(m.value, m.box, m.polynomial, False, None) for m in singular if _inside(m, span, undecided))
    for point in decisions.undecided:
        undecided.append(Undecided(algebraic_moment(point).box, "a zero of a transcendental number is not decided"))
    return SpecialPoints(_sorted(points), generic_rank, order, (), poles, tuple(undecided), span)


def _of_exponential(decisions: Decisions, generic_rank: int, order: int, span: Interval | None) -> SpecialPoints:
    undecided: list[Undecided] = []
    families: list[Family] = []
    points: list[SpecialPoint] = []
    for rank in sorted({rank for _, rank in decisions.special}):
        for progression in progressions(point for point, found in decisions.special if found == rank):
            families.append(progression.family(rank))
            points += [m.special(rank) for m in _real(progression, span, undecided)]
    poles: list[Pole | Family] = []
    for progression in progressions(decisions.poles):
        poles.append(progression.family(None))
        if span is not None:
            poles += [Pole(m.value, m.box, None, False, None) for m in _real(progression, span, undecided)]
    for progression in progressions(decisions.undecided):
        undecided.append(Undecided(progression.start.box, f"and every {progression.period.value} from there"))
    return SpecialPoints(_sorted(points), generic_rank, order, tuple(families), tuple(poles), tuple(undecided), span)


def _real(progression: Progression, span: Interval | None, undecided: list[Undecided]) -> list[Moment]:
    if progression.real is None:
        point: AlgebraicPoint = progression.point
        where = Box(span) if span is not None else progression.start.box
        undecided.append(Undecided(where, f"not proved real or not: the root {Box.around(point.enclosure(64))}"))
    return [m for m in progression.real_values(span) if _inside(m, span, undecided)]
