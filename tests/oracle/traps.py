"""Traps for an estimator and for computer algebra systems, each with its true ranks, stated by hand.

`TRAPS` is what tests/fixtures/traps.json holds. Rows with ``in_class`` false lie outside the exact class
(trigonometric functions, roots, pi, logarithms, constants in exponents): an estimator refuses them or answers
'numerical'; their ranks are the truth all the same. `make_fixtures.verify_trap` checks every row.
"""

from __future__ import annotations

from typing import Any

TRAP = "traps for an estimator"
PEERS = "wrong answers of computer algebra systems"
NAMED = "named cases of the theory"
GRID = "*".join(["t", *(f"(t-{i})" for i in range(1, 13))])


def _trap(
    name: str, rows: list[list[str]], ranks: list[int], source: str, h: str | None = None, in_class: bool = True
) -> dict[str, Any]:
    return {
        "name": name, "rows": rows, "variable": "t", "kind": "difference" if h else "derivative", "h": h or "1",
        "max_order": len(ranks) - 1, "ranks": ranks, "in_class": in_class, "source": source,
    }  # fmt: skip


def _beyond(name: str, rows: list[list[str]], ranks: list[int], source: str, h: str | None = None) -> dict[str, Any]:
    return _trap(name, rows, ranks, source, h, in_class=False)


def _table(size: int, entry: str) -> list[list[str]]:
    """Rows from a template in i, j, s = i + j (from 0)."""
    return [[entry.format(i=i, j=j, s=i + j, n=i + j + 1) for j in range(size)] for i in range(size)]


