"""Random inputs from outside the exact class (tests/oracle/outside.py) are never called exact."""

from __future__ import annotations

import pytest

import rankdyn as rd
from tests.oracle.circle_jets import circle_ranks
from tests.oracle.outside import Input, inputs

COUNT, CHUNK = 2000, 100
INPUTS = inputs(COUNT)
CHUNKS = range(0, COUNT, CHUNK)


def answer(given: Input) -> rd.RankSequence | str:
    """The answer, or the message with which the input is refused."""
    try:
        return rd.rank_sequence(given["rows"], given["max_order"], kind=given["kind"], h=given["h"])
    except (rd.NotExactError, rd.InvalidInputError) as refusal:
        return str(refusal)


@pytest.mark.parametrize("start", CHUNKS)
def test_inputs_outside_the_class_are_never_called_exact(start: int) -> None:
    for given in INPUTS[start : start + CHUNK]:
        found = answer(given)
        if isinstance(found, str):
            assert found, given
            assert "\n" not in found, given
        else:
            assert found.kind != "exact", f"{given}: {found.explain()}"
            assert found.certificate is None, given


def test_the_inputs_are_different_and_outside_for_the_oracle_too() -> None:
    assert len({str(given["rows"]) for given in INPUTS}) == COUNT
    for given in INPUTS:
        with pytest.raises(ValueError, match=r"class|exponent|logarithm"):
            circle_ranks(given["rows"], given["max_order"], given["kind"], given["h"])
