"""A fitted cascade as HTML: what it misses, what it costs, and its ranks beside those that theory tells."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from rankdyn.comparison.beside import FLOOR, SLACK, Beside, FitReport
from rankdyn.explorer.questions.cascade_data import Data, Known
from rankdyn.presentation import html
from rankdyn.presentation.badge import Evidence, badge, rank_evidence

if TYPE_CHECKING:
    from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor

_BADGES: Final[dict[str, Evidence]] = {
    "planted": "definition",
    "exact": "proved",
    "monte-carlo": "monte-carlo",
    "numerical": "numerical",
}


@dataclass(frozen=True, eq=False, slots=True)
class Result:
    """What a fit gave.

    Attributes
    ----------
    data : Data
        The rows and what is known of them.
    report : FitReport
        Errors on held-out rows and parameters, of the cascade, the naive model, and rivals.
    cascade : CascadedLowRankRegressor or None
        The fitted cascade; None if no order is learnable.
    errors, naive_errors : tuple of float
        On the rows that were fitted, of the orders that count.
    growth : tuple of int
        Parameters of the first 1, 2, … orders that count.
    notes : tuple of str
        Warnings of the fit.
    """

    data: Data
    report: FitReport
    cascade: CascadedLowRankRegressor | None
    errors: tuple[float, ...]
    naive_errors: tuple[float, ...]
    growth: tuple[int, ...]
    notes: tuple[str, ...]


def page(result: Result, *, as_asked: bool, literal: bool) -> str:
    """Return the tables.

    Parameters
    ----------
    result : Result
        Of the fit.
    as_asked : bool
        Whether the user gave the ranks of the stages.
    literal : bool
        Whether the model has neither gates nor a skip nor another coupling than the chain.
    """
    report, known = result.report, result.data.known
    if result.cascade is None:
        words = "Every order is unlearnable: the naive errors all exceed 0.9, so that there is nothing to compare."
        return html.card(report.title, _numerical(), html.paragraph(html.words(words)))
    parts = [
        html.paragraph(_cost(report)),
        html.table(_error_rows(result)),
        html.paragraph(html.words(_fairness(report))),
        *(html.paragraph(html.words(_unlearnable(report, k))) for k in report.unlearnable),
        _rivals(report),
        *(html.paragraph(html.words(html.opening(note))) for note in result.notes),
    ]
    shown = html.card(f"Errors and parameters: {report.title}", _numerical(), *parts)
    if len(report.orders) > 1:
        shown += html.card(
            "Ranks of the stages",
            _numerical(),
            html.table(_stage_rows(result, as_asked)),
            html.paragraph(html.words(_verdict(result, as_asked, literal))),
            "" if known is None else _told(known),
            html.hidden("the cascade in words", html.bullets(_lines(report.explanation))),
        )
    return shown


def _numerical() -> str:
    return badge("numerical", "numerical · fitted in floating point")


def _cost(report: FitReport) -> str:
    cascade, naive = _row(report, "cascade"), _row(report, "naive")
    ratio = naive.n_parameters / max(cascade.n_parameters, 1)
    compared = f"{ratio:.2f} times as many" if ratio >= 1 else f"{1 / ratio:.2f} times fewer"
    return (
        f"<strong>{cascade.n_parameters:,} parameters</strong> for {len(report.orders)} orders; one map an order, the "
        f"naive model, has {naive.n_parameters:,}: <strong>{compared}</strong>. Multiply-adds a row: "
        f"{cascade.n_multiply_adds:,} and {naive.n_multiply_adds:,}. Rows: {report.n_rows:,}, three fifths fitted, one "
        "fifth held out for these errors."
    )


def _error_rows(result: Result) -> list[list[str]]:
    report = result.report
    cascade, naive = _row(report, "cascade"), _row(report, "naive")
    columns = {
        "order": list(map(str, report.orders)),
        "cascade<br>held out": list(map(_bold, cascade.errors)),
        "naive<br>held out": list(map(_number, naive.errors)),
        "cascade<br>fitted rows": list(map(_number, result.errors)),
        "naive<br>fitted rows": list(map(_number, result.naive_errors)),
    }
    if cascade.strict_errors is not None and naive.strict_errors is not None:
        columns["cascade<br>exact means"] = list(map(_number, cascade.strict_errors))
        columns["naive<br>exact means"] = list(map(_number, naive.strict_errors))
    return _table(columns)


def _fairness(report: FitReport) -> str:
    """Return where the cascade misses more than the naive model, so that nobody counts a saving that is none."""
    cascade, naive = _row(report, "cascade").errors, _row(report, "naive").errors
    pairs = list(zip(report.orders, cascade, naive, strict=True))
    worse = [k for k, own, other in pairs if own > (1 + SLACK) * max(other, FLOOR)]
    words = "Errors are relative, ‖Y − prediction‖ / ‖Y‖"
    if not worse:
        within = f"within {100 * SLACK:g} % (below {FLOOR:g} errors count as none)"
        return f"{words}; on held-out rows the cascade is as good as the naive model, {within}."
    factor = max(own / max(other, FLOOR) for _, own, other in pairs)
    orders = f"order{'s' if len(worse) > 1 else ''} {', '.join(map(str, worse))}"
    return f"{words}; at {orders} the cascade misses more than the naive model, up to {factor:.3g} times."


def _unlearnable(report: FitReport, k: int) -> str:
    return (
        f"Order {k} is unlearnable: naive error {report.naive_errors[k - 1]:.2f} > 0.9; it is in no model and no count."
    )


def _rivals(report: FitReport) -> str:
    """Return the other kinds of model, with the smallest ranks that match the cascade's errors."""
    others = [row for row in report.rows if row.model not in ("cascade", "naive")]
    if not others:
        return ""
    columns = {
        "rival": [html.words(row.model) for row in others],
        "smallest<br>ranks": [html.words(row.ranks) for row in others],
        "parameters": [f"{row.n_parameters:,}" for row in others],
        "largest<br>error": [_number(max(row.errors)) for row in others],
        "as good": ["yes" if row.matches else "no" for row in others],
    }
    return html.table(_table(columns))


