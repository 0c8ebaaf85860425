"""The expression grammar: text to a small tree, by a tokenizer and a recursive-descent parser of its own.

Main objects: the nodes `Number`, `Name`, `Call`, `Sum`, `Product`, `Power`; `Expression`, a tree with the path of its
text. Main result: `parse`. Nothing is ever handed to Python's `eval`, and every size is bounded, so that a hostile text
is refused and not computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from rankdyn.errors import CertificateError

MAX_TEXT = 1_000_000
MAX_DIGITS = 4_000
MAX_EXPONENT = 10_000
MAX_DEPTH = 100
MAX_EXPONENT_BITS = 20_000
FUNCTIONS = frozenset({"exp", "sinh", "cosh"})
RESERVED = FUNCTIONS | frozenset("sin cos tan tanh log sqrt pi E I oo nan inf zoo".split())
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_TOKEN = re.compile(r" *(?:([0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|([A-Za-z][A-Za-z0-9_]*)|(\*\*|[-+*/^()]))")


# Dataclasses, not plain tuples: a Sum and a Product of the same children must never compare equal (trees key memos).
@dataclass(frozen=True, slots=True)
class Number:
    """An exact rational."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """The variable or a parameter."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """exp, sinh or cosh of `argument`."""

    function: str
    argument: Tree


@dataclass(frozen=True, slots=True)
class Sum:
    """Sum of sign * tree; one negative term is a negation."""

    terms: tuple[tuple[int, Tree], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """Product of tree**(+1 or -1)."""

    factors: tuple[tuple[int, Tree], ...]


@dataclass(frozen=True, slots=True)
class Power:
    """Integer power."""

    base: Tree
    exponent: int


Tree: TypeAlias = Number | Name | Call | Sum | Product | Power


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed text, the path it came from and the names it uses."""

    tree: Tree
    path: str
    names: frozenset[str]


def subtrees(tree: Tree) -> Iterator[Tree]:
    """Yield `tree` and everything below it."""
    yield tree
    match tree:
        case Call(_, inner) | Power(inner, _):
            yield from subtrees(inner)
        case Sum(parts) | Product(parts):
            for _, part in parts:
                yield from subtrees(part)


def divides(tree: Tree) -> bool:
    """Tell whether some division occurs, so that a denominator has to be proved non-zero."""
    return any(
        (isinstance(node, Product) and any(sign < 0 for sign, _ in node.factors))
        or (isinstance(node, Power) and node.exponent < 0)
        for node in subtrees(tree)
    )


def parse(text: str, path: str) -> Expression:
    """Parse one text of the grammar.

    Parameters
    ----------
    text : str
        At most 1,000,000 characters.
    path : str
        Where the text stands in the certificate; every refusal begins with it.

    Raises
    ------
    CertificateError
        If the text is not in the grammar or exceeds a bound.
    """
    if len(text) > MAX_TEXT:
        raise CertificateError(f"{path}: a text of {len(text)} characters; at most {MAX_TEXT} are read")
    tree = _Parser(text, path).whole()
    return Expression(tree, path, frozenset(node.name for node in subtrees(tree) if isinstance(node, Name)))


