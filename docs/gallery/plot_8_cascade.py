"""
The stages of a cascade
=======================

Targets of three orders: each order is the one before and a part of rank 2 and 1, with noise on all of them. The fitter
looks at the singular values of what is left at each stage, and keeps those above the noise.
"""

import numpy as np
from matplotlib import pyplot as plt

import rankdyn as rd
from rankdyn import plots

rng = np.random.default_rng(0)
X = rng.standard_normal((400, 12))
maps = [rng.standard_normal((12, 10))]
for rank in (2, 1):
    part = rng.standard_normal((12, rank)) @ rng.standard_normal((rank, 10))
    maps.append(maps[-1] + part)
Y = np.stack([X @ F for F in maps], axis=1)
Y += 0.1 * rng.standard_normal(Y.shape)

model = rd.CascadedLowRankRegressor().fit(X, Y)
print(model.ranks_)

with plots.styled():
    figure, axes = plt.subplots(1, 2, figsize=(3.8, 2.0), sharey=True)
    for stage, ax in enumerate(axes, start=1):
        plots.stage_singular_values(model, stage, ax=ax)
    axes[1].set_ylabel("")
    axes[1].legend(fontsize=6)
