"""The identity beside low-rank pieces: c_k x needs one number where a low-rank piece would need full rank."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.fitting.whitened import Whitened

Array: TypeAlias = npt.NDArray[np.float64]

_ROUNDS = 30
_TOLERANCE = 1e-12


def identity(problem: Whitened) -> Array:
    """Return the map of the first q features to the outputs in whitened coordinates, shape (s, q)."""
    p, q = problem.n_features, problem.n_outputs
    if p < q:
        raise InvalidInputError(f"skip needs at least as many features as outputs, but p = {p} < q = {q}: skip=False")
    return problem.from_coefficients[:, :q]


def first_multiples(problem: Whitened, targets: Array) -> Array:
    """Return where an alternation begins: the median eigenvalue of the coefficients of each order, shape (K,).

    Where T_k − c_k S has a rank below q/2, c_k is an eigenvalue of more than half of all.
    """
    square = problem.coefficients(targets)[:, : problem.n_outputs]
    found: Array = np.median(np.linalg.eigvals(square).real, axis=1)
    return found


def fit_beside_identity(
    targets: Array, skip: Array, multiples: Array, fit: Callable[[Array], Array]
) -> tuple[Array, Array]:
    """Return c, shape (K,), and the restricted part L, shape (K, s, q), of T_k ≈ c_k S + L_k.

    Parameters
    ----------
    targets : ndarray, shape (K, s, q)
        T_k.
    skip : ndarray, shape (s, q)
        S.
    multiples : ndarray, shape (K,)
        Where c begins.
    fit : callable
        The best restricted approximation of targets, shape (K, s, q).

    Notes
    -----
    Alternation of two exact steps until c rests.
    """
    size = float(np.einsum("ij,ij->", skip, skip)) or 1.0
    for _ in range(_ROUNDS):
        part = fit(targets - multiples[:, None, None] * skip)
        new = np.einsum("kij,ij->k", targets - part, skip) / size
        moved = np.abs(new - multiples).max() * np.sqrt(size)
        multiples = new
        if moved <= _TOLERANCE * float(np.linalg.norm(targets)):
            break
    return multiples, part
