"""Conditional targets over a range of times: one low-rank map, gated by what the path knows, beside naive regressions.

With x_t = a x1 + s x0 every order of the path of a sample is γ_k(t) x1 + c_k(t) x_t, γ_k = a^(k) − a s^(k)/s and
c_k = s^(k)/s. So one map for E[x1 | x_t, t] serves all orders, and the gates, functions of the path alone, have no
parameters. A naive regression has to learn its dependence on t for each order by itself. Both get features x ⊗ b(t)
with Legendre polynomials b of t.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.comparison.goal import learnable
from rankdyn.comparison.trial import least
from rankdyn.errors import InvalidInputError
from rankdyn.fitting.rivals.naive import NaiveRidge
from rankdyn.fitting.time_gated import TimeGatedRegressor
from rankdyn.paths import Path

if TYPE_CHECKING:
    from rich.table import Table

    from rankdyn.flows import Empirical

Array: TypeAlias = npt.NDArray[np.float64]

_GAIN = 0.01
"""The naive model gets another function of t while that lowers some error on the validation rows by this part."""


@dataclass(frozen=True, eq=False, slots=True)
class TimedRows:
    """Noised images at times of their own: features need t, targets are conditional."""

    x: Array
    t: Array
    Y: Array
    exact: Array
    gates: Array
    skips: Array


@dataclass(frozen=True, slots=True)
class TimedModel:
    """One model over a range of times.

    Attributes
    ----------
    model : str
        In words.
    n_functions, rank : int
        Functions of t in the features, and the rank of the shared map (q for naive models).
    n_parameters, n_multiply_adds : int
        All orders together.
    errors, strict_errors : tuple of float
        On the test rows, against targets and against the exact conditional means.
    worst, strict_worst : float
        The largest quotient of its error and that of the naive model of the comparison.
    """

    model: str
    n_functions: int
    rank: int
    n_parameters: int
    n_multiply_adds: int
    errors: tuple[float, ...]
    strict_errors: tuple[float, ...]
    worst: float
    strict_worst: float


@dataclass(frozen=True, slots=True)
class TimeComparison:
    """What one seed found.

    Attributes
    ----------
    title : str
        What the data are.
    seed : int
        Of noise, times and split.
    orders, unlearnable : tuple of int
        The orders that count, and those whose naive error exceeds 0.9 on the validation rows: they are in no model.
    naive : TimedModel
        Of the comparison: with as many functions of t as lower its errors on the validation rows.
    simpler : tuple of TimedModel
        Naive models with fewer functions of t.
    gated, strictly_gated : TimedModel
        The smallest gated models within the tolerance of the naive one on the validation rows, by the error against
        targets and by the strict one.
    """

    title: str
    seed: int
    orders: tuple[int, ...]
    unlearnable: tuple[int, ...]
    naive: TimedModel
    simpler: tuple[TimedModel, ...]
    gated: TimedModel
    strictly_gated: TimedModel

    @property
    def models(self) -> tuple[TimedModel, ...]:
        """All of them."""
        return (*self.simpler, self.naive, self.gated, self.strictly_gated)

    def ratio(self, model: TimedModel) -> float:
        """Return naive parameters over the model's."""
        return self.naive.n_parameters / model.n_parameters

    def to_dict(self) -> dict[str, Any]:
        """Return everything as JSON values."""
        return asdict(self)

    def table(self) -> Table:
        """Return all models as a table for rich; b(t) counts the functions of t, e_k is the error of order k."""
        from rich import box
        from rich.table import Table

        table = Table(box=box.SIMPLE_HEAD, title=f"{self.title}, seed {self.seed}", title_justify="left")
        table.add_column("model", no_wrap=True)
        columns = ("b(t)", "rank", "parameters", "fewer", "error/naive", "strict/naive")
        for column in (*columns, *(f"e{k}" for k in self.orders)):
            table.add_column(column, justify="right")
        for m in self.models:
            cells = [str(m.n_functions), str(m.rank), str(m.n_parameters), f"{self.ratio(m):.1f}x", f"{m.worst:.3f}"]
            table.add_row(m.model, *cells, f"{m.strict_worst:.3f}", *(f"{e:.3f}" for e in m.errors))
        return table


