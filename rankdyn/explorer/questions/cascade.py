"""A cascade fitted to data of the user's choice, beside one map an order, and beside the ranks that theory tells.

What is fitted is numerical and says so; ranks that are planted or predicted carry the evidence of their own.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from rankdyn.explorer.exports import saved
from rankdyn.explorer.question import Export, Report, Shown
from rankdyn.explorer.questions.cascade_data import Data, drawn
from rankdyn.explorer.questions.cascade_model import Model, for_orders, is_literal, options
from rankdyn.explorer.questions.cascade_page import Result, page
from rankdyn.explorer.questions.cascade_plots import Curves, pictures
from rankdyn.explorer.questions.cascade_program import command, program
from rankdyn.explorer.questions.cascade_source import Source

if TYPE_CHECKING:
    from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted cascade as the page shows it.

    Attributes
    ----------
    shown : Shown
        Tables, exports.
    curves : Curves or None
        What `cascade_plots.pictures` draws of it; None if no order is learnable.
    """

    shown: Shown
    curves: Curves | None


def fitted(report: Report, source: Source, model: Model) -> Fitted:
    """Draw rows, fit the cascade and the naive model to three fifths of them, and judge both on one fifth.

    Raises
    ------
    InvalidInputError
        For data beyond the limits of the page, or ranks that are no ranks.
    """
    from rankdyn.comparison.families import naive, rivals

    families = rivals() if model.rivals else (naive(),)
    steps = len(families) + 3
    chosen = options(model, source.orders - 1)
    report("drawing the rows", 0, steps)
    data = drawn(source, gates=model.gates != "none", skip=model.skip)
    result = _result(report, data, chosen, source.seed, families, steps)
    orders = result.report.orders
    exports = [saved("Results", "cascade.json", _document(result, source, model)), *_certificates(data)]
    if orders:
        lines = program(source, orders, for_orders(chosen, orders))
        exports.insert(0, Export("Command line", "cascade.sh", "text/x-shellscript", command(source, model)))
        exports.insert(0, Export("Python", "cascade.py", "text/x-python", lines))
    tables = page(result, as_asked=chosen["rank"] != "auto", literal=is_literal(model))
    return Fitted(Shown(tables, "numerical" if orders else "open", exports=tuple(exports)), _curves(result))


def warm_up() -> None:
    """Load what a fit needs, and matplotlib."""
    curves = fitted(lambda *_: None, Source(size=6, rows=40), Model()).curves
    assert curves is not None
    pictures(lambda *_: None, curves)


def _result(
    report: Report, data: Data, chosen: dict[str, Any], seed: int, families: Iterable[Any], steps: int
) -> Result:
    """Fit, and gather what `fit_beside` does not keep: the errors on the fitted rows, and the cascade itself."""
    from rankdyn.comparison.beside import fit_beside
    from rankdyn.comparison.data import split
    from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor
    from rankdyn.fitting.rivals import NaiveRidge

    made: list[CascadedLowRankRegressor] = []

    def cascade(orders: tuple[int, ...]) -> CascadedLowRankRegressor:
        made.append(CascadedLowRankRegressor(**for_orders(chosen, orders)))
        return made[0]

    def told(done: int, total: int) -> None:
        words = "fitting the cascade" if not done else f"fitting model {done + 1} of {total}"
        report(words if done < total else "judging on the held-out rows", done + 1, steps)

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = fit_beside(
            data.sample,
            cascade,
            title=data.title,
            seed=seed,
            groups=data.groups,
            families=tuple(families),
            progress=told,
        )
    notes = tuple(dict.fromkeys(str(w.message) for w in caught if issubclass(w.category, UserWarning)))
    if not found.orders:
        return Result(data, found, None, (), (), (), notes)
    parts = split(data.sample, np.random.default_rng(seed), groups=data.groups).orders(found.orders)
    rows = parts.train.X, parts.train.Y
    naive = NaiveRidge().fit(*rows).order_errors(*rows)
    return Result(data, found, made[0], _floats(made[0].order_errors(*rows)), _floats(naive), _growth(made[0]), notes)


def _growth(cascade: CascadedLowRankRegressor) -> tuple[int, ...]:
    """Return the parameters of the first 1, …, K orders of a fitted cascade: later parts are left out."""
    from dataclasses import replace

    model = cascade.model_
    found = []
    for count in range(1, model.n_orders + 1):
        kept = sum(entry < count for entry in model.entries)
        if not kept:  # orders of norm zero come before the base
            found.append(0)
            continue
        first = replace(
            model,
            pieces=model.pieces[:kept],
            entries=model.entries[:kept],
            weights=model.weights[:count, :kept],
            skips=model.skips[:count],
            gates=model.gates[:count],
            skip_steps=model.skip_steps[:count],
        )
        found.append(first.n_parameters)
    return tuple(found)


def _curves(result: Result) -> Curves | None:
    """Return what is drawn, as plain numbers."""
    report, cascade = result.report, result.cascade
    if cascade is None:
        return None
    held = {row.model: row.errors for row in report.rows}
    return Curves(
        orders=report.orders,
        errors=(
            ("naive, held-out rows", held["naive"]),
            ("naive, fitted rows", result.naive_errors),
            ("cascade, held-out rows", held["cascade"]),
            ("cascade, fitted rows", result.errors),
        ),
        parameters=result.growth,
        naive_parameters=report.n_features * report.n_outputs,
        singular_values=tuple(_floats(values) for values in cascade.singular_values_),
        thresholds=_floats(cascade.thresholds_),
        ranks=report.ranks,
    )


def _document(result: Result, source: Source, model: Model) -> dict[str, Any]:
    """Return everything as JSON values; what is not finite is null."""
    known, cascade = result.data.known, result.cascade
    found: dict[str, Any] = {"evidence": "numerical: fitted in floating point", "asked": asdict(source) | asdict(model)}
    found |= result.report.to_dict()
    if cascade is not None:
        found |= {
            "fitted_errors": result.errors,
            "naive_fitted_errors": result.naive_errors,
            "parameters_of_first_orders": result.growth,
            "singular_values": [_floats(values) for values in cascade.singular_values_],
            "thresholds": _floats(cascade.thresholds_),
            "gates": _floats(cascade.gates_),
            "skips": _floats(cascade.skips_),
        }
    told = None if known is None else {"ranks": known.ranks, "kind": known.kind, "statement": known.statement}
    document: dict[str, Any] = _plain(found | {"predicted": told, "notes": result.notes})
    return document


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {name: _plain(part) for name, part in value.items()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case float() if not isfinite(value):
            return None
    return value


def _certificates(data: Data) -> list[Export]:
    """Return what proves the predicted ranks, as files that `rankdyn certify` reads."""
    proved = None if data.known is None else data.known.proved
    if proved is None:
        return []
    if proved.certificate is not None:
        return [saved("Certificate", "stages.json", proved.certificate.to_dict())]
    return [
        saved(f"Certificate, stage {k}", f"stage-{k}.json", certificate.to_dict())
        for k, certificate in enumerate(proved.certificates, start=1)
    ]


def _floats(values: Iterable[Any]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
