"""
Singular values along t
=======================

D = u vᵀ has rank one, so one curve runs above the line at which values are zero up to rounding. Its derivative has two.
The curves are floating point. The points where the rank drops are exact.
"""

from matplotlib import pyplot as plt

import rankdyn as rd
from rankdyn import plots

D = rd.Product([["1"], ["t**2"], ["t**3"]], [["1"], ["t"], ["cos(t)"]])
print(rd.rank_sequence(D, 2))

with plots.styled():
    figure, axes = plt.subplots(2, 1, figsize=(3.6, 3.6), sharex=True)
    for order, ax in enumerate(axes):
        plots.singular_values(D, order, ax=ax)
        ax.label_outer()
