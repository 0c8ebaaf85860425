"""Certificates with constants that must be refused: each rule of FORMAT.md on them, the message naming the path."""

from __future__ import annotations

import math
from typing import Any

import pytest

from rankdyn.checker import check_certificate
from rankdyn.errors import CertificateError

from .support import (
    DIMENSION,
    FACTORS,
    Json,
    ball,
    certificate,
    entries,
    field_prime,
    grid_of,
    kernel,
    lower,
    moment,
    order,
)
from .test_constants_accepted import ACCEPTED
from .test_refused import edited, refused

P12, Z12, F12 = field_prime(12)
P4, Z4, F4 = field_prime(4)


def one(text: str, evidence: Json, upper: Json = DIMENSION, **more: Any) -> Json:
    return certificate(entries([text]), order(1, evidence, upper), **more)


def at(prime: int, exps: dict[str, int], **point: int) -> Json:
    return lower([0], [0], prime=prime, exps=exps, **({"t": 3} | point))


WAVE = "a wave by balls"
LEAVES: list[tuple[str, str, Any, str]] = [
    ("a wave, modular", "version", 1, "at least 2"),
    ("a wave, modular", "orders[0].lower.exponentials[0].value", 1, r"exponentials\[0\].exponent: .* order 4 mod"),
    ("a wave, modular", "orders[0].lower.exponentials[0].value", P4 - 1, "has not the multiplicative order 4"),
    ("a wave, modular", "orders[0].lower.exponentials[0].exponent", "2/8*I*pi", "multiplicative order 8"),
    ("a wave, modular", "orders[0].lower.exponentials[0].exponent", "I*pi", "multiplicative order 2"),
    ("a wave, modular", "orders[0].lower.exponentials[0].exponent", "I", r"function.rows\[0\]\[0\]: exp\(1/2\*pi"),
    ("a wave, modular", "orders[0].lower.exponentials[0].exponent", "I/2*pi/10**9", "at most 10000"),
    ("a wave, modular", "orders[0].lower.exponentials[1].exponent", "t", r"exp\(1\*t\*\*1\*I\*\*1\) occurs"),
    ("a wave, modular", "orders[0].lower.exponentials[1].exponent", "I*t+1", "one monomial"),
    ("a wave, modular", "orders[0].lower.exponentials[1].exponent", "2*I*t", "no integer power"),
    (
        "a wave, modular",
        "orders[0].lower.exponentials[1].exponent",
        "I*t/pi",
        r"lower.exponentials\[1\].exponent: .* must be",
    ),
    ("a wave, modular", "orders[0].lower.point", {"t": 1, "log(4)": 2}, r"lower.point: the key 'log\(4\)' is unknown"),
    ("a wave, modular", "orders[0].lower.point", {"t": 1, "log(02)": 2}, "is unknown"),
    ("a wave, modular", "orders[0].lower.point", {"t": 1, "E": 2}, "the key 'E' is unknown"),
    (
        "a wave, modular",
        "orders[0].lower.point",
        {"t": 1, "pi": 2, "log(3)": 2},
        "not known to be algebraically independent",
    ),
    ("a wave, modular", "orders[0].lower.point", {"t": 1, "pi": 10**7}, r"lower.point.pi: the integer must be"),
    ("pi comes down", "orders[1].lower.point", {"t": 1}, "the generator 'pi' occurs and is not named"),
    ("2**t", "orders[1].lower.point", {"t": 1}, r"the generator 'log\(2\)' occurs and is not named"),
    ("2**t", "orders[1].lower.point", {"t": 1, "log(2)": -1}, r"point.log\(2\): the integer must be at least 0"),
    (
        "a cube root",
        "orders[0].lower.exponentials[1].value",
        1,
        r"lower.exponentials\[1\].exponent: the value 1 is not 2",
    ),
    ("a cube root", "orders[0].lower.exponentials[1].exponent", "1/3*log(3)", "is not 3 to the power 1/3 mod"),
    ("a cube root", "orders[0].lower.exponentials[1].exponent", "-1/3*log(2)", "is not 2 to the power -1/3 mod"),
    ("a cube root", "orders[0].lower.exponentials[1].exponent", "1/2*log(2)", "is not 2 to the power 1/2 mod"),
    ("an exponent of -1/3", "orders[0].lower.exponentials[0].value", 4, "is not 2 to the power -1/3 mod 31"),
    ("an exponent of -1/3", "orders[0].lower.prime", 2, "at most 1"),
    ("a cube root", "orders[1].upper.vectors[0]", ["0", "0"], "must not be zero"),
    ("a cube root", "orders[0].upper.vectors[0]", ["-exp(1/3*log(2))", "2*t"], r"upper.vectors\[0\]: its product"),
    ("a cube root", "orders[0].upper.vectors[0]", ["exp(1/3*log(2))", "t"], r"upper.vectors\[0\]: its product"),
    (
        "its Gauss sums",
        "function.rows[0][1]",
        "sin(t)*sqrt(2)*(sqrt(3)-1)+cos(t)*sqrt(2)*(sqrt(3)+1)",
        "product with row 0",
    ),
    (
        "its Gauss sums",
        "function.rows[0][1]",
        "-sin(t)*sqrt(2)*(sqrt(3)+1)-cos(t)*sqrt(2)*(sqrt(3)-1)",
        "product with row 0",
    ),
    ("sqrt(5) beside pi/5", "function.rows[0][1]", "1-sqrt(5)", "product with row 0"),
    ("square roots", "orders[0].upper.vectors[0]", ["1/sqrt(2)", "1"], "product with row 0"),
    (WAVE, "orders[1].lower.ball", 31, r"orders\[1\].lower.ball: the integer must be at least 32"),
    (WAVE, "orders[1].lower.ball", 4097, "at most 4096"),
    (WAVE, "orders[1].lower.ball", "64", "an integer must stand here"),
    (WAVE, "orders[1].lower.point", {}, "the key 't' is missing"),
    (WAVE, "orders[1].lower.point", {"t": "1", "pi": "3"}, "the key 'pi' is unknown"),
    (WAVE, "orders[1].lower.point.t", 1, "lower.point.t: .* must stand here"),
    (WAVE, "orders[1].lower.point.t", None, "a rational string"),
    (WAVE, "orders[1].lower.point.t", "0.5", "a rational such as"),
    (WAVE, "orders[1].lower.point.t", "1/0", "a rational such as"),
    (WAVE, "orders[1].lower.rows", [0], "length 2, not 1"),
    (WAVE, "orders[1].lower.rows", [0, 0], "not distinct"),
    (WAVE, "orders[1].lower.rows", [0, 2], "at most 1"),
    (WAVE, "orders[0].lower", None, r"orders\[0\].lower: must be null, or ball .* the rank is 1"),
    (WAVE, "orders[1].lower.point.t", "1" + "0" * 3998, "exponential is not within"),
    ("parameters", "orders[0].lower.point", {"t": "1", "a": "1"}, "the key 'b' is missing"),
    ("at a point by a ball", "orders[0].lower.point", {"a": "1", "t": "1"}, "the key 't' is unknown"),
    ("a ball for rank 0", "orders[0].lower", None, "^orders: the constants that occur are not known"),
    ("a ball for rank 0", "orders[0].lower.rows", [0], "length 0, not 1"),
    ("a ball for rank 0", "orders[0].lower", lower([], [], t=0), "must be null, or ball"),
    ("a ball without need", "orders[0].lower", lower([], [], t=0), "must be null, or ball"),
    ("Gelfond", "orders[0].lower.point", {"t": 0, "pi": 3}, r"lower.exponentials: .* independent; give ball"),
    ("Gelfond", "orders[0].lower.exponentials[0].exponent", "1", "pi.*occurs and is no integer power"),
    ("pi in a polynomial", "orders[0].upper", grid_of({"t": 3}), "the generator 'pi' occurs"),
    ("pi in a polynomial", "orders[0].upper", grid_of({"t": 3, "pi": 0}), "do not exceed the degree bound"),
    ("pi in a polynomial", "orders[0].upper", grid_of({"t": 3, "pi": 5, "I": 2}), "a generator is a name"),
    ("pi in a polynomial", "orders[0].upper", grid_of({"t": 3, "pi": 5, "exp(2/3*I*pi)": 2}), "no indeterminate"),
    ("pi in a polynomial", "orders[0].upper", grid_of({"t": 3, "pi": 5, "exp(log(2)/3)": 2}), "no indeterminate"),
    ("a cube root", "orders[0].upper", grid_of({"t": 9}), "involves a root of unity or a radical"),
    ("a wave, modular", "orders[0].upper", grid_of({"exp(I*t)": 9}), "involves a root of unity or a radical"),
]


