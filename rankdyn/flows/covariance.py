"""`Covariance`: a symmetric positive semidefinite matrix by its eigenvalues, or by few of them and one for the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.jets.reading import finite_array
from rankdyn.jets.recurrences import Array
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge
from rankdyn.presentation.latex import decimal, displayed
from rankdyn.presentation.mathematics import formula

_ROUNDING: Final = 1e-10
"""How far from symmetric or semidefinite a matrix may be, relative to its largest entry or eigenvalue."""


@dataclass(frozen=True, eq=False)
class Covariance:
    """Σ = V diag(λ) Vᵀ + ρ (I − V Vᵀ), V with orthonormal columns.

    Attributes
    ----------
    values : ndarray, shape (r,)
        λ ≥ 0.
    vectors : ndarray, shape (d, r)
        V. With r = d there is no rest, with r = 0 the covariance is isotropic.
    rest : float
        ρ ≥ 0, the variance in all other directions.
    """

    values: Array
    vectors: Array
    rest: float

    def latex(self) -> str:
        """Return how the matrix is made as LaTeX."""
        d, r = self.vectors.shape
        rest = decimal(f"{self.rest:.5g}")
        if not r:
            return rf"\Sigma = {rest}\, I_{{{d}}}"
        eigen = rf"V \operatorname{{diag}}(\lambda_1, \ldots, \lambda_{{{r}}})\, V^{{\mathsf T}}"
        return rf"\Sigma = {eigen} + {rest}\, (I_{{{d}}} - V V^{{\mathsf T}})" if r < d else rf"\Sigma = {eigen}"

    def _repr_latex_(self) -> str:
        return displayed(self.latex(), "numerical: floating point")

    def _repr_html_(self) -> str:
        evidence = badge("numerical", "numerical · floating point")
        return html.card(f"Covariance of size {self.dimension}", evidence, formula(self.latex(), display=True))

    @classmethod
    def isotropic(cls, variance: npt.ArrayLike, dimension: int) -> Covariance:
        """Return ρ I.

        Raises
        ------
        InvalidInputError
            For a variance that is not one finite number ≥ 0.
        """
        return cls(np.zeros(0), np.zeros((dimension, 0)), _variance(variance))

    @classmethod
    def factors(cls, loadings: npt.ArrayLike, rest: npt.ArrayLike) -> Covariance:
        """Return L Lᵀ + ρ I.

        Parameters
        ----------
        loadings : array-like, shape (d, r)
            L, r ≤ d.
        rest : float
            ρ ≥ 0.

        Raises
        ------
        InvalidInputError
            For wrong shapes, NaN, a negative ρ.
        """
        L = finite_array(loadings, "the loadings")
        if L.ndim != 2 or not 0 < L.shape[1] <= L.shape[0]:
            raise InvalidInputError(f"loadings must have shape (d, r) with 1 <= r <= d, not {L.shape}")
        variance = _variance(rest)
        vectors, sizes, _ = np.linalg.svd(L, full_matrices=False)
        return cls(sizes**2 + variance, vectors, variance)

    @classmethod
    def matrix(cls, covariance: npt.ArrayLike, name: str = "the covariance") -> Covariance:
        """Return a covariance given as a matrix, shape (d, d).

        Raises
        ------
        InvalidInputError
            If it is not square, not symmetric, or has a negative eigenvalue. Zero is one that it may have.
        """
        sigma = finite_array(covariance, name)
        if sigma.ndim != 2 or sigma.shape[0] != sigma.shape[1]:
            raise InvalidInputError(f"{name} must be a square matrix, not of shape {sigma.shape}")
        largest = float(np.abs(sigma).max(initial=0.0))
        if np.abs(sigma - sigma.T).max(initial=0.0) > _ROUNDING * largest:
            raise InvalidInputError(f"{name} is not symmetric; take (C + C.T)/2 if that is meant")
        values, vectors = np.linalg.eigh((sigma + sigma.T) / 2)
        if values.min(initial=0.0) < -_ROUNDING * largest:
            raise InvalidInputError(
                f"{name} is not positive (semi)definite: it has the eigenvalue {values.min():.6g}; add a multiple of "
                "the identity, or set negative eigenvalues to zero"
            )
        return cls(np.maximum(values, 0.0), vectors, 0.0)

    @property
    def dimension(self) -> int:
        """The number of coordinates d."""
        return len(self.vectors)

    @property
    def has_rest(self) -> bool:
        """Whether there are directions besides the columns of V."""
        return len(self.values) < len(self.vectors)

    @property
    def spectrum(self) -> Array:
        """The eigenvalues λ and, where there is a rest, ρ as the last."""
        return np.append(self.values, self.rest) if self.has_rest else self.values

    @property
    def multiplicities(self) -> Array:
        """How many directions each entry of `spectrum` has."""
        counts = np.ones(len(self.spectrum))
        if self.has_rest:
            counts[-1] = len(self.vectors) - len(self.values)
        return counts

    def to_matrix(self) -> Array:
        """Return Σ, shape (d, d)."""
        return self.with_spectrum(self.spectrum)

    def with_spectrum(self, spectrum: Array) -> Array:
        """Return the matrices with other eigenvalues, shape (..., len(self.spectrum)), shape (..., d, d)."""
        V = self.vectors
        found: Array = (V * spectrum[..., None, : V.shape[1]]) @ V.T
        if self.has_rest:
            found = found + spectrum[..., -1, None, None] * (np.eye(self.dimension) - V @ V.T)
        return found


def _variance(variance: npt.ArrayLike) -> float:
    found = finite_array(variance, "the variance")
    if found.ndim or found < 0:
        raise InvalidInputError(f"a variance must be one number >= 0, not {variance!r}")
    return float(found)
