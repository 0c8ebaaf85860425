"""Texts to trees, by a tokenizer and a recursive-descent parser of its own; nothing is handed to Python's `eval`.

A tree is one of the tuples ("number", q), ("name", x), ("exp", P), ("sum", a, b, …), ("product", a, b, …) and
("power", a, n). sinh and cosh are written with exp, −a is (−1)·a, a/b is a·b⁻¹; powers of numbers are computed at once
if they are small enough. Every size is bounded, so that a hostile text is refused. Main result: `parse`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from rankdyn.errors import CertificateError

from .reading import located

MAX_TEXT = 1_000_000
MAX_DIGITS = 4_000
MAX_EXPONENT = 10_000
MAX_DEPTH = 100
MAX_BITS = 20_000
RESERVED = frozenset("exp sinh cosh sin cos tan tanh log sqrt pi E I oo nan inf zoo".split())
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_TOKEN = re.compile(r"([0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|[A-Za-z][A-Za-z0-9_]*|\*\*|[-+*/^()])")
Tree: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed text, where it stands in the certificate, and the names it uses."""

    tree: Tree
    path: str
    names: frozenset[str]


def subtrees(tree: Tree) -> Iterator[Tree]:
    """Yield `tree` and everything below it."""
    yield tree
    for part in tree[1:]:
        if isinstance(part, tuple):
            yield from subtrees(part)


def parse(text: str, path: str) -> Expression:
    """Return the tree of a text, or raise CertificateError naming `path`."""
    with located(path):
        if len(text) > MAX_TEXT:
            raise CertificateError(f"a text of {len(text)} characters; at most {MAX_TEXT} are read")
        parser = _Parser(text)
        tree = parser.sum()
        if parser.tokens[parser.next]:
            raise CertificateError(f"{parser.found()} cannot follow here; write every product with '*'")
    return Expression(tree, path, frozenset(node[1] for node in subtrees(tree) if node[0] == "name"))


class _Parser:
    """One method for each rule of the grammar in FORMAT.md; `depth` counts the parentheses and exponents still open."""

    def __init__(self, text: str) -> None:
        if left := _TOKEN.sub("", text).strip(" "):
            raise CertificateError(f"{left[:10]!r} is not in the grammar")
        self.tokens: list[str] = [*_TOKEN.findall(text), ""]
        self.next = self.depth = 0

    def accept(self, *tokens: str) -> str:
        """Return the next token and step over it if it is one of these, else ''."""
        token = self.tokens[self.next]
        if token not in tokens:
            return ""
        self.next += 1
        return token

    def found(self) -> str:
        return repr(self.tokens[self.next][:20] or "the end of the text")

    def enter(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise CertificateError(f"nested more than {MAX_DEPTH} deep")

    def sum(self) -> Tree:
        terms, sign = [], self.accept("-", "+") or "+"
        while sign:
            term = self.term()
            terms.append(_negative(term) if sign == "-" else term)
            sign = self.accept("-", "+")
        return terms[0] if len(terms) == 1 else ("sum", *terms)

    def term(self) -> Tree:
        factors = [self.factor()]
        while sign := self.accept("*", "/"):
            factor = self.factor()
            factors.append(_power(factor, -1) if sign == "/" else factor)
        return factors[0] if len(factors) == 1 else ("product", *factors)

    def factor(self) -> Tree:
        negative = False
        while sign := self.accept("-", "+"):
            negative ^= sign == "-"
        tree = self.power()
        return _negative(tree) if negative else tree

    def power(self) -> Tree:
        base = self.atom()
        if not self.accept("**", "^"):
            return base
        self.enter()
        kind, value, *_ = self.factor()
        self.depth -= 1
        if kind != "number" or value.denominator != 1 or abs(value) > MAX_EXPONENT:
            raise CertificateError(
                f"an exponent must be an integer of size at most {MAX_EXPONENT}: a constant integer such as 2, -3 or "
                "2**2, without sums and products, without a division by zero"
            )
        return _power(base, int(value))

    def atom(self) -> Tree:
        token = self.tokens[self.next]
        if token == "(":
            return self.closed()
        if token[:1].isdigit():
            self.next += 1
            return ("number", _decimal(token))
        if not NAME.fullmatch(token):
            raise CertificateError(f"a number, a name or '(' must stand where {self.found()} does")
        self.next += 1
        if token in ("exp", "sinh", "cosh"):
            argument = self.closed()
            grows, decays = ("exp", argument), ("exp", _negative(argument))
            if token == "exp":
                return grows
            half = ("number", Fraction(1, 2))
            return ("product", half, ("sum", grows, decays if token == "cosh" else _negative(decays)))
        if token in RESERVED and token != "E":
            raise CertificateError(f"{token!r} is reserved and not in the grammar")
        return ("exp", ("number", Fraction(1))) if token == "E" else ("name", token)

    def closed(self) -> Tree:
        if not self.accept("("):
            raise CertificateError(f"exp, sinh, cosh must be followed by '(', not by {self.found()}")
        self.enter()
        tree = self.sum()
        self.depth -= 1
        if not self.accept(")"):
            raise CertificateError(f"')' must stand where {self.found()} does")
        return tree


def _decimal(token: str) -> Fraction:
    mantissa, _, exponent = token.lower().partition("e")
    if len(mantissa) > MAX_DIGITS or len(exponent) > 9 or abs(int(exponent or 0)) > MAX_EXPONENT:
        raise CertificateError(
            f"a number with more than {MAX_DIGITS} digits or a decimal exponent above {MAX_EXPONENT}"
        )
    return Fraction(token)


def _negative(tree: Tree) -> Tree:
    match tree:
        case ("number", value):
            return ("number", -value)
        case ("product", ("number", value), *others):
            return ("product", ("number", -value), *others)
    return ("product", ("number", Fraction(-1)), tree)


def _power(base: Tree, exponent: int) -> Tree:
    match base:
        case ("number", value) if (value or exponent >= 0) and abs(exponent) * value.numerator.bit_length() <= MAX_BITS:
            return ("number", value**exponent)
    return ("power", base, exponent)
