"""
Generic and pointwise rank
==========================

The generic rank is the largest of the ranks at points, and it is taken at all but isolated ones. Here they are the
roots of t³ − 2t.
"""

from matplotlib import pyplot as plt

import rankdyn as rd
from rankdyn import plots

D = rd.MatrixFunction("[[t**2 - 2, 0], [0, t]]")

with plots.styled():
    figure, ax = plt.subplots(figsize=(3.4, 1.8))
    plots.pointwise_ranks(D, ax=ax)

print(rd.special_points(D))
