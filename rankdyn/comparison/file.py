"""Reading a user's own arrays from an npz file, without pickled objects."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.comparison.data import Sample
from rankdyn.errors import InvalidInputError
from rankdyn.fitting.reading import read_targets

Array: TypeAlias = npt.NDArray[np.float64]


def read_sample(path: Path) -> Sample:
    """Return the arrays X, shape (n, p), and Y, shape (n, K, q), of an npz file.

    Y of shape (n, q) or (n,) is one order. Nothing is ever unpickled, so the file need not be trusted.

    Raises
    ------
    InvalidInputError
        For a file that is missing, is no npz, holds pickled objects or no X and Y; for arrays of wrong shape or type;
        for NaN or infinity, with order and row.
    """
    if not path.is_file():
        raise InvalidInputError(f"there is no file {path}; give 'digits' or an npz file with arrays X and Y")
    if not zipfile.is_zipfile(path):
        raise InvalidInputError(f"{path} is not an npz file; write one with numpy.savez(path, X=X, Y=Y)")
    try:
        with np.load(path, allow_pickle=False) as stored:
            names = list(stored.files)
            missing = [name for name in ("X", "Y") if name not in names]
            if missing:
                found = ", ".join(names) or "nothing"
                raise InvalidInputError(f"{path} holds {found}, but no array {missing[0]}: X (n, p) and Y (n, K, q)")
            X, Y = (_numbers(stored[name], name, path) for name in ("X", "Y"))
    except InvalidInputError:
        raise
    except ValueError as error:
        if "pickle" in str(error).lower():
            raise InvalidInputError(
                f"{path} holds pickled objects, which could run code and are never read: store X and Y as numbers"
            ) from None
        raise InvalidInputError(f"{path} cannot be read as an npz file: {error}") from None
    except (OSError, EOFError, KeyError, zipfile.BadZipFile) as error:
        raise InvalidInputError(f"{path} cannot be read as an npz file: {error}") from None
    if X.ndim != 2 or 0 in X.shape:
        raise InvalidInputError(f"X of {path} must have the shape (n, p), not {X.shape}")
    bad = np.argwhere(~np.isfinite(X))
    if len(bad):
        row, feature = (int(i) for i in bad[0])
        raise InvalidInputError(
            f"X of {path} holds {X[row, feature]} (NaN or infinity) at row {row}, feature {feature}; remove the row"
        )
    targets = read_targets(Y)
    if len(targets) != len(X):
        raise InvalidInputError(f"X of {path} has {len(X)} rows, but Y has {len(targets)}; give one of each per row")
    return Sample(X, targets)


def _numbers(array: npt.NDArray[np.generic], name: str, path: Path) -> Array:
    if array.dtype.kind not in "buif":
        raise InvalidInputError(f"{name} of {path} must hold real numbers, not {array.dtype}")
    return array.astype(np.float64)
