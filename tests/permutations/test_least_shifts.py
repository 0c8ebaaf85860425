"""The tables of S_1 … S_5: the counts of the theory, both bounds of every row rechecked, certificates accepted."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import numpy as np
import pytest

import rankdyn as rd
from rankdyn import laws
from rankdyn.errors import InvalidInputError
from rankdyn.permutations.least_shifts import Row, row, table

REALIZABLE_5 = (
    "12345 24531 34512 34521 35412 35421 43521 45123 45231 45312 "
    "45321 51234 52341 52431 53412 53421 54123 54231 54312 54321"
)


def recheck(one: Row) -> None:
    """The upper bound by the exact ranks of the witness, the lower one by the laws."""
    n = len(one.permutation)
    assert one.block.ranks(n) == tuple(rank + one.shift for rank in one.permutation)
    explained = [c for part in one.laws for c in range(part.first, part.last + 1)]
    assert explained == list(range(one.shift_lower_bound))
    for part in one.laws:
        assert part.violation in laws.check(tuple(rank + part.last for rank in one.permutation))
    steps = zip(one.permutation, one.permutation[1:], strict=False)
    assert max((after - 2 * before for before, after in steps), default=0) <= one.shift_lower_bound <= one.shift
    assert one.verdict == ("witness" if one.shift == 0 else "obstruction" if one.shift_lower_bound else "open")


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5])
def test_every_row(n: int) -> None:
    rows = table(n)
    assert [one.permutation for one in rows] == list(permutations(range(1, n + 1)))
    for one in rows:
        recheck(one)
        assert one.shift <= max(n * (n - 1) // 2 - 1, 0)


def test_three() -> None:
    verdicts = {"".join(map(str, one.permutation)): one.verdict for one in table(3)}
    assert verdicts == dict.fromkeys(verdicts, "witness") | dict.fromkeys(("132", "213"), "obstruction")
    assert all(one.is_exact and one.shift <= 1 for one in table(3))


def test_four() -> None:
    assert all(one.is_exact for one in table(4))
    assert Counter(one.shift for one in table(4)) == {0: 9, 1: 6, 2: 9}


def test_five() -> None:
    rows = table(5)
    known = ["".join(map(str, one.permutation)) for one in rows if one.verdict == "witness"]
    assert known == REALIZABLE_5.split()
    assert not [one for one in rows if one.verdict == "open"]
    exact = Counter(one.shift for one in rows if one.is_exact)
    assert (exact[0], exact[3]) == (20, 27)
    assert exact[1] >= 22
    assert exact[2] >= 46
    assert exact.total() >= 115
    assert max(one.shift for one in rows) == 3  # c(π) ≤ n − 2


@pytest.mark.parametrize("n", [3, 4])
def test_witnesses_are_certified(n: int) -> None:
    for one in table(n):
        witness = one.witness
        assert rd.certify(witness.certificate)
        assert (witness.shift, witness.shift_lower_bound) == (one.shift, one.shift_lower_bound)
        assert (witness.ranks, witness.mode) == (one.permutation, "shifted")


def test_some_witnesses_of_five_are_certified() -> None:
    rows = table(5)
    for index in np.random.default_rng(0).choice(len(rows), size=12, replace=False):
        witness = rows[index].witness
        found = rd.rank_sequence(witness.function, 4)
        assert found.kind == "exact"
        assert tuple(found) == tuple(rank + rows[index].shift for rank in rows[index].permutation)


def test_differences() -> None:
    rows = table(3, "difference")
    assert [one.verdict for one in rows] == [one.verdict for one in table(3)]
    for one in rows:
        found = rd.rank_sequence(one.witness.function, 2, kind="difference")
        assert tuple(found) == tuple(rank + one.shift for rank in one.permutation)


@pytest.mark.parametrize("n", [0, 7, -1, 2.5, True, "3"])
def test_bad_n(n: object) -> None:
    with pytest.raises(InvalidInputError, match="n must be an integer"):
        table(n)  # type: ignore[arg-type]


@pytest.mark.parametrize("permutation", [(), (1, 1), (0, 1), (2, 3), tuple(range(1, 14))])
def test_no_permutation(permutation: tuple[int, ...]) -> None:
    with pytest.raises(InvalidInputError):
        row(permutation)
