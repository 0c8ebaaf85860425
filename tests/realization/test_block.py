"""`Block` and `exact_ranks`: every structure that realizations are made of, against ranks from outside."""

from __future__ import annotations

import pytest

import rankdyn as rd
from rankdyn.errors import NotExactError
from rankdyn.rank.constant_class import values_at_zero
from rankdyn.realization.block import Block
from rankdyn.realization.exact_ranks import exact_ranks

from .oracle import outside_ranks

SHIFT = [[0, 0, 0], [1, 0, 0], [0, 1, 0]]
UP = [[0, 1, 0], [0, 0, 1], [0, 0, 0]]
CORNER = [[1, 0, 0], [0, 0, 0], [0, 0, 0]]
MOMENT = rd.ConstantClass(SHIFT, CORNER, UP)
TWO = [[1, 1, 0], [0, 1, 2]]

FUNCTIONS = {
    "constant class": MOMENT,
    "product with constants": rd.Product(TWO, MOMENT, TWO),
    "product, special at 0": rd.Product([[0, 0, 1]], MOMENT, [[0, 0, 1]]),
    "constant added": rd.Sum([[1, 0, 0], [0, 1, 0], [0, 0, 1]], MOMENT),
    "constant that cancels": rd.Sum([[-1, 0, 0], [0, 0, 0], [0, 0, 0]], MOMENT),
    "constant that hides a rank": rd.Sum([[-1, 0, 0], [0, 1, 0], [0, 0, 0]], MOMENT),
    "constant beside a product": rd.Sum([[1, 0], [0, 3]], rd.Product(TWO, MOMENT, TWO)),
    "entries": rd.MatrixFunction("[[1, t**3], [t, t**4 + exp(t)]]"),
    "block sum": rd.BlockSum(MOMENT, rd.MatrixFunction("[[t**2]]"), rd.Product(TWO, MOMENT, TWO)),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_ranks_are_those_of_the_entries(name: str) -> None:
    function = FUNCTIONS[name]
    assert exact_ranks(function, 6) == outside_ranks(function, 6)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_difference_ranks_are_those_of_the_entries(name: str) -> None:
    function = FUNCTIONS[name]
    assert exact_ranks(function, 5, "difference") == outside_ranks(function, 5, "difference")


def test_power_class_has_the_difference_ranks() -> None:
    power = MOMENT.transferred()
    found = exact_ranks(power, 6, "difference")
    assert found == outside_ranks(power, 6, "difference") == (1, 2, 3, 2, 1, 0)


def test_values_at_zero_are_the_derivatives() -> None:
    function = FUNCTIONS["constant beside a product"]
    values = values_at_zero(function, "derivative", 3)
    assert values is not None
    for k, value in enumerate(values):
        derivative = function.expand().derivative(k)(0)
        assert [[str(value[i, j]) for j in range(2)] for i in range(2)] == [
            [str(derivative[i, j]) for j in range(2)] for i in range(2)
        ]


def test_the_value_at_zero_alone_is_not_believed() -> None:
    # rank 0 at t = 0, but generic rank 1: only the bounds together decide
    function = FUNCTIONS["product, special at 0"]
    values = values_at_zero(function, "derivative", 0)
    assert values is not None
    assert values[0].rank() == 0
    assert exact_ranks(function, 1) == (1,)


def test_what_cannot_be_proved_is_refused() -> None:
    # the eigenvalues are irrational, so that no entries can be written down, and the value at 0 is special
    flow = rd.ConstantClass([[0, 2], [1, 0]], [[1, 0], [0, 0]], [[0, 0], [0, 0]])
    with pytest.raises(NotExactError):
        Block(rd.Product([[0, 1]], flow, [[1, 0]]), "special at 0").ranks(1)
    with pytest.raises(NotExactError):
        Block(rd.MatrixFunction("[[log(t)]]"), "outside the exact class").ranks(1)


def test_size_memory_and_equality() -> None:
    block = Block(rd.Product(TWO, MOMENT, [[1, 0, 0]]), "a name")
    assert block.size == 2
    assert block.ranks(4)[:2] == block.ranks(2)
    assert block == Block(rd.Product(TWO, MOMENT, [[1, 0, 0]]), "a name")
    with pytest.raises(AttributeError):
        block.construction = "another"  # type: ignore[misc]
