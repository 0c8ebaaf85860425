"""Trap rows of the wider class: sines, powers, surds and constants where zeros hide; ranks stated by hand."""

from __future__ import annotations

from typing import Any

TRAP = "traps for an estimator"
PEERS = "wrong answers of computer algebra systems"
NAMED = "named cases of the theory"
Rows = list[list[str]]


def trap(name: str, rows: Rows, ranks: list[int], source: str, h: str | None = None) -> dict[str, Any]:
    """A row of the class; a step makes it a difference."""
    return {
        "name": name, "rows": rows, "variable": "t", "kind": "difference" if h else "derivative", "h": h or "1",
        "max_order": len(ranks) - 1, "ranks": ranks, "in_class": True, "source": source,
    }  # fmt: skip


def table(size: int, entry: str) -> Rows:
    """Rows from a template in i, j, s = i + j (from 0), n = i + j + 1."""
    return [[entry.format(i=i, j=j, s=i + j, n=i + j + 1) for j in range(size)] for i in range(size)]


def diagonal(*entries: str) -> Rows:
    """A diagonal matrix."""
    return [[entry if i == j else "0" for j in range(len(entries))] for i, entry in enumerate(entries)]


SURD_GRID = "exp((sqrt(2)*{i}+(1+sqrt(2))*{j})*t)"
FIVE = "+".join(f"sin(t+{k}*pi/5)" for k in (1, 3, 5, 7, 9))
RETURNING = [["cosh(t)*cos(t)", "cosh(t)*sin(t)"], ["sinh(t)*cos(t)", "sinh(t)*sin(t)"]]
WAVE = [["sin(2*pi*t)"]]
WAVES = [["sin(2*pi*t)", "1"], ["t", "cos(2*pi*t)"]]
SQUARES = [["exp(t**2)", "exp(t**2+2*t+1)"], ["exp(-2*t)", "E"]]
THIRD = [["2**t", "2**(t+1/3)"], ["1", "2**(1/3)"]]

