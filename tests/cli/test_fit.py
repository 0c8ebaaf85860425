"""``rankdyn fit``: tables, JSON, progress, exit statuses, and files that are refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from rankdyn.cli import app
from rankdyn.errors import RankdynError

runner = CliRunner()


def write(path: Path, noise: bool = False, **arrays: object) -> Path:
    """Write a cascade of stage ranks 1, 2 (or noise alone), with arrays of its own in place."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(150, 6))
    C = np.zeros((3, 6, 6))
    C[0] = rng.normal(size=(6, 6))
    for k, rank in enumerate((1, 2)):
        C[k + 1] = C[k] + rng.normal(size=(6, rank)) @ rng.normal(size=(rank, 6))
    Y = rng.normal(size=(150, 3, 6)) if noise else np.einsum("np,kpq->nkq", X, C)
    np.savez(path, **({"X": X, "Y": Y} | arrays))  # type: ignore[arg-type]
    return path


def refused(*arguments: str) -> str:
    """Return the message of an error that `main` turns into exit status 2."""
    found = runner.invoke(app, ["fit", *arguments])
    assert isinstance(found.exception, RankdynError), found.output
    return str(found.exception)


def test_arrays_of_ones_own(tmp_path: Path) -> None:
    found = runner.invoke(app, ["fit", "--data", str(write(tmp_path / "own.npz"))])
    assert found.exit_code == 0, found.output
    assert "stage ranks found:     1, 2" in found.stdout
    for model in ("cascade", "naive", "reduced rank", "LoRA per order", "Tucker", "shared eigenbasis"):
        assert model in found.stdout
    assert "fit: 6 of 6 models" in found.stderr
    assert "fit:" not in found.stdout


def test_json_is_one_document_and_repeats(tmp_path: Path) -> None:
    path = write(tmp_path / "own.npz")
    first, second = (runner.invoke(app, ["fit", "--data", str(path), "--json", "--seed", "3"]) for _ in range(2))
    assert first.stdout == second.stdout
    document = json.loads(first.stdout)
    assert document["ranks"] == [1, 2]
    assert document["predicted"] is None
    rows = {row["model"]: row for row in document["rows"]}
    assert rows["cascade"]["n_parameters"] == 36 + 12 + 24
    assert rows["naive"]["n_parameters"] == 3 * 36
    assert max(rows["cascade"]["errors"]) < 1e-10


def test_options_reach_the_model(tmp_path: Path) -> None:
    path = str(write(tmp_path / "own.npz"))
    for options, ranks in ((("--rank", "1"), [1, 1]), (("--rank", "2,0"), [2, 0]), (("--orders", "2"), [1])):
        document = json.loads(runner.invoke(app, ["fit", "--data", path, "--json", *options]).stdout)
        assert document["ranks"] == ranks
    based = json.loads(runner.invoke(app, ["fit", "--data", path, "--json", "--base-rank", "2"]).stdout)
    assert based["base_rank"] == 2


def test_digits_and_the_prediction_of_the_theory() -> None:
    arguments = ["fit", "--orders", "2", "--gates", "rank", "--skip", "--base-rank", "auto", "--factors", "3", "--json"]
    arguments.append("--no-rivals")
    found = runner.invoke(app, arguments)
    assert found.exit_code == 0, found.output
    document = json.loads(found.stdout)
    assert document["predicted"]["ranks"] == document["ranks"]
    assert [row["model"] for row in document["rows"]] == ["cascade", "naive"]
    assert document["predicted"]["kind"] == "numerical"
    assert "pointwise" in document["predicted"]["statement"]


def test_an_order_of_noise_is_named_and_leaves_the_list_of_ranks(tmp_path: Path) -> None:
    path = tmp_path / "own.npz"
    stored = np.load(write(path))
    Y = stored["Y"].copy()
    Y[:, 1] = np.random.default_rng(1).normal(size=Y[:, 1].shape)
    write(path, Y=Y)
    found = runner.invoke(app, ["fit", "--data", str(path), "--rank", "6,3"])
    assert found.exit_code == 0, found.output
    assert "order 2 is unlearnable" in found.stdout
    assert "stage ranks found:     3" in found.stdout


def test_nothing_learnable_is_open(tmp_path: Path) -> None:
    found = runner.invoke(app, ["fit", "--data", str(write(tmp_path / "noise.npz", noise=True))])
    assert found.exit_code == 3
    assert "no order is learnable" in found.stderr


def test_pickled_objects_are_refused_and_not_run(tmp_path: Path) -> None:
    mark = tmp_path / "ran"

    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return Path.touch, (mark,)  # type: ignore[return-value]

    path = tmp_path / "trap.npz"
    np.savez(path, X=np.zeros((20, 2)), Y=np.array([Trap()], dtype=object))
    assert "pickled objects" in refused("--data", str(path))
    assert not mark.exists()


def test_bad_input_is_one_line_and_status_2(call: Callable[..., Any], tmp_path: Path) -> None:
    done = call(["fit", "--data", str(tmp_path / "missing.npz")])
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("rankdyn: there is no file")
    assert done.err.count("\n") == 1


def test_files_that_are_no_npz(tmp_path: Path) -> None:
    text = tmp_path / "data.npz"
    text.write_text("X, Y")
    assert "is not an npz file" in refused("--data", str(text))
    array = tmp_path / "data.npy"
    np.save(array, np.zeros(3))
    assert "is not an npz file" in refused("--data", str(array))
    assert "there is no file" in refused("--data", str(tmp_path / "missing.npz"))
    np.savez(text, X=np.zeros((20, 2)))
    assert "no array Y" in refused("--data", str(text))
    np.savez(text, X=np.zeros((20, 2)), Y=np.full((20, 1, 1), "a"))
    assert "must hold real numbers" in refused("--data", str(text))
    broken = write(tmp_path / "broken.npz")
    content = bytearray(broken.read_bytes())
    content[200:400] = bytes(200)
    broken.write_bytes(bytes(content))
    assert "cannot be read" in refused("--data", str(broken))


def test_nan_names_order_and_row(tmp_path: Path) -> None:
    path = tmp_path / "own.npz"
    stored = np.load(write(path))
    X, Y = stored["X"].copy(), stored["Y"].copy()
    Y[17, 1, 4] = np.nan
    assert "order 2, row 17" in refused("--data", str(write(path, Y=Y)))
    X[5, 2] = np.inf
    assert "row 5, feature 2" in refused("--data", str(write(path, X=X)))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--orders", "0"), "orders of derivative begin at 1"),
        (("--orders", "9"), "holds 3 orders"),
        (("--rank", "two"), "auto, an integer or a list"),
        (("--rank", "-1"), "not negative"),
        (("--rank", "1,1,1"), "3 entries"),
        (("--base-rank", "some"), "full, auto or an integer"),
        (("--alpha", "-1"), "alpha must be"),
    ],
)
def test_bad_options_are_named(tmp_path: Path, arguments: tuple[str, str], words: str) -> None:
    assert words in refused("--data", str(write(tmp_path / "own.npz")), *arguments)


def test_bad_times_of_digits() -> None:
    assert "outside" in refused("--time", "2")


def test_ragged_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "own.npz", Y=np.zeros((149, 3, 6)))
    assert "150 rows, but Y has 149" in refused("--data", str(path))
