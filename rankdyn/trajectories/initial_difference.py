"""`initial_difference`: D = X′ − X, the function whose derivatives are the successive differences of X."""

from __future__ import annotations

from typing import Any

from rankdyn.functions.matrix_function import MatrixFunction, coerce
from rankdyn.trajectories.formal import FormalTrajectory


def initial_difference(X: Any) -> MatrixFunction:
    """Return D = X′ − X; then X^(k+1) − X^(k) = D^(k) for every k.

    Parameters
    ----------
    X : MatrixFunction, FormalTrajectory, text, nested sequence, NumPy array or SymPy Matrix
        The trajectory, shape (m, n). The factors of structured functions are kept.

    Returns
    -------
    MatrixFunction
        Of shape (m, n).

    Examples
    --------
    >>> import rankdyn as rd
    >>> print(rd.initial_difference("[[t, exp(2*t)]]").expand())
    [[-t + 1, exp(2*t)]]
    """
    if isinstance(X, FormalTrajectory):
        return X.initial_difference
    function = coerce(X, "t")
    return function.derivative() - function
