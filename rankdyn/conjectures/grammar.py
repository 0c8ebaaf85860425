"""The grammar of conjectures: text to statements, by a whitelist; text is data and is never evaluated as Python.

::

    statement   := disjunction ['implies' statement]
    disjunction := conjunction ('or' conjunction)*
    conjunction := negation ('and' negation)*
    negation    := 'not' negation | comparison
    comparison  := sum (sign sum)*                 sign := '<=' | '<' | '>=' | '>' | '==' | '!='
    sum         := product (('+' | '-') product)*
    product     := factor (('*' | '//') factor)*
    factor      := ('+' | '-') factor | atom
    atom        := integer | rank | ('max' | 'min') '(' sum (',' sum)+ ')' | '(' statement ')'
    rank        := 'r' digits | 'r' '[' integer ']'

A chain such as ``r0 <= r1 < 4`` means both comparisons. One rule reads what stands in parentheses, be it a number or a
statement; where the other was needed, the error says so. Reading takes one pass without going back. Length, depth,
digits and orders are bounded by `rankdyn.conjectures.limits`.
"""

from __future__ import annotations

import re
from typing import Any, Final, NoReturn

from rankdyn.conjectures.evaluation import value
from rankdyn.conjectures.limits import MAX_CONJECTURE_DEPTH, MAX_CONJECTURE_DIGITS, MAX_CONJECTURE_ORDER
from rankdyn.conjectures.statements import (
    STATEMENTS,
    Addition,
    Comparison,
    Connection,
    Extremum,
    FloorDivision,
    Implication,
    Integer,
    Multiplication,
    Negation,
    Node,
    Not,
    Rank,
    Statement,
    Term,
    length,
)
from rankdyn.conjectures.tokens import Cursor
from rankdyn.errors import InvalidInputError

SIGNS: Final = ("<=", "<", ">=", ">", "==", "!=")
_RANK = re.compile(r"r[0-9]+", re.ASCII)
_WORDS: Final = ("and", "or", "not", "implies")