@pytest.mark.parametrize(("name", "path", "value", "message"), LEAVES)
def test_an_edited_leaf_is_refused(name: str, path: str, value: Any, message: str) -> None:
    assert check_certificate(ACCEPTED[name])
    refused(edited(ACCEPTED[name], path, value), message)


KNOWN = "not known to be algebraically independent"
UNKNOWN: Json = {"t": "3/7"}
FALSE: dict[str, tuple[Json, str]] = {
    "tan has a pole everywhere": (one("tan(1/2*pi)", at(P4, F4)), "a denominator is identically zero"),
    "tan by a ball": (one("tan(1/2*pi)", ball([0], [0], t="1")), r"function.rows\[0\]\[0\]: .* contains 0"),
    "a hidden zero below the bar": (one("1/(sin(t)**2+cos(t)**2-1)", at(P4, F4 | {"I*t": 2})), "identically zero"),
    "a hidden zero below the bar, ball": (
        one("1/(sin(t)**2+cos(t)**2-1)", ball([0], [0], t="1", bits=500)),
        "a divisor's interval contains 0",
    ),
    "a zero power of a hidden pole": (
        one("(1/(sin(t)**2+cos(t)**2-1))**0", ball([0], [0], t="1")),
        "a divisor's interval contains 0",
    ),
    "a ball where the function has a pole": (one("1/sin(t)", ball([0], [0], t="0")), "interval contains 0"),
    "a ball at a step from which there is a pole": (
        certificate(entries(["1/(t-1)"]), *[order(1, ball([0], [0], t="0"), DIMENSION)] * 2, step="1"),
        "interval contains 0",
    ),
    "a ball at which the minor vanishes": (
        one("sin(pi*t)", ball([0], [0], t="1", bits=1000)),
        r"orders\[0\].lower: the minor of order 0 .* may be 0 in intervals of 1000 bits",
    ),
    "a ball of too few bits": (one("exp(-40)*t", ball([0], [0], t="1", bits=32)), "may be 0 in intervals of 32 bits"),
    "a ball of too few bits after one of more": (
        certificate(
            entries(["exp(-40)*t"]),
            order(1, ball([0], [0], t="1", bits=500), DIMENSION),
            order(1, ball([0], [0], t="1", bits=32), DIMENSION),
        ),
        r"orders\[1\].lower: .* may be 0 in intervals of 32 bits",
    ),
    "a ball for a false rank": (
        certificate(
            entries(["1-sin(t)", "cos(t)"], ["cos(t)", "1+sin(t)"]), order(2, ball([0, 1], [0, 1], t="1"), DIMENSION)
        ),
        r"orders\[0\].lower: the minor",
    ),
    "a ball for the derivative of a constant": (
        certificate(entries(["sin(1)"]), *[order(1, ball([0], [0], t="1"), FACTORS)] * 2),
        r"orders\[1\].lower: the minor of order 1",
    ),
    "a ball for a difference that is zero": (
        certificate(entries(["sin(2*pi*t)"]), *[order(1, ball([0], [0], t="1/5"), DIMENSION)] * 2, step="1"),
        r"orders\[1\].lower: the minor of order 1",
    ),
    "another divisor than that of the minor": (
        certificate(entries(["t", "1/(t-1)"]), order(1, ball([0], [0], t="1"), DIMENSION)),
        r"function.rows\[0\]\[1\]: a divisor's interval contains 0",
    ),
    "e and pi, modular": (
        certificate(entries(["E*pi"]), order(1, lower([0], [0], t=0, pi=2, exps={"1": 3}), DIMENSION)),
        f"^orders: .*{KNOWN}",
    ),
    "e and pi, a ball elsewhere": (
        certificate(
            entries(["E*pi*t"]),
            order(1, lower([0], [0], t=1, pi=2, exps={"1": 3}), DIMENSION),
            order(1, ball([0], [0], t="1"), DIMENSION),
        ),
        rf"orders\[0\].lower.exponentials: .*{KNOWN}",
    ),
    "pi and log(2)": (
        certificate(entries(["pi-log(2)*t"]), order(1, at(101, {}, **{"pi": 2, "log(2)": 3}), DIMENSION)),
        KNOWN,
    ),
    "e**pi and e": (
        certificate(entries(["exp(pi)+E*t"]), order(1, at(101, {"pi": 2, "1": 3}), DIMENSION)),
        KNOWN,
    ),
    "e**pi and e**(pi*sqrt(2))": (
        certificate(entries(["exp(pi)+exp(pi*sqrt(2))*t"]), order(1, at(101, {"pi": 2, "sqrt(2)*pi": 3}), DIMENSION)),
        KNOWN,
    ),
    "e**pi and e**(pi*sqrt(2)), without a lower bound": (
        certificate(entries(["exp(pi)*exp(pi*sqrt(2))*(t-t)"]), order(0, None, kernel("right", [0], ["1"]))),
        f"^orders: .*{KNOWN}",
    ),
    "e**pi and e**(pi*sqrt(2)), a ball elsewhere": (
        certificate(
            entries(["exp(pi)+exp(pi*sqrt(2))*t"]),
            order(1, at(101, {"pi": 2, "sqrt(2)*pi": 3}), DIMENSION),
            order(1, ball([0], [0], t="1"), DIMENSION),
        ),
        rf"orders\[0\].lower.exponentials: .*{KNOWN}",
    ),
    "pi from a limit beside e, in differences": (
        certificate(entries(["E*(t-t)+0*sin(pi*t)/t"]), order(0, None, kernel("right", [0], ["1"])), at="0", step="1"),
        f"^orders: .*{KNOWN}",
    ),
    "pi from a derivative beside e": (
        certificate(entries(["sin(pi*t)+exp(t+1)"]), order(0, None, kernel("right", [0], ["1"]))),
        f"^orders: .*{KNOWN}",
    ),
    "e from a kernel vector beside pi": (
        certificate(entries(["pi*t", "pi*t"]), order(1, at(101, {}, pi=2), kernel("right", [0], ["E", "-E"]))),
        f"^orders: .*{KNOWN}",
    ),
    "e from a step beside pi": (
        certificate(entries(["pi*exp(t)"]), *[order(1, at(101, {"t": 2, "1": 4}, pi=2), DIMENSION)] * 2, step="1"),
        KNOWN,
    ),
    "a removable singularity beside unknown constants": (
        certificate(entries(["sin(pi*t)/t", "E"]), order(1, ball([0], [0]), DIMENSION), at="0"),
        r"orders\[0\].lower: .* its limit depends on constants",
    ),
    "a root of unity whose order is not that of the prime": (
        one("cos(1/6*pi)*t", at(101, {"2/12*I*pi": 10})),
        "has not the multiplicative order 12",
    ),
    "a square root of another sign class": (
        one("sqrt(2)*t", at(5, {"1/2*log(2)": 3})),
        "is not 2 to the power 1/2 mod 5",
    ),
    "the prime of the radical itself": (one("sqrt(5)*t", at(5, {"1/2*log(5)": 1})), "is not 5 to the power 1/2"),
    "its inverse": (one("t/sqrt(5)", at(5, {"-1/2*log(5)": 1})), "is not 5 to the power -1/2|divides"),
    "a radical that is not listed": (one("sqrt(2)*t", at(7, {})), r"exp\(1/2\*log\(2\)\*\*1\) occurs"),
    "i that is not listed": (one("I*t", at(P4, {})), r"exp\(1/2\*pi\*\*1\*I\*\*1\) occurs"),
    "a Gauss sum by a radical": (
        one("sqrt(3)*cos(1/6*pi)*I*t+exp(1/6*I*pi)", at(11, {"1/2*log(3)": 5})),
        "occurs and is no integer power",
    ),
    "a fourth root beside its Gauss sum": (
        one("exp(1/4*log(3))*cos(1/3*pi)*t", at(P12, F12)),
        r"^orders|function: 3\*\*\(1/4\) is refused where sqrt\(3\) lies in",
    ),
    "a field too large": (one("cos(1/97*pi)*I*t", at(P4, F4)), "function: roots of unity of order 388 .* above 96"),
    "a field too large by a kernel": (
        certificate(
            entries(["t", "t"]),
            order(1, at(P4, F4), kernel("right", [0], ["cos(1/101*pi)", "-cos(1/101*pi)"])),
        ),
        "above 96",
    ),
    "a power too large": (
        one("exp(10**9*log(2))*t", at(P4, F4)),
        r"function.rows\[0\]\[0\]: 2 to the power .* too large",
    ),
    "a power too large by a step": (
        certificate(
            entries(["exp(10**9*t*log(2))"]), *[order(1, at(P4, F4 | {"t*log(2)": 2}), DIMENSION)] * 2, step="1"
        ),
        "too large",
    ),
    "a sign that sqrt hides": (
        certificate(
            entries(["sqrt(2)*t", "2*cos(1/4*pi)*t"]),
            order(1, at(*field_prime(8)[::2]), kernel("right", [1], ["1", "1"])),
        ),
        "its product with row 0",
    ),
    "a Gauss sum without i": (
        certificate(
            entries(["sqrt(3)*t", "2*sin(1/3*pi)*t"]), order(1, at(P12, F12), kernel("right", [1], ["I", "-1"]))
        ),
        "its product with row 0",
    ),
    "a factors bound for a constant": (
        certificate(entries(["pi"]), order(1, at(101, {}, pi=2), FACTORS), order(1, at(101, {}, pi=2), FACTORS)),
        r"orders\[1\].lower: the minor of order 1",
    ),
}


