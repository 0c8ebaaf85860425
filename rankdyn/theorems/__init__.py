"""The theorems of rank dynamics as data; `THEOREMS` is the one registry that verify, proofs and reports read."""

from rankdyn.theorems import evaluation, growth, increase, leibniz, monotone
from rankdyn.theorems.theorem import FalseNeighbour, Instance, Outcome, Theorem

THEOREMS: tuple[Theorem, ...] = (
    leibniz.THEOREM,
    monotone.MONOTONE,
    monotone.CONVERSE,
    increase.MOMENT,
    increase.EXPONENTIAL,
    growth.GROWTH,
    growth.HALF,
    evaluation.THEOREM,
)

__all__ = ["THEOREMS", "FalseNeighbour", "Instance", "Outcome", "Theorem"]
