"""The exponentials of a matrix of the wider class, and what they need modulo a prime."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from .exponents import IMAGINARY, ONE, TURN, Exponent, Term, expand, in_class, logarithm, multiply, shift
from .forms import Node, rational, walk
from .places import Place, find_place

FUNCTIONS = ("exp", "sinh", "cosh", "tanh", "sin", "cos", "tan", "cot", "sec", "csc", "sqrt", "log")
CIRCULAR = ("sin", "cos", "tan", "cot", "sec", "csc")


def exponent_of(node: Node) -> Exponent | None:
    """P where the node is e^P or made of e^P and e^-P; None for arithmetic (and for a logarithm)."""
    if node.op in FUNCTIONS[:-2]:
        argument = expand(node.args[0])
        return in_class(multiply(IMAGINARY, argument) if node.op in CIRCULAR else argument)
    if node.op in ("sqrt", "**"):
        power = {ONE: Fraction(1, 2)} if node.op == "sqrt" else None
        if power is None:
            value = rational(node.args[1])
            if value is not None and value.denominator == 1:
                return None
            power = expand(node.args[1])
        return in_class(multiply(power, logarithm(node.args[0])))
    if node.op not in ("number", "name", "constant", "neg", "+", "-", "*", "/", "log"):
        raise ValueError(f"{node.op} is outside the class")
    return None


class Lattice:
    """Exponents of a matrix, shifted as asked, with the common denominators of the coefficients of each term."""

    def __init__(self, roots: list[Node], variable: str, shifts: list[Fraction]) -> None:
        self.variable = variable
        self.exponents: dict[Node, Exponent] = {}
        self.denominators: dict[Term, int] = {ONE: 1}
        self.square_roots: set[int] = set()
        for node in walk(roots):
            if node.op == "log":
                self._note(logarithm(node.args[0]))
            if (exponent := exponent_of(node)) is None:
                continue
            self.exponents[node] = exponent
            for by in shifts:
                self._note(moved := shift(exponent, variable, by))
                for term, c in moved.items():
                    self.denominators[term] = lcm(self.denominators.get(term, 1), c.denominator)

    def _note(self, exponent: Exponent) -> None:
        self.square_roots |= {root for _, roots, _ in exponent for root in roots if root > 0}

    def place(self, seed: int) -> Place:
        """A place with all algebraic numbers that occur."""
        ((turn_term, _),) = TURN.items()
        degrees = dict.fromkeys(self.square_roots, 2)
        for (monomial, roots, constants), d in self.denominators.items():
            if not monomial and not roots and constants and constants[0][0] != "pi":
                p = int(constants[0][0].removeprefix("log"))
                degrees[p] = lcm(degrees.get(p, 1), d)
        return find_place(2 * self.denominators.get(turn_term, 1), tuple(sorted(degrees.items())), seed)
