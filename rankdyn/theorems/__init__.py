"""The theorems of rank dynamics as data; `THEOREMS` is the one registry that verify, proofs and reports read."""

from rankdyn.theorems import (
    at_a_point,
    classification,
    constancy,
    decomposable,
    dimensions,
    doubling,
    evaluation,
    flows,
    growth,
    increase,
    leibniz,
    lifting,
    monotone,
    monotone_sharp,
    open_questions,
    permuted,
    polynomial,
    toeplitz,
    transfer,
)
from rankdyn.theorems.theorem import FalseNeighbour, Instance, Outcome, Theorem

THEOREMS: tuple[Theorem, ...] = (
    leibniz.THEOREM,
    monotone.MONOTONE,
    monotone.CONVERSE,
    monotone_sharp.SHARP,
    decomposable.DECOMPOSABLE,
    decomposable.NOT_DECOMPOSABLE,
    increase.MOMENT,
    increase.EXPONENTIAL,
    growth.GROWTH,
    growth.HALF,
    toeplitz.TOEPLITZ,
    dimensions.DIMENSIONS,
    polynomial.POLYNOMIAL,
    constancy.CONSTANCY,
    doubling.DOUBLING,
    classification.THEOREM,
    permuted.OF_THREE,
    permuted.SHIFTED,
    at_a_point.THEOREM,
    transfer.THEOREM,
    evaluation.THEOREM,
    lifting.THEOREM,
    flows.THEOREM,
    open_questions.SHIFT,
    open_questions.LAST,
)

__all__ = ["THEOREMS", "FalseNeighbour", "Instance", "Outcome", "Theorem"]