TRIG_TRAPS = [
    trap("trigonometric identity", [["1-sin(t)", "cos(t)"], ["cos(t)", "1+sin(t)"]], [1, 2, 2, 2], TRAP),
    trap("sin(pi t) at the integers", [["sin(pi*t)", "0"], ["0", "1"]], [2, 1, 1], TRAP),
    trap("h-periodic, difference", WAVES, [2, 1, 0], TRAP, "1"),
    trap("h-periodic, derivative", WAVES, [2, 2, 2], TRAP),
    trap("half a period, difference", WAVES, [2, 2, 2], TRAP, "1/2"),
    trap("sin(2 pi t), derivative", WAVE, [1, 1, 1, 1], TRAP),
    trap("sin(2 pi t), difference", WAVE, [1, 0, 0, 0], TRAP, "1"),
    trap("sin(2 pi t), third of a period", WAVE, [1, 1, 1, 1], TRAP, "1/3"),
    trap("diagonal of waves, derivative", diagonal("sin(pi*t)", "sin(2*pi*t)", "1", "t"), [4, 3, 2], TRAP),
    trap("diagonal of waves, step 1", diagonal("sin(pi*t)", "sin(2*pi*t)", "1", "t"), [4, 2, 1, 1], TRAP, "1"),
    trap("diagonal of waves, step 2", diagonal("sin(pi*t)", "sin(2*pi*t)", "1", "t"), [4, 1, 0], TRAP, "2"),
    trap("waves that grow", diagonal("t*sin(2*pi*t)", "t**2*cos(2*pi*t)", "cos(2*pi*t)"), [3, 2, 1, 0], TRAP, "1"),
    trap("sin vanishes on a grid", diagonal("sin(pi*t)*sin(pi*t/2)", "t"), [2, 2, 1], TRAP),
    trap("sin vanishes on a grid, differences", diagonal("sin(pi*t)*sin(pi*t/2)", "t"), [2, 2, 1], TRAP, "1"),
    trap("sin((i+j+1)t)", table(3, "sin({n}*t)"), [2, 3, 3, 3], PEERS),
    trap("sin((i+j+1)t), 5x5", table(5, "sin({n}*t)"), [2, 4, 5], PEERS),
    trap("tan(t/2)", [["tan(t/2)", "sin(t)"], ["1", "1+cos(t)"]], [1, 2, 2], PEERS),
    trap("tanh(t/2)", [["tanh(t/2)", "sinh(t)"], ["1", "1+cosh(t)"]], [1, 2, 2, 2], PEERS),
    trap("sin^2 + cos^2", [["sin(t)**2", "1"], ["1-cos(t)**2", "1"]], [1, 1, 1], PEERS),
    trap("sin^2 + cos^2 - 1", [["sin(t)**2+cos(t)**2-1"]], [0, 0, 0], PEERS),
    trap("2^t and 4^t", [["2**t", "4**t"], ["1", "2**t"]], [1, 2, 2], PEERS),
    trap("2^t and 3^t", [["2**t", "6**t"], ["1", "3**t"]], [1, 2, 2], PEERS),
    trap("exponents with sqrt(2)", table(3, SURD_GRID), [1, 2, 3, 3], PEERS),
    trap("exponents with sqrt(2), two orders", table(3, SURD_GRID), [1, 2, 3], PEERS),
    trap("cos(sqrt(2) t): double angle", [["cos(sqrt(2)*t)**2", "1"], ["(1+cos(sqrt(8)*t))/2", "1"]], [1, 1, 1], PEERS),
    trap("cos(sqrt(2) t): rotation", [["cos(sqrt(2)*t)", "-sin(sqrt(2)*t)"], ["sin(sqrt(2)*t)", "cos(sqrt(2)*t)"]],
         [2, 2, 2], NAMED),
    trap("cos(sqrt(2) t): frequencies", table(4, "cos({n}*sqrt(2)*t)"), [2, 4, 4], PEERS),
    trap("cos(sqrt(2) t) and cos(t)", [["cos(sqrt(2)*t)", "cos(t)"], ["cos(2*t)", "cos((2-sqrt(2))*t)"]],
         [2, 2, 2], NAMED),
    trap("cos(sqrt(2) t), cos(sqrt(3) t): product", [
        ["2*cos(sqrt(2)*t)*cos(sqrt(3)*t)", "cos((sqrt(2)+sqrt(3))*t)+cos(t/(sqrt(3)+sqrt(2)))"], ["1", "1"]],
         [1, 1, 1], NAMED),
    trap("exp(log(2) t) = 2^t", [["exp(log(2)*t)", "2**t"], ["1", "1"]], [1, 1], NAMED),
    trap("exp(2 log(3) t) = 9^t", [["exp(2*log(3)*t)", "9**t"], ["t", "t"]], [1, 1, 1], NAMED),
    trap("sqrt(8)^t = 2^(3t/2)", [["sqrt(8)**t", "2**(3*t/2)"], ["1", "1"]], [1, 1], NAMED),
    trap("3^(log 2/log 3 t) = 2^t", [["3**(log(2)/log(3)*t)", "2**t"], ["1", "1"]], [1, 1], NAMED),
    trap("2^t, step 1/3", THIRD, [1, 1, 1], NAMED, "1/3"),
    trap("2^t, step 1/3, one entry dies", [["2**t*2**(-t)", "2**t"], ["2**(t+1)", "4**t"]], [2, 2, 2], NAMED, "1/3"),
    trap("exp(t^2), difference", SQUARES, [1, 2, 2], NAMED, "1"),
    trap("exp(t^2), difference with half steps", SQUARES, [1, 2, 2], NAMED, "1/2"),
    trap("exp(t^2): e^(h^2)", [["exp(t**2)*exp(2*t)*E", "exp((t+1)**2)"], ["1", "1"]], [1, 1, 1], NAMED, "1"),
    trap("sin(t + pi/4)", [["sin(t+pi/4)", "sin(t)+cos(t)"], ["sqrt(2)", "2"]], [1, 1, 1], NAMED),
    trap("five phases", [[FIVE]], [0, 0, 0], NAMED),
    trap("five phases, hidden", [[f"{FIVE}+t", "1"], ["t**2", "t"]], [1, 2, 1, 0], NAMED),
    trap("a constant in the exponent", [["exp(t+1)", "exp(1)"], ["exp(t)", "1"]], [1, 1, 1], NAMED),
    trap("pi and E", [["sin(pi*t)", "exp(t+1)"], ["sin(pi*t)", "E*exp(t)"]], [1, 1, 1], NAMED),
    trap("pi and E, difference", diagonal("sin(pi*t)", "exp(t+1)"), [2, 2, 2], NAMED, "1"),
    trap("pi beside E", [["sin(pi*t)", "exp(t+1)"], ["pi", "E"]], [2, 1, 1], NAMED),
    trap("log(6) - log(2) - log(3)", [["log(6)-log(2)-log(3)"]], [0, 0], NAMED),
    trap("(2+sqrt(3))(2-sqrt(3)) - 1", [["(2+sqrt(3))*(2-sqrt(3))-1"]], [0, 0], NAMED),
    trap("E^(I pi) + 1", [["E**(I*pi)+1"]], [0, 0], NAMED),
    trap("zeros of constants beside t", [
        ["(log(6)-log(2)-log(3))*t**3+t", "1"], ["t**2*((2+sqrt(3))*(2-sqrt(3)))", "t*E**(2*I*pi)"]],
         [1, 2, 1, 0], NAMED),
    trap("rotation", [["cos(t)", "-sin(t)"], ["sin(t)", "cos(t)"]], [2, 2, 2], NAMED),
    trap("periodic ranks", RETURNING, [1, 2, 1, 2, 1], NAMED),
    trap("periodic ranks, seven orders", RETURNING, [1, 2, 1, 2, 1, 2, 1, 2], NAMED),
]  # fmt: skip
"""Rows of the wider class."""
