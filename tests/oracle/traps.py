"""Traps for an estimator and for computer algebra systems, each with its true ranks, stated by hand.

`TRAPS` is what tests/fixtures/traps.json holds: rows of exponentials, `trig_traps` of the wider class, and rows with
``in_class`` false, outside the exact class (roots and logarithms of t, inverse functions): an estimator refuses them
or answers 'numerical'; their ranks are the truth all the same. `make_fixtures.verify_trap` checks every row.
"""

from __future__ import annotations

from typing import Any

from .trig_traps import NAMED, PEERS, TRAP, TRIG_TRAPS, table, trap

GRID = "*".join(["t", *(f"(t-{i})" for i in range(1, 13))])


_IN_CLASS = [
    trap("unlucky point: diag(t, 1) at 0", [["t", "0"], ["0", "1"]], [2, 1, 0], TRAP),
    trap("vanishes on a grid", [[GRID]], [1] * 14 + [0], TRAP),
    trap("vanishes on a grid, differences", [[GRID]], [1] * 14 + [0], TRAP, "1"),
    trap("vanishes on a grid, beside t", [[GRID, "0"], ["0", "t"]], [2, 2] + [1] * 12 + [0], TRAP),
    trap("t^7 modulo 7", [["t**7"]], [1] * 8 + [0], TRAP),
    trap("t^7 modulo 7, differences", [["t**7"]], [1] * 8 + [0], TRAP, "7"),
    trap("t^7, t^3, 1", [["t**7", "0", "0"], ["0", "t**3", "0"], ["0", "0", "1"]], [3, 2, 2, 2, 1, 1, 1, 1, 0], TRAP),
    trap("orders beyond 13: k! modulo small p", [["t**13", "t**26"]], [1] * 20, TRAP),
    trap("small p breaks laws: (2,3,0) modulo 3", [["t", "1", "0"], ["0", "t+3*t**2", "1+3*t"], ["-t**3", "0", "t"]],
          [2, 3, 2, 1, 0], TRAP),
    trap("dependent exponentials", [["exp(t)", "exp(2*t)"], ["1", "exp(t)"]], [1, 2, 2, 2], TRAP),
    trap("dependent exponentials, differences", [["exp(t)", "exp(2*t)"], ["1", "exp(t)"]], [1, 2, 2, 2], TRAP, "1"),
    trap("dependent halves", [["exp(t/2)", "exp(3*t/2)"], ["exp(-t/2)", "exp(t/2)"]], [1, 2, 2, 2], TRAP),
    trap("cosh and sinh meet in floats at 20", [["cosh(t)", "sinh(t)"], ["1", "1"]], [2, 1, 1, 1], TRAP),
    trap("cosh and sinh meet, differences", [["cosh(t)", "sinh(t)"], ["sinh(t)", "cosh(t)"]], [2, 2, 2], TRAP, "1/2"),
    trap("cosh - sinh = exp(-t)", [["cosh(t)-sinh(t)", "exp(-t)"], ["1", "1"]], [1, 1, 1, 1], TRAP),
    trap("cosh^2 - sinh^2 - 1", [["cosh(t)**2-sinh(t)**2-1"]], [0, 0, 0], TRAP),
    trap("moments 12x12", table(12, "t**{s}"), [1, 2, 3, 4, 5], TRAP),
    trap("moments 13x13, differences", table(13, "t**{s}"), [1, 2, 3, 4], TRAP, "-1"),
    trap("exponents equal modulo 2^31-1", [["exp(t)", "exp(2147483648*t)"], ["1", "1"]], [2, 1, 1], TRAP),
    trap("exponents equal modulo 2^31-1, one entry", [["exp(t)-exp(2147483648*t)"]], [1, 1, 1], TRAP),
    trap("exponents equal modulo 2^31-2", [["exp(t)", "exp(2147483647*t)"], ["1", "1"]], [2, 1, 1], TRAP),
    trap("exponents equal modulo 2^61-1", [["exp(t)", "exp(2305843009213693952*t)"], ["1", "1"]], [2, 1, 1], TRAP),
    trap("large dependent exponents", [["exp(t)", "exp(2147483648*t)"], ["1", "exp(2147483647*t)"]], [1, 2, 2], TRAP),
    trap("small step: differences lose 2^k eps/h^k", [["1", "exp(t)"], ["t", "t*exp(t)"]],
          [1, 2, 1, 1, 1, 1, 1], TRAP, "1/1000"),
    trap("rank 1 by derivative only", [["3*exp(t)", "2*exp(2*t)"], ["exp(3*t)", "exp(4*t)"]], [2, 1, 2, 2], TRAP),
    trap("not by difference", [["3*exp(t)", "2*exp(2*t)"], ["exp(3*t)", "exp(4*t)"]], [2, 2, 2, 2], TRAP, "1"),
    trap("integrated moments, derivative", [["t", "t**2/2"], ["t**2/2", "t**3/3"]], [2, 1, 2, 1, 0], TRAP),
    trap("integrated moments, difference", [["t", "t**2/2"], ["t**2/2", "t**3/3"]], [2, 2, 2, 1, 0], TRAP, "1"),
    trap("summed moments, difference", [["t", "t*(t-1)/2"], ["t*(t-1)/2", "t*(t-1)*(2*t-1)/6"]],
          [2, 1, 2, 1, 0], TRAP, "1"),
    trap("summed moments, derivative", [["t", "t*(t-1)/2"], ["t*(t-1)/2", "t*(t-1)*(2*t-1)/6"]],
          [2, 2, 2, 1, 0], TRAP),
    trap("tanh written with sinh and cosh", [["sinh(t/2)/cosh(t/2)", "sinh(t)"], ["1", "1+cosh(t)"]],
          [1, 2, 2, 2], PEERS),
    trap("text decimals", [["0.1+0.2", "0.3"], ["1", "1"]], [1, 0], PEERS),
    trap("structural zero", [["(t+1)**2-t**2-2*t-1"]], [0, 0], PEERS),
    trap("Singular: (t, t^2; 1, t)", [["t", "t**2"], ["1", "t"]], [1, 2, 1, 0], PEERS),
    trap("structural rank of a dense input", [["t", "2*t"], ["3*t", "6*t"]], [1, 1, 0], PEERS),
    trap("Hilbert 20x20", table(20, "1/{n}"), [20, 0], PEERS),
    trap("(x_i+x_j)^15, 20x20", table(20, "({i}+{j})**15"), [16, 0], PEERS),
    trap("commuting does not suffice", [["1", "t"], ["t", "t**2"]], [1, 2, 1, 0], NAMED),
    trap("merely distinct exponents", [["exp(t)", "exp(-t/3)"], ["exp(2*t)", "exp(2*t/3)"]], [1, 2, 1, 2, 1], NAMED),
    trap("one relation with parameters", [["exp(a*t)", "exp((a+b)*t)"], ["1", "exp(b*t)"]], [1, 2, 2], NAMED),
]  # fmt: skip

_BEYOND = [
    trap("root", [["sqrt(t**2+1)-t", "1"], ["1", "sqrt(t**2+1)+t"]], [1, 2, 2, 2], TRAP),
    trap("asin + acos", [["asin(t)+acos(t)", "pi/2"], ["1", "1"]], [1, 0, 0], PEERS),
    trap("atan(1/2) + atan(1/3)", [["atan(1/2)+atan(1/3)", "1"], ["pi/4", "1"]], [1, 0], PEERS),
    trap("logarithm", [["log(t**2)", "log(t)"], ["2", "1"]], [1, 1, 1], NAMED),
]  # fmt: skip

TRAPS: list[dict[str, Any]] = [*_IN_CLASS, *TRIG_TRAPS, *({**row, "in_class": False} for row in _BEYOND)]
"""In the class first."""
