"""Texts to trees, by a tokenizer and a recursive-descent parser of its own; nothing is handed to Python's `eval`.

A tree is one of the tuples ("number", q), ("name", x), ("root", b), ("exp", P), ("sum", a, b, …), ("product", a, b, …)
and ("power", a, n). ("root", b) is √b for a prime b and I for b = −1; the constants pi and log(p) are names. sin, cos,
tan, sinh, cosh and tanh are written with exp, −a is (−1)·a, a/b is a·b⁻¹; powers of numbers are computed at once if
they are small enough. Every size is bounded, so that a hostile text is refused. Main result: `parse`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from rankdyn.errors import CertificateError

from .primes import PRIME_LIMIT, is_prime
from .reading import located

MAX_TEXT = 1_000_000
MAX_DIGITS = 4_000
MAX_EXPONENT = 10_000
MAX_DEPTH = 100
MAX_BITS = 20_000
RESERVED = frozenset("exp sinh cosh sin cos tan tanh log sqrt pi E I oo nan inf zoo".split())
FUNCTIONS = ("exp", "sinh", "cosh", "tanh", "sin", "cos", "tan")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_TOKEN = re.compile(r"([0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|[A-Za-z][A-Za-z0-9_]*|\*\*|[-+*/^()])")
Tree: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed text, where it stands in the certificate, and the names it uses: the variable and parameters."""

    tree: Tree
    path: str
    names: frozenset[str]


def subtrees(tree: Tree, exponents: bool = True) -> Iterator[Tree]:
    """Yield `tree` and everything below it; without `exponents` nothing below an exponential."""
    yield tree
    if exponents or tree[0] != "exp":
        for part in tree[1:]:
            if isinstance(part, tuple):
                yield from subtrees(part, exponents)


def constants(trees: Iterable[Tree]) -> tuple[set[str], set[int]]:
    """Return the constants pi and log(p) among the given nodes, and the b whose roots √b are (−1 for I)."""
    names, roots = set[str](), set[int]()
    for kind, content, *_ in trees:
        if kind == "root":
            roots.add(content)
        elif kind == "name" and is_constant(content):
            names.add(content)
    return names, roots


def is_constant(name: str) -> bool:
    """Return whether a name is pi or log(p), p a prime, and not a variable or parameter."""
    return name == "pi" or (name[:4] == "log(" and name[-1] == ")" and _prime(name[4:-1]) > 0)


def _prime(digits: str) -> int:
    """Return a prime below PRIME_LIMIT from its digits, and 0 for any other text."""
    value = int(digits) if re.fullmatch("[1-9][0-9]{0,24}", digits) else 0
    return value if 0 < value < PRIME_LIMIT and is_prime(value) else 0


def parse(text: str, path: str) -> Expression:
    """Return the tree of a text, or raise CertificateError naming `path`."""
    with located(path):
        if len(text) > MAX_TEXT:
            raise CertificateError(f"a text of {len(text)} characters; at most {MAX_TEXT} are read")
        parser = _Parser(text)
        tree = parser.sum()
        if parser.tokens[parser.next]:
            raise CertificateError(f"{parser.found()} cannot follow here; write every product with '*'")
    return Expression(tree, path, _names(tree))


def _names(tree: Tree) -> frozenset[str]:
    return frozenset(node[1] for node in subtrees(tree) if node[0] == "name" and not is_constant(node[1]))


class _Parser:
    """One method for each rule of the grammar in FORMAT.md; `depth` counts the parentheses and exponents still open."""

    def __init__(self, text: str) -> None:
        if left := _TOKEN.sub("", text).strip(" "):
            raise CertificateError(f"{left[:10]!r} is not in the grammar")
        self.tokens: list[str] = [*_TOKEN.findall(text), ""]
        self.next = self.depth = 0
        self.inside = False  # the argument of a function

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
        if token in FUNCTIONS:
            return self.function(token)
        if token in ("sqrt", "log"):
            return ("root", self.prime(token)) if token == "sqrt" else ("name", f"log({self.prime(token)})")
        if token in ("I", "pi"):
            return ("root", -1) if token == "I" else ("name", "pi")
        if token == "E":
            return self.exponential(("number", Fraction(1)))
        if token in RESERVED:
            raise CertificateError(f"{token!r} is reserved and not in the grammar")
        return ("name", token)

    def function(self, name: str) -> Tree:
        """Return exp P, or another function of P written with u = e^P or e^(iP): its even part is (u + 1/u)/2."""
        if self.inside:
            raise CertificateError(f"{name!r} in the argument of a function: exponentials cannot be nested")
        self.inside = True
        argument = self.closed(name)
        self.inside = False
        if name in ("sin", "cos", "tan"):
            argument = ("product", ("root", -1), argument)
        grows, decays = self.exponential(argument), self.exponential(_negative(argument))
        if name == "exp":
            return grows
        half = ("number", Fraction(1, 2))
        even, odd = (("product", half, ("sum", grows, part)) for part in (decays, _negative(decays)))
        if name in ("sin", "tan"):  # 1/i = −i
            odd = ("product", _negative(("root", -1)), odd)
        if name in ("tan", "tanh"):
            return ("product", odd, _power(even, -1))
        return even if name in ("cos", "cosh") else odd

    def exponential(self, argument: Tree) -> Tree:
        """Return e^argument, unless it stands in an argument itself."""
        if self.inside:
            raise CertificateError("'E' in the argument of a function: exponentials cannot be nested")
        return ("exp", argument)

    def prime(self, name: str) -> int:
        """Return the prime that stands, as digits in parentheses, after sqrt and log."""
        opened, digits, closed = (self.tokens[self.next : self.next + 3] + [""] * 3)[:3]
        value = _prime(digits)
        if (opened, closed) != ("(", ")") or not value:
            raise CertificateError(f"{name} must be followed by a prime number in parentheses, below {PRIME_LIMIT}")
        self.next += 3
        return value

    def closed(self, name: str = "") -> Tree:
        if not self.accept("("):
            raise CertificateError(f"{name} must be followed by '(', not by {self.found()}")
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
