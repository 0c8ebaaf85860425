"""`Flow`: x' = v(x, t) = E[x_t' | x_t = x], and its two kinds of derivative, conditional and material."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.flows.path_jets import PathJets
from rankdyn.jets import Jet
from rankdyn.jets.reading import finite_array, read_order
from rankdyn.jets.recurrences import Array
from rankdyn.paths import Path
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge
from rankdyn.presentation.latex import displayed
from rankdyn.presentation.mathematics import formula

_ROWS_AT_ONCE: Final = 1 << 17
"""Numbers per coefficient that rows may take at once: bounds memory to some hundred MB at order 8."""


class Flow(ABC):
    """The flow that carries noise x0 ~ N(0, I) to data x1 along a path x_t = a(t) x1 + s(t) x0, in closed form.

    Two kinds of derivative of order k differ from k = 2 on:

    * *conditional*: of the path of one sample, a^(k) x1 + s^(k) x0 (`conditional_targets`), whose mean given x_t = x is
      `conditional_mean`;
    * *material*: of the trajectory through x at t of the flow, x' = v(x, t), x'' = ∂v/∂t + (∂v/∂x) v, …
      (`material_derivatives`).

    Attributes
    ----------
    path : Path
        The path.
    dimension : int
        d, the number of coordinates.
    """

    path: Path
    dimension: int

    def latex(self) -> str:
        """Return the flow as LaTeX."""
        return (
            rf"x' = v(x, t) = \operatorname{{E}}[\,x_t' \mid x_t = x\,], \quad x \in \mathbb{{R}}^{{{self.dimension}}}"
        )

    def _repr_latex_(self) -> str:
        return displayed(self.latex(), "definition; values are floating-point numbers")

    def _repr_html_(self) -> str:
        title = html.opening(repr(self).strip("<>"))
        path = formula(self.path.latex())
        return html.card(
            title,
            badge("numerical", "closed form · values in floating point"),
            formula(self.latex(), display=True),
            html.labelled(f"path {html.cut(self.path.name, 60)}", path),
        )

    @abstractmethod
    def _velocity(self, x: Jet, at: PathJets) -> Jet:
        """Return the jet of v(x(t), t), shape (n, d), from that of x(t)."""

    @abstractmethod
    def _draw(self, n: int, rng: np.random.Generator) -> Array:
        """Return n samples of the data, shape (n, d)."""

    @property
    def _row_size(self) -> int:
        """Numbers per coefficient that a row takes."""
        return self.dimension

    def velocity(self, x: npt.ArrayLike, t: npt.ArrayLike) -> Array:
        """Return v(x, t) = E[x_t' | x_t = x], the first derivative of both kinds.

        Parameters
        ----------
        x : array-like, shape (n, d)
            Points.
        t : float or array-like, shape (n,)
            One time, or one for each row.

        Returns
        -------
        ndarray, shape (n, d)

        Raises
        ------
        InvalidInputError
            For NaN or a wrong shape, a t outside of the path's interval, or at which x_t has no density.
        """
        return self.material_derivatives(x, t, 1)[:, 0]

    def material_derivatives(self, x: npt.ArrayLike, t: npt.ArrayLike, order: int) -> Array:
        """Return the material derivatives d^k x/dt^k, k = 1, …, K, along the trajectories through x at t.

        Taylor's method: if c_0, …, c_k are the Taylor coefficients of x(t), then c_{k+1} is the k-th one of v(x(t), t),
        divided by k + 1.

        Parameters
        ----------
        x : array-like, shape (n, d)
            Points.
        t : float or array-like, shape (n,)
            One time, or one for each row.
        order : int
            K ≥ 1.

        Returns
        -------
        ndarray, shape (n, K, d)

        Raises
        ------
        InvalidInputError
            As `velocity`, and where the path has no K derivatives.
        """
        points = self._rows(x)
        at = PathJets.of(self.path, t, len(points), positive_order(order))
        found = np.empty((len(points), order, self.dimension))
        for rows in self._chunks(len(points)):
            found[rows] = self._material(points[rows], at.rows(rows), order)
        return found

    def _material(self, x: Array, at: PathJets, order: int) -> Array:
        coefficients = np.zeros((order + 1, *x.shape))
        coefficients[0] = x
        for k in range(order):
            velocity = self._velocity(Jet(coefficients[: k + 1]), at.truncate(k))
            coefficients[k + 1] = velocity.coefficients[k] / (k + 1)
        return np.moveaxis(Jet(coefficients).derivatives()[1:], 0, 1)

    def conditional_mean(self, x: npt.ArrayLike, t: npt.ArrayLike, order: int) -> Array:
        """Return the conditional means E[x_t^(k) | x_t = x] = α_k v(x, t) + c_k x, k = 1, …, K: exact.

        This, not a sample, is what a model of conditional targets can learn at best: the strict measure of its error.

        Parameters
        ----------
        x : array-like, shape (n, d)
            Points.
        t : float or array-like, shape (n,)
            One time, or one for each row.
        order : int
            K ≥ 1.

        Returns
        -------
        ndarray, shape (n, K, d)

        Raises
        ------
        InvalidInputError
            As `velocity`, and where the path is degenerate (`Path.conditional_coefficients`).
        """
        points = self._rows(x)
        velocity = self.velocity(points, t)
        alpha, c = self.path.conditional_coefficients(t, positive_order(order))
        found: Array = alpha[..., None] * velocity[:, None] + c[..., None] * points[:, None]
        return found

    def conditional_targets(self, x0: npt.ArrayLike, x1: npt.ArrayLike, t: npt.ArrayLike, order: int) -> Array:
        """Return the conditional derivatives a^(k) x1 + s^(k) x0 of each sample, k = 1, …, K.

        Parameters
        ----------
        x0, x1 : array-like, shape (n, d)
            Noise and data.
        t : float or array-like, shape (n,)
            One time, or one for each row.
        order : int
            K ≥ 1.

        Returns
        -------
        ndarray, shape (n, K, d)

        Raises
        ------
        InvalidInputError
            For NaN or a wrong shape, a t outside of the path's interval, or at which the path has no K derivatives.
        """
        noise, data = self._rows(x0, "x0"), self._rows(x1, "x1")
        if len(noise) != len(data):
            raise InvalidInputError(f"x0 has {len(noise)} rows, but x1 has {len(data)}; give one of each per sample")
        at = PathJets.of(self.path, t, len(noise), positive_order(order))
        orders = at.a.derivatives()[1:] * data + at.s.derivatives()[1:] * noise
        return np.moveaxis(orders, 0, 1)

    def sample(
        self, n: int, t: npt.ArrayLike, rng: int | np.random.Generator | None = None
    ) -> tuple[Array, Array, Array]:
        """Return samples of x_t with the noise and the data that they are made of.

        Parameters
        ----------
        n : int
            How many.
        t : float or array-like, shape (n,)
            One time, or one for each sample.
        rng : int, numpy Generator or None
            The same seed gives the same samples.

        Returns
        -------
        x_t, x0, x1 : ndarray, shape (n, d)
            x_t = a(t) x1 + s(t) x0.
        """
        if not read_order(n, "the number of samples"):
            raise InvalidInputError("the number of samples must be at least 1")
        generator = checked_rng(rng)
        data = self._draw(n, generator)
        noise = generator.standard_normal(data.shape)
        times = finite_array(t, "t")
        if times.shape not in ((), (n,)):
            raise InvalidInputError(f"t must be one number or one for each of {n} samples, not of shape {times.shape}")
        signal, rest = self.path.jets(times.reshape(-1, 1), 0)
        return signal.value * data + rest.value * noise, noise, data

    def _rows(self, x: npt.ArrayLike, name: str = "x") -> Array:
        points = finite_array(x, name)
        if points.ndim != 2 or points.shape[1] != self.dimension:
            raise InvalidInputError(
                f"{name} must have shape (n, {self.dimension}), one point a row, not {points.shape}"
            )
        return points

    def _chunks(self, n: int) -> Iterator[slice]:
        step = max(1, _ROWS_AT_ONCE // self._row_size)
        return (slice(start, min(start + step, n)) for start in range(0, n, step))


def checked_path(path: object) -> Path:
    """Return a path, or say that it is none."""
    if not isinstance(path, Path):
        raise InvalidInputError(f"path must be a Path such as rankdyn.paths.linear(), not {path!r}")
    return path


def checked_rng(rng: Any) -> np.random.Generator:
    """Return a generator from a seed, a generator or None."""
    if isinstance(rng, np.random.Generator):
        return rng
    if rng is None or (isinstance(rng, int | np.integer) and not isinstance(rng, bool) and rng >= 0):
        return np.random.default_rng(rng)
    raise InvalidInputError(f"rng must be a seed from 0 on, a numpy Generator or None, not {rng!r}")


def positive_order(order: int) -> int:
    """Return an order from 1 on, or say that it is none."""
    if read_order(order) < 1:
        raise InvalidInputError("derivatives begin at order 1, not 0")
    return int(order)
