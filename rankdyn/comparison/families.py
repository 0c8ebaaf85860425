"""Families of models, and the choice of their ranks: as few parameters as the goal allows on the validation rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from rankdyn.comparison.trial import Trial, least
from rankdyn.fitting.per_order import PerOrderRegressor
from rankdyn.fitting.rivals import (
    LowRankAdaptation,
    NaiveRidge,
    ReducedRankRegression,
    SharedEigenbasis,
    TuckerRegression,
)

Choice: TypeAlias = Callable[[Trial], tuple[PerOrderRegressor, str] | None]


@dataclass(frozen=True, slots=True)
class Family:
    """Models of one kind.

    Attributes
    ----------
    name : str
        As printed.
    choose : callable
        Takes a Trial and returns the model of the family with the fewest parameters that reaches the goal on the
        validation rows (or, if none does, the one with the most parameters) and its ranks in words; None where the
        family does not apply.
    """

    name: str
    choose: Choice


def naive() -> Family:
    """Return one ridge regression an order."""
    return Family("naive", lambda trial: (NaiveRidge(), "full"))


def reduced_rank() -> Family:
    """Return one matrix of low rank an order, with or without a multiple of the identity: what is smaller."""
    return Family("reduced rank", lambda trial: _each_alone(trial, ReducedRankRegression, 0))


def adaptation() -> Family:
    """Return LoRA: order 1 as base and a low-rank adapter for each other order, with or without the identity."""
    return Family("LoRA per order", lambda trial: _each_alone(trial, LowRankAdaptation, 1))


def tucker() -> Family:
    """Return shared bases and a core for each order, with or without the identity."""
    return Family("Tucker", _tucker)


def eigenbasis() -> Family:
    """Return one orthogonal basis and a diagonal for each order; for as many outputs as features."""
    return Family("shared eigenbasis", _eigenbasis)


def cascade(name: str, *, low_rank_base: bool = False, **options: Any) -> Family:
    """Return the cascade with options of `CascadedLowRankRegressor`; the ranks of base and stages are chosen.

    With refine='joint' the greedy choice is where the refined one begins: ranks are lowered as long as the goal is
    reached.
    """
    return Family(name, lambda trial: _cascade(trial, low_rank_base, options))


def rivals() -> tuple[Family, ...]:
    """Return all rivals of the cascade."""
    return naive(), reduced_rank(), adaptation(), tucker(), eigenbasis()


def cascades(skip: bool = True) -> tuple[Family, ...]:
    """Return the cascade in several forms, from the literal one on.

    Parameters
    ----------
    skip : bool
        Whether features and outputs are the same coordinates, so that the identity means something.
    """
    gated: dict[str, Any] = {"gates": "rank", "skip": skip, "order_weights": "relative"}
    words = "gates, skip" if skip else "gates"
    return (
        cascade("cascade, literal", order_weights="relative"),
        cascade(f"cascade, {words}", **gated),
        cascade(f"cascade, {words}, low-rank base", low_rank_base=True, **gated),
        cascade("cascade, triangular", low_rank_base=True, coupling="triangular", **gated),
        cascade("cascade, triangular, joint", low_rank_base=True, coupling="triangular", refine="joint", **gated),
        cascade("cascade, diagonal", low_rank_base=True, coupling="diagonal", **gated),
    )


def default_families(n_features: int, n_outputs: int) -> tuple[Family, ...]:
    """Return the rivals that apply and all cascades."""
    square = n_features == n_outputs
    return tuple(f for f in rivals() if square or f.name != "shared eigenbasis") + cascades(skip=square)


# ---- rivals ---------------------------------------------------------------------------------------------------------


def _skips(trial: Trial) -> tuple[bool, ...]:
    return (False, True) if trial.n_features == trial.n_outputs else (False,)


def _smallest(trial: Trial, found: Sequence[tuple[PerOrderRegressor, str]]) -> tuple[PerOrderRegressor, str]:
    """Return the smallest of those that reach the goal; if none does, the one with the least error relative to it."""

    def rank(item: tuple[PerOrderRegressor, str]) -> tuple[bool, float]:
        fit = trial.fit(item[0])
        reached = trial.reaches(fit)
        return not reached, fit.n_parameters if reached else float((fit.errors / trial.aimed).max())

    return min(found, key=rank)


def _each_alone(trial: Trial, kind: Any, first: int) -> tuple[PerOrderRegressor, str]:
    """Choose the rank of each order by bisection, all orders at once, since they do not depend on each other."""
    limit = min(trial.n_features, trial.n_outputs)
    found = []
    for skip in _skips(trial):
        low, high = [0] * (trial.n_orders - first), [limit] * (trial.n_orders - first)
        while low != high:
            middle = [(a + b) // 2 for a, b in zip(low, high, strict=True)]
            fit = trial.fit(kind(middle, skip=skip))
            for i, rank in enumerate(middle):
                if fit.errors[first + i] <= trial.aimed[first + i]:
                    high[i] = rank
                else:
                    low[i] = min(rank + 1, high[i])
        found.append((kind(high, skip=skip), _words(high, skip)))
    return _smallest(trial, found)


def _tucker(trial: Trial) -> tuple[PerOrderRegressor, str]:
    p, q = trial.n_features, trial.n_outputs
    found = []
    for skip in _skips(trial):

        def model(a: int, b: int, skip: bool = skip) -> TuckerRegression:
            return TuckerRegression(a, b, skip=skip, order_weights="relative", max_iter=10)

        def reaches(a: int, b: int, model: Any = model) -> bool:
            return trial.reaches(trial.fit(model(a, b)))

        both = least(lambda r, reaches=reaches: reaches(min(r, p), min(r, q)), max(p, q))  # type: ignore[misc]
        b = min(both, q)
        a = least(lambda r, b=b, reaches=reaches: reaches(r, b), min(both, p))  # type: ignore[misc]
        b = least(lambda r, a=a, reaches=reaches: reaches(a, r), b)  # type: ignore[misc]
        found.append((model(a, b), f"{a} x {b}" + _beside(skip)))
        if a < p or b < q:
            # a full side needs no basis: where only one side is small, this may be less
            found.extend((model(*sides), f"{sides[0]} x {sides[1]}" + _beside(skip)) for sides in ((p, b), (a, q)))
    return _smallest(trial, found)


def _eigenbasis(trial: Trial) -> tuple[PerOrderRegressor, str] | None:
    p = trial.n_features
    if p != trial.n_outputs:
        return None

    def model(r: int) -> SharedEigenbasis:
        return SharedEigenbasis(r, max_sweeps=10)

    full = model(p)
    if not trial.reaches(trial.fit(full)):
        return full, str(p)
    r = least(lambda rank: trial.reaches(trial.fit(model(rank))), p)
    return model(r), str(r)


def _words(ranks: Sequence[int], skip: bool) -> str:
    return ", ".join(map(str, ranks)) + _beside(skip)


def _beside(skip: bool) -> str:
    return ", identity" if skip else ""


# ---- cascades -------------------------------------------------------------------------------------------------------

_TIGHTER = (1.0, 0.1)
"""A base better than it needs to be can save ranks later: its bound is multiplied by these."""


def _cascade(trial: Trial, low_rank_base: bool, options: dict[str, Any]) -> tuple[PerOrderRegressor, str]:
    """Choose base and stages from order to order, then take away whatever is not needed."""
    from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor

    limit = min(trial.n_features, trial.n_outputs)
    skip = bool(options.get("skip", False))

    greedy = {name: value for name, value in options.items() if name != "refine"}

    def model(ranks: Sequence[int]) -> CascadedLowRankRegressor:
        base = ranks[0] if low_rank_base else None
        return CascadedLowRankRegressor(list(ranks[1:]), base_rank=base, **greedy)

    def refined(ranks: Sequence[int]) -> CascadedLowRankRegressor:
        found = model(ranks)
        found.set_params(refine=options["refine"])
        return found

    def meets(ranks: Sequence[int], tightness: float = 1.0) -> bool:
        """Whether the last of these orders reaches its bound."""
        fit = trial.fit(model(ranks), n_orders=len(ranks))
        return bool(fit.errors[-1] <= tightness * trial.aimed[len(ranks) - 1])

    bases = [limit]
    if low_rank_base:
        # without a stage the first order alone is judged
        bases = sorted({least(lambda r, f=f: meets([r], f), limit) for f in _TIGHTER})  # type: ignore[misc]
    found: list[tuple[int, ...]] = []
    for base in bases:
        ranks = [base]
        for _ in range(1, trial.n_orders):
            ranks.append(least(lambda r, ranks=ranks: meets([*ranks, r]), limit))  # type: ignore[misc]
        found.append(tuple(ranks))
    _, words = _smallest(trial, [(model(ranks), str(ranks)) for ranks in dict.fromkeys(found)])
    chosen = next(ranks for ranks in found if str(ranks) == words)
    first = 0 if low_rank_base else 1
    chosen = _trimmed(trial, chosen, model, first)
    made = model
    if "refine" in options:
        chosen, made = _trimmed(trial, chosen, refined, first), refined
    return made(chosen), _words(chosen[first:], skip)


def _trimmed(
    trial: Trial, ranks: tuple[int, ...], model: Callable[[Sequence[int]], Any], first: int
) -> tuple[int, ...]:
    """Return ranks none of which can be lowered by one with the goal still reached; the largest are tried first."""
    if not trial.reaches(trial.fit(model(ranks))):
        return ranks
    position = dict.fromkeys(sorted(range(first, len(ranks)), key=lambda k: -ranks[k]))
    for k in position:
        while ranks[k] > 0:
            lower = (*ranks[:k], ranks[k] - 1, *ranks[k + 1 :])
            if not trial.reaches(trial.fit(model(lower))):
                break
            ranks = lower
    return ranks
