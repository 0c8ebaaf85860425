"""`rank_sequence` and `generic_rank`: ranks with evidence.

Lower bounds come from the modular estimator, upper bounds from `rankdyn.rank.upper`; where they meet at every order the
answer is exact and carries a certificate that `rankdyn.certify` re-checks.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from rankdyn.errors import InvalidInputError
from rankdyn.evidence.certificate import Certificate, Claim, OrderEvidence, Upper
from rankdyn.evidence.rank_sequence import RankBound, RankSequence
from rankdyn.functions.arguments import checked_order, checked_step
from rankdyn.functions.document import to_document
from rankdyn.functions.matrix_function import MatrixFunction, coerce
from rankdyn.limits import DEFAULT_BUDGET
from rankdyn.rank.estimate import Estimate, EstimateTooSmallError, error_probability, estimate, estimate_again
from rankdyn.rank.lower import lower_evidence
from rankdyn.rank.reduction import Kind, Reduction
from rankdyn.rank.structure import structural_bound
from rankdyn.rank.upper import UpperProofs, cheap_evidence

_DESCRIPTIONS = {
    "dimension": "the dimension",
    "factors": "the structure of the factors",
    "growth": "law L, r_k <= (k - j + 1) r_j,",
    "kernel": "an exactly verified kernel",
    "evaluations": "enough exact evaluations",
}


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
        If an argument breaks a rule; NotExactError for entries outside the exact class.

    Notes
    -----
    All orders come from one Taylor jet at a random point modulo a random 31-bit prime. For one place the probability
    that a rank is too small is at most degree/(p − 1) + ⌊log2 H/30⌋/50697537 (Schwartz 1980, Zippel 1979, and the count
    of primes); two independent places are used for ranks below a known upper bound.

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

    reduction = Reduction.of(function, order, kind, step)
    structural = [structural_bound(function, k) for k in range(order + 1)]
    estimates = estimate(reduction, structural, generator)
    proofs = UpperProofs(reduction, work, generator) if certify else None
    bounds: list[RankBound] = []
    evidence: list[OrderEvidence] = []
    proved: list[int] = []  # ranks proved at orders 0, 1, …, without a gap
    for k, estimated in enumerate(estimates):
        upper: Upper | None = None
        while proofs is not None:
            upper = cheap_evidence(estimated.rank, k, function.shape, structural[k], proved if len(proved) == k else [])
            try:
                upper = upper or proofs.evidence(k, estimated)
                break
            except EstimateTooSmallError:
                estimated = estimate_again(reduction, k, estimated, generator)
        if upper is None:
            bounds.append(_monte_carlo(reduction, k, estimated, asked=certify))
            continue
        lower = lower_evidence(estimated.values, estimated.place)
        evidence.append(OrderEvidence(estimated.rank, lower, upper))
        if len(proved) == k:
            proved.append(estimated.rank)
        bounds.append(exact_bound(estimated.rank, upper))
    statement = describe(function, kind, step, "generic ranks")
    if len(evidence) <= order:
        return RankSequence(bounds, statement)
    certificate = Certificate(
        variable=function.variable_name,
        parameters=list(function.parameter_names),
        function=to_document(function),
        claim=Claim("generic", None, kind, str(step) if kind == "difference" else None, [b.value for b in bounds]),
        orders=evidence,
    )
    return RankSequence(bounds, statement, certificate)


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


def describe(function: MatrixFunction, kind: Kind, step: Fraction, what: str) -> str:
    """Return the statement that a sequence of ranks makes, in words."""
    m, n = function.shape
    t = function.variable_name
    operator = "derivatives" if kind == "derivative" else f"forward differences with step {step}"
    generic = f" for generic {', '.join(function.parameter_names)}" if function.parameter_names else ""
    decimals = "; floats among the entries were read as their shortest decimals" if function.reads_floats else ""
    return f"{what} of the {operator} of a {m} x {n} matrix function of {t}{generic}{decimals}"


def exact_bound(rank: int, upper: Upper) -> RankBound:
    """Return the bound of a rank whose two sides are proved."""
    name = str(upper.__struct_config__.tag)
    lower = "a non-singular submatrix modulo a prime; " if rank else ""
    return RankBound(rank, "exact", 0.0, f"{lower}upper bound by {_DESCRIPTIONS[name]}")


def _monte_carlo(reduction: Reduction, order: int, estimated: Estimate, *, asked: bool) -> RankBound:
    probability = error_probability(reduction, order, estimated)
    reason = "no upper bound within the budget" if asked else "no upper bound asked for"
    places = f"{estimated.places} random point{'s' if estimated.places > 1 else ''} modulo random 31-bit primes"
    return RankBound(estimated.rank, "monte-carlo", probability, f"{places}; {reason}")


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
