"""Paths between noise and data, x_t = a(t) x1 + s(t) x0, with all derivatives in t.

>>> from rankdyn import paths
>>> path = paths.linear()
>>> print(path.wronskian(0.25))
1.0
>>> alpha, c = path.conditional_coefficients(0.25, 3)  # x'' = x''' = 0 on straight lines
>>> print(alpha, c)
[1. 0. 0.] [0. 0. 0.]
"""

from rankdyn.paths.named import linear, trigonometric, variance_preserving
from rankdyn.paths.path import Path

__all__ = ["Path", "linear", "trigonometric", "variance_preserving"]