@pytest.mark.parametrize("name", FALSE)
def test_evidence_with_constants_that_proves_nothing_is_refused(name: str) -> None:
    refused(*FALSE[name])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sqrt(4)", "sqrt must be followed by a prime"),
        ("sqrt(1)", "followed by a prime"),
        ("sqrt(0)", "followed by a prime"),
        ("sqrt(02)", "followed by a prime"),
        ("sqrt(-2)", "followed by a prime"),
        ("sqrt(2.0)", "followed by a prime"),
        ("sqrt(2", "followed by a prime"),
        ("sqrt((2))", "followed by a prime"),
        ("sqrt 2", "followed by a prime"),
        ("sqrt", "followed by a prime"),
        ("log(1)", "log must be followed by a prime"),
        ("log(t)", "followed by a prime"),
        ("log(1/2)", "followed by a prime"),
        (f"log({2**127 - 1})", "below 3317044064679887385961981"),
        ("sqrt(" + "1" * 3000 + ")", "followed by a prime"),
        ("exp(sin(t))", "'sin' in the argument of a function: exponentials cannot be nested"),
        ("sin(exp(t))", "nested"),
        ("exp(E*t)", "'E' in the argument"),
        ("exp(t**2*(1+cosh(1)))", "nested"),
        ("cosh(" * 90 + "t" + ")" * 90, "nested"),
        ("exp(pi**2)", "must be a polynomial"),
        ("exp(pi*log(2)*t)", "at most one of pi"),
        ("exp(log(2)*log(3))", "must be a polynomial"),
        ("exp(log(2)**2*t)", "must be a polynomial"),
        ("exp(t/pi)", "must be a polynomial"),
        ("exp(t/log(2))", "must be a polynomial"),
        ("exp(1/(1+sqrt(2)))", "must be a polynomial"),
        ("sin(1/t)", "must be a polynomial"),
        ("exp(1/(I-I))", "identically zero"),
        ("I(t)", "cannot follow"),
        ("sin t", "sin must be followed by"),
        ("sin", "sin must be followed by"),
        ("tanh()", "must stand where"),
        ("oo", "reserved"),
        ("nan*t", "reserved"),
        ("i*t", "parameters: must be the sorted list"),
    ],
)
def test_texts_outside_the_grammar(text: str, message: str) -> None:
    refused(edited(moment(), "function.rows[0][0]", text), message)


