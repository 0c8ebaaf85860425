"""Data for the tab *Cascade*: planted, made of a linear flow or a matrix function, or of the digits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from rankdyn.errors import InvalidInputError
from rankdyn.explorer.questions.cascade_source import DIGITS, MAX_SIDE, MAX_SIZE, Source, check, stage_ranks

if TYPE_CHECKING:
    from rankdyn.comparison.cases import Case
    from rankdyn.comparison.data import Sample
    from rankdyn.paths import Path
    from rankdyn.planted.data import Planted
    from rankdyn.prediction.stage_ranks import StageRanks


@dataclass(frozen=True, eq=False, slots=True)
class Known:
    """What is known of the ranks of the stages before anything is fitted.

    Attributes
    ----------
    ranks : tuple of int
        One a stage.
    kind : {'planted', 'exact', 'monte-carlo', 'numerical'}
        How they are known.
    statement : str
        What they are ranks of.
    proved : StageRanks or None
        The answer of `rankdyn.predict_ranks`, where there is one.
    """

    ranks: tuple[int, ...]
    kind: str
    statement: str
    proved: StageRanks | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Data:
    """Rows with what is known of them.

    Attributes
    ----------
    sample : Sample
        The rows.
    title : str
        What they are.
    known : Known or None
        Ranks that theory tells.
    groups : int or None
        As in `rankdyn.comparison.data.split`.
    """

    sample: Sample
    title: str
    known: Known | None
    groups: int | None = None


def drawn(source: Source, *, gates: bool, skip: bool) -> Data:
    """Draw the rows, and tell the ranks that theory predicts for a chain with or without gates and a skip.

    Raises
    ------
    InvalidInputError
        For sizes beyond the limits of the page, and ranks that cannot be planted.
    """
    check(source)
    if source.kind in DIGITS:
        case = digits_case(source)
        sample = case.draw(np.random.default_rng(source.seed))
        return Data(sample, case.title, _told_of_digits(source, gates=gates, skip=skip), case.groups)
    from rankdyn.comparison.data import Sample

    found = _planted(source)
    p, q = found.X.shape[1], found.Y.shape[2]
    words = {
        "planted": "planted cascade",
        "function": "derivatives of a matrix function",
        "adaptation": "planted adapters",
        "flow": "linear flow X' = A X",
    }[source.kind]
    noise = f", noise {source.noise:g}" if source.noise else ""
    return Data(Sample(found.X, found.Y), f"{words}, {p} features, {q} outputs{noise}", _told(source, found))


def digits_case(source: Source) -> Case:
    """Return the digits as `rankdyn fit` draws them."""
    from rankdyn.comparison.cases import digits_conditional, digits_gaussian

    if source.kind == "conditional":
        return digits_conditional(_path(source.path), n_orders=source.orders, time=source.time)
    factors = source.factors if source.kind == "factors" else None
    return digits_gaussian(_path(source.path), n_factors=factors, n_orders=source.orders, time=source.time)


def _planted(source: Source) -> Planted:
    from rankdyn.planted.flow import planted_difference, planted_flow
    from rankdyn.planted.maps import planted_adaptation, planted_cascade

    n, size, seed, noise = source.rows, source.size, source.seed, source.noise
    match source.kind:
        case "flow":
            return planted_flow(_generator(source.generator), source.orders, n, noise=noise, rng=seed)
        case "function":
            witness = _witness(tuple(stage_ranks(source)))
            rows, columns = witness.function.shape
            sides = {"n_features": max(size, columns), "n_outputs": max(size, rows)}
            if max(sides.values()) > MAX_SIZE:
                raise InvalidInputError(
                    f"a function with these ranks is {rows} x {columns}; this page takes {MAX_SIZE}"
                )
            return planted_difference(witness, n, **sides, noise=noise, rng=seed)
        case "adaptation":
            adapters = stage_ranks(source)
            if len(set(adapters)) > 1:
                raise InvalidInputError(f"adapters have one rank for all orders here, not {source.ranks.strip()}")
            return planted_adaptation(n, size, size, source.orders, adapters[0], noise=noise, rng=seed)
    return planted_cascade(n, size, size, stage_ranks(source), noise=noise, rng=seed)


def _witness(ranks: tuple[int, ...]) -> Any:
    from rankdyn.evidence.realizability import Obstruction, Witness
    from rankdyn.realization.realize import realize

    match realize(ranks, budget=0):
        case Witness() as witness:
            return witness
        case Obstruction() as obstruction:
            raise InvalidInputError(
                f"no matrix function has these ranks: {obstruction.explanation.rstrip('.')}. A planted cascade can "
                "have them; the tab Sequence tells the nearest ranks that exist"
            )
    raise InvalidInputError(
        f"no construction gives a function with the ranks {', '.join(map(str, ranks))}, which does not mean that there "
        "is none; the tab Sequence searches"
    )


def _generator(text: str) -> Any:
    from rankdyn.functions.matrix_function import MatrixFunction

    if not text.strip():
        raise InvalidInputError("type the generator A of X' = A X, such as [[1, t], [0, 1]]")
    A = MatrixFunction(text)
    if max(A.shape) > MAX_SIDE:
        raise InvalidInputError(
            f"A is {A.shape[0]} x {A.shape[1]}: this page takes up to {MAX_SIDE} rows; "
            "rankdyn.planted.flow.planted_flow takes more"
        )
    return A


def _told(source: Source, found: Planted) -> Known:
    if found.proved is not None:
        return Known(found.ranks, found.proved.kind, found.proved.statement, found.proved)
    if source.kind == "adaptation":
        return Known(found.ranks, "planted", "an exact chain needs r, 2r, 2r, … for adapters of rank r")
    return Known(found.ranks, "planted", "the maps were made with these ranks")


def _told_of_digits(source: Source, *, gates: bool, skip: bool) -> Known | None:
    if source.kind == "conditional":
        if not (gates and skip):
            return None
        statement = "every conditional order is α_k x' + c_k x: with gates and skip no stage adds rank"
        return Known((0,) * (source.orders - 1), "exact", statement)
    from rankdyn.prediction.predict import predict_ranks

    found = predict_ranks(_gaussian(source), source.orders, at=source.time, gates=gates, skip=skip)
    return Known(tuple(found), found.kind, found.statement, found)


def _gaussian(source: Source) -> Any:
    from rankdyn.flows import digits, factor_gaussian, full_gaussian

    path = _path(source.path)
    return (
        factor_gaussian(digits(), source.factors, path) if source.kind == "factors" else full_gaussian(digits(), path)
    )


@cache
def _path(name: str) -> Path:
    from rankdyn import paths

    if name not in ("variance_preserving", "linear", "trigonometric"):
        raise InvalidInputError(f"the path is variance_preserving, linear or trigonometric, not {name[:40]!r}")
    found: Path = getattr(paths, name)()
    return found
