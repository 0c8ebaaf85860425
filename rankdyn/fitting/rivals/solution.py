"""The answer of a rival in whitened coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Solution:
    """D, shape (K, s, q), with what it takes to store and to apply it."""

    fitted: Array
    n_parameters: int
    n_multiply_adds: int
