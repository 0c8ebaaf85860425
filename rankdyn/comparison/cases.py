"""Data on which models of several orders are compared: where the cascade helps, and where it does not.

Every case draws its rows with a numpy Generator. Digits are scikit-learn's 1797 images of 8 × 8 pixels. *Material*
targets are derivatives along the flow and have no noise; *conditional* ones are those of the path of each noised
image.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.comparison.data import Sample
from rankdyn.comparison.goal import Goal
from rankdyn.errors import InvalidInputError
from rankdyn.paths import Path

Array: TypeAlias = npt.NDArray[np.float64]
Draw: TypeAlias = Callable[[np.random.Generator], Sample]


@dataclass(frozen=True, slots=True)
class Case:
    """Data with a goal.

    Attributes
    ----------
    name : str
        Short, for choosing.
    title : str
        For tables.
    draw : callable
        Takes a numpy Generator and returns a Sample.
    goal : Goal
        What every order has to reach.
    groups : int or None
        As in `rankdyn.comparison.data.split`.
    """

    name: str
    title: str
    draw: Draw
    goal: Goal
    groups: int | None = None


def digits_gaussian(
    path: Path, *, n_factors: int | None = 8, n_orders: int = 8, time: float = 0.5, n_rows: int = 900
) -> Case:
    """Return material derivatives of the flow of a Gaussian with the covariance of the digits.

    Parameters
    ----------
    path : Path
        From noise to data.
    n_factors : int or None
        Factors of the covariance (probabilistic PCA); None is the full covariance.
    n_orders : int
        K.
    time : float
        t.
    n_rows : int
        Rows.
    """
    from rankdyn.flows import digits, factor_gaussian, full_gaussian

    flow = full_gaussian(digits(), path) if n_factors is None else factor_gaussian(digits(), n_factors, path)
    what = "full Gaussian" if n_factors is None else f"{n_factors}-factor Gaussian"

    def draw(rng: np.random.Generator) -> Sample:
        x = flow.sample(n_rows, time, rng)[0]
        return Sample(x, flow.material_derivatives(x, time, n_orders))

    name = f"digits-{'full' if n_factors is None else n_factors}-{path.name.partition('(')[0]}"
    return Case(name, f"digits, {what}, {path.name}, t = {time}, material, K = {n_orders}", draw, Goal())


def digits_conditional(
    path: Path, *, n_orders: int = 8, time: float = 0.5, copies: int = 5, strict: bool = False
) -> Case:
    """Return conditional derivatives of noised digits at one time, with their exact means: those of all images.

    Parameters
    ----------
    path : Path
        From noise to data.
    n_orders : int
        K.
    time : float
        t.
    copies : int
        Noised copies of each image; all of them are in the same part of a split.
    strict : bool
        Whether ranks are chosen and judged by the error against the exact conditional means.
    """
    from rankdyn.flows import Empirical, digits

    images = digits()
    flow = Empirical(images, path)

    def draw(rng: np.random.Generator) -> Sample:
        x1 = np.tile(images, (copies, 1))
        x0 = rng.standard_normal(x1.shape)
        a, s = path.jets(time, 0)
        x = a.value * x1 + s.value * x0
        Y = flow.conditional_targets(x0, x1, time, n_orders)
        return Sample(x, Y, flow.conditional_mean(x, time, n_orders))

    title = f"real digits, {path.name}, t = {time}, conditional, K = {n_orders}"
    return Case("digits-conditional", title, draw, Goal("relative", 0.05, 0.2, strict), groups=len(images))


def class_mixture(path: Path, *, n_orders: int = 8, time: float = 0.5, n_rows: int = 3000) -> Case:
    """Return material derivatives of the flow of a mixture: one isotropic Gaussian at the mean of each digit."""
    from sklearn.datasets import load_digits

    from rankdyn.flows import GaussianMixture, digits

    images, labels = digits(), load_digits().target
    means = np.stack([images[labels == c].mean(axis=0) for c in range(10)])
    variance = float(np.mean((images - means[labels]) ** 2))
    flow = GaussianMixture(np.bincount(labels) / len(labels), means, variance, path)

    def draw(rng: np.random.Generator) -> Sample:
        x = flow.sample(n_rows, time, rng)[0]
        return Sample(x, flow.material_derivatives(x, time, n_orders))

    title = f"digits, mixture of 10, {path.name}, t = {time}, material, K = {n_orders}"
    return Case("digits-mixture", title, draw, Goal("relative", 0.05, 0.2))


def snapshots(equation: str, *, size: int = 64, n_orders: int = 8, n_rows: int = 900, time: float = 0.1) -> Case:
    """Return snapshots of u' = L u on a ring of points, with their time derivatives L u, L² u, ….

    Parameters
    ----------
    equation : {'heat', 'advection'}
        L is the second or the first central difference.
    size : int
        Points of the ring.
    n_orders : int
        K.
    n_rows : int
        Snapshots, each from a random start with independent values.
    time : float
        When they are taken.
    """
    if equation not in ("heat", "advection"):
        raise InvalidInputError(f"the equation must be 'heat' or 'advection', not {equation!r}")
    shift = np.roll(np.eye(size), 1, axis=0)
    L = shift + shift.T - 2 * np.eye(size) if equation == "heat" else (shift.T - shift) / 2

    def draw(rng: np.random.Generator) -> Sample:
        from scipy.linalg import expm

        x = rng.standard_normal((n_rows, size)) @ expm(time * L).T
        orders = [x @ L.T]
        for _ in range(1, n_orders):
            orders.append(orders[-1] @ L.T)
        return Sample(x, np.stack(orders, axis=1))

    return Case(equation, f"{equation} equation, snapshots, t = {time}, K = {n_orders}", draw, Goal())


def planted(kind: str, *, size: int = 64, n_orders: int = 8, rank: int = 2, n_rows: int = 900) -> Case:
    """Return random linear maps without noise that are a cascade, or a base with an adapter of its own for each order.

    Parameters
    ----------
    kind : {'cascade', 'adaptation'}
        What is planted.
    size : int
        p = q.
    n_orders : int
        K.
    rank : int
        Of every stage or adapter.
    n_rows : int
        Rows.
    """
    from rankdyn.planted.maps import planted_adaptation, planted_cascade

    if kind not in ("cascade", "adaptation"):
        raise InvalidInputError(f"the kind must be 'cascade' or 'adaptation', not {kind!r}")

    def draw(rng: np.random.Generator) -> Sample:
        if kind == "cascade":
            found = planted_cascade(n_rows, size, size, [rank] * (n_orders - 1), rng=rng)
        else:
            found = planted_adaptation(n_rows, size, size, n_orders, rank, rng=rng)
        return Sample(found.X, found.Y)

    words = "planted cascade" if kind == "cascade" else "planted per-order LoRA"
    return Case(f"planted-{kind}", f"{words}, r = {rank}, K = {n_orders}", draw, Goal())
