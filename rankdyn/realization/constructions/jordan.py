"""Jordan blocks: (1, t, …, t^{m−1}, e^t)(1, t, …, t^{n−1})ᵀ and the like, products of flows with few eigenvalues.

D = e^{tA} u vᵀ e^{tB} with cyclic vectors u, v is the symbol s = 1 in Q[x]/f ⊗ Q[y]/g: D_k = (x + y)^k. For
f = x(x − 1) and g = y² it is (1, e^t)(1, t)ᵀ: modulo x the powers 1, y, 0, 0, …, modulo x − 1 the powers
(1 + y)^k = 1 + ky. D_0 has rank 1, D_1 the two rows y and 1 + y, hence rank 2, and from then on one row is left:
1, 2, 1, 1, …. In general x^m dies against y^n after m + n − 1 orders, and the part over x − 1 stays with rank 1.
"""

from __future__ import annotations

from collections.abc import Sequence

from rankdyn.realization.block import Block
from rankdyn.realization.constructions.symbol import symbol


def jordan(left: dict[int, int], right: dict[int, int]) -> Block:
    """Return the product of two flows with the given eigenvalues and multiplicities, as u(t) v(t)ᵀ.

    Parameters
    ----------
    left, right : dict of int to int
        Multiplicity of each eigenvalue; {0: 1, 1: 1} and {0: 2} give (1, e^t)(1, t)ᵀ.
    """
    block = symbol(_polynomial(left), _polynomial(right), [[1]])
    assert block is not None  # no power of x + y is inverted
    return Block(block.function, f"Jordan flows with eigenvalues {left} and {right}")


def _polynomial(roots: dict[int, int]) -> Sequence[int]:
    """Return the lower coefficients of ∏ (x − root)^multiplicity."""
    terms = [1]
    for root, multiplicity in roots.items():
        for _ in range(multiplicity):
            terms = [low - root * high for low, high in zip([0, *terms], [*terms, 0], strict=True)]
    return terms[:-1]
