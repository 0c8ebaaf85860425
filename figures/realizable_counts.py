"""How many sequences are realizable: growth with the length, for several largest entries.

For each length n and largest entry m, all (m + 1)^n sequences, those with an exact witness, and those that no law
forbids. The last two bound the number of realizable sequences; where they differ both are drawn.
"""

from __future__ import annotations

from itertools import product

from _style import WIDTH, centimetres, run
from matplotlib.figure import Figure

from rankdyn import laws
from rankdyn.realization.shifted import constructing

LONGEST = {1: 5, 2: 5, 3: 5, 4: 4}
"""Largest entry m: the greatest length drawn."""

LOOKS = {1: ("#000000", "D"), 2: ("#0072B2", "o"), 3: ("#D55E00", "s"), 4: ("#009E73", "^")}

CAPTION = """\
Numbers of realizable sequences (r_0, ..., r_(n-1)) with entries up to m (full lines), among all (m + 1)^n (dotted).
All ranks are exact: a sequence counts as realizable when a witness was made, and its ranks were computed exactly, as
the figure was drawn: by constructions alone, without search. Where more sequences pass all laws than have such a
witness, the open symbol gives the number that pass: the number of realizable ones lies between.

{rows}
"""


def counts() -> dict[tuple[int, int], tuple[int, int]]:
    """Return for (n, m) the number of sequences with a witness and of those that no law forbids."""
    make = constructing("derivative")
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for length in range(1, max(LONGEST.values()) + 1):
        widest = max(m for m, longest in LONGEST.items() if length <= longest)
        allowed = [ranks for ranks in product(range(widest + 1), repeat=length) if laws.allowed(ranks)]
        realized = []
        for ranks in allowed:
            block = make(ranks) if any(ranks) else None
            if not any(ranks) or (block is not None and block.ranks(length) == ranks):
                realized.append(ranks)
        for m in range(1, widest + 1):
            inside = [sum(max(ranks) <= m for ranks in group) for group in (realized, allowed)]
            found[length, m] = inside[0], inside[1]
    return found


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    found = counts()
    figure = Figure(figsize=centimetres(WIDTH, 6.6))
    axes = figure.subplots()
    for m, longest in LONGEST.items():
        color, marker = LOOKS[m]
        lengths = range(1, longest + 1)
        axes.plot(lengths, [(m + 1) ** n for n in lengths], ":", color=color, linewidth=0.9)
        axes.plot(lengths, [found[n, m][0] for n in lengths], marker, linestyle="-", color=color, label=f"$m = {m}$")
        unsettled = [n for n in lengths if found[n, m][0] != found[n, m][1]]
        axes.plot(unsettled, [found[n, m][1] for n in unsettled], marker, color=color, markerfacecolor="white")
        axes.annotate(
            str(found[longest, m][0]),
            (longest, found[longest, m][0]),
            (4, -1),
            "data",
            "offset points",
            color=color,
            va="center",
        )
    axes.plot([], [], ":", color="#606060", linewidth=0.9, label="all $(m+1)^n$")
    axes.set_yscale("log")
    axes.set_xlabel("length $n$")
    axes.set_ylabel("number of sequences")
    axes.set_xticks(range(1, max(LONGEST.values()) + 1))
    axes.set_xlim(0.8, max(LONGEST.values()) + 0.45)
    axes.legend(loc="upper left", title="entries up to $m$", title_fontsize=7)
    rows = "\n".join(
        f"n = {n}, m = {m}: {(m + 1) ** n} in all, {low} realizable"
        + (f", {high} pass all laws" if high != low else "")
        for (n, m), (low, high) in sorted(found.items())
    )
    return figure, CAPTION.format(rows=rows)


if __name__ == "__main__":
    run("realizable_counts", draw)
