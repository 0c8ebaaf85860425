"""Values put in place of parameters and of the variable where entries hold constants and trigonometric functions."""

from __future__ import annotations

import pytest
import sympy as sp

import rankdyn as rd


@pytest.mark.parametrize(
    ("entry", "values", "result"),
    [
        ("exp(I*a*t)", {"a": "2"}, "exp(2*I*t)"),
        ("sin(a*t)", {"a": "pi"}, "sin(pi*t)"),
        ("cos(a*t)", {"a": "sqrt(2)"}, "cos(sqrt(2)*t)"),
        ("2**(a*t)", {"a": "1/2"}, "sqrt(2)**t"),
        ("t**a", {"a": "3"}, "t**3"),
        ("t**a", {"a": "-2"}, "1/t**2"),
        ("I*sqrt(3)*t", {}, "I*sqrt(3)*t"),
        ("tan(a)*t", {"a": "pi/4"}, "t"),
        ("exp(a*t)", {"a": "I"}, "cos(t) + I*sin(t)"),
        ("a*pi + log(6)*t", {"a": "t/pi"}, "t + t*log(2) + t*log(3)"),
    ],
)
def test_values_in_place_of_parameters(entry: str, values: dict[str, str], result: str) -> None:
    assert rd.MatrixFunction([[entry]]).subs(values).equals(rd.MatrixFunction([[result]]))


@pytest.mark.parametrize(
    ("entry", "point", "value"),
    [
        ("sin(pi*t)", "1/3", sp.sqrt(3) / 2),
        ("cos(t*pi)", "1/5", (1 + sp.sqrt(5)) / 4),
        ("2**t", "3/2", 2 * sp.sqrt(2)),
        ("2**t", "1/3", sp.Integer(2) ** sp.Rational(1, 3)),
        ("sin(t)/t", 0, sp.Integer(1)),
        ("tan(pi*t)", "1/4", sp.Integer(1)),
        ("log(2)*t", 3, 3 * sp.log(2)),
        ("(1 - cos(a*t))/t**2", 0, sp.Symbol("a") ** 2 / 2),
    ],
)
def test_exact_values(entry: str, point: str | int, value: sp.Expr) -> None:
    (found,) = rd.MatrixFunction([[entry]])(point)
    assert sp.simplify(found.rewrite(sp.cos) - value) == 0


def test_a_pole_of_the_tangent_is_named() -> None:
    with pytest.raises(rd.PoleError, match=r"t = 1/2 is a pole of entry \[0\]\[0\], tan\(pi\*t\)"):
        rd.MatrixFunction("[[tan(pi*t)]]")("1/2")


def test_differences_kill_what_is_periodic_and_nothing_else() -> None:
    periodic = rd.MatrixFunction("[[sin(2*pi*t), 1], [t, cos(4*pi*t)]]")
    assert list(rd.rank_sequence(periodic, 3, kind="difference")) == [2, 1, 0, 0]
    assert list(rd.rank_sequence(periodic, 3, kind="difference", h="1/2")) == [2, 1, 1, 1]
    assert list(rd.rank_sequence(periodic, 3, kind="difference", h="1/3")) == [2, 2, 2, 2]
