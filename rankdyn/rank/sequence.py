"""`rank_sequence` and `generic_rank`: ranks with evidence.

Lower bounds come from the modular estimator, upper bounds from `rankdyn.rank.upper`; where they meet at every order the
answer is exact and carries a certificate that `rankdyn.certify` re-checks. Where the independence of the constants is
not proved, lower bounds come from balls (`rankdyn.rank.two_sided`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from rankdyn.errors import InvalidInputError, NotExactError
from rankdyn.evidence.certificate import Ball, Lower, Upper
from rankdyn.evidence.rank_sequence import RankBound, RankSequence
from rankdyn.functions.arguments import checked_order, checked_step
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.matrix_function import coerce
from rankdyn.limits import DEFAULT_BUDGET
from rankdyn.rank.answer import Answer
from rankdyn.rank.blocks import together
from rankdyn.rank.constant_class import constant_class_sequence, holds_constant_class, with_entries
from rankdyn.rank.estimate import Estimate, EstimateTooSmallError, error_probability, estimate, estimate_again
from rankdyn.rank.lower import lower_evidence
from rankdyn.rank.outside import is_outside, outside_sequence
from rankdyn.rank.reduction import Kind, Reduction
from rankdyn.rank.two_sided import SCHANUEL, ball_evidence
from rankdyn.rank.upper import UpperProofs, cheap_evidence


def rank_sequence(
    D: Any,
    max_order: int,
    kind: Kind = "derivative",
    h: int | str | Fraction = 1,
    certify: bool = True,
    budget: int | None = None,
    rng: int | np.random.Generator | None = 0,
) -> RankSequence:
    """Return the generic ranks r_0, …, r_K of D, D′, …, D^(K), or of its forward differences.

    The generic rank is the rank over the field of meromorphic functions of t (and the parameters), the maximum of the
    pointwise ranks.

    Parameters
    ----------
    D : MatrixFunction, text, nested sequence, NumPy array or SymPy Matrix
        The function, shape (m, n).
    max_order : int
        K, 0 to 200; the answer has K + 1 ranks.
    kind : 'derivative' or 'difference', default 'derivative'
        D^(k), or Δ_h^k D with Δ_h D(t) = D(t + h) − D(t).
    h : int, Fraction or text, default 1
        The step of differences, rational and not zero.
    certify : bool, default True
        Prove the upper bounds too. False is faster and gives at most 'monte-carlo'.
    budget : int, optional
        Work units for the proofs (`rankdyn.limits.DEFAULT_BUDGET` if not given); the answer to a given budget is the
        same on every machine. Beyond it ranks come back as 'monte-carlo'.
    rng : int, numpy Generator or None, default 0
        Source of random primes and points.

    Returns
    -------
    RankSequence
        A tuple of ints with ``.bounds``, ``.kind``, ``.error_probability``, ``.certificate`` and ``.explain()``.

    Raises
    ------
    InvalidInputError
        If an argument breaks a rule, or a function outside the exact class is defined at no point tried.

    Notes
    -----
    All orders come from one Taylor jet at a random point modulo a random 31-bit prime. For one place the probability
    that a rank is too small is at most degree/(p − 1) + ⌊log2 H/30⌋/50697537 (Schwartz 1980, Zippel 1979, and the count
    of primes); two independent places are used for ranks below a known upper bound. Functions outside the exact class,
    such as log(t), are answered numerically, by elimination in ball arithmetic at random points; the method says why.

    Examples
    --------
    >>> import rankdyn as rd
    >>> rd.rank_sequence("[[1, t], [t, t**2]]", max_order=3)
    RankSequence(1, 2, 1, 0; exact)
    """
    order = checked_order(max_order, "max_order")
    if kind not in ("derivative", "difference"):
        raise InvalidInputError(f"kind must be 'derivative' or 'difference', not {kind!r}")
    step = checked_step(h) if kind == "difference" else Fraction(1)
    work = checked_budget(budget)
    generator = checked_rng(rng)
    function = coerce(D, "t")

    if certify and isinstance(function, BlockSum):
        share = work // len(function.blocks)
        parts = [rank_sequence(b, order, kind, step, certify, share, generator) for b in function.blocks]
        return together(function, kind, step, parts)
    if holds_constant_class(function):
        by_matrices = constant_class_sequence(function, order, kind, step)
        if by_matrices is not None:
            return by_matrices
        function = with_entries(function)
    if is_outside(function):
        return outside_sequence(function, order, kind, step, generator)
    try:
        reduction = Reduction.of(function, order, kind, step)
    except NotExactError as error:
        return outside_sequence(function, order, kind, step, generator, reason=str(error))
    structural = reduction.structural
    estimates = estimate(reduction, structural, generator)
    proofs = UpperProofs(reduction, work, generator) if certify else None
    uppers: list[Upper | None] = []
    for k, estimated in enumerate(estimates):
        upper: Upper | None = None
        while proofs is not None:
            bounded = [e.rank for e in estimates[:k]] if None not in uppers else []
            upper = cheap_evidence(estimated.rank, k, function.shape, structural[k], bounded)
            try:
                upper = upper or proofs.evidence(k, estimated)
                break
            except EstimateTooSmallError:
                estimated = estimates[k] = estimate_again(reduction, k, estimated, generator)
        uppers.append(upper)

    settled = reduction.basis.independence_proved
    lowers: Sequence[Lower | Ball | None] = [None] * len(estimates)
    if settled:  # pivots cost more than a rank: they are sought only where the upper bound is proved
        proved = zip(estimates, uppers, strict=True)
        lowers = [None if upper is None else lower_evidence(e.values, e.place) for e, upper in proved]
    elif any(uppers):
        lowers = ball_evidence(function, kind, step, [e.rank for e in estimates], generator)
    answer = Answer(function, kind, step)
    for k, (estimated, lower, upper) in enumerate(zip(estimates, lowers, uppers, strict=True)):
        if upper is not None and (lower is not None or (settled and not estimated.rank)):
            answer.add_exact(estimated.rank, lower, upper)
        else:
            probability = error_probability(reduction, k, estimated)
            answer.add_monte_carlo(estimated.rank, probability, _method(estimated, upper, settled, asked=certify))
    return answer.sequence()


def generic_rank(
    D: Any,
    certify: bool = True,
    budget: int | None = None,
    rng: int | np.random.Generator | None = 0,
) -> RankBound:
    """Return the generic rank of D, with evidence; the order-0 entry of `rank_sequence`.

    Examples
    --------
    >>> import rankdyn as rd
    >>> rd.generic_rank("[[1, t], [t, t**2]]").value
    1
    """
    return rank_sequence(D, 0, certify=certify, budget=budget, rng=rng).bounds[0]


def _method(estimated: Estimate, upper: Upper | None, settled: bool, *, asked: bool) -> str:
    reason = "no upper bound within the budget" if asked else "no upper bound asked for"
    if upper is not None:
        reason = "the upper bound is proved, the lower one is not"
    points = f"{estimated.places} random point{'s' if estimated.places > 1 else ''}"
    shown = f"{points} modulo random 31-bit primes; {reason}"
    return shown if settled else f"{shown}; assuming Schanuel's conjecture: {SCHANUEL}"


def checked_budget(budget: Any) -> int:
    """Return the budget in work units."""
    if budget is None:
        return DEFAULT_BUDGET
    if isinstance(budget, bool) or not isinstance(budget, int) or budget < 0:
        raise InvalidInputError(f"budget must be a number of work units from 0 on, not {budget!r}")
    return budget


def checked_rng(rng: Any) -> np.random.Generator:
    """Return a generator from a seed, a generator or None."""
    if isinstance(rng, np.random.Generator):
        return rng
    if rng is None or (isinstance(rng, int) and not isinstance(rng, bool) and rng >= 0):
        return np.random.default_rng(rng)
    raise InvalidInputError(f"rng must be a seed from 0 on, a numpy Generator or None, not {rng!r}")
