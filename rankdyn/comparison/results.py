"""What a comparison found: one row a model and seed, spreads over seeds, as text and as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One model on one split.

    Attributes
    ----------
    model : str
        Name of the family.
    ranks : str
        Those that were chosen, in words.
    n_parameters, n_multiply_adds : int
        Of the orders that count.
    parameter_ratio, multiply_add_ratio : float
        Naive over model.
    validation_errors, test_errors : tuple of float
        One for each order that counts.
    strict_errors : tuple of float or None
        Against the exact conditional means on the test rows.
    worst, strict_worst : float
        The largest quotient of test error (strict error) and bound; at most 1 where the goal is reached.
    chosen_within : bool
        Whether the goal was reached on the validation rows.
    strictly : bool
        Whether the goal speaks of the strict errors.
    """

    model: str
    ranks: str
    n_parameters: int
    n_multiply_adds: int
    parameter_ratio: float
    multiply_add_ratio: float
    validation_errors: tuple[float, ...]
    test_errors: tuple[float, ...]
    strict_errors: tuple[float, ...] | None
    worst: float
    strict_worst: float | None
    chosen_within: bool
    strictly: bool

    @property
    def reached(self) -> bool:
        """Whether every order that counts reaches the goal on the test rows."""
        judged = self.strict_worst if self.strictly else self.worst
        return self.chosen_within and judged is not None and judged <= 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """All models on one split.

    Attributes
    ----------
    seed : int
        Of data and split.
    orders : tuple of int
        The orders that count.
    unlearnable : tuple of int
        The orders whose naive error on the validation rows exceeds 0.9; they are in no ratio.
    naive_errors : tuple of float
        Of the naive model on the validation rows, all orders.
    rows : tuple of Row
        One a model; none where no order counts.
    """

    seed: int
    orders: tuple[int, ...]
    unlearnable: tuple[int, ...]
    naive_errors: tuple[float, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """One model over all seeds.

    Attributes
    ----------
    model : str
        Name of the family.
    reached : int
        Seeds in which the goal is reached on the test rows.
    seeds : int
        Seeds in which the model was fitted.
    ratio, lowest, highest : float
        Median and range of naive parameters over the model's, over all of these seeds.
    work_ratio : float
        Median of naive multiply-adds over the model's.
    n_parameters, n_multiply_adds : int
        Medians, the lower of two.
    worst, strict_worst : float
        The largest quotients of error and bound.
    ranks : str
        Those of the first seed.
    """

    model: str
    reached: int
    seeds: int
    ratio: float
    lowest: float
    highest: float
    work_ratio: float
    n_parameters: int
    n_multiply_adds: int
    worst: float
    strict_worst: float | None
    ranks: str

    @property
    def wins(self) -> bool:
        """Whether the model reaches the goal in all seeds with fewer parameters than the naive one in each."""
        return self.reached == self.seeds and self.lowest > 1.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What models need to reach a goal on one kind of data.

    Attributes
    ----------
    title : str
        What the data are.
    goal : str
        In words.
    n_features, n_outputs : int
        p and q.
    seeds : tuple of Judged
        One for each seed.
    """

    title: str
    goal: str
    n_features: int
    n_outputs: int
    seeds: tuple[Judged, ...]

    @property
    def models(self) -> tuple[str, ...]:
        """Names of the models, in the order in which they were given."""
        return tuple(dict.fromkeys(row.model for seed in self.seeds for row in seed.rows))

    def spread(self, model: str) -> Spread:
        """Return one model over all seeds."""
        rows = [row for seed in self.seeds for row in seed.rows if row.model == model]
        ratios = [row.parameter_ratio for row in rows]
        strict = [row.strict_worst for row in rows if row.strict_worst is not None]
        sizes, works = (sorted(row.n_parameters for row in rows), sorted(row.n_multiply_adds for row in rows))
        middle = (len(rows) - 1) // 2
        return Spread(
            model=model,
            reached=sum(row.reached for row in rows),
            seeds=len(rows),
            ratio=median(ratios),
            lowest=min(ratios),
            highest=max(ratios),
            work_ratio=median(row.multiply_add_ratio for row in rows),
            n_parameters=sizes[middle],
            n_multiply_adds=works[middle],
            worst=max(row.worst for row in rows),
            strict_worst=max(strict) if strict else None,
            ranks=rows[0].ranks,
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """Which orders are unlearnable, with their naive errors."""
        found: dict[str, None] = {}
        for seed in self.seeds:
            if seed.unlearnable:
                errors = ", ".join(f"{seed.naive_errors[k - 1]:.2f}" for k in seed.unlearnable)
                orders = ", ".join(map(str, seed.unlearnable))
                found[f"seed {seed.seed}: orders {orders} are unlearnable (naive errors {errors}), in no ratio"] = None
            if not seed.orders:
                found[f"seed {seed.seed}: no order is learnable, so there is nothing to compare"] = None
        return tuple(found)

    def table(self) -> Table:
        """Return the spreads as a table for rich."""
        from rich import box
        from rich.table import Table

        title = f"{self.title}: {self.goal}, p = {self.n_features}, q = {self.n_outputs}, {len(self.seeds)} seeds"
        table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left")
        spreads = [self.spread(model) for model in self.models]
        strict = any(s.strict_worst is not None for s in spreads)
        for column in ("model", "reached", "fewer parameters", "(range)", "parameters", "fewer multiply-adds"):
            table.add_column(column, justify="left" if column == "model" else "right")
        table.add_column("error / bound", justify="right")
        if strict:
            table.add_column("strict", justify="right")
        table.add_column("ranks, first seed", max_width=34)
        for s in spreads:
            cells = [
                s.model,
                f"{s.reached} of {s.seeds}",
                f"{s.ratio:.2f}x",
                f"{s.lowest:.2f}-{s.highest:.2f}",
                str(s.n_parameters),
                f"{s.work_ratio:.2f}x",
                f"{s.worst:.3f}",
            ]
            if strict:
                cells.append("" if s.strict_worst is None else f"{s.strict_worst:.3f}")
            table.add_row(*cells, s.ranks)
        return table

    def to_dict(self) -> dict[str, Any]:
        """Return everything as JSON values."""
        return asdict(self) | {"spreads": [asdict(self.spread(model)) for model in self.models], "notes": self.notes}

    def to_json(self) -> str:
        """Return everything as one JSON document."""
        import json

        return json.dumps(self.to_dict(), ensure_ascii=False)