def test_constants_are_no_names() -> None:
    for name in ("I", "pi", "E", "sqrt", "log", "sin", "cos", "tan", "tanh", "log(2)"):
        refused(edited(moment(), "variable", name), "variable: a name")
        refused(edited(moment(), "parameters", [name]), "parameters.0.: a name")


HOSTILE = [
    "exp(" + "+".join(f"sqrt({p})" for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29)) + ")" + "*t",
    "exp((" + "+".join(f"sqrt({p})" for p in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29)) + ")**99)",
    "(" + "+".join(f"exp({j}/7*I*pi)*t**{j}" for j in range(1, 13)) + ")**9999",
    "(1+exp(2/3*I*pi)+exp(1/3*log(2)))**9999",
    "(((t+I)**99)**99)**99",
    "(sin(t)+exp(1/5*I*pi))**-9999",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_work_limit_stops_hostile_constants(text: str) -> None:
    document = certificate(entries([text, text]), order(0, None, kernel("right", [0, 1], ["1", "0"], ["0", "1"])))
    with pytest.raises(CertificateError):
        check_certificate(document, max_work=1_000_000)


HOSTILE_BALLS = [
    "(((sin(t)+9**99)**9999)**9999)**9999",
    "1e9999**9999*t",
    "*".join(f"sin({k}*t)" for k in range(1, 400)),
    "*".join(f"log({p})" for p in range(2, 2000) if all(p % q for q in range(2, math.isqrt(p) + 1))) + "*t",
]


@pytest.mark.parametrize("text", HOSTILE_BALLS)
def test_the_work_limit_stops_hostile_balls(text: str) -> None:
    document = certificate(entries([text]), *[order(1, ball([0], [0], bits=4096, t="1/3"), DIMENSION)] * 3)
    with pytest.raises(CertificateError, match="max_work"):
        check_certificate(document, max_work=1_000_000)
