"""Exponentials e^{(α_i+β_j)t} with distinct positive α and distinct positive β: 1, 2, …, n, n, n, ….

D^(k) has the matrix [(α_i + β_j)^k] between diagonal factors: Σ_l C(k, l) α_i^l β_j^{k−l}, a product of Vandermonde
matrices, so that by Cauchy–Binet every minor of size min(n, k + 1) is a sum of positive terms.
"""

from __future__ import annotations

from rankdyn.functions.constant_class import ConstantClass
from rankdyn.realization.block import Block


def exponentials(size: int) -> Block:
    """Return [e^{(i+j)t}], i and j from 1 to n."""
    rates = [[i + 1 if i == j else 0 for j in range(size)] for i in range(size)]
    return Block(ConstantClass(rates, [[1] * size] * size, rates), f"exponentials e^((i + j)t), {size} x {size}")
