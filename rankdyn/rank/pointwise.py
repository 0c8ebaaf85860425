"""`rank_at`: the pointwise reading, ranks of the values D(t0), D′(t0), … with generic parameters."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, log2
from typing import Any

import numpy as np

from rankdyn.algebra.flint_memory import Residues
from rankdyn.algebra.modular_matrix import rank
from rankdyn.algebra.place import Place, UnluckyPlaceError
from rankdyn.algebra.primes import LOWEST, chance_of_prime
from rankdyn.algebra.work import Work
from rankdyn.calculus.leibniz import difference_weights
from rankdyn.calculus.taylor import PointField
from rankdyn.errors import BudgetExceededError, InvalidInputError, NotExactError, PoleError
from rankdyn.evidence.certificate import Ball, Lower, Upper
from rankdyn.evidence.rank_sequence import RankSequence
from rankdyn.expressions.nodes import Expression
from rankdyn.expressions.printing import text
from rankdyn.expressions.transform import shift
from rankdyn.functions.arguments import checked_order, checked_rational, checked_step
from rankdyn.functions.matrix_function import MatrixFunction, coerce
from rankdyn.rank.answer import Answer
from rankdyn.rank.constant_class import holds_constant_class, with_entries
from rankdyn.rank.estimate import PLACES, Estimate, EstimateTooSmallError
from rankdyn.rank.kernel import kernel_evidence
from rankdyn.rank.lower import lower_evidence
from rankdyn.rank.orders import Matrix
from rankdyn.rank.outside import is_outside, outside_sequence
from rankdyn.rank.reduction import Kind
from rankdyn.rank.sequence import checked_budget, checked_rng
from rankdyn.rank.structure import structural_bound
from rankdyn.rank.two_sided import SCHANUEL, ball_evidence
from rankdyn.rank.upper import cheap_evidence

_DRAWS = 64


def rank_at(
    D: Any,
    t0: Any,
    max_order: int = 0,
    kind: Kind = "derivative",
    h: int | str | Fraction = 1,
    budget: int | None = None,
    rng: int | np.random.Generator | None = 0,
) -> RankSequence:
    """Return the ranks of D(t0), D′(t0), …, D^(K)(t0): pointwise, never above the generic ranks.

    Parameters
    ----------
    D : MatrixFunction, text, nested sequence, NumPy array or SymPy Matrix
        The function, shape (m, n); parameters stay generic.
    t0 : int, Fraction or text
        The point, rational. A removable singularity takes its limit.
    max_order : int, default 0
        K.
    kind : 'derivative' or 'difference', default 'derivative'
        Which operator is iterated; differences use D(t0), D(t0 + h), ….
    h : int, Fraction or text, default 1
        The step of differences.
    budget : int, optional
        Work units for exact arithmetic.
    rng : int, numpy Generator or None, default 0
        Source of random primes and residues.

    Returns
    -------
    RankSequence
        Exact with a certificate, unless the budget runs out during an upper bound; numerical for functions outside the
        exact class.

    Raises
    ------
    PoleError
        If D or a shifted value has a pole at t0.
    BudgetExceededError
        If the values themselves need more work than the budget.

    Examples
    --------
    >>> import rankdyn as rd
    >>> rd.rank_at("[[t, 0], [0, 1]]", 0, max_order=1)
    RankSequence(1, 1; exact)
    """
    order, point = checked_order(max_order, "max_order"), checked_rational(t0, "t0")
    if kind not in ("derivative", "difference"):
        raise InvalidInputError(f"kind must be 'derivative' or 'difference', not {kind!r}")
    step = checked_step(h) if kind == "difference" else Fraction(1)
    generator = checked_rng(rng)
    function = coerce(D, "t")
    if holds_constant_class(function):
        function = with_entries(function)
    work = Work(checked_budget(budget))
    if is_outside(function):
        return outside_sequence(function, order, kind, step, generator, point)
    try:
        field, matrices = _values(function, point, order, kind, step, work)
    except NotExactError as error:
        return outside_sequence(function, order, kind, step, generator, point, str(error))

    estimates: list[Estimate] = []
    uppers: list[Upper | None] = []
    for k, matrix in enumerate(matrices):
        for _ in range(_DRAWS):
            estimated = _estimate(field, function, matrix, generator)
            upper: Upper | None = cheap_evidence(
                estimated.rank, k, function.shape, structural_bound(function, k), proved=()
            )
            try:
                upper = upper or kernel_evidence(matrix, field.constants, estimated.values, estimated.place.prime, work)
                break
            except BudgetExceededError:
                break
            except EstimateTooSmallError:  # unlucky places: draw others
                continue
        else:
            raise EstimateTooSmallError(f"the rank at order {k} exceeds {estimated.rank}, but no place shows it")
        estimates.append(estimated)
        uppers.append(upper)

    settled = field.constants.basis.independence_proved
    lowers: Sequence[Lower | Ball | None] = [lower_evidence(e.values, e.place) for e in estimates] if settled else []
    if not settled:
        lowers = ball_evidence(function, kind, step, [e.rank for e in estimates], generator, point)
    answer = Answer(function, kind, step, point)
    for estimated, lower, upper, matrix in zip(estimates, lowers, uppers, matrices, strict=True):
        if upper is not None and (lower is not None or (settled and not estimated.rank)):
            answer.add_exact(estimated.rank, lower, upper)
            continue
        reason = "no upper bound within the budget" if upper is None else f"assuming Schanuel's conjecture: {SCHANUEL}"
        choices = f"{estimated.places} random choices of the parameters modulo random 31-bit primes"
        answer.add_monte_carlo(estimated.rank, _error_probability(matrix, estimated), f"{choices}; {reason}")
    return answer.sequence()


def _values(
    function: MatrixFunction, point: Fraction, order: int, kind: Kind, step: Fraction, work: Work
) -> tuple[PointField, list[Matrix]]:
    """Return D^(k)(t0), or Δ_h^k D(t0), for k = 0..K over the field of constants."""
    rows, variable = function.rows(), function.variable_name
    flat = [entry for row in rows for entry in row]
    nodes = 1 if kind == "derivative" else order + 1
    moved = [[shift(entry, variable, j * step) for entry in flat] for j in range(nodes)]
    # the exponentials of all parts, those that cancel in the entries too: the checker evaluates every part
    parts = [entry for leaf in function.leaves() for row in leaf.rows() for entry in row]
    everything = [shift(entry, variable, j * step) for j in range(nodes) for entry in parts]
    field = PointField(everything, variable, function.parameter_names, point, work)

    def series(entry: Expression, index: int) -> list[Any]:
        try:
            return field.derivatives(entry, order if kind == "derivative" else 0)
        except PoleError:
            i, j = divmod(index, function.shape[1])
            raise PoleError(
                f"{variable} = {point} is a pole of entry [{i}][{j}], {text(entry)[:80]}; choose another point"
            ) from None

    jets = [[series(entry, i) for i, entry in enumerate(node)] for node in moved]
    if kind == "derivative":
        orders = [[jet[k] for jet in jets[0]] for k in range(order + 1)]
    else:
        orders = [
            [
                field.constants.add(
                    [
                        node[i][0] * field.constants.constant(w)
                        for w, node in zip(difference_weights(k), jets, strict=False)
                    ]
                )
                for i in range(len(flat))
            ]
            for k in range(order + 1)
        ]
    width = function.shape[1]
    return field, [[values[i * width : (i + 1) * width] for i in range(function.shape[0])] for values in orders]


def _estimate(field: PointField, function: MatrixFunction, matrix: Matrix, rng: np.random.Generator) -> Estimate:
    """Return the rank at random residues of the parameters and of the constant exponentials."""
    best: Estimate | None = None
    for _ in range(PLACES):
        for _ in range(_DRAWS):
            place = Place.random(function.parameter_names, field.constants.basis, rng)
            try:
                values = _residues(matrix, function.shape, place, field)
                break
            except UnluckyPlaceError:
                continue
        else:
            raise InvalidInputError("denominators vanish at every point tried; their degree is too high")
        seen = rank(values, place.prime)
        if best is None or seen > best.rank:
            best = Estimate(seen, place, values)
        if best.rank == min(function.shape):
            break
    assert best is not None
    best.places = PLACES
    return best


def _residues(matrix: Matrix, shape: tuple[int, int], place: Place, field: PointField) -> Residues:
    point = [place.values.get(name, 0) for name in field.constants.names]  # the variable itself no longer occurs
    flat = [entry.residue([*point, *place.units, *place.roots], place.prime) for row in matrix for entry in row]
    return np.array(flat, dtype=np.uint64).reshape(shape)


def _error_probability(matrix: Matrix, estimated: Estimate) -> float:
    """Return a bound like that of `rankdyn.rank.estimate`, from the entries themselves."""
    size = estimated.rank + 1
    entries = [entry for row in matrix for entry in row]
    above = max(int(entry.numerator.total_degree()) for entry in entries)
    below = max(int(entry.denominator.total_degree()) for entry in entries)
    log_norm = max(
        sum(abs(int(c)) for c in p.coeffs()).bit_length() for e in entries for p in (e.numerator, e.denominator)
    )
    numbers, others = estimated.place.basis.numbers, size * size - size
    log_norm += sum(ceil((len(r) - 2) * log2(b)) for r, b in zip(numbers.relations, numbers.bases, strict=True))
    words, one_prime = numbers.degree / 30, chance_of_prime(numbers)
    good = 1 - len(entries) * (below / (LOWEST - 1) + int(log_norm * words) * one_prime)  # that the place is kept
    chance = (size * above + others * below) / (LOWEST - 1) + int(size * size * (log_norm + 1) * words) * one_prime
    return float(min(1.0, chance / good) ** estimated.places) if good > 0 else 1.0
