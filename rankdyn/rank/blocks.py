"""Ranks of block sums, block by block: they add, and so do their certificates."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rankdyn.evidence.certificate import Certificate, Claim
from rankdyn.evidence.rank_sequence import STRENGTH, RankBound, RankSequence
from rankdyn.functions.block_sum import BlockSum
from rankdyn.rank.answer import Answer
from rankdyn.rank.reduction import Kind


def together(function: BlockSum, kind: Kind, step: Fraction, parts: Sequence[RankSequence]) -> RankSequence:
    """Return the ranks of a block sum from those of its blocks, all of the same orders.

    The kind of evidence is the weakest of the blocks', and probabilities of error add.
    """
    bounds = [_bound([part.bounds[k] for part in parts]) for k in range(len(parts[0]))]
    statement = Answer(function, kind, step).statement()
    certificates = [part.certificate for part in parts if part.certificate is not None]
    if len(certificates) < len(parts):
        return RankSequence(bounds, statement)
    certificate = Certificate(
        variable=function.variable_name,
        parameters=list(function.parameter_names),
        # a block may have been written out to be proved
        function={"type": "block_sum", "blocks": [certificate.function for certificate in certificates]},
        claim=Claim("generic", None, kind, str(step) if kind == "difference" else None, [b.value for b in bounds]),
        blocks=[certificate.evidence() for certificate in certificates],
    )
    return RankSequence(bounds, statement, certificate)


def _bound(parts: Sequence[RankBound]) -> RankBound:
    kind = min((part.kind for part in parts), key=STRENGTH.__getitem__)
    probabilities = [part.error_probability for part in parts]
    known = [p for p in probabilities if p is not None]
    probability = min(1.0, sum(known)) if len(known) == len(parts) else None
    methods = dict.fromkeys(part.method for part in parts)
    shown = "; ".join(methods) if len(methods) <= 3 else "block by block, each with its own evidence"
    return RankBound(sum(part.value for part in parts), kind, probability, f"ranks of {len(parts)} blocks add: {shown}")