_IN_CLASS = [
    _trap("unlucky point: diag(t, 1) at 0", [["t", "0"], ["0", "1"]], [2, 1, 0], TRAP),
    _trap("vanishes on a grid", [[GRID]], [1] * 14 + [0], TRAP),
    _trap("vanishes on a grid, differences", [[GRID]], [1] * 14 + [0], TRAP, "1"),
    _trap("vanishes on a grid, beside t", [[GRID, "0"], ["0", "t"]], [2, 2] + [1] * 12 + [0], TRAP),
    _trap("t^7 modulo 7", [["t**7"]], [1] * 8 + [0], TRAP),
    _trap("t^7 modulo 7, differences", [["t**7"]], [1] * 8 + [0], TRAP, "7"),
    _trap("t^7, t^3, 1", [["t**7", "0", "0"], ["0", "t**3", "0"], ["0", "0", "1"]], [3, 2, 2, 2, 1, 1, 1, 1, 0], TRAP),
    _trap("orders beyond 13: k! modulo small p", [["t**13", "t**26"]], [1] * 20, TRAP),
    _trap("small p breaks laws: (2,3,0) modulo 3", [["t", "1", "0"], ["0", "t+3*t**2", "1+3*t"], ["-t**3", "0", "t"]],
          [2, 3, 2, 1, 0], TRAP),
    _trap("dependent exponentials", [["exp(t)", "exp(2*t)"], ["1", "exp(t)"]], [1, 2, 2, 2], TRAP),
    _trap("dependent exponentials, differences", [["exp(t)", "exp(2*t)"], ["1", "exp(t)"]], [1, 2, 2, 2], TRAP, "1"),
    _trap("dependent halves", [["exp(t/2)", "exp(3*t/2)"], ["exp(-t/2)", "exp(t/2)"]], [1, 2, 2, 2], TRAP),
    _trap("cosh and sinh meet in floats at 20", [["cosh(t)", "sinh(t)"], ["1", "1"]], [2, 1, 1, 1], TRAP),
    _trap("cosh and sinh meet, differences", [["cosh(t)", "sinh(t)"], ["sinh(t)", "cosh(t)"]], [2, 2, 2], TRAP, "1/2"),
    _trap("cosh - sinh = exp(-t)", [["cosh(t)-sinh(t)", "exp(-t)"], ["1", "1"]], [1, 1, 1, 1], TRAP),
    _trap("cosh^2 - sinh^2 - 1", [["cosh(t)**2-sinh(t)**2-1"]], [0, 0, 0], TRAP),
    _trap("moments 12x12", _table(12, "t**{s}"), [1, 2, 3, 4, 5], TRAP),
    _trap("moments 13x13, differences", _table(13, "t**{s}"), [1, 2, 3, 4], TRAP, "-1"),
    _trap("exponents equal modulo 2^31-1", [["exp(t)", "exp(2147483648*t)"], ["1", "1"]], [2, 1, 1], TRAP),
    _trap("exponents equal modulo 2^31-1, one entry", [["exp(t)-exp(2147483648*t)"]], [1, 1, 1], TRAP),
    _trap("exponents equal modulo 2^31-2", [["exp(t)", "exp(2147483647*t)"], ["1", "1"]], [2, 1, 1], TRAP),
    _trap("exponents equal modulo 2^61-1", [["exp(t)", "exp(2305843009213693952*t)"], ["1", "1"]], [2, 1, 1], TRAP),
    _trap("large dependent exponents", [["exp(t)", "exp(2147483648*t)"], ["1", "exp(2147483647*t)"]], [1, 2, 2], TRAP),
    _trap("small step: differences lose 2^k eps/h^k", [["1", "exp(t)"], ["t", "t*exp(t)"]],
          [1, 2, 1, 1, 1, 1, 1], TRAP, "1/1000"),
    _trap("rank 1 by derivative only", [["3*exp(t)", "2*exp(2*t)"], ["exp(3*t)", "exp(4*t)"]], [2, 1, 2, 2], TRAP),
    _trap("not by difference", [["3*exp(t)", "2*exp(2*t)"], ["exp(3*t)", "exp(4*t)"]], [2, 2, 2, 2], TRAP, "1"),
    _trap("integrated moments, derivative", [["t", "t**2/2"], ["t**2/2", "t**3/3"]], [2, 1, 2, 1, 0], TRAP),
    _trap("integrated moments, difference", [["t", "t**2/2"], ["t**2/2", "t**3/3"]], [2, 2, 2, 1, 0], TRAP, "1"),
    _trap("summed moments, difference", [["t", "t*(t-1)/2"], ["t*(t-1)/2", "t*(t-1)*(2*t-1)/6"]],
          [2, 1, 2, 1, 0], TRAP, "1"),
    _trap("summed moments, derivative", [["t", "t*(t-1)/2"], ["t*(t-1)/2", "t*(t-1)*(2*t-1)/6"]],
          [2, 2, 2, 1, 0], TRAP),
    _trap("tanh written with sinh and cosh", [["sinh(t/2)/cosh(t/2)", "sinh(t)"], ["1", "1+cosh(t)"]],
          [1, 2, 2, 2], PEERS),
    _trap("text decimals", [["0.1+0.2", "0.3"], ["1", "1"]], [1, 0], PEERS),
    _trap("structural zero", [["(t+1)**2-t**2-2*t-1"]], [0, 0], PEERS),
    _trap("Singular: (t, t^2; 1, t)", [["t", "t**2"], ["1", "t"]], [1, 2, 1, 0], PEERS),
    _trap("structural rank of a dense input", [["t", "2*t"], ["3*t", "6*t"]], [1, 1, 0], PEERS),
    _trap("Hilbert 20x20", _table(20, "1/{n}"), [20, 0], PEERS),
    _trap("(x_i+x_j)^15, 20x20", _table(20, "({i}+{j})**15"), [16, 0], PEERS),
    _trap("commuting does not suffice", [["1", "t"], ["t", "t**2"]], [1, 2, 1, 0], NAMED),
    _trap("merely distinct exponents", [["exp(t)", "exp(-t/3)"], ["exp(2*t)", "exp(2*t/3)"]], [1, 2, 1, 2, 1], NAMED),
    _trap("one relation with parameters", [["exp(a*t)", "exp((a+b)*t)"], ["1", "exp(b*t)"]], [1, 2, 2], NAMED),
]  # fmt: skip

