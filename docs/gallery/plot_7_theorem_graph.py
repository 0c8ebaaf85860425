"""
What rests on what
==================

Each theorem stands to the right of those on which its proof rests. The colour says what is declared to back it: a proof
in Coq, a proof on paper, or nothing yet.
"""

from matplotlib import pyplot as plt

from rankdyn import plots

with plots.styled():
    figure, ax = plt.subplots(figsize=(7, 5.5))
    plots.theorem_graph(ax=ax)
