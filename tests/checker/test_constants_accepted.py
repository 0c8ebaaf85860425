"""Certificates of true statements with trigonometry, roots, pi and logarithms: each rule of FORMAT.md on constants."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

from rankdyn.checker import check_certificate

from .support import DIMENSION, FACTORS, Json, ball, certificate, entries, field_prime, grid_of, kernel, lower, order

SCHEMA = json.loads((files("rankdyn.checker") / "schema.json").read_text(encoding="utf-8"))


def field(order: int, t: int = 3, more: dict[str, int] | None = None, **radicals: int) -> Json:
    """Arguments of `lower`: a prime with the roots of unity and radicals wanted, and other exponentials."""
    prime, _, exps = field_prime(order, **radicals)
    return {"prime": prime, "t": t, "exps": exps | (more or {})}


I4 = field(4, more={"I*t": 7})
PI = field(4, more={"I*pi*t": 7})
PI["pi"] = 5
WAVE = entries(["1-sin(t)", "cos(t)"], ["cos(t)", "1+sin(t)"])
MIX = entries(["exp(t+1)", "sin(pi*t)"], ["E*exp(t)", "sin(pi*t)"], ["1", "exp(t)"])
PHASE = entries(["4*sin(t+1/12*pi)", "sin(t)", "cos(t)"])
THIRDS = field(12, more={"I*pi*t": 5, "t*log(2)": 3}, p2=3)
AT4, AT20 = ({name: value for name, value in field(n).items() if name != "t"} for n in (4, 20))
TWO: Json = {"prime": 1_000_003, "t": 3, "exps": {"log(2)*t": 5}, "log(2)": 11}


ACCEPTED: dict[str, Json] = {
    "a wave, modular": certificate(
        WAVE,
        order(1, lower([0], [0], **I4), kernel("right", [1], ["-cos(t)/(1-sin(t))", "1"])),
        order(2, lower([0, 1], [0, 1], **I4), DIMENSION),
        order(2, lower([0, 1], [0, 1], **I4), DIMENSION),
    ),
    "a wave by balls": certificate(
        WAVE,
        order(1, ball([0], [0], t="3/7"), kernel("left", [0], ["1+sin(t)", "-cos(t)"])),
        order(2, ball([0, 1], [0, 1], t="3/7"), DIMENSION),
        order(2, ball([0, 1], [0, 1], t="3/7", bits=32), FACTORS),
    ),
    "a wave, modular and by balls": certificate(
        WAVE,
        order(1, lower([0], [0], **I4), kernel("left", [0], ["1+sin(t)", "-cos(t)"])),
        order(2, ball([0, 1], [0, 1], t="3/7", bits=4096), DIMENSION),
    ),
    "pi comes down": certificate(
        entries(["sin(pi*t)", "cos(pi*t)"], ["pi*cos(pi*t)", "-pi*sin(pi*t)"]),
        order(2, lower([0, 1], [0, 1], **PI), DIMENSION),
        order(2, lower([0, 1], [0, 1], **PI), DIMENSION),
    ),
    "pi does not come down": certificate(
        entries(["sin(pi*t)"]), order(1, lower([0], [0], **{k: v for k, v in PI.items() if k != "pi"}), DIMENSION)
    ),
    "pi in a polynomial": certificate(
        entries(["pi*t", "pi**2*t"]),
        order(1, lower([0], [0], prime=101, t=3, pi=5), grid_of({"t": 3, "pi": 5})),
        order(1, lower([0], [0], prime=101, t=3, pi=5), kernel("right", [1], ["-pi", "1"])),
        order(0, None, grid_of({})),
    ),
    "square roots": certificate(
        entries(["sqrt(2)*t", "t"], ["2*t", "sqrt(2)*t"]),
        order(1, lower([0], [0], **field(1, p2=2)), kernel("right", [1], ["-1/sqrt(2)", "1"])),
        order(1, ball([1], [0], t="1"), kernel("left", [0], ["sqrt(2)", "-1"])),
    ),
    "a cube root": certificate(
        entries(["t", "exp(1/3*log(2))"], ["2*t", "2*exp(1/3*log(2))"], ["exp(2/3*log(2))*t", "2"]),
        order(1, lower([1], [1], **field(1, p2=3)), kernel("right", [1], ["-exp(1/3*log(2))", "t"])),
        order(1, lower([2], [0], **field(1, p2=6)), kernel("right", [1], ["0", "1"])),
    ),
    "negative powers of a radical": certificate(
        entries(["exp(-2/3*log(2))", "exp(1/3*log(2))/2"]),
        order(1, lower([0], [1], **field(1, p2=3)), kernel("right", [1], ["-1", "1"])),
    ),
    "an exponent of -1/3": certificate(
        entries(["exp(-1/3*log(2))*t"]),
        order(1, lower([0], [0], prime=31, t=3, exps={"-1/3*log(2)": 8}), DIMENSION),
    ),
    "a phase of pi/12": certificate(
        PHASE,
        order(1, lower([0], [0], **field(24, more={"I*t": 2}, p3=2)), DIMENSION),
        order(1, lower([0], [0], **field(24, more={"I*t": 2})), DIMENSION),
    ),
    "its Gauss sums": certificate(
        entries(["4*sin(t+1/12*pi)", "sin(t)*sqrt(2)*(sqrt(3)+1)+cos(t)*sqrt(2)*(sqrt(3)-1)"]),
        order(1, lower([0], [1], **field(24, more={"I*t": 2})), kernel("right", [1], ["-1", "1"])),
        order(1, lower([0], [1], **field(48, more={"I*t": 2})), kernel("right", [1], ["-1", "1"])),
    ),
    "sqrt(5) beside pi/5": certificate(
        entries(["4*cos(1/5*pi)", "1+sqrt(5)"], ["t", "t"]),
        order(1, lower([0], [0], **field(20)), kernel("right", [1], ["-1", "1"])),
        order(1, lower([1], [0], **field(20)), kernel("right", [1], ["-1", "1"])),
    ),
    "an odd radical beside its Gauss sum": certificate(
        entries(["exp(1/6*log(3))*sin(1/3*pi)", "exp(2/3*log(3))/2"]),
        order(1, lower([0], [0], **field(12, p3=3)), kernel("right", [1], ["-1", "1"])),
    ),
    "2**t": certificate(
        entries(["exp(log(2)*t)", "exp(log(2)*(t+1))"], ["exp(log(2)*t)", "t"]),
        order(2, lower([0, 1], [0, 1], **TWO), DIMENSION),
        order(2, lower([0, 1], [0, 1], **TWO), DIMENSION),
        order(2, lower([0, 1], [0, 1], **TWO), FACTORS),
    ),
    "exponents with roots": certificate(
        entries(["exp(I*sqrt(2)*t)", "exp(sqrt(2)*t)"]),
        order(1, lower([0], [0], **field(4, more={"I*sqrt(2)*t": 3, "sqrt(2)*t/2": 5}, p2=2)), DIMENSION),
        order(
            1,
            lower([0], [0], **field(4, more={"I*sqrt(2)*t": 3, "sqrt(2)*t/2": 5}, p2=2)),
            kernel("right", [0], ["-exp(sqrt(2)*t)", "I*exp(I*sqrt(2)*t)"]),
        ),
    ),
    "unknown constants, by a ball": certificate(
        MIX,
        order(2, ball([1, 2], [0, 1], t="3/7"), DIMENSION),
        order(2, ball([1, 2], [0, 1], t="3/7"), DIMENSION),
    ),
    "unknown constants, one ball for a kernel": certificate(
        entries(["exp(t+1)", "E*sin(pi*t)"], ["exp(t)", "sin(pi*t)"]),
        order(1, ball([0], [0], t="3/7"), kernel("left", [1], ["1", "-E"])),
        order(1, ball([0], [0], t="3/7"), kernel("left", [1], ["1", "-E"])),
    ),
    "a ball for rank 0": certificate(
        entries(["E*pi-pi*E"]), order(0, ball([], [], t="0"), kernel("right", [0], ["1"]))
    ),
    "a ball without need": certificate(entries(["0"]), order(0, ball([], [], t="1/2"), grid_of({}))),
    "pi and log(2)": certificate(entries(["pi*t-log(2)"]), *[order(1, ball([0], [0], t="1"), DIMENSION)] * 2),
    "Lindemann and Weierstrass": certificate(
        entries(["E", "exp(sqrt(2))", "exp(I)"]),
        order(1, lower([0], [0], t=0, exps={"1": 2, "sqrt(2)": 3, "I": 4}), DIMENSION),
    ),
    "Gelfond": certificate(
        entries(["exp(pi)", "exp(2*pi)"], ["1", "exp(pi)"]),
        order(1, lower([0], [0], t=0, exps={"pi": 2}), grid_of({"exp(pi)": 3})),
    ),
    "constants of a kernel vector alone": certificate(
        entries(["sin(t)", "sin(t)"]),
        order(1, lower([0], [0], **I4), kernel("right", [1], ["-exp(2/5*I*pi)", "exp(2/5*I*pi)"])),
    ),
    "a radical that a kernel vector makes a Gauss sum": certificate(
        entries(["sqrt(5)*t", "sqrt(5)*t"]),
        order(1, lower([0], [0], **field(1, p5=2)), kernel("right", [1], ["-exp(2/5*I*pi)", "exp(2/5*I*pi)"])),
    ),
    "tan and tanh": certificate(
        entries(["tan(t)*cos(t)", "sin(t)"], ["tanh(t)*cosh(t)", "sinh(t)"]),
        order(1, lower([0], [0], **field(4, more={"I*t": 7, "t": 5})), kernel("right", [1], ["-1", "1"])),
        order(1, ball([1], [1], t="1/2"), kernel("right", [1], ["-1", "1"])),
    ),
    "differences with step 1": certificate(
        entries(["sin(pi*t)", "exp(log(2)*t)"]),
        order(1, lower([0], [0], **field(4, more={"I*pi*t": 5, "t*log(2)": 3})), DIMENSION),
        order(
            1,
            lower([0], [1], **field(4, more={"I*pi*t": 5, "t*log(2)": 3})),
            kernel("right", [0], ["exp(log(2)*t)", "2*sin(pi*t)"]),
        ),
        step="1",
    ),
    "differences with step 1/3": certificate(
        entries(["sin(pi*t)", "exp(log(2)*t)"], ["t", "cos(pi*t)"]),
        *[order(2, lower([0, 1], [0, 1], **THIRDS), DIMENSION) for _ in range(2)],
        step="1/3",
    ),
    "differences by balls": certificate(
        entries(["sin(t*sqrt(2))", "t"], ["1", "cos(t)"]),
        order(2, ball([0, 1], [0, 1], t="1/5"), DIMENSION),
        order(2, ball([0, 1], [0, 1], t="1/5"), FACTORS),
        step="2/3",
    ),
    "parameters": certificate(
        entries(["sin(a*t)", "cos(b*t*pi)"], ["exp(I*a)", "exp(log(3)*b)"]),
        *[order(2, ball([0, 1], [0, 1], t="1/5", a="2", b="-1/3"), DIMENSION)],
        parameters=("a", "b"),
    ),
    "at a point": certificate(
        entries(["sin(pi*t)", "0"], ["0", "cos(pi*t)"]),
        order(1, lower([1], [1], pi=2, **AT4), kernel("right", [0], ["1", "0"])),
        order(1, lower([0], [0], pi=2, **AT4), kernel("right", [1], ["0", "1"])),
        order(1, lower([1], [1], pi=2, **AT4), grid_of({"pi": 3})),
        at="1",
    ),
    "at a point of order 24": certificate(
        entries(["sin(pi*t)*4", "sqrt(2)*(sqrt(3)-1)"]),
        order(
            1, lower([0], [0], **{k: v for k, v in field(24).items() if k != "t"}), kernel("right", [1], ["-1", "1"])
        ),
        at="1/12",
    ),
    "at a point by a ball": certificate(
        entries(["exp(t+a)", "sin(pi*t)"], ["1", "t"]),
        order(2, ball([0, 1], [0, 1], a="1/3"), DIMENSION),
        order(2, ball([0, 1], [0, 1], a="1/3"), DIMENSION),
        at="1/2",
        parameters=("a",),
    ),
    "a removable singularity": certificate(
        entries(["sin(t)/t", "0"], ["0", "(1-cos(t))/t"]),
        order(1, ball([0], [0]), kernel("right", [1], ["0", "1"])),
        order(1, lower([1], [1], **AT4), kernel("right", [0], ["1", "0"])),
        at="0",
    ),
    "a removable singularity with pi": certificate(
        entries(["sin(pi*t)/(t-1)", "pi"]),
        order(1, lower([0], [0], pi=3, **AT4), kernel("right", [1], ["1", "1"])),
        order(0, None, kernel("right", [0, 1], ["1", "0"], ["0", "1"])),
        at="1",
    ),
    "a removable singularity and a kernel vector with constants of its own": certificate(
        entries(["sin(t)/t", "sin(t)/t"]),
        order(1, lower([0], [0], **AT20), kernel("right", [1], ["-exp(2/5*I*pi)", "exp(2/5*I*pi)"])),
        at="0",
    ),
    "a removable singularity and a kernel vector that makes a Gauss sum": certificate(
        entries(["sqrt(5)*sin(t)/t", "sqrt(5)*sin(t)/t"]),
        order(1, lower([0], [0], **AT20), kernel("right", [1], ["-exp(2/5*I*pi)", "exp(2/5*I*pi)"])),
        at="0",
    ),
    "a pole that a factor removes": certificate(
        {"type": "product", "factors": [entries(["1/t"]), entries(["sin(t)"])]},
        order(1, ball([0], [0]), FACTORS),
        at="0",
    ),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_true_statement_with_constants_is_accepted(name: str) -> None:
    assert check_certificate(ACCEPTED[name])
    assert check_certificate(json.dumps(ACCEPTED[name]))


@pytest.mark.parametrize("name", ACCEPTED)
def test_the_schema_admits_constants(name: str) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(ACCEPTED[name])
