"""The second and third oracles' own reading of text: Python's `ast` as a tree, exponents as dictionaries.

Nothing here is SymPy. `parse` refuses everything outside the exact class; `Exponents` collects, over all
exponents of a matrix and all shifts t -> t + jh, the monomials and their common denominators.
"""

from __future__ import annotations

import ast
from fractions import Fraction
from math import comb, lcm

Monomial = tuple[tuple[str, int], ...]
Polynomial = dict[Monomial, Fraction]

_CONSTANTS = ("pi", "e", "E", "I")
_BINARY = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)


def parse(text: str) -> ast.expr:
    """Parse one entry; number literals become exact `Fraction` constants.

    Raises
    ------
    ValueError
        At anything but numbers, names, + - * / **, and exp, sinh, cosh.
    """
    tree = ast.parse(text.strip(), mode="eval").body
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            literal = ast.get_source_segment(text.strip(), node)
            node.value = Fraction(str(literal))  # type: ignore[assignment]
        elif isinstance(node, ast.Call):
            if not (
                isinstance(node.func, ast.Name) and node.func.id in ("exp", "sinh", "cosh") and len(node.args) == 1
            ):
                raise ValueError(f"not in the class: {ast.unparse(node)}")
        elif isinstance(node, ast.BinOp):
            if not isinstance(node.op, _BINARY):
                raise ValueError(f"operator in {text!r}")
        elif isinstance(node, ast.Name) and node.id in _CONSTANTS:
            raise ValueError(f"{node.id} is a constant outside the class")
        elif not isinstance(node, ast.Name | ast.UnaryOp | ast.operator | ast.unaryop | ast.expr_context):
            raise ValueError(f"{type(node).__name__} in {text!r}")
    return tree


def names(tree: ast.expr) -> set[str]:
    """All variables and parameters of a tree."""
    functions = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in functions}


def number(node: ast.expr) -> Fraction:
    """The value of a constant node made by `parse`."""
    if not isinstance(node, ast.Constant):
        raise ValueError(f"{ast.dump(node)} is no number")
    return Fraction(str(node.value))


def integer(node: ast.expr) -> int:
    """The value of an integer exponent, possibly with signs and parentheses."""
    value = polynomial(node).get((), Fraction(0))
    if polynomial(node).keys() - {()} or value.denominator != 1:
        raise ValueError("exponents of powers must be integers")
    return int(value)


def multiply(p: Polynomial, q: Polynomial) -> Polynomial:
    """Product of two polynomials."""
    product: Polynomial = {}
    for left, a in p.items():
        for right, b in q.items():
            powers = dict(left)
            for name, power in right:
                powers[name] = powers.get(name, 0) + power
            key = tuple(sorted(powers.items()))
            product[key] = product.get(key, Fraction(0)) + a * b
    return {monomial: c for monomial, c in product.items() if c}


def polynomial(node: ast.expr) -> Polynomial:
    """Expand a tree that is a polynomial with rational coefficients."""
    if isinstance(node, ast.Constant):
        return {(): number(node)} if number(node) else {}
    if isinstance(node, ast.Name):
        return {((node.id, 1),): Fraction(1)}
    if isinstance(node, ast.UnaryOp):
        sign = -1 if isinstance(node.op, ast.USub) else 1
        return {monomial: sign * c for monomial, c in polynomial(node.operand).items()}
    if isinstance(node, ast.BinOp):
        left = polynomial(node.left)
        if isinstance(node.op, ast.Pow):
            power: Polynomial = {(): Fraction(1)}
            for _ in range(integer(node.right)):
                power = multiply(power, left)
            return power
        right = polynomial(node.right)
        if isinstance(node.op, ast.Mult):
            return multiply(left, right)
        if isinstance(node.op, ast.Div):
            if right.keys() != {()}:
                raise ValueError("an exponent must be a polynomial")
            return {monomial: c / right[()] for monomial, c in left.items()}
        sign = -1 if isinstance(node.op, ast.Sub) else 1
        total = dict(left)
        for monomial, c in right.items():
            total[monomial] = total.get(monomial, Fraction(0)) + sign * c
        return {monomial: c for monomial, c in total.items() if c}
    raise ValueError(f"an exponent must be a polynomial, not {ast.unparse(node)}")


def shift(p: Polynomial, variable: str, by: Fraction) -> Polynomial:
    """P(t + by)."""
    shifted: Polynomial = {}
    for monomial, c in p.items():
        powers = dict(monomial)
        degree = powers.pop(variable, 0)
        for i in range(degree + 1):
            key = tuple(sorted({**powers, variable: i}.items())) if i else tuple(sorted(powers.items()))
            shifted[key] = shifted.get(key, Fraction(0)) + c * comb(degree, i) * by ** (degree - i)
    return {monomial: c for monomial, c in shifted.items() if c}


class Exponents:
    """Monomials of all exponents of a matrix with their common denominators d: z_m = e^{m/d}.

    Parameters
    ----------
    trees : list of ast.expr
        The entries.
    variable : str
        Name of t.
    shifts : list of Fraction
        The shifts jh that occur (0 alone for derivatives).
    """

    def __init__(self, trees: list[ast.expr], variable: str, shifts: list[Fraction]) -> None:
        self.variable = variable
        self.denominators: dict[Monomial, int] = {}
        for tree in trees:
            for node in ast.walk(tree):
                if isinstance(node, ast.Call):
                    exponent = polynomial(node.args[0])
                    for by in shifts:
                        for monomial, c in shift(exponent, variable, by).items():
                            self.denominators[monomial] = lcm(self.denominators.get(monomial, 1), c.denominator)

    def powers(self, exponent: Polynomial, by: Fraction) -> dict[Monomial, int]:
        """Integers n_m with e^{P(t + by)} = prod z_m^{n_m}."""
        return {m: int(c * self.denominators[m]) for m, c in shift(exponent, self.variable, by).items()}
