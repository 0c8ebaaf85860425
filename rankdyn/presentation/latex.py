"""LaTeX of which answers are composed: sequences, and formulas that say how they are known.

Words in formulas are those of the program, never a user's: what a user wrote is shown as text, not as LaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

MAX_RANKS: Final = 24
"""Ranks of a sequence that a formula shows."""

_SPECIAL: Final = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def sequence(ranks: Sequence[int]) -> str:
    """Return ranks in parentheses, the tail of a long sequence left out.

    Examples
    --------
    >>> sequence((1, 2, 1))
    '(1, 2, 1)'
    """
    more = [rf"\ldots\ \text{{({len(ranks)} in all)}}"] if len(ranks) > MAX_RANKS else []
    return f"({', '.join([*map(str, ranks[:MAX_RANKS]), *more])})"


def ranks_are(ranks: Sequence[int], first: int = 0) -> str:
    """Return the equation r_0, …, r_K = …."""
    last = first + len(ranks) - 1
    names = [f"r_{{{k}}}" for k in range(first, last + 1)] if len(ranks) <= 3 else []
    names = names or [f"r_{{{first}}}", r"\ldots", f"r_{{{last}}}"]
    return f"({', '.join(names)}) = {sequence(ranks)}" if len(ranks) > 1 else f"{names[0]} = {ranks[0]}"


def at_points(ranks: Iterable[tuple[Fraction, Sequence[int]]]) -> str:
    """Return the ranks at each of several points."""
    found = [rf"{ranks_are(values)} \text{{ at }} t = {number(point)}" for point, values in ranks]
    return r",\quad ".join(found[:8] + [r"\ldots"] * (len(found) > 8))


def linear_form(terms: Iterable[tuple[Fraction, str]], constant: Fraction | int = 0) -> str:
    r"""Return Σ c·x + constant, x being LaTeX; terms with c = 0 are left out.

    Examples
    --------
    >>> print(linear_form([(Fraction(3), "r_0"), (Fraction(-1, 2), "r_1")]))
    3\, r_0 - \frac{1}{2}\, r_1
    """
    parts = [(c, (number(abs(c)) + r"\, " if abs(c) != 1 else "") + name) for c, name in terms if c]
    if constant:
        parts.append((Fraction(constant), number(abs(Fraction(constant)))))
    shown = "".join(f" {'-' if c < 0 else '+'} {term}" for c, term in parts)
    return (shown[3:] if shown.startswith(" + ") else "-" + shown[3:]) if shown else "0"


def number(value: Fraction | int) -> str:
    """Return a rational number as LaTeX."""
    if value.denominator == 1:
        return str(value.numerator)
    return rf"{'-' if value < 0 else ''}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def decimal(shown: str) -> str:
    r"""Return a decimal number as LaTeX, its exponent as a power of ten.

    Examples
    --------
    >>> print(decimal("1.2e-12"))
    1.2 \cdot 10^{-12}
    """
    digits, _, exponent = shown.partition("e")
    return rf"{digits} \cdot 10^{{{int(exponent)}}}" if exponent else digits


def text(words: str) -> str:
    r"""Return words as ``\text{…}``.

    Examples
    --------
    >>> print(text("law X_1: 50 %"))
    \text{law X\_1: 50 \%}
    """
    # < and > as commands: some notebooks put LaTeX into the page before it is typeset
    escaped = re.sub(r"[\\~^&%$#_{}]", lambda found: _SPECIAL.get(found[0], "\\" + found[0]), words)
    bare = escaped.replace("<", r"}\lt\text{").replace(">", r"}\gt\text{")
    return rf"\text{{{bare}}}"


def displayed(latex: str, evidence: str) -> str:
    """Return what ``_repr_latex_`` returns: a formula and how it is known."""
    return rf"$\displaystyle {latex} \qquad {text(evidence.replace(' · ', ', '))}$"
