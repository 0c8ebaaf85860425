"""Special points on a real interval of functions in which t and exponentials, or several exponentials, occur together.

All r × r minors are G·c_j, G their greatest common divisor as polynomials in t and the exponentials. Their common zeros
are zeros of G or of c_1. Zeros of an irreducible factor in t alone, or in one exponential, are found exactly; those of
the others are isolated by ball arithmetic. At an exact point the rank is computed exactly; in a box it is proved from
below by balls and from above by divisibility. What neither settles is undecided.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import comb
from typing import Final

from flint import acb

from rankdyn.algebra.quotient import Polynomial
from rankdyn.calculus.balls import ball, precision
from rankdyn.degeneracy.answer import Box, Interval, Pole, SpecialPoint, Undecided
from rankdyn.degeneracy.cleared import ClearedMatrix
from rankdyn.degeneracy.factors import irreducible_factors, norm
from rankdyn.degeneracy.isolation import isolate, refine
from rankdyn.degeneracy.local_rank import rank_of
from rankdyn.degeneracy.moment import Moment, MomentPoint, algebraic_moment, rational_moment
from rankdyn.degeneracy.periodic import progressions, rate
from rankdyn.degeneracy.points import (
    algebraic_points,
    constant_generators,
    constant_indices,
    polynomial_value,
)
from rankdyn.degeneracy.real_function import RealFunction
from rankdyn.degeneracy.vanishing import vanishes
from rankdyn.errors import BudgetExceededError, InvalidInputError, NotExactError, PoleError
from rankdyn.expressions.nodes import Symbol, add
from rankdyn.expressions.transform import substitute
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.rank.pointwise import rank_at

_MOST_MINORS: Final = 400
_BITS: Final = (64, 256, 1024)


class MixedSearch:
    """The search on one interval.

    Parameters
    ----------
    function : MatrixFunction
        D^(order), without parameters.
    matrix : ClearedMatrix
        The same, cleared of denominators.
    generic_rank : int
        r ≥ 1, proved.
    within : (Fraction, Fraction)
        The closed interval.

    Attributes
    ----------
    points, poles, undecided : list
        What has been found.
    """

    def __init__(self, function: MatrixFunction, matrix: ClearedMatrix, generic_rank: int, within: Interval) -> None:
        self.function, self.matrix, self.generic_rank, self.within = function, matrix, generic_rank, within
        self.field = matrix.field
        self.points: list[SpecialPoint] = []
        self.poles: list[Pole] = []
        self.undecided: list[Undecided] = []
        self._seen: list[Moment] = []

    def run(self) -> None:
        """Find everything, as far as the work reaches."""
        try:
            singular = irreducible_factors(self.matrix.denominators, self.field)
            factors = [f for f in self._factors() if f not in singular]
        except BudgetExceededError as error:
            self._leave(self.within, f"the budget of work is used up: {error}")
            return
        for is_singular, group in ((True, singular), (False, factors)):
            for factor in group:
                try:
                    for moment, where in self._zeros(factor):
                        try:
                            self._settle(moment, factor, is_singular=is_singular)
                        except BudgetExceededError as error:
                            self._leave(where, f"a zero; its rank was not computed: {error}")
                except BudgetExceededError as error:
                    self._leave(self.within, f"the zeros of a minor were not found: {error}")

    def _leave(self, interval: Interval, reason: str) -> None:
        left = Undecided(Box(interval), reason)
        if left not in self.undecided:
            self.undecided.append(left)

    def _factors(self) -> list[Polynomial]:
        """Return irreducible polynomials of which one vanishes wherever all r × r minors do."""
        (m, n), r = self.matrix.shape, self.generic_rank
        if comb(m, r) * comb(n, r) > _MOST_MINORS:
            raise BudgetExceededError(f"there are {comb(m, r) * comb(n, r)} minors, more than {_MOST_MINORS}")
        minors = [
            minor
            for rows in combinations(range(m), r)
            for columns in combinations(range(n), r)
            if (minor := self.matrix.minor(rows, columns))
        ]
        common = minors[0]
        for minor in minors[1:]:
            self.field.work.spend(100 * len(common) * len(minor))
            common = common.gcd(minor)
        rest = min((minor / common for minor in minors), key=lambda p: (len(self._moving(p)), len(p)))
        return irreducible_factors([common, rest], self.field) + self._constants([common, rest])

    def _constants(self, polynomials: list[Polynomial]) -> list[Polynomial]:
        """Return those that are free of t; they may be zero if the constants are not known to be independent."""
        if self.field.basis.independence_proved:
            return []
        return [p for p in polynomials if not self._moving(p)]

    def _moving(self, polynomial: Polynomial) -> list[int]:
        constant = constant_indices(self.field)
        return [i for i, d in enumerate(polynomial.degrees()) if d and i not in constant]

    # ---- zeros of one factor ----------------------------------------------------------------------------------------

    def _zeros(self, factor: Polynomial) -> Iterator[tuple[Moment, Interval]]:
        """Yield the real zeros in the interval, each with an interval that contains it."""
        moving = self._moving(factor)
        if not moving:
            self._refuse_zero(factor)
        elif len(moving) == 1 and (moving[0] == 0 or rate(self.field, moving[0]) is not None):
            yield from ((moment, moment.box.real) for moment in self._exactly(factor, moving[0]))
        else:
            yield from self._numerically(factor)

    def _refuse_zero(self, factor: Polynomial) -> None:
        for bits in (*_BITS, 4096):
            with precision(bits):
                if not polynomial_value(factor, constant_generators(self.field)).contains(0):
                    return
        self._leave(self.within, "a constant factor is not proved to be different from zero")

    def _exactly(self, factor: Polynomial, index: int) -> Iterator[Moment]:
        if index and factor == self.field.generators[index]:
            return
        for part in irreducible_factors([norm(factor, self.field)], self.field):
            if not part.degrees()[index] or (index and part == self.field.generators[index]):
                continue
            tests = [(p, vanishes(factor, p)) for p in algebraic_points(self.field, part, index)]
            if any(test is None for _, test in tests):
                self._leave(self.within, "a zero of a transcendental number is not decided")
            points = [p for p, test in tests if test]
            if not index:
                for point in points:
                    if point.is_real:
                        yield algebraic_moment(point)
                    elif point.enclosure(64).imag.contains(0):
                        self._leave(self.within, "a root is not proved to be real or not")
                continue
            for progression in progressions(points):
                if progression.real is None:
                    self._leave(self.within, "an exponential is not proved to be on the unit circle or not")
                yield from progression.real_values(self.within)

    def _numerically(self, factor: Polynomial) -> Iterator[tuple[Moment, Interval]]:
        function = RealFunction(factor, self.field)
        zeros = isolate(function, self.within)
        for interval in zeros.undecided:
            self._leave(interval, "zeros were not isolated: one of higher order, or the end of the budget")
        yield from ((rational_moment(point), (point, point)) for point in zeros.rational)
        for box in zeros.boxes:
            moment = _zero_in(function, box)
            if function.is_real:
                yield moment, box
            else:
                self._exclude(function, moment, box)

    def _exclude(self, function: RealFunction, moment: Moment, box: Interval) -> None:
        """Prove that a zero of the real part is none of the function, or leave it undecided."""
        for bits in _BITS:
            if not function.series(moment.enclosure(bits).real, 0, bits)[0].contains(0):
                return
        self._leave(box, "the real part has a zero, the imaginary part was not decided")

    # ---- one point --------------------------------------------------------------------------------------------------

    def _settle(self, moment: Moment, factor: Polynomial, *, is_singular: bool) -> None:
        inside = moment.inside(self.within)
        if inside is False or self._is_known(moment):
            return
        if inside is None:
            self._leave(moment.box.real, "a zero is not told apart from the end of the interval")
            return
        self._seen.append(moment)
        found = self._exact_rank(moment)
        if found is None:
            self._settle_box(moment, factor, is_singular=is_singular)
            return
        removable, rank = found
        if is_singular or not removable:
            self.poles.append(Pole(moment.value, moment.box, moment.polynomial, removable, rank if removable else None))
        if removable and rank < self.generic_rank:
            self.points.append(moment.special(rank))

    def _is_known(self, moment: Moment) -> bool:
        """Return whether the point has been met; two that cannot be told apart are undecided."""
        for other in self._seen:
            if moment.exact is not None and moment.exact == other.exact:
                return True
            for bits in _BITS:
                if not moment.enclosure(bits).overlaps(other.enclosure(bits)):
                    break
            else:
                if moment.exact is None or other.exact is None:
                    self._leave(moment.box.real, "two zeros that may be one")
                    return True
        return False

    def _exact_rank(self, moment: Moment) -> tuple[bool, int] | None:
        """Return (True, rank of the limit) or (False, 0) at a pole; None where there is no exact answer."""
        if moment.exact is None:
            return None
        name = self.function.variable_name
        place = {name: add((Symbol(name), moment.exact))}
        try:
            rows = tuple(tuple(substitute(entry, place) for entry in row) for row in self.function.rows())
            found = rank_at(Explicit.of(rows, self.function.shape, name), 0, budget=self._share())
        except PoleError:
            return False, 0
        except (NotExactError, BudgetExceededError, InvalidInputError, ZeroDivisionError):
            return None
        return (True, found[0]) if found.kind == "exact" else None

    def _share(self) -> int:
        work = self.field.work
        return max(0, min(10_000_000, work.budget - work.spent))

    def _settle_box(self, moment: Moment, factor: Polynomial, *, is_singular: bool) -> None:
        point = MomentPoint(self.field, factor, moment)
        singular_rows = [
            row
            for row, below in zip(self.matrix.rows, self.matrix.denominators, strict=True)
            if vanishes(below, point) is not False
        ]
        if singular_rows:
            proved = is_singular and any(
                vanishes(entry, point) is False
                for row, below in zip(self.matrix.rows, self.matrix.denominators, strict=True)
                if vanishes(below, point)
                for entry in row
            )
            if proved:
                self.poles.append(Pole(moment.value, moment.box, moment.polynomial, False, None))
            else:
                self._leave(moment.box.real, "numerators and denominators may vanish together")
            return
        lower, upper = rank_of(self.matrix.rows, point)
        if lower == upper < self.generic_rank:
            self.points.append(moment.special(lower))
        elif lower < self.generic_rank:
            self._leave(moment.box.real, f"the rank is {lower} or more; whether it drops is not decided")


def _zero_in(function: RealFunction, box: Interval) -> Moment:
    """Return the one zero in a box, refined when asked for."""
    best = [box]

    def enclosure(bits: int) -> acb:
        low, high = best[0] = refine(function, best[0], bits)
        with precision(bits + 32):
            return acb(ball(low).real.union(ball(high).real))

    return Moment(None, enclosure)