def _stage_rows(result: Result, as_asked: bool) -> list[list[str]]:
    report, cascade, known = result.report, result.cascade, result.data.known
    assert cascade is not None
    steps = list(pairwise(report.orders))
    above = [int((v > t).sum()) for v, t in zip(cascade.singular_values_, cascade.thresholds_, strict=True)]
    columns = {
        "stage": [f"{a} → {b}" for a, b in steps],
        "rank<br>asked for" if as_asked else "rank<br>found": [f"<strong>{rank}</strong>" for rank in report.ranks],
    }
    if known is not None:
        told = [str(known.ranks[a - 1]) if b == a + 1 else "–" for a, b in steps]
        columns["rank<br>planted" if known.kind == "planted" else "rank<br>predicted"] = told
    columns["values above<br>threshold"] = list(map(str, above))
    columns["threshold"] = list(map(_number, cascade.thresholds_))
    if cascade.gates is not None:
        columns["gate γ"] = [f"{gate:.4g}" for gate in cascade.gates_]
    if cascade.model_.skip is not None:
        columns["skip c"] = [f"{step:.4g}" for step in cascade.skips_]
    return _table(columns)


def _verdict(result: Result, as_asked: bool, literal: bool) -> str:
    """Return how the ranks of the fit compare with those known before."""
    report, known = result.report, result.data.known
    if known is None:
        return (
            "The theory tells no ranks here: it speaks of linear flows, and of conditional targets with gates and skip."
        )
    whose = "planted" if known.kind == "planted" else "predicted"
    compared = [
        (r, known.ranks[a - 1]) for r, (a, b) in zip(report.ranks, pairwise(report.orders), strict=True) if b == a + 1
    ]
    if all(found == told for found, told in compared):
        words = f"The ranks {'asked for' if as_asked else 'found in the data'} are those {whose}."
    else:
        pairs = ", ".join(f"{found} for {told}" for found, told in compared)
        words = f"The ranks {'asked for' if as_asked else 'found'} differ from those {whose}: {pairs}."
        if known.kind == "numerical":
            words += " Both are counts of singular values in floating point, at tolerances that differ."
    if not literal and _of_literal_model(known):
        words += " What is known are ranks of the chain without gates and skip; this model can need less."
    return words


def _of_literal_model(known: Known) -> bool:
    """Whether the ranks known are those of F_{k+1} − F_k; for digits they are predicted for the model asked for."""
    return known.kind == "planted" or (known.kind == "exact" and known.proved is not None)


def _told(known: Known) -> str:
    """Return the ranks known before the fit with their evidence."""
    if known.proved is not None:
        return known.proved._repr_html_()
    evidence = rank_evidence(known.kind, None) if known.kind != "planted" else "planted · by construction"
    ranks = html.paragraph(html.words(f"{', '.join(map(str, known.ranks))}: {known.statement}."))
    return html.card("Ranks known before the fit", badge(_BADGES[known.kind], evidence), ranks)


def _row(report: FitReport, model: str) -> Beside:
    return next(row for row in report.rows if row.model == model)


def _table(columns: dict[str, list[str]]) -> list[list[str]]:
    """Return columns of HTML under their headings as rows."""
    return [
        [f"<strong>{name}</strong>" for name in columns],
        *map(list, zip(*columns.values(), strict=True)),
    ]


def _number(value: float) -> str:
    return f"{value:.2g}"


def _lines(text: str) -> list[str]:
    return [html.words(line) for line in text.splitlines()]


def _bold(value: float) -> str:
    return f"<strong>{_number(value)}</strong>"
