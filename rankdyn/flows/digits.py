"""Real images to try things on: the handwritten digits that come with scikit-learn."""

from __future__ import annotations

import numpy as np

from rankdyn.jets.recurrences import Array


def digits() -> Array:
    """Return 1797 images of 8 × 8 pixels with values in [−1, 1], shape (1797, 64), in scikit-learn's order.

    References
    ----------
    E. Alpaydin, C. Kaynak, Optical recognition of handwritten digits, UCI Machine Learning Repository, 1998.
    """
    from sklearn.datasets import load_digits

    return np.asarray(load_digits().data, dtype=np.float64) / 8.0 - 1.0
