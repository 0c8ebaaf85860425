"""The pointwise reading: any ranks at all at chosen points, by Hermite or Newton interpolation.

Main results: `pointwise_function`, `pointwise_ranks`. With E_r = diag(1, …, 1, 0, …, 0) of rank r, the polynomial
Σ_k E_{r_k} (t − t0)^k has rank D^(k)(t0) = rank(k! E_{r_k}) = r_k: at one point every sequence with entries up to
min(m, n) occurs. At several points Hermite interpolation prescribes the Taylor polynomial at each, entry by entry on
the diagonal, so that any sequences occur at all of them at once. For forward differences Newton's formula
Σ_k E_{r_k} C(t − t0, k) has Δ^k D(t0) = E_{r_k}; at several points the values D(t_s + j) are interpolated, which asks
that no two points share a value.

References
----------
Davis, Interpolation and Approximation, chapter II (Hermite interpolation by divided differences).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import chain, combinations
from math import comb
from typing import Any, Literal

from flint import fmpq, fmpq_poly

from rankdyn.errors import InvalidInputError
from rankdyn.evidence.rank_sequence import RankSequence
from rankdyn.functions.arguments import checked_rational
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.laws.reading import checked_ranks
from rankdyn.limits import MAX_ORDER, MAX_SIDE
from rankdyn.rank.pointwise import rank_at

Kind = Literal["derivative", "difference"]
Sequences = tuple[tuple[int, ...], ...]


def pointwise_function(
    ranks: Sequence[Any],
    points: Any = 0,
    shape: tuple[int, int] | None = None,
    kind: Kind = "derivative",
) -> MatrixFunction:
    """Return a diagonal polynomial matrix whose derivatives have the given ranks at the given points.

    Parameters
    ----------
    ranks : sequence of int, or sequence of sequences of int
        r_0, …, r_K at one point, or one such sequence for each point.
    points : rational number, or sequence of rational numbers, default 0
        The point, or as many different points as there are sequences.
    shape : (int, int), optional
        Rows m and columns n with min(m, n) ≥ every rank; by default the largest rank, twice.
    kind : 'derivative' or 'difference', default 'derivative'
        Ranks of D^(k)(t0), or of Δ^k D(t0) with step 1.

    Returns
    -------
    MatrixFunction
        The function; `pointwise_ranks` proves its ranks.

    Raises
    ------
    InvalidInputError
        If a rank exceeds min(m, n) (the only law of this reading), points coincide, or, for differences, two points
        are an integer apart that is not above the highest order asked for: their differences share values of D.

    Examples
    --------
    >>> from rankdyn.realization.pointwise import pointwise_function
    >>> pointwise_function((1, 3, 2))
    MatrixFunction('[[t**2 + t + 1, 0, 0], [0, t**2 + t, 0], [0, 0, t]]')
    >>> pointwise_function([(0, 1), (1, 0)], points=[0, 1])
    MatrixFunction('[[-t**3 + t**2 + t]]')
    """
    sequences, places = _matched(ranks, points)
    if kind not in ("derivative", "difference"):
        raise InvalidInputError(f"kind must be 'derivative' or 'difference', not {kind!r}")
    m, n = _checked_shape(shape, sequences)
    if kind == "difference":
        _refuse_shared_values(sequences, places)
    made: dict[tuple[tuple[bool, ...], ...], str] = {}
    diagonal = []
    for i in range(min(m, n)):
        wanted = tuple(tuple(i < rank for rank in sequence) for sequence in sequences)
        if wanted not in made:  # rows with the same wishes share one polynomial
            made[wanted] = _text(_entry(wanted, places, kind))
        diagonal.append(made[wanted])
    return MatrixFunction([[diagonal[i] if i == j else "0" for j in range(n)] for i in range(m)])


def pointwise_ranks(
    function: MatrixFunction,
    ranks: Sequence[Any],
    points: Any = 0,
    kind: Kind = "derivative",
    budget: int | None = None,
) -> tuple[RankSequence, ...]:
    """Return, for each point, the exact ranks of the function there with their certificate.

    Parameters
    ----------
    function : MatrixFunction
        Such as `pointwise_function` returns.
    ranks, points, kind
        As there.
    budget : int, optional
        Work units for each point, as in `rankdyn.rank_at`.

    Raises
    ------
    InvalidInputError
        If the function does not have the ranks; the message names the point and both sequences.
    BudgetExceededError
        If the values need more work than the budget: from about 60 orders on.
    """
    sequences, places = _matched(ranks, points)
    found = []
    for sequence, point in zip(sequences, places, strict=True):
        proved = rank_at(function, point, len(sequence) - 1, kind=kind, budget=budget)
        if tuple(proved) != sequence or proved.kind != "exact":
            raise InvalidInputError(
                f"at t = {point} the function has the ranks {tuple(proved)} ({proved.kind}), not {sequence}"
            )
        found.append(proved)
    return tuple(found)


def _entry(wanted: tuple[tuple[bool, ...], ...], points: tuple[Fraction, ...], kind: Kind) -> fmpq_poly:
    """Return the polynomial of one diagonal entry: where True the derivative or difference is not zero, else zero."""
    if kind == "derivative":  # the Taylor coefficients are 1 rather than the derivatives: integers stay integers
        nodes = [point for point, sequence in zip(points, wanted, strict=True) for _ in sequence]
        taylor = dict(zip(points, wanted, strict=True))
        return _interpolation(nodes, lambda point, order: int(taylor[point][order]))
    values = {
        point + j: sum(comb(j, k) * int(sequence[k]) for k in range(j + 1))
        for point, sequence in zip(points, wanted, strict=True)
        for j in range(len(sequence))
    }
    return _interpolation(list(values), lambda point, order: values[point])


def _interpolation(nodes: list[Fraction], taylor: Any) -> fmpq_poly:
    """Return the polynomial of least degree with given Taylor coefficients; equal nodes stand side by side.

    Newton's form with divided differences: f[x, …, x] (j + 1 times) is the j-th Taylor coefficient at x.
    """
    first = {x: nodes.index(x) for x in nodes}
    column = [_rational(taylor(x, 0)) for x in nodes]
    result, factor = fmpq_poly([0]), fmpq_poly([1])
    for j, node in enumerate(nodes):
        # column[i] is f[x_i, …, x_{i+j}], and column[0] the next coefficient of Newton's form
        result += column[0] * factor
        factor *= fmpq_poly([-_rational(node), 1])
        following = []
        for i in range(len(nodes) - j - 1):
            low, high = nodes[i], nodes[i + j + 1]
            if low == high:
                following.append(_rational(taylor(low, i + j + 1 - first[low] - (i - first[low]))))
            else:
                following.append((column[i + 1] - column[i]) / _rational(high - low))
        column = following
    return result * result.denom()  # a multiple of an entry has its zeros: integers are easier to read


def _rational(value: int | Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def _text(polynomial: fmpq_poly) -> str:
    """Return the polynomial in t as text of the grammar, highest power first."""
    terms = []
    for degree in range(polynomial.degree(), -1, -1):
        coefficient = polynomial[degree]
        if coefficient != 0:
            power = f"t**{degree}" if degree > 1 else "t" if degree else "1"
            terms.append(power if coefficient == 1 else f"({coefficient})*{power}" if degree else f"({coefficient})")
    return " + ".join(terms) or "0"


def _matched(ranks: Sequence[Any], points: Any) -> tuple[Sequences, tuple[Fraction, ...]]:
    """Return the sequences and the points, equally many."""
    several = any(isinstance(entry, Sequence) and not isinstance(entry, str) for entry in ranks)
    given = tuple(ranks) if several else (ranks,)
    sequences = tuple(checked_ranks(sequence) for sequence in given)
    longest = max(map(len, sequences))
    if longest > MAX_ORDER + 1:
        raise InvalidInputError(f"{longest} ranks are given for one point; the limit is {MAX_ORDER + 1}")
    listed = points if isinstance(points, Sequence) and not isinstance(points, str) else (points,)
    places = tuple(checked_rational(point, "every point") for point in listed)
    if len(sequences) != len(places):
        raise InvalidInputError(
            f"{len(sequences)} rank sequence(s) but {len(places)} point(s); give one sequence for each point"
        )
    for i, point in enumerate(places):
        if point in places[:i]:
            raise InvalidInputError(f"the point {point} is given twice; the points must be different")
    return sequences, places


def _checked_shape(shape: tuple[int, int] | None, sequences: Sequences) -> tuple[int, int]:
    """Return the shape if no rank exceeds its smaller side and its larger side is within reach."""
    top = max(chain.from_iterable(sequences))
    m, n = (max(top, 1),) * 2 if shape is None else shape
    if min(m, n) < top:
        raise InvalidInputError(
            f"a {m} x {n} matrix has no value of rank {top}: pointwise ranks are at most min(m, n) = {min(m, n)}; "
            f"ask for a shape of at least {top} x {top}"
        )
    if max(m, n) > MAX_SIDE:
        raise InvalidInputError(f"the matrix would be {m} by {n}; the limit is {MAX_SIDE} a side")
    return m, n


def _refuse_shared_values(sequences: Sequences, points: tuple[Fraction, ...]) -> None:
    """Refuse points for which Δ^k D at one and at another are not independent."""
    reach = dict(zip(points, map(len, sequences), strict=True))
    for one, other in combinations(sorted(points), 2):
        if (other - one).denominator == 1 and other - one < reach[one]:
            raise InvalidInputError(
                f"the differences at {one} up to order {reach[one] - 1} use D({other}), as those at {other} do; "
                f"choose points whose distance is no integer or at least {reach[one]}"
            )
