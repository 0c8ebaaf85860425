"""Scalar blocks: t^d and e^t, the summands of every linearly decomposable function.

The d-th power has r_k = 1 for k ≤ d and 0 beyond; e^t has r_k = 1 for ever. Block sums of them have exactly the
non-increasing sequences (theorem M).
"""

from __future__ import annotations

from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.explicit import Explicit
from rankdyn.realization.block import Block


def power(degree: int) -> Block:
    """Return [t^d], ranks 1, …, 1 (d + 1 times), 0, 0, …."""
    if degree == 0:
        return Block(Explicit([[1]]), "constant")
    return Block(Explicit([[f"t**{degree}" if degree > 1 else "t"]]), f"power t**{degree}")


def exponential() -> Block:
    """Return [e^t], ranks 1, 1, 1, …."""
    return Block(ConstantClass([[1]], [[1]], [[0]]), "exponential")
