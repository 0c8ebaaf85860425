"""Reading features and targets: shapes, finite numbers, and messages that name the order and the row."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_array, validate_data

from rankdyn.errors import InvalidInputError

Array: TypeAlias = npt.NDArray[np.float64]


def read(estimator: BaseEstimator, X: Any, Y: Any, *, reset: bool) -> tuple[Array, Array]:
    """Return features, shape (n, p), and targets, shape (n, K, q), as float64.

    Parameters
    ----------
    estimator : BaseEstimator
        Learns the number and names of features if `reset`.
    X : array-like, shape (n, p)
        Features.
    Y : array-like, shape (n, K, q), (n, q) or (n,)
        Targets of the orders 1, …, K; two dimensions mean one order, one dimension one order and one output.
    reset : bool
        Whether this is the first data that the estimator sees.

    Raises
    ------
    InvalidInputError
        For NaN or infinity in Y (order and row are named), ragged orders, a wrong number of dimensions, different
        numbers of rows.
    ValueError
        From scikit-learn, for X.
    """
    features: Array = validate_data(estimator, X, reset=reset, dtype=np.float64, ensure_min_samples=1)
    targets = read_targets(Y)
    if len(targets) != len(features):
        raise InvalidInputError(
            f"X has {len(features)} rows, but Y has {len(targets)}: inconsistent numbers of samples; give one row of Y "
            "for each row of X"
        )
    return features, targets


def read_targets(Y: Any) -> Array:
    """Return targets as float64 of shape (n, K, q)."""
    if Y is None:
        raise InvalidInputError("this regressor requires y to be passed, but the target y is None")
    try:
        array: Array = check_array(
            Y, dtype=np.float64, ensure_2d=False, allow_nd=True, ensure_all_finite=False, input_name="Y"
        )
    except ValueError as error:
        if "inhomogeneous" in str(error) or "sequence" in str(error):
            raise InvalidInputError(
                "the orders of Y are ragged: each row must have the same K orders of q outputs, shape (n, K, q)"
            ) from None
        raise
    if array.ndim not in (1, 2, 3):
        raise InvalidInputError(f"Y has {array.ndim} dimensions; give (n, K, q), or (n, q) for one order")
    if array.ndim == 1:
        array = array[:, None]
    if array.ndim == 2:
        array = array[:, None, :]
    bad = np.argwhere(~np.isfinite(array))
    if len(bad):
        row, order, output = (int(i) for i in bad[0])
        raise InvalidInputError(
            f"Y holds {array[row, order, output]} (NaN or infinity) at order {order + 1}, row {row}, output {output}; "
            "remove the row or the order"
        )
    if 0 in array.shape[1:]:
        raise InvalidInputError(f"Y has {array.shape[1]} orders of {array.shape[2]} outputs; give at least one of each")
    return array
