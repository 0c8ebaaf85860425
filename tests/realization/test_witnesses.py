"""The explicit witnesses: every entry proved anew, against SymPy too; wrong data are refused."""

from __future__ import annotations

import copy
import json
from importlib import resources
from typing import Any

import numpy as np
import pytest

from rankdyn.errors import CertificateError
from rankdyn.realization.witnesses import verified, witnesses

from .oracle import outside_ranks

DATA: list[dict[str, Any]] = json.loads(
    resources.files("rankdyn.realization").joinpath("data/witnesses.json").read_text(encoding="utf-8")
)


def test_all_are_verified() -> None:
    blocks = witnesses()
    assert len(blocks) == len(DATA) == 68
    for block, entry in zip(blocks, DATA, strict=True):
        assert block.ranks(8) == tuple(entry["continues"])
        assert block.ranks(len(entry["ranks"])) == tuple(entry["ranks"])
        assert block.size <= 5


@pytest.mark.parametrize("number", range(0, 68, 4))
def test_the_ranks_are_those_from_outside(number: int) -> None:
    assert outside_ranks(witnesses()[number].function, 5) == tuple(DATA[number]["continues"][:5])


def test_a_changed_rank_is_refused() -> None:
    for number, entry in enumerate(DATA):
        wrong = copy.deepcopy(entry)
        wrong["continues"][number % 8] += 1
        with pytest.raises(CertificateError, match=r"claim|malformed"):
            verified(wrong, number)


def test_a_changed_matrix_is_refused() -> None:
    rng = np.random.default_rng(3)
    refused = 0
    for entry in DATA:
        wrong = copy.deepcopy(entry)
        matrix = wrong["entries"] if wrong["kind"] == "entries" else wrong["D0"]
        i, j = (int(rng.integers(n)) for n in (len(matrix), len(matrix[0])))
        matrix[i][j] = f"{matrix[i][j]} + 17"
        try:
            verified(wrong)
        except CertificateError:
            refused += 1
    # an entry that no rank depends on may be changed freely
    assert refused >= 60


@pytest.mark.parametrize(
    "change",
    [
        lambda e: e.pop("kind"),
        lambda e: e.pop("D0"),
        lambda e: e.update(A=[["1"]]),
        lambda e: e.update(ranks=[]),
        lambda e: e.update(ranks=[9]),
        lambda e: e.update(continues="22"),
        lambda e: e["D0"][0].append("1"),
    ],
)
def test_malformed_entries_are_refused(change: Any) -> None:
    wrong = copy.deepcopy(next(entry for entry in DATA if entry["kind"] == "exponential"))
    change(wrong)
    with pytest.raises(CertificateError):
        verified(wrong)
