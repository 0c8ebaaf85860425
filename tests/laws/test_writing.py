"""Sequences, shapes and points on the command line: read strictly."""

import pytest

from rankdyn.errors import InvalidInputError
from rankdyn.laws.writing import points_of, ranks_of, shape_of, shown


def test_sequences():
    assert ranks_of("2,3,1") == ranks_of(" 2 , 3,1 ") == (2, 3, 1)
    assert ranks_of("0") == (0,)
    assert ranks_of("007") == (7,)
    assert len(ranks_of(",".join(["3"] * 10_000))) == 10_000
    assert ranks_of(shown((4, 0, 10**9))) == (4, 0, 10**9)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "the sequence is empty"),
        ("  ", "the sequence is empty"),
        ("2,x,1", "item 2 of the sequence '2,x,1' is 'x'"),
        ("2,,1", "item 2 of the sequence '2,,1' is missing"),
        ("2,3,", "item 3 of the sequence '2,3,' is missing"),
        ("-1,2", "item 1 of the sequence '-1,2' is '-1'"),
        ("1,+2", "item 2"),
        ("1,2.0", "item 2 of the sequence '1,2.0' is '2.0'"),
        ("1 2", "item 1 of the sequence '1 2' is '1 2'"),
        ("1;2", "item 1"),
        ("[1,2]", "item 1"),
        ("1,2\n,3\x00", "item 3"),
        ("1,٣", "item 2"),
        ("1,²", "item 2"),
        ("1_000", "item 1"),
        ("0x10", "item 1"),
        ("1e3", "item 1"),
        ("9" * 5000, "item 1 of the sequence has 5000 digits"),
        ("1," * 600_000, "at most 1000000 characters"),
    ],
)
def test_text_that_is_no_sequence(text, what):
    with pytest.raises(InvalidInputError) as error:
        ranks_of(text)
    assert what in str(error.value)
    assert len(str(error.value)) < 300


def test_shapes():
    assert shape_of("3x4") == shape_of(" 3 × 4 ") == (3, 4)
    for text in ("3", "3x", "x4", "-3x4", "3x4x5", "3,4", "3.0x4", "9999999x1", ""):
        with pytest.raises(InvalidInputError, match="written as ROWSxCOLUMNS"):
            shape_of(text)


def test_points():
    assert points_of("0, 1/2,-3,0.25") == ["0", "1/2", "-3", "0.25"]
    for text, item in (("", 1), ("0,", 2), ("0,x", 2), ("0,1e9999", 2), ("1/2/3", 1), ("nan", 1), ("__import__", 1)):
        with pytest.raises(InvalidInputError, match=f"item {item} of the points"):
            points_of(text)
