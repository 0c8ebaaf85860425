"""A small verdict function that decides in milliseconds, for tests of everything around it.

Non-increasing sequences get diag(t^a, t^b, …), certified; what a law forbids is an obstruction; the rest stays open,
with a number drawn from seed and ranks in its text, so that a wrong seed shows.
"""

from itertools import pairwise
from time import sleep

import numpy as np

import rankdyn as rd
from rankdyn.evidence.realizability import Answer, Obstruction, Open, Witness
from rankdyn.laws import check


def decide(ranks: tuple[int, ...], budget: int | None, seed: int) -> Answer:
    if all(a >= b for a, b in pairwise(ranks)):
        powers = [sum(rank > i for rank in ranks) - 1 for i in range(ranks[0])]
        rows = [[f"t**{p}" if i == j else "0" for j in range(len(powers))] for i, p in enumerate(powers)] or [["0"]]
        function = rd.MatrixFunction(rows)
        certificate = rd.rank_sequence(function, len(ranks) - 1).certificate
        assert certificate is not None
        return Witness(function, ranks, certificate, "diagonal matrix of powers")
    violations = check(ranks)
    if violations:
        return Obstruction(ranks, violations[0].law, violations[0].explanation, "a proof")
    number = np.random.default_rng([seed, *ranks]).integers(10**9)
    return Open(ranks, (f"nothing but a number, {number}, with the budget {budget}",))


def slow(ranks: tuple[int, ...], budget: int | None, seed: int) -> Answer:
    """Take some milliseconds more, so that there is time to be killed."""
    sleep(0.04)
    return decide(ranks, budget, seed)
