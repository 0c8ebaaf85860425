"""The theorems of rank dynamics, what each rests on, and what backs it, as declared: Coq, paper, instances, or nothing.

`rankdyn verify` finds out whether the proofs named compile and stand where they are said to stand; this figure is the
same with and without Coq.
"""

from __future__ import annotations

from textwrap import fill

from _style import WIDTH, centimetres, run
from matplotlib.figure import Figure

from rankdyn.plots.theorem_graph import WORDS, declared, theorem_graph, theorem_graph_legend
from rankdyn.theorems import THEOREMS, Theorem
from rankdyn.theorems.theorem import Claim

FULL_WIDTH = 2 * WIDTH
"""Names and statuses are not legible in one column."""

CAPTION = """\
The {count} theorems, conjectures and questions of rank dynamics. An arrow leads from a theorem to each whose proof
rests on it. A box says what backs its theorem: Coq (every claim names Coq theorems), Coq and paper (some claims name
Coq theorems, the others a proof on paper), paper, instances (some claim has no proof), or open.
All this is as the theorems declare it. Whether the proofs compile and stand where they are said to stand, and whether
instances hold, is not looked at here: `rankdyn verify` does that.

{rows}
"""


def backing(claim: Claim) -> str:
    """Return what a claim names."""
    if claim.coq:
        return f"Coq {', '.join(claim.coq)}"
    return "paper" if claim.proof else "no proof"


def line(theorem: Theorem) -> str:
    """Return the line of the caption for one theorem."""
    claims = "; ".join(f"{claim.text}: {backing(claim)}" for claim in theorem.claims)
    rests = f", rests on {', '.join(theorem.uses)}" if theorem.uses else ""
    return fill(f"{theorem.name} ({theorem.title}): {WORDS[declared(theorem)]}{rests}. {claims}", 120)


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    figure = Figure(figsize=centimetres(FULL_WIDTH, 14.0))
    theorem_graph(ax=figure.subplots())
    figure.legend(
        handles=theorem_graph_legend(),
        loc="outside upper center",
        ncols=5,
        title="backed, as declared, by",
        title_fontsize=7,
    )
    return figure, CAPTION.format(count=len(THEOREMS), rows="\n".join(map(line, THEOREMS)))


if __name__ == "__main__":
    run("theorem_graph", draw)
