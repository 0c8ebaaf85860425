"""The program and the command line that repeat a fit of the tab *Cascade*."""

from __future__ import annotations

from typing import Any, Final

from rankdyn.explorer.questions.cascade_model import Model
from rankdyn.explorer.questions.cascade_source import DIGITS, Source, stage_ranks

ROWS_FILE: Final = "cascade-rows.npz"
"""Where the program writes planted rows, for `rankdyn fit` to read."""

_HEAD: Final = '''\
"""Fit a cascade and one map an order to the same rows, and compare their errors on other rows."""

import numpy as np

import rankdyn as rd
'''

_TAIL: Final = """\
cascade = rd.CascadedLowRankRegressor({cascade})
for model in (cascade, NaiveRidge()):
    model.fit(parts.train.X, parts.train.Y)
    print(f"{{type(model).__name__}}: {{model.n_parameters_}} parameters")
    print("  errors on the fitted rows:", model.order_errors(parts.train.X, parts.train.Y))
    print("  errors on held-out rows:  ", model.order_errors(parts.test.X, parts.test.Y))
print("stage ranks (numerical):", *cascade.ranks_)
print(cascade.explain())
"""


def program(source: Source, orders: tuple[int, ...], options: dict[str, Any]) -> str:
    """Return the Python program.

    Parameters
    ----------
    source : Source
        The data.
    orders : tuple of int
        Those that can be learned; the others are left out.
    options : dict
        Arguments of `CascadedLowRankRegressor`.
    """
    imports, lines = _rows(source)
    seed = source.seed
    groups = ", groups=case.groups" if source.kind in DIGITS else ""
    lines.append(f"parts = split(sample, np.random.default_rng({seed}){groups})")
    if orders != tuple(range(1, source.orders + 1)):
        lines.append(f"parts = parts.orders({orders!r})  # what no linear model learns is left out")
    modules = sorted(
        [
            *imports,
            "from rankdyn.comparison.data import Sample, split"
            if not groups
            else "from rankdyn.comparison.data import split",
            "from rankdyn.fitting.rivals import NaiveRidge",
        ]
    )
    arguments = ", ".join(f"{name}={value!r}" for name, value in options.items())
    return "\n".join([_HEAD + "\n".join(modules), "", *lines, "", _TAIL.format(cascade=arguments)])


def command(source: Source, model: Model) -> str:
    """Return the lines for a shell; options at their defaults are left out."""
    if source.kind not in DIGITS:
        given = f"python cascade.py  # writes {ROWS_FILE}\nrankdyn fit --data {ROWS_FILE}"
    else:
        given = f"rankdyn fit --orders {source.orders} --path {_PATHS[source.path]} --time {source.time:g}"
        if source.kind == "conditional":
            given += " --target conditional"
        else:
            given += f" --factors {source.factors if source.kind == 'factors' else 0}"
    return " ".join([given, *_options(model)]) + (f" --seed {source.seed}" if source.seed else "") + "\n"


_PATHS: Final = {"variance_preserving": "vp", "linear": "linear", "trigonometric": "trigonometric"}


def _rows(source: Source) -> tuple[list[str], list[str]]:
    """Return the imports and the lines that draw the rows."""
    n, size, seed = source.rows, source.size, source.seed
    last = f"noise={source.noise!r}, rng={seed})"
    match source.kind:
        case "factors" | "full":
            factors = source.factors if source.kind == "factors" else None
            make = f"digits_gaussian(rd.paths.{source.path}(), n_factors={factors}, n_orders={source.orders}, "
            imports = ["from rankdyn.comparison.cases import digits_gaussian"]
            lines = [f"case = {make}time={source.time!r})"]
        case "conditional":
            make = f"digits_conditional(rd.paths.{source.path}(), n_orders={source.orders}, time={source.time!r})"
            imports = ["from rankdyn.comparison.cases import digits_conditional"]
            lines = [f"case = {make}"]
        case "flow":
            imports = ["from rankdyn.planted.flow import planted_flow"]
            lines = [f"A = rd.MatrixFunction({source.generator!r})"]
            lines.append(f"rows = planted_flow(A, {source.orders}, {n}, {last}")
        case "function":
            imports = ["from rankdyn.planted.flow import planted_difference"]
            lines = [f"D = rd.realize({tuple(stage_ranks(source))!r}, budget=0)  # a certified witness"]
            lines.append("m, n = D.function.shape")
            sides = f"n_features=max({size}, n), n_outputs=max({size}, m)"
            lines.append(f"rows = planted_difference(D, {n}, {sides}, {last}")
        case "adaptation":
            imports = ["from rankdyn.planted.maps import planted_adaptation"]
            rank = stage_ranks(source)[0]
            lines = [f"rows = planted_adaptation({n}, {size}, {size}, {source.orders}, {rank}, {last}"]
        case _:
            imports = ["from rankdyn.planted.maps import planted_cascade"]
            lines = [f"rows = planted_cascade({n}, {size}, {size}, {stage_ranks(source)!r}, {last}"]
    if source.kind in DIGITS:
        return imports, [*lines, f"sample = case.draw(np.random.default_rng({seed}))"]
    lines.append("sample = Sample(rows.X, rows.Y)")
    return imports, [*lines, f'np.savez("{ROWS_FILE}", X=rows.X, Y=rows.Y)']


def _options(model: Model) -> list[str]:
    """Return the options of the command line, those at their defaults left out."""
    found = [] if model.rank.strip() == "auto" else ["--rank " + "".join(model.rank.split())]
    found += [] if model.coupling == "chain" else [f"--coupling {model.coupling}"]
    found += [] if model.gates == "none" else [f"--gates {model.gates}"]
    found += ["--skip"] if model.skip else []
    found += [] if model.base.strip() == "full" else [f"--base-rank {model.base.strip()}"]
    found += ["--joint"] if model.joint else []
    return found + ([] if model.rivals else ["--no-rivals"])
