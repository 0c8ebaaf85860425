"""Numerical ranks of functions outside the exact class, by elimination in ball arithmetic at random points.

At each point a lower bound is proved: every pivot is a ball without zero. That the rank is not larger is *not* proved:
what is left over lies within a ball around zero so small that it counts as zero. Answers are of kind 'numerical', never
exact; their text says why, and how wide the gap between kept and dropped pivots is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import Final

import numpy as np

from rankdyn.calculus.ball_functions import UndefinedPointError
from rankdyn.calculus.ball_points import points
from rankdyn.calculus.balls import BallPoint
from rankdyn.errors import BudgetExceededError, InvalidInputError, NotExactError
from rankdyn.evidence.rank_sequence import RankBound, RankSequence
from rankdyn.expressions.nodes import Call, parts
from rankdyn.expressions.printing import text
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.rank.answer import Answer
from rankdyn.rank.ball_minor import Elimination, eliminate
from rankdyn.rank.ball_values import ball_values
from rankdyn.rank.polynomial_matrix import polynomial_matrix
from rankdyn.rank.prepared_entries import PreparedEntries
from rankdyn.rank.reduction import Kind
from rankdyn.rank.structure import structural_bound

BITS: Final = (256, 1024, 4096)
"""Working precisions: the next one where something left over is neither proved non-zero nor small."""

GAP: Final = 100
"""Binary digits between the smallest pivot kept and all that counts as zero, rows and columns being scaled to 1."""

POINTS: Final = 4
"""Points whose ranks are compared."""

_DRAWS: Final = 24
"""Points drawn on the line, and once more above it, until enough are found at which the function is defined."""

_MAX_WORK: Final = 100_000_000
"""Rows times columns times the smaller of both times orders; about half a minute."""

_HIGHEST_PRECISION_WORK: Final = 500_000
"""Beyond this the highest precision is left out."""


def outside_call(function: MatrixFunction) -> Call | None:
    """Return a function outside the exact class that occurs in the entries, or None.

    Examples
    --------
    >>> import rankdyn as rd
    >>> outside_call(rd.MatrixFunction("[[exp(t), 1 + log(t)]]"))
    Call(name='log', argument=Symbol(name='t'))
    """
    for leaf in function.leaves():
        for row in leaf.rows():
            for entry in row:
                for node in parts(entry):
                    if isinstance(node, Call):
                        return node
    return None


def is_outside(function: MatrixFunction) -> bool:
    """Return whether a function outside the exact class occurs in the entries; remembered with the function."""
    if "outside" not in function._cache:
        function._cache["outside"] = not _is_prepared(function)
    return bool(function._cache["outside"])


def _is_prepared(function: MatrixFunction) -> bool:
    """Read the entries for what follows, which only those of the exact class allow."""
    try:
        if polynomial_matrix(function) is None:
            PreparedEntries.of(function)
    except NotExactError:
        return False
    return True


def outside_sequence(
    function: MatrixFunction,
    order: int,
    kind: Kind,
    step: Fraction,
    rng: np.random.Generator,
    at: Fraction | None = None,
    reason: str | None = None,
) -> RankSequence:
    """Return numerical ranks of D, D′, …, D^(K), or of its differences.

    Parameters
    ----------
    function : MatrixFunction
        D.
    order, kind, step : int, Kind, Fraction
        K, which operator is iterated, and h for differences.
    rng : numpy Generator
        Source of the points.
    at : Fraction, optional
        t_0 for pointwise ranks; only the parameters are random then.
    reason : str, optional
        Why there is no exact answer; by default the function outside the class is named.

    Raises
    ------
    InvalidInputError
        If the function is defined at no point tried; the message names the entry and says why.
    BudgetExceededError
        If the matrix is too large for elimination with balls.

    Examples
    --------
    >>> import rankdyn as rd
    >>> D = rd.MatrixFunction("[[1, log(t)], [t, t*log(t)]]")
    >>> outside_sequence(D, 2, "derivative", Fraction(1), np.random.default_rng(0))
    RankSequence(1, 2, 1; numerical)
    """
    m, n = function.shape
    work = m * n * min(m, n) * (order + 1)
    if work > _MAX_WORK:
        raise BudgetExceededError(
            f"{order + 1} orders of a {m} x {n} matrix outside the exact class are more than ball arithmetic answers; "
            "ask for fewer orders or a submatrix, or give rankdyn.numerical_ranks the values"
        )
    levels = BITS if work <= _HIGHEST_PRECISION_WORK else BITS[:-1]
    search = _Search(function, order, kind, step, levels)
    search.run(rng, at)
    call = outside_call(function)
    why = reason or (f"{text(call)[:60]} is outside the exact class" if call is not None else "no exact answer")
    bounds = [RankBound(search.ranks[k], "numerical", None, f"{why}; {search.method(k)}") for k in range(order + 1)]
    return RankSequence(bounds, Answer(function, kind, step, at).statement())


class _Search:
    """The best elimination at each order, over the points visited so far."""

    def __init__(self, function: MatrixFunction, order: int, kind: Kind, step: Fraction, levels: Sequence[int]) -> None:
        self.function, self.order, self.kind, self.step = function, order, kind, step
        self.levels = levels
        self.limits = [structural_bound(function, k) for k in range(order + 1)]
        self.best: list[tuple[Elimination, BallPoint, int] | None] = [None] * (order + 1)
        self.visited: list[list[int]] = [[] for _ in range(order + 1)]
        """For each order the ranks found at the points where it was looked at."""

    @property
    def ranks(self) -> list[int]:
        return [len(found[0].rows) if found is not None else 0 for found in self.best]

    def run(self, rng: np.random.Generator, at: Fraction | None) -> None:
        names = (self.function.variable_name, *self.function.parameter_names)
        variable, count = self.function.variable_name, _DRAWS if at is None or len(names) > 1 else 1
        reason: UndefinedPointError | None = None
        used = 0
        for bits in (self.levels[0], self.levels[-1]):  # wide balls may hide that a function is defined
            for above in (False, True) if at is None else (False,):
                drawn: Iterator[BallPoint] = points(names, variable, rng, at, above_the_line=above)
                for point in islice(drawn, count):
                    try:
                        self.visit(point, bits)
                    except UndefinedPointError as error:
                        reason = error
                        continue
                    used += 1
                    if used == POINTS or self.ranks == self.limits:
                        return
                if used:
                    return
        where = "at every point tried" if at is None else f"at {variable} = {at}"
        raise InvalidInputError(f"{reason} {where}; check the domain of the entry") from None

    def visit(self, point: BallPoint, bits: int) -> None:
        """Eliminate at a point every order whose rank can still grow."""
        open_orders = [k for k in range(self.order + 1) if self.best[k] is None or self.ranks[k] < self.limits[k]]
        for precision in (level for level in self.levels if level >= bits):
            working = precision + (2 * self.order if self.kind == "difference" else 0)  # binomial sums cancel up to 2^K
            try:
                matrices = ball_values(self.function, max(open_orders), self.kind, self.step, point, working)
            except UndefinedPointError:
                if precision == bits:
                    raise
                return
            unsettled = []
            for k in open_orders:
                found = eliminate(matrices[k], working)
                complete = len(found.rows) >= self.limits[k] or _is_clear(found, working)
                if not complete and precision < self.levels[-1]:
                    unsettled.append(k)
                    continue
                self.visited[k].append(len(found.rows))
                if self.best[k] is None or len(found.rows) > self.ranks[k]:
                    self.best[k] = found, point, working
            open_orders = unsettled
            if not open_orders:
                return

    def method(self, k: int) -> str:
        """Return how the rank at order k was found, in words."""
        found = self.best[k]
        if found is None:
            return "no point settled this order"
        elimination, point, bits = found
        rank, variable = len(elimination.rows), self.function.variable_name
        where = str(point.values[variable]) + (f" + {point.height}*I" if point.height else "")
        count = len(self.visited[k])
        shown = f"at least {rank}, proved by ball arithmetic at {variable} = {where} with {bits} bits"
        if rank == self.limits[k]:
            return f"{shown}, and at most {rank} by the structure of the matrix"
        kept = f"smallest pivot kept 2^{elimination.smallest:.6g}, " if rank else ""
        dropped = "all that was dropped is exactly 0"
        if np.isfinite(elimination.rest):
            dropped = f"largest dropped below 2^{elimination.rest:.6g}"
        elif elimination.rest > 0:
            dropped = "what was dropped has no bound"
        doubt = "" if _is_clear(elimination, bits) else ", which is no clear gap: the rank may well be larger"
        return f"{shown}; largest of {count} random point{'s' * (count > 1)}; {kept}{dropped}{doubt}"


def _is_clear(found: Elimination, bits: int) -> bool:
    """Return whether all that was dropped is far below all that was kept, and the digits suffice to see that.

    Pivots that spread over more than half of the digits mean entries of very different sizes: what is dropped may then
    be of the size that the next pivot ought to have.
    """
    return found.rest <= min(0.0, found.smallest) - GAP and found.smallest >= -bits / 2