def compare_over_time(
    images: Array,
    path: Path,
    *,
    n_orders: int = 8,
    interval: tuple[float, float] = (0.3, 0.7),
    copies: int = 6,
    most_functions: int = 4,
    tolerance: float = 0.05,
    margin: float = 0.2,
    seed: int = 0,
) -> TimeComparison:
    """Compare one gated low-rank map with naive regressions on images noised at random times.

    Parameters
    ----------
    images : ndarray, shape (N, d)
        Data x1; every part of the split gets images of its own.
    path : Path
        From noise to data.
    n_orders : int
        K.
    interval : (float, float)
        Times are uniform there.
    copies : int
        Noised copies of each image.
    most_functions : int
        Functions of t at most.
    tolerance, margin : float
        As in `Goal`, relative to the naive errors.
    seed : int
        Of noise, times and split.
    """
    from rankdyn.flows import Empirical

    if not interval[0] < interval[1]:
        raise InvalidInputError(f"the interval of times must be (first, last) with first < last, not {interval!r}")
    rng = np.random.default_rng(seed)
    flow = Empirical(images, path)
    order = rng.permutation(len(images))
    fifth = len(images) // 5
    parts = images[order[2 * fifth :]], images[order[fifth : 2 * fifth]], images[order[:fifth]]
    train, validation, test = (_noised(flow, part, interval, copies, n_orders, rng) for part in parts)
    study = _Study(train, validation, test, interval)

    naive = [study.naive(b) for b in range(1, most_functions + 1)]
    count = 1
    while count < most_functions and (naive[count][0] < (1 - _GAIN) * naive[count - 1][0]).any():
        count += 1
    orders = learnable(naive[count - 1][0])
    unlearnable = tuple(k for k in range(1, n_orders + 1) if k not in orders)
    if not orders:
        raise InvalidInputError("no order is learnable: every naive error exceeds 0.9; choose other times")
    study.keep(orders)
    errors, strict = study.naive(count)[:2]
    aimed = (1 + (1 - margin) * tolerance) * errors, (1 + (1 - margin) * tolerance) * strict
    chosen = [study.smallest(most_functions, which, aimed[which]) for which in (0, 1)]
    own = study.judged_naive(count)
    name = f"{len(images)} images, {path.name}, t in [{interval[0]:g}, {interval[1]:g}], conditional, K = {n_orders}"
    words = "naive", "gated, low-rank base", "gated, low-rank base, strict"
    return TimeComparison(
        title=f"{name}, within {100 * tolerance:g} % of naive",
        seed=seed,
        orders=orders,
        unlearnable=unlearnable,
        naive=_model(words[0], own, own),
        simpler=tuple(_model(words[0], study.judged_naive(b), own) for b in range(1, count)),
        gated=_model(words[1], study.judged_gated(*chosen[0]), own),
        strictly_gated=_model(words[2], study.judged_gated(*chosen[1]), own),
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Judged:
    n_functions: int
    rank: int
    n_parameters: int
    n_multiply_adds: int
    errors: Array
    strict: Array


class _Study:
    """Fits on the training rows, judges on others."""

    def __init__(self, train: TimedRows, validation: TimedRows, test: TimedRows, interval: tuple[float, float]) -> None:
        self.train, self.validation, self.test, self.interval = train, validation, test, interval

    def keep(self, orders: tuple[int, ...]) -> None:
        """Go on with these orders alone, counted from 1."""
        index = [k - 1 for k in orders]
        self.train, self.validation, self.test = (
            TimedRows(r.x, r.t, r.Y[:, index], r.exact[:, index], r.gates[:, index], r.skips[:, index])
            for r in (self.train, self.validation, self.test)
        )

    def features(self, rows: TimedRows, count: int) -> Array:
        """Return x, then x times the other functions of t, then those functions."""
        first, last = self.interval
        basis = np.polynomial.legendre.legvander(2 * (rows.t - first) / (last - first) - 1, count - 1)
        scaled = [rows.x * basis[:, j : j + 1] for j in range(count)]
        return np.hstack([*scaled, basis[:, 1:]])

    def naive(self, count: int) -> tuple[Array, Array]:
        """Return errors and strict errors on the validation rows."""
        model = NaiveRidge().fit(self.features(self.train, count), self.train.Y)
        return _both(model.predict(self.features(self.validation, count)), self.validation)

    def gated(self, count: int, rank: int) -> TimeGatedRegressor:
        """Return a fitted gated model."""
        model = TimeGatedRegressor(base_rank=rank)
        rows = self.train
        return model.fit(self.features(rows, count), rows.Y, gates=rows.gates, skips=rows.skips)

    def smallest(self, most: int, which: int, aimed: Array) -> tuple[int, int]:
        """Return functions of t and rank of the smallest gated model that reaches the bounds on the validation rows."""
        q = self.train.Y.shape[2]
        found: list[tuple[int, int, int]] = []
        for count in range(1, most + 1):
            features = self.features(self.validation, count)

            def reaches(rank: int, count: int = count, features: Array = features) -> bool:
                errors = _both(_predicted(self.gated(count, rank), features, self.validation), self.validation)
                return bool((errors[which] <= aimed).all())

            rank = least(reaches, q)
            if rank < q or reaches(q):
                found.append((self.gated(count, rank).n_parameters_, count, rank))
        return min(found)[1:] if found else (most, q)

    def judged_naive(self, count: int) -> _Judged:
        """Return a naive model on the test rows."""
        model = NaiveRidge().fit(self.features(self.train, count), self.train.Y)
        both = _both(model.predict(self.features(self.test, count)), self.test)
        return _Judged(count, self.train.Y.shape[2], model.n_parameters_, model.n_multiply_adds_, *both)

    def judged_gated(self, count: int, rank: int) -> _Judged:
        """Return a gated model on the test rows."""
        model = self.gated(count, rank)
        both = _both(_predicted(model, self.features(self.test, count), self.test), self.test)
        return _Judged(count, rank, model.n_parameters_, model.n_multiply_adds_, *both)


def _predicted(model: TimeGatedRegressor, features: Array, rows: TimedRows) -> Array:
    return model.predict(features, gates=rows.gates, skips=rows.skips)


def _noised(
    flow: Empirical, images: Array, interval: tuple[float, float], copies: int, K: int, rng: np.random.Generator
) -> TimedRows:
    x1 = np.tile(images, (copies, 1))
    x0, t = rng.standard_normal(x1.shape), rng.uniform(*interval, len(x1))
    signal, noise = flow.path.jets(t, K)
    a, s = signal.derivatives(), noise.derivatives()
    x = a[0][:, None] * x1 + s[0][:, None] * x0
    skips = (s[1:] / s[0]).T
    gates = a[1:].T - a[0][:, None] * skips
    Y = flow.conditional_targets(x0, x1, t, K)
    return TimedRows(x, t, Y, flow.conditional_mean(x, t, K), gates, skips)


def _both(predicted: Array, rows: TimedRows) -> tuple[Array, Array]:
    errors = [
        np.linalg.norm(goal - predicted, axis=(0, 2)) / np.linalg.norm(goal, axis=(0, 2))
        for goal in (rows.Y, rows.exact)
    ]
    return errors[0], errors[1]


def _model(name: str, own: _Judged, naive: _Judged) -> TimedModel:
    return TimedModel(
        model=name,
        n_functions=own.n_functions,
        rank=own.rank,
        n_parameters=own.n_parameters,
        n_multiply_adds=own.n_multiply_adds,
        errors=tuple(map(float, own.errors)),
        strict_errors=tuple(map(float, own.strict)),
        worst=float((own.errors / naive.errors).max()),
        strict_worst=float((own.strict / naive.strict).max()),
    )
