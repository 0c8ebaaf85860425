"""Text into shared nodes, for the two oracles of the wider class (circle_jets and digits); nothing here is SymPy.

Python's `ast` reads the text, `Reader` turns it into `Node`s, equal ones being the same object, so that oracles can
remember what they computed for a node. What a function means is left to the oracles.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

CONSTANTS = ("pi", "E", "I")
_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}


@dataclass(frozen=True, eq=False)
class Node:
    """A number, a name, a constant, an operator or a function; compared by identity."""

    op: str
    args: tuple[Node, ...] = ()
    number: Fraction = Fraction(0)
    name: str = ""


class Reader:
    """Reads entries of one matrix; equal subexpressions of all of them become one node."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, tuple[Node, ...], Fraction, str], Node] = {}

    def make(self, op: str, args: tuple[Node, ...] = (), number: Fraction = Fraction(0), name: str = "") -> Node:
        """Return the one node of this description."""
        return self._known.setdefault((op, args, number, name), Node(op, args, number, name))

    def read(self, text: str) -> Node:
        """Read one entry; decimals are exact, ``^`` is ``**``."""
        text = text.strip().replace("^", "**")
        return self._convert(ast.parse(text, mode="eval").body, text)

    def _convert(self, tree: ast.expr, text: str) -> Node:
        if isinstance(tree, ast.Constant):
            return self.make("number", number=Fraction(str(ast.get_source_segment(text, tree))))
        if isinstance(tree, ast.Name):
            return self.make("constant" if tree.id in CONSTANTS else "name", name=tree.id)
        if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub | ast.UAdd):
            operand = self._convert(tree.operand, text)
            return operand if isinstance(tree.op, ast.UAdd) else self.make("neg", (operand,))
        if isinstance(tree, ast.BinOp) and type(tree.op) in _OPERATORS:
            left, right = self._convert(tree.left, text), self._convert(tree.right, text)
            return self.make(_OPERATORS[type(tree.op)], (left, right))
        if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and len(tree.args) == 1 and not tree.keywords:
            return self.make(tree.func.id, (self._convert(tree.args[0], text),))
        raise ValueError(f"not an expression: {text!r}")


def walk(roots: list[Node]) -> Iterator[Node]:
    """Every node below the roots, once, children first."""
    seen: set[Node] = set()
    stack = [(root, False) for root in reversed(roots)]
    while stack:
        node, ready = stack.pop()
        if ready:
            yield node
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node.args))


def variables(roots: list[Node]) -> set[str]:
    """All names that are no constants."""
    return {node.name for node in walk(roots) if node.op == "name"}


def rational(node: Node) -> Fraction | None:
    """The value of a tree of numbers and + - * / and integer powers; None for anything else."""
    if node.op == "number":
        return node.number
    values = [rational(child) for child in node.args]
    if not values or any(value is None for value in values):
        return None
    a, b = Fraction(values[0] or 0), Fraction(values[-1] or 0)
    if node.op in ("neg", "+", "-", "*"):
        return {"neg": -a, "+": a + b, "-": a - b, "*": a * b}[node.op]
    if node.op == "/":
        return a / b
    return a ** int(b) if node.op == "**" and b.denominator == 1 else None
