"""A matrix function as a page shows it: its formula, with the entries if they are few, a part if it is large."""

from __future__ import annotations

from typing import Final

from rankdyn.algebra.work import Work
from rankdyn.errors import RankdynError
from rankdyn.expressions.printing import latex_name
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.typesetting import DOTS
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge
from rankdyn.presentation.latex import displayed
from rankdyn.presentation.mathematics import MAX_CHARACTERS, formula

_FEW: Final = 36
"""Entries that are shown beside the parts of a function, and of any function in one line of text."""

_IN_PARTS: Final = 100
"""Entries of all the parts of a function whose own entries are shown beside them."""

_BUDGET: Final = 200_000
"""Work units for the normal form of these entries; some milliseconds."""


def card(D: MatrixFunction) -> str:
    """Return the function as HTML; a definition claims nothing, and says so."""
    title = f"{_name(D)} of {D.variable_name}"
    return html.card(title, badge("definition", " · ".join(["definition", *_remarks(D)])), equation_html(D))


def latex(D: MatrixFunction) -> str:
    """Return the function as LaTeX between dollar signs."""
    return displayed(_formula(D), ", ".join(["definition", *_remarks(D)]))


def equation_html(D: MatrixFunction) -> str:
    """Return D(t) = … as HTML, with the entries too if the function is small and made of parts."""
    written = _entries(D)
    equation = formula(f"D({latex_name(D.variable_name)}) = {_formula(D)}", display=True)
    return equation + (formula(f"= {written}", display=True) if written else "")


def brief(D: MatrixFunction) -> str:
    """Return the entries as text, and of a large function no more than what it is."""
    m, n = D.shape
    return html.cut(str(D), 300) if m * n <= _FEW else f"a {m} x {n} {_name(D)} of {D.variable_name}"


def _name(D: MatrixFunction) -> str:
    return "MatrixFunction" if isinstance(D, Explicit) else type(D).__name__


def _formula(D: MatrixFunction) -> str:
    """Return the LaTeX that a page can hold."""
    shown = D.latex(short=True)
    return shown if len(shown) <= MAX_CHARACTERS else r"\ldots"


def _remarks(D: MatrixFunction) -> list[str]:
    """Return what is to be said beside the formula."""
    m, n = D.shape
    shown, found = _formula(D), [f"{m} × {n}"]
    if D.parameter_names:
        found.append(f"parameters {html.cut(', '.join(D.parameter_names), 120)}")
    found += ["floats read as their shortest decimals"] * D.reads_floats
    return found + ["only a part is shown"] * any(dots in shown for dots in DOTS)


def _entries(D: MatrixFunction) -> str:
    """Return the entries of a small function made of parts as LaTeX; nothing for others."""
    if isinstance(D, Explicit) or D.shape[0] * D.shape[1] > _FEW:
        return ""
    try:
        if sum(leaf.shape[0] * leaf.shape[1] for leaf in D.leaves()) > _IN_PARTS:
            return ""
        shown = Explicit.of(D.rows(), D.shape, D.variable_name).normalised(Work(_BUDGET)).latex(short=True)
    except RankdynError:  # no entries without rational eigenvalues, or too large ones
        return ""
    return "" if r"\ldots" in shown else shown