class _Parser:
    """Recursive descent over the tokens of one text; `depth` counts nested parentheses, calls and exponents."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.tokens: list[str] = []
        place = 0
        end = len(text.rstrip(" "))
        while place < end:
            found = _TOKEN.match(text, place)
            if found is None:
                raise self.refuse(f"{text[place : place + 10].strip()!r} at character {place} is not in the grammar")
            self.tokens.append(found.group().lstrip(" "))
            place = found.end()
        self.next = 0
        self.depth = 0

    def refuse(self, why: str) -> CertificateError:
        return CertificateError(f"{self.path}: {why}")

    def peek(self) -> str:
        return self.tokens[self.next] if self.next < len(self.tokens) else ""

    def accept(self, *tokens: str) -> str:
        token = self.peek()
        if token in tokens:
            self.next += 1
            return token
        return ""

    def whole(self) -> Tree:
        tree = self.sum()
        if self.peek():
            raise self.refuse(f"{self.peek()[:20]!r} cannot follow here; write every product with '*'")
        return tree

    def sum(self) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.refuse(f"nested more than {MAX_DEPTH} deep")
        terms = [(-1 if self.accept("-", "+") == "-" else 1, self.term())]
        while sign := self.accept("+", "-"):
            terms.append((-1 if sign == "-" else 1, self.term()))
        self.depth -= 1
        return terms[0][1] if len(terms) == 1 and terms[0][0] == 1 else Sum(tuple(terms))

    def term(self) -> Tree:
        factors = [(1, self.factor())]
        while sign := self.accept("*", "/"):
            factors.append((-1 if sign == "/" else 1, self.factor()))
        return factors[0][1] if len(factors) == 1 else Product(tuple(factors))

    def factor(self) -> Tree:
        sign = 1
        while token := self.accept("-", "+"):
            sign = -sign if token == "-" else sign
        tree = self.power()
        return tree if sign == 1 else Sum(((-1, tree),))

    def power(self) -> Tree:
        base = self.atom()
        if not self.accept("**", "^"):
            return base
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.refuse(f"nested more than {MAX_DEPTH} deep")
        value = self.constant(self.factor())
        self.depth -= 1
        if value.denominator != 1 or abs(value) > MAX_EXPONENT:
            raise self.refuse(f"an exponent must be an integer of size at most {MAX_EXPONENT}")
        return Power(base, int(value))

    def atom(self) -> Tree:
        token = self.peek()
        self.next += 1
        if token == "(":
            return self.closed()
        if token in FUNCTIONS:
            if not self.accept("("):
                raise self.refuse(f"{token} must be followed by '('")
            return Call(token, self.closed())
        if token == "E":
            return Call("exp", Number(Fraction(1)))
        if token in RESERVED:
            raise self.refuse(f"{token!r} is reserved and not in the grammar")
        if token[:1].isdigit():
            return Number(self.number(token))
        if NAME.fullmatch(token):
            return Name(token)
        raise self.refuse(f"a number, a name or '(' must stand where {token or 'the end of the text'!r} does")

    def closed(self) -> Tree:
        tree = self.sum()
        if not self.accept(")"):
            raise self.refuse(f"')' must stand where {self.peek()[:20] or 'the end of the text'!r} does")
        return tree

    def number(self, token: str) -> Fraction:
        mantissa, _, exponent = token.lower().partition("e")
        if len(mantissa) > MAX_DIGITS or len(exponent) > 9 or abs(int(exponent or 0)) > MAX_EXPONENT:
            raise self.refuse(f"a number with more than {MAX_DIGITS} digits or a decimal exponent above {MAX_EXPONENT}")
        return Fraction(mantissa) * Fraction(10) ** int(exponent or 0)

    def constant(self, tree: Tree) -> Fraction:
        """Return the value of an exponent; its size is bounded before each step, (9**9**9 would never end)."""
        value: Fraction
        match tree:
            case Number(number):
                value = number
            case Sum(parts):
                value = Fraction(0)
                for sign, part in parts:
                    value += sign * self.constant(part)
                    self.bound(value, 1)
            case Product(parts):
                value = Fraction(1)
                for sign, part in parts:
                    value *= self.invert(self.constant(part), sign)
                    self.bound(value, 1)
            case Power(base, exponent):
                value = self.invert(self.constant(base), 1 if exponent >= 0 else -1)
                self.bound(value, exponent)
                value = value ** abs(exponent)
            case _:
                raise self.refuse("an exponent must be a constant integer, not an expression with names")
        self.bound(value, 1)
        return value

    def invert(self, value: Fraction, sign: int) -> Fraction:
        if sign < 0 and value == 0:
            raise self.refuse("a division by zero in an exponent")
        return value if sign > 0 else 1 / value

    def bound(self, value: Fraction, exponent: int) -> None:
        if max(value.numerator.bit_length(), value.denominator.bit_length()) * abs(exponent) > MAX_EXPONENT_BITS:
            raise self.refuse("a constant in an exponent is too large")