_BEYOND = [
    _beyond("trigonometric identity", [["1-sin(t)", "cos(t)"], ["cos(t)", "1+sin(t)"]], [1, 2, 2, 2], TRAP),
    _beyond("sin(pi t) at the integers", [["sin(pi*t)", "0"], ["0", "1"]], [2, 1, 1], TRAP),
    _beyond("root", [["sqrt(t**2+1)-t", "1"], ["1", "sqrt(t**2+1)+t"]], [1, 2, 2, 2], TRAP),
    _beyond("h-periodic, difference", [["sin(2*pi*t)", "1"], ["t", "cos(2*pi*t)"]], [2, 1, 0], TRAP, "1"),
    _beyond("h-periodic, derivative", [["sin(2*pi*t)", "1"], ["t", "cos(2*pi*t)"]], [2, 2, 2], TRAP),
    _beyond("periodic ranks", [["cosh(t)*cos(t)", "cosh(t)*sin(t)"], ["sinh(t)*cos(t)", "sinh(t)*sin(t)"]],
            [1, 2, 1, 2, 1], "named cases of the theory"),
    _beyond("sin((i+j+1)t)", _table(3, "sin({n}*t)"), [2, 3, 3, 3], PEERS),
    _beyond("tan(t/2)", [["tan(t/2)", "sin(t)"], ["1", "1+cos(t)"]], [1, 2, 2], PEERS),
    _beyond("tanh(t/2)", [["tanh(t/2)", "sinh(t)"], ["1", "1+cosh(t)"]], [1, 2, 2, 2], PEERS),
    _beyond("asin + acos", [["asin(t)+acos(t)", "pi/2"], ["1", "1"]], [1, 0, 0], PEERS),
    _beyond("atan(1/2) + atan(1/3)", [["atan(1/2)+atan(1/3)", "1"], ["pi/4", "1"]], [1, 0], PEERS),
    _beyond("sin^2 + cos^2", [["sin(t)**2", "1"], ["1-cos(t)**2", "1"]], [1, 1, 1], PEERS),
    _beyond("2^t and 4^t", [["2**t", "4**t"], ["1", "2**t"]], [1, 2, 2], PEERS),
    _beyond("exponents with sqrt(2)", _table(3, "exp((sqrt(2)*{i}+(1+sqrt(2))*{j})*t)"), [1, 2, 3, 3], PEERS),
    _beyond("exp(log(2) t) = 2^t", [["exp(log(2)*t)", "2**t"], ["1", "1"]], [1, 1], NAMED),
    _beyond("sqrt(8)^t = 2^(3t/2)", [["sqrt(8)**t", "2**(3*t/2)"], ["1", "1"]], [1, 1], NAMED),
    _beyond("sin(t + pi/4)", [["sin(t+pi/4)", "sin(t)+cos(t)"], ["sqrt(2)", "2"]], [1, 1, 1], NAMED),
    _beyond("3^(log 2/log 3 t) = 2^t", [["3**(log(2)/log(3)*t)", "2**t"], ["1", "1"]], [1, 1], NAMED),
    _beyond("a constant in the exponent", [["exp(t+1)", "exp(1)"], ["exp(t)", "1"]], [1, 1, 1], NAMED),
    _beyond("rotation", [["cos(t)", "-sin(t)"], ["sin(t)", "cos(t)"]], [2, 2, 2], NAMED),
    _beyond("logarithm", [["log(t**2)", "log(t)"], ["2", "1"]], [1, 1, 1], NAMED),
]  # fmt: skip

TRAPS: list[dict[str, Any]] = [*_IN_CLASS, *_BEYOND]
"""In the class first."""
