"""
A map of the laws
=================

All sequences (2, r₁, r₂): white ones exist, each of the others is forbidden by the law in its cell.
"""

from matplotlib import pyplot as plt

import rankdyn as rd
from rankdyn import plots

with plots.styled():
    figure, ax = plt.subplots(figsize=(2.6, 2.6))
    plots.law_map(2, top=5, ax=ax)

# %%
# A cell as a question:

print(rd.laws.check((2, 4, 0))[0].explanation)
