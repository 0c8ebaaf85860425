"""How a plot says what it rests on: labels that name evidence weaker than exact, and dots that stay open."""

from __future__ import annotations

from typing import Any

from rankdyn.evidence.rank_sequence import Kind


def labelled(label: str, kind: Kind) -> str:
    """Return a label that names the kind of evidence, unless it is exact."""
    return label if kind == "exact" else f"{label} ({kind})"


def dots(kind: Kind, color: str) -> dict[str, Any]:
    """Return how dots are drawn: full where the evidence is exact, open elsewhere."""
    return {"color": color, "markerfacecolor": color if kind == "exact" else "white"}
