"""Antiderivatives with constants added: of Laurent polynomials entry by entry, of flows by matrices.

∫ e^{tA} D_0 e^{tB} is e^{tA} X e^{tB} where A X + X B = D_0. Where there is no such X it is the corner
(I, 0) e^{tÂ} (0; I) e^{tB} with Â = [[A, D_0], [0, −B]]: the corner of e^{tÂ} is ∫_0^t e^{(t−s)A} D_0 e^{−sB} ds.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from flint import fmpq_mat

from rankdyn.algebra.rational_matrix import from_flint, to_flint
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.realization.canonical import Canonical
from rankdyn.realization.constructions.symbol import preimage
from rankdyn.realization.laurent import LaurentTerms, antiderivative, laurent_function

_LARGEST_SYLVESTER = 100
"""Unknowns of A X + X B = D_0 up to which a smaller antiderivative is looked for."""


def _constants(m: int, n: int) -> Iterator[fmpq_mat | None]:
    """Yield None for zero, then small constant matrices of full rank."""
    yield None
    for scale in (1, -1, 2, 3):
        yield fmpq_mat(m, n, [scale * int(i == j) for i in range(m) for j in range(n)])
    rng = np.random.default_rng([m, n])
    for bound in (1, 2, 3, 5, 9):
        yield fmpq_mat(m, n, [int(v) for v in rng.integers(-bound, bound + 1, size=m * n)])


def laurent_integrals(terms: LaurentTerms, shape: tuple[int, int]) -> Iterator[MatrixFunction]:
    """Yield antiderivatives of Σ C_i t^i with several constants added; none where t^{−1} occurs."""
    primitive = antiderivative(terms)
    if primitive is None:
        return
    for constant in _constants(*shape):
        changed = dict(primitive)
        if constant is not None:
            before = changed.get(0)
            changed[0] = constant if before is None else before + constant
        yield laurent_function(changed, shape)


def flow_integrals(parts: Canonical) -> Iterator[MatrixFunction]:
    """Yield antiderivatives of C + U e^{tA} D_0 e^{tB} Wᵀ with several constants added."""
    if parts.constant is not None:
        parts = parts.absorbed()
    flow = parts.flow
    m, n = flow.shape
    options: list[Canonical] = []
    if m * n <= _LARGEST_SYLVESTER and (solution := preimage(flow.A, flow.D0, flow.B)) is not None:
        options.append(Canonical(ConstantClass(flow.A, solution, flow.B), parts.left, parts.right))
    a, d, b = to_flint(flow.A, m), to_flint(flow.D0, n), to_flint(flow.B, n)
    larger, start = fmpq_mat(m + n, m + n), fmpq_mat(m + n, n)
    for i in range(m):
        for j in range(m):
            larger[i, j] = a[i, j]
        for j in range(n):
            larger[i, m + j] = d[i, j]
    for i in range(n):
        start[m + i, i] = 1
        for j in range(n):
            larger[m + i, m + j] = -b[i, j]
    corner = fmpq_mat(m, m + n, [int(i == j) for i in range(m) for j in range(m + n)])
    left = corner if parts.left is None else parts.left * corner
    options.append(Canonical(ConstantClass(from_flint(larger), from_flint(start), flow.B), left, parts.right))
    for option in options:
        for constant in _constants(*option.shape):
            yield Canonical(option.flow, option.left, option.right, constant).function()