class _Reader(Cursor):
    """Recursive descent over one text, its depth bounded."""

    def __init__(self, text: str) -> None:
        self.depth = 0
        super().__init__(text)

    def descend(self) -> None:
        self.depth += 1
        if self.depth > MAX_CONJECTURE_DEPTH:
            self.fail(f"nested deeper than {MAX_CONJECTURE_DEPTH} levels; simplify the conjecture")

    # ---- statements ----

    def statement(self) -> Node:
        depth, start = self.depth, self.start
        premise = self.connection("or")
        if self.token != "implies":
            return premise
        self.descend()
        premise = self.as_statement(premise, start)
        self.advance()
        start = self.start
        conclusion = self.as_statement(self.statement(), start)
        self.depth = depth
        return Implication(premise, conclusion)

    def connection(self, word: str) -> Node:
        start = self.start
        first = self.connection("and") if word == "or" else self.negation()
        if self.token != word:
            return first
        joined = [self.as_statement(first, start)]
        while self.token == word:
            self.advance()
            start = self.start
            joined.append(self.as_statement(self.connection("and") if word == "or" else self.negation(), start))
        return Connection(word, tuple(joined))

    def negation(self) -> Node:
        if self.token != "not":
            return self.comparison()
        self.advance()
        self.descend()
        start = self.start
        statement = Not(self.as_statement(self.negation(), start))
        self.depth -= 1
        return statement

    def comparison(self) -> Node:
        start = self.start
        first = self.sum()
        if self.token not in SIGNS:
            return first
        terms, signs = [self.as_term(first, start)], []
        while self.token in SIGNS:
            signs.append(self.token)
            self.advance()
            terms.append(self.number())
        return Comparison(tuple(terms), tuple(signs))

    # ---- terms ----

    def number(self) -> Term:
        start = self.start
        return self.as_term(self.sum(), start)

    def sum(self) -> Node:
        start = self.start
        first = self.product()
        if self.token not in ("+", "-"):
            return first
        terms = [self.as_term(first, start)]
        while self.token in ("+", "-"):
            minus = self.token == "-"
            self.advance()
            start = self.start
            term = self.as_term(self.product(), start)
            terms.append(Negation(term) if minus else term)
        return Addition(tuple(terms))

    def product(self) -> Node:
        depth, start = self.depth, self.start
        first = self.factor()
        if self.token not in ("*", "//", "**"):
            return first
        factors = [self.as_term(first, start)]
        while self.token in ("*", "//"):
            operator = self.token
            self.advance()
            start = self.start
            factor = self.as_term(self.factor(), start)
            if operator == "*":
                factors.append(factor)
            else:
                self.descend()
                factors = [FloorDivision(_product(factors), self.divisor(factor, start))]
        if self.token == "**":
            self.fail("powers are not part of the grammar; write a product such as r0*r0")
        self.depth = depth
        return _product(factors)

    def divisor(self, term: Term, start: int) -> Term:
        """Refuse a divisor that is the number 0 whatever the ranks are."""
        if not length(term) and not value(term, ()):
            self.fail("division by zero; remove the quotient", start)
        return term

    def factor(self) -> Node:
        if self.token not in ("+", "-"):
            return self.atom()
        minus = self.token == "-"
        self.advance()
        self.descend()
        start = self.start
        term = self.as_term(self.factor(), start)
        self.depth -= 1
        return Negation(term) if minus else term

    def atom(self) -> Node:
        token, start = self.token, self.start
        if token.isdigit():
            self.advance()
            return Integer(self.integer(token, start))
        if token == "r" or _RANK.fullmatch(token):
            return self.rank()
        if token in ("max", "min"):
            return self.extremum()
        if token == "(":
            self.advance()
            self.descend()
            inner = self.statement()
            self.depth -= 1
            self.expect(")", "to close the parenthesis")
            return inner
        if token[:1].isalpha() or token[:1] == "_":
            self.unknown(token)
        self.fail(f"expected a number, a rank such as r0, or '(', found {self.found()}")

    def integer(self, digits: str, start: int) -> int:
        if len(digits) > MAX_CONJECTURE_DIGITS:
            self.fail(f"an integer of more than {MAX_CONJECTURE_DIGITS} digits; write a smaller one", start)
        return int(digits)

    def rank(self) -> Rank:
        digits, start = self.token[1:], self.start
        self.advance()
        if not digits:
            self.expect("[", "after 'r', as in r[0]")
            digits, start = self.token, self.start
            if not digits.isdigit():
                self.fail(f"expected the order as an integer, as in r[2], found {self.found()}")
            self.advance()
            self.expect("]", "to close 'r['")
        if len(digits) > MAX_CONJECTURE_DIGITS or int(digits) > MAX_CONJECTURE_ORDER:
            self.fail(f"orders go from 0 to {MAX_CONJECTURE_ORDER}; use a smaller one", start)
        return Rank(int(digits))

    def extremum(self) -> Extremum:
        name = self.token
        self.advance()
        self.expect("(", f"after {name!r}")
        self.descend()
        terms = [self.argument()]
        while self.token == ",":
            self.advance()
            terms.append(self.argument())
        self.depth -= 1
        if len(terms) < 2:
            self.fail(f"{name} needs two terms or more, as in {name}(r0, r1)")
        self.expect(")", f"to close {name!r}")
        return Extremum(name, tuple(terms))

    def argument(self) -> Term:
        start = self.start
        term = self.number()
        if self.token in SIGNS:
            self.fail("a statement stands where a number is needed", start)
        return term

    def unknown(self, token: str) -> NoReturn:
        shown = self.found()
        if token in _WORDS:
            self.fail(f"expected a number, a rank such as r0, or '(', found {shown}")
        hint = ""
        if token.lower() in (*_WORDS, "max", "min", "r") or _RANK.fullmatch(token.lower()):
            hint = f"; write {token.lower()!r} in small letters"
        elif re.fullmatch(r"r_[0-9]+", token):
            hint = f"; write 'r{token[2:]}'"
        elif token in ("True", "False"):
            hint = "; write a comparison such as 0 == 0"
        self.fail(f"unknown name {shown}{hint or '; known are r0, r1, … (or r[0], r[1], …), max, min'}")

    # ---- which of the two was needed ----

    def as_term(self, node: Node, start: int) -> Term:
        if isinstance(node, STATEMENTS):
            self.fail("a statement stands where a number is needed", start)
        return node

    def as_statement(self, node: Node, start: int) -> Statement:
        if not isinstance(node, STATEMENTS):
            self.fail("a number stands where a statement is needed; compare it, as in r1 <= 2*r0", start)
        return node


def _product(factors: list[Term]) -> Term:
    return factors[0] if len(factors) == 1 else Multiplication(tuple(factors))


def parse(text: Any) -> Statement:
    """Read a conjecture.

    Parameters
    ----------
    text : str
        Such as ``'r2 <= r0 + 2*(r1 // 2)'`` or ``'r0 >= 2 and r1 == r0 implies r[2] < 9'``.

    Raises
    ------
    ParseError
        If the text is not of the grammar, is too long or too deep, divides by the number 0, or speaks of no rank; the
        message names the character.

    Examples
    --------
    >>> parse("r[1] <= 2*r0")
    Comparison(terms=(Rank(order=1), Multiplication(factors=(Integer(value=2), Rank(order=0)))), signs=('<=',))
    """
    if not isinstance(text, str):
        raise InvalidInputError(f"a conjecture is a text such as 'r1 <= 2*r0', not {type(text).__name__}")
    reader = _Reader(text)
    if not reader.token:
        reader.fail("an empty text; write a conjecture such as 'r1 <= 2*r0'")
    start = reader.start
    read = reader.statement()
    if reader.token:
        reader.fail(f"unexpected {reader.found()}; an operator or the end of the text should stand here")
    statement = reader.as_statement(read, start)
    if not length(statement):
        reader.fail("the conjecture speaks of no rank; use r0, r1, …", start)
    return statement
