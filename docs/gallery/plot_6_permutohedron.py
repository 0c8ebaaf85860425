"""
Permutations
============

The corners are the permutations of 1, 2, 3, 4; edges exchange two neighbours. A colour and a shape say how much must be
added to every rank before the permutation is a rank sequence: 0, 1 or 2.
"""

from matplotlib import pyplot as plt

from rankdyn import plots

with plots.styled():
    figure, ax = plt.subplots(figsize=(3.8, 3.8))
    plots.permutohedron(4, chosen=(1, 3, 2, 4), ax=ax)
