"""Fitted cascades as npz files: arrays and one JSON text, no pickled objects.

What is written: the parameters of the estimator, coefficients, intercepts, the parts of the model and the triangular
factor of the data, so that `partial_fit` can go on after loading.
"""

from __future__ import annotations

import json
import zipfile
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rankdyn.errors import InvalidInputError
from rankdyn.fitting.cascade_model import CascadeModel, Skip
from rankdyn.fitting.low_rank_piece import Piece

if TYPE_CHECKING:
    from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor

_FORMAT = "rankdyn cascade 1"


def save_regressor(regressor: CascadedLowRankRegressor, path: str | PathLike[str]) -> None:
    """Write a fitted regressor."""
    model = regressor.model_
    parameters: dict[str, Any] = {}
    arrays: dict[str, Any] = {}
    for name, value in regressor.get_params(deep=False).items():
        if isinstance(value, np.random.Generator):
            raise InvalidInputError(f"{name} is a Generator, which a file cannot keep: set it to an integer or None")
        if isinstance(value, np.ndarray | list | tuple):
            array = np.asarray(value)
            if array.dtype.kind in "biuf":
                arrays[f"parameter_{name}"] = array
                continue
            value = list(value)
        parameters[name] = value.item() if isinstance(value, np.generic) else value
    head = {
        "format": _FORMAT,
        "parameters": parameters,
        "coupling": model.coupling,
        "full": [piece.full for piece in model.pieces],
        "entries": list(model.entries),
        "n_features": model.n_features,
        "n_orders": int(regressor.n_orders_),
        "n_outputs": int(regressor.n_outputs_),
        "n_samples": int(regressor._data.n_samples),
        "dimensions": int(regressor._dimensions),
        "skip": None if model.skip is None else model.skip.n_parameters,
    }
    if hasattr(regressor, "feature_names_in_"):
        head["feature_names"] = list(map(str, regressor.feature_names_in_))
    arrays |= {
        "head": np.array(json.dumps(head)),
        "coef": regressor.coef_,
        "intercept": regressor.intercept_,
        "loss_path": np.array(regressor.loss_path_),
        "order_losses": regressor.order_losses_,
        "thresholds": regressor.thresholds_,
        "weights": model.weights,
        "skips": model.skips,
        "gates": model.gates,
        "skip_steps": model.skip_steps,
    }
    if model.skip is not None:
        arrays["skip"] = model.skip.matrix
    for j, piece in enumerate(model.pieces):
        arrays[f"left_{j}"], arrays[f"right_{j}"] = piece.left, piece.right
    for j, values in enumerate(regressor.singular_values_):
        arrays[f"values_{j}"] = values
    for j, factor in enumerate(regressor._data.state()):
        arrays[f"factor_{j}"] = factor
    with Path(path).open("wb") as file:
        np.savez_compressed(file, **arrays)


def load_regressor(cls: type[CascadedLowRankRegressor], path: str | PathLike[str]) -> CascadedLowRankRegressor:
    """Read a regressor.

    Raises
    ------
    InvalidInputError
        For a file that is not an npz, holds pickled objects, or was not written by `save_regressor`.
    """
    arrays = read_arrays(path)
    try:
        head = json.loads(str(arrays["head"]))
        if head["format"] != _FORMAT:
            raise InvalidInputError(f"{path} has format {head['format']!r}; this version reads {_FORMAT!r}")
        return _restored(cls, head, arrays)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        if isinstance(error, InvalidInputError):
            raise
        raise InvalidInputError(
            f"{path} is not a saved cascade ({error}); give a file that CascadedLowRankRegressor.save wrote"
        ) from error


def read_arrays(path: str | PathLike[str]) -> dict[str, Any]:
    """Return the arrays of an npz file.

    Raises
    ------
    InvalidInputError
        For a file that is not an npz, or holds pickled objects.
    """
    if not zipfile.is_zipfile(path):
        if not Path(path).is_file():
            raise InvalidInputError(f"there is no file {path}")
        raise InvalidInputError(f"{path} is not an npz file; write one with numpy.savez")
    try:
        with np.load(path, allow_pickle=False) as file:
            return {name: file[name] for name in file.files}
    except (ValueError, zipfile.BadZipFile, OSError, EOFError) as error:
        if "pickle" in str(error):
            raise InvalidInputError(
                f"{path} holds pickled objects, which may run code and are never read; save plain arrays of numbers"
            ) from None
        raise InvalidInputError(f"{path} is a damaged npz file: {error}") from error


def _restored(
    cls: type[CascadedLowRankRegressor], head: dict[str, Any], arrays: dict[str, Any]
) -> CascadedLowRankRegressor:
    given = {name[len("parameter_") :]: array for name, array in arrays.items() if name.startswith("parameter_")}
    regressor = cls(**head["parameters"], **given)
    regressor._check_parameters()
    K, p, q = head["n_orders"], head["n_features"], head["n_outputs"]
    pieces = tuple(Piece(arrays[f"left_{j}"], arrays[f"right_{j}"], bool(full)) for j, full in enumerate(head["full"]))
    skip = None if head["skip"] is None else Skip(arrays["skip"], int(head["skip"]))
    shapes = {"coef": (K, p, q), "intercept": (K, q), "weights": (K, len(pieces)), "skips": (K,), "gates": (K,)}
    for name, shape in shapes.items():
        if arrays[name].shape != shape or not np.isfinite(arrays[name]).all():
            raise InvalidInputError(f"a saved cascade needs finite {name} of shape {shape}, not {arrays[name].shape}")
    model = CascadeModel(
        n_features=p,
        pieces=pieces,
        entries=tuple(map(int, head["entries"])),
        weights=arrays["weights"],
        skips=arrays["skips"],
        gates=arrays["gates"],
        skip_steps=arrays["skip_steps"],
        skip=skip,
        coupling=head["coupling"],
    )
    regressor.n_features_in_ = p
    if "feature_names" in head:
        regressor.feature_names_in_ = np.array(head["feature_names"], dtype=object)
    regressor.n_orders_, regressor.n_outputs_, regressor._dimensions = K, q, head["dimensions"]
    regressor.coef_, regressor.intercept_ = arrays["coef"], arrays["intercept"]
    regressor._data = regressor._store(p, K, q)
    count = sum(name.startswith("factor_") for name in arrays)
    regressor._data.restore([arrays[f"factor_{j}"] for j in range(count)], head["n_samples"])
    regressor.loss_path_ = [float(loss) for loss in arrays["loss_path"]]
    regressor.n_iter_ = len(regressor.loss_path_)
    regressor.order_losses_ = arrays["order_losses"]
    regressor._describe(model, [arrays[f"values_{j}"] for j in range(K - 1)], arrays["thresholds"])
    return regressor
