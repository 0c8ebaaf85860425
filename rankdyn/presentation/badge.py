"""The badge that says how an answer is known: words on a colour of its own, legible on light and dark pages alike."""

from __future__ import annotations

from decimal import ROUND_CEILING, Context, Decimal
from html import escape
from typing import Final, Literal

Evidence = Literal["proved", "impossible", "monte-carlo", "numerical", "open", "definition"]

COLOURS: Final[dict[Evidence, tuple[str, str]]] = {
    "proved": ("#0b6b50", "#ffffff"),
    "impossible": ("#9a3412", "#ffffff"),
    "monte-carlo": ("#f6d58e", "#1a1a1a"),
    "numerical": ("#b8dcf2", "#1a1a1a"),
    "open": ("#ffffff", "#1a1a1a"),
    "definition": ("#e2e2e2", "#1a1a1a"),
}
"""Background and words, at a contrast of at least 4.5 to 1; distinct to colour-blind readers, and never alone."""


def badge(evidence: Evidence, words: str) -> str:
    """Return the badge as HTML."""
    background, ink = COLOURS[evidence]
    edge = "dashed" if evidence == "open" else "solid"
    return (
        f'<span style="display:inline-block;background:{background};color:{ink};border:1px {edge} #6b6b6b;'
        f'border-radius:0.7em;padding:0 0.6em;font-size:0.85em;font-weight:600;line-height:1.6">{escape(words)}</span>'
    )


def rank_evidence(kind: str, error_probability: float | None, certificates: int = 0) -> str:
    """Return in words how ranks are known.

    Parameters
    ----------
    kind : 'exact', 'monte-carlo' or 'numerical'
        The kind of evidence.
    error_probability : float or None
        For 'monte-carlo'; it is rounded up.
    certificates : int
        How many are attached.

    Examples
    --------
    >>> rank_evidence("exact", 0.0, 1), rank_evidence("monte-carlo", 1.21e-12)
    ('exact · certificate attached', 'Monte-Carlo · error probability ≤ 1.3e-12')
    """
    if kind == "exact":
        attached = "certificate attached" if certificates == 1 else f"{certificates} certificates attached"
        return f"exact · {attached}" if certificates else "exact"
    if kind == "monte-carlo":
        return f"Monte-Carlo · error probability ≤ {at_most(error_probability)}"
    return "numerical · not exact"


def at_most(probability: float | None) -> str:
    """Return a bound with two digits, rounded up: what is shown is still a bound."""
    if probability is None:
        return "unknown"
    near = f"{probability:.2g}"
    if float(near) >= probability:
        return near
    return f"{Context(prec=2, rounding=ROUND_CEILING).create_decimal(Decimal(probability)):g}".lower()
