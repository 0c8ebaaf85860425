"""Plots of the theory: each takes matplotlib axes and returns them.

Every function draws on the axes given as `ax`, or on new ones, in the style in force: ``with rd.plots.styled():`` gives
that of the figures. Nothing global is changed. Labels name evidence that is weaker than exact.

>>> from matplotlib.figure import Figure
>>> from rankdyn import plots
>>> with plots.styled():
...     figure = Figure()
...     ax = plots.staircase((1, 2, 1, 0), ax=figure.subplots())
"""

from rankdyn.plots.cascade_error import cascade_error
from rankdyn.plots.curves import Look
from rankdyn.plots.growth import growth, growth_bounds
from rankdyn.plots.law_map import law_map
from rankdyn.plots.law_map_of_length_4 import law_map_of_length_4
from rankdyn.plots.least_shifts import least_shifts
from rankdyn.plots.parameters_against_order import parameters_against_order
from rankdyn.plots.permutohedron import permutohedron, permutohedron_places
from rankdyn.plots.picture import picture
from rankdyn.plots.pointwise_ranks import pointwise_ranks
from rankdyn.plots.realizable_counts import realizable_counts
from rankdyn.plots.singular_values import singular_values
from rankdyn.plots.stage_ranks import stage_ranks
from rankdyn.plots.stage_singular_values import stage_singular_values
from rankdyn.plots.staircase import staircase
from rankdyn.plots.style import styled
from rankdyn.plots.theorem_graph import theorem_graph
from rankdyn.plots.times import TimedMethod, times

__all__ = [
    "Look",
    "TimedMethod",
    "cascade_error",
    "growth",
    "growth_bounds",
    "law_map",
    "law_map_of_length_4",
    "least_shifts",
    "parameters_against_order",
    "permutohedron",
    "permutohedron_places",
    "picture",
    "pointwise_ranks",
    "realizable_counts",
    "singular_values",
    "stage_ranks",
    "stage_singular_values",
    "staircase",
    "styled",
    "theorem_graph",
    "times",
]
