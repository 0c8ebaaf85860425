"""
How fast ranks can grow
=======================

Law L lets the rank grow by r₀ an order. The moment curve does so until its size is reached and falls again; an
exponential family of positive rates does so and stays. If the rates are merely distinct, the rank may return.
"""

from matplotlib import pyplot as plt

from rankdyn import plots

with plots.styled():
    figure, ax = plt.subplots(figsize=(3.4, 2.4))
    plots.growth(4, ax=ax)
    ax.legend(fontsize=6)
