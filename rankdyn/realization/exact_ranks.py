"""`exact_ranks`: the ranks of what realizations are made of, exact by rational matrices where they can be.

Block sums are taken block by block. Functions of constant class, between constant multipliers and beside added
constants, have the ranks of their values at t = 0 (`rankdyn.rank.constant_class`); for all others `rank_sequence`
answers, and only what it proves is accepted.
"""

from __future__ import annotations

from rankdyn.errors import NotExactError
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.rank.constant_class import matrix_ranks
from rankdyn.rank.reduction import Kind
from rankdyn.rank.sequence import rank_sequence


def exact_ranks(function: MatrixFunction, length: int, kind: Kind = "derivative") -> tuple[int, ...]:
    """Return r_0, …, r_{length−1}, proved.

    Parameters
    ----------
    function : MatrixFunction
        Any; quick for the structures named in this module's header.
    length : int
        How many orders, at least 1.
    kind : 'derivative' or 'difference', default 'derivative'
        The operator that is iterated; differences have the step 1.

    Raises
    ------
    NotExactError
        If some rank is not proved.
    """
    if isinstance(function, BlockSum):
        parts = [exact_ranks(block, length, kind) for block in function.blocks]
        return tuple(map(sum, zip(*parts, strict=True)))
    found = matrix_ranks(function, kind, length - 1)
    if found is not None:
        return found
    answer = rank_sequence(function, length - 1, kind=kind)
    if answer.kind != "exact":
        raise NotExactError(f"the ranks {tuple(answer)} of this function are {answer.kind}, not exact: {function!r}")
    return tuple(answer)
