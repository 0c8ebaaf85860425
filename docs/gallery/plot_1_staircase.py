"""
Ranks as a staircase
====================

The matrix [[1, t], [t, t²]] has rank 1, its derivative has rank 2. Then polynomials run out of degree.
"""

from matplotlib import pyplot as plt

import rankdyn as rd
from rankdyn import plots

ranks = rd.rank_sequence("[[1, t], [t, t**2]]", max_order=3)

with plots.styled():
    figure, ax = plt.subplots(figsize=(3.2, 1.9))
    plots.staircase(ranks, ax=ax, name="[[1, t], [t, t²]]")

# %%
# Dots are filled if a rank is exact. Outside the exact class they are open, and the label says what is known.

with plots.styled():
    figure, ax = plt.subplots(figsize=(3.2, 1.9))
    plots.staircase(rd.rank_sequence("[[1, log(t)], [t, t*log(t)]]", max_order=3), ax=ax)
