"""The grammar of entries: text to expression trees, by a whitelist; text is data and is never evaluated as Python.

::

    matrix := '[' row (',' row)* ']'        row := '[' sum (',' sum)* ']'
    sum    := term (('+' | '-') term)*
    term   := factor (('*' | '/') factor)*
    factor := ('+' | '-') factor | power
    power  := atom [('**' | '^') factor]    right-associative, constant integer exponent
    atom   := number | name | ('exp' | 'sinh' | 'cosh') '(' sum ')' | '(' sum ')'

Numbers are exact: ``0.1`` is 1/10. Length, depth, digits and powers are bounded by `rankdyn.limits`; an error names the
character at which the text stops making sense.
"""

import re
from fractions import Fraction
from typing import Final, NoReturn

from rankdyn.errors import InvalidInputError, NotExactError, ParseError
from rankdyn.expressions.nodes import (
    Expression,
    Function,
    Number,
    Symbol,
    add,
    divide,
    exponential,
    mul,
    names,
    negate,
    power,
)
from rankdyn.expressions.polynomials import as_polynomial
from rankdyn.limits import MAX_DEPTH, MAX_DIGITS, MAX_SIDE, MAX_TEXT_CHARACTERS

EXPONENTIAL_FUNCTIONS: Final = ("exp", "sinh", "cosh")

NOT_YET_EXACT: Final = frozenset(
    "sin cos tan cot sec csc tanh coth log ln sqrt cbrt asin acos atan asinh acosh atanh erf gamma abs sign floor "
    "ceiling Abs besselj zeta".split()
)
"""Functions a user may expect that are outside the exact class; the message says so instead of 'unknown'."""

RESERVED: Final = NOT_YET_EXACT | frozenset(EXPONENTIAL_FUNCTIONS) | frozenset("pi E I oo nan inf zoo NaN".split())
"""Names that cannot be parameters."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![A-Za-z_])|(?P<name>[A-Za-z][A-Za-z0-9_]*)"
    r"|(?P<operator>\*\*|[-+*/^()\[\],]))",
    re.ASCII,
)


class _Reader:
    """One pass over one text."""

    def __init__(self, text: str) -> None:
        if len(text) > MAX_TEXT_CHARACTERS:
            raise ParseError(
                f"the text has {len(text)} characters, the limit is {MAX_TEXT_CHARACTERS}; give the entries as a list "
                "of shorter texts",
                text,
                MAX_TEXT_CHARACTERS,
            )
        self.text = text
        self.depth = 0
        self.position = 0  # where the current token starts
        self.end = 0  # where the next token search starts
        self.kind = ""
        self.token = ""
        self.advance()

    def advance(self) -> None:
        match = _TOKEN.match(self.text, self.end)
        if match is None:
            rest = re.compile(r"\s*").match(self.text, self.end)
            self.position = rest.end() if rest else self.end
            if self.position < len(self.text):
                found = self.text[self.position]
                hint = "; write each entry as plain arithmetic of t, parameters, exp, sinh and cosh"
                self.fail(f"unexpected character {found!r}{hint}")
            self.kind, self.token = "end", ""
            self.end = self.position
            return
        self.kind = match.lastgroup or ""
        self.token = match.group(self.kind)
        self.position = match.start(self.kind)
        self.end = match.end()

    def fail(self, message: str) -> NoReturn:
        raise ParseError(message, self.text, min(self.position, len(self.text)))

    def expect(self, token: str, where: str) -> None:
        if self.token != token:
            self.fail(f"expected {token!r} {where}, found {self.found()}")
        self.advance()

    def found(self) -> str:
        return repr(self.token) if self.token else "the end of the text"

    def descend(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(f"nested deeper than {MAX_DEPTH} levels; simplify the expression")

    def sum(self) -> Expression:
        terms = [self.term()]
        while self.token in ("+", "-"):
            minus = self.token == "-"
            self.advance()
            term = self.term()
            terms.append(negate(term) if minus else term)
        return terms[0] if len(terms) == 1 else add(terms)

    def term(self) -> Expression:
        factors = [self.factor()]
        while self.token in ("*", "/"):
            operator = self.token
            self.advance()
            position = self.position
            factor = self.factor()
            if operator == "/":
                try:
                    factor = divide(Number(Fraction(1)), factor)
                except ZeroDivisionError:
                    self.position = position
                    self.fail("division by zero; remove the quotient")
            factors.append(factor)
        return factors[0] if len(factors) == 1 else mul(factors)

    def factor(self) -> Expression:
        minus = False
        while self.token in ("+", "-"):
            minus ^= self.token == "-"
            self.advance()
        value = self.power()
        return negate(value) if minus else value

    def power(self) -> Expression:
        base = self.atom()
        if self.token not in ("**", "^"):
            return base
        self.advance()
        position = self.position
        self.descend()
        exponent = self.factor()
        self.depth -= 1
        if not isinstance(exponent, Number):
            self.position = position
            if isinstance(base, Number) and names(exponent):
                self.outside(f"a constant to a power that depends on {', '.join(sorted(names(exponent)))}", position)
            self.outside("a power whose exponent is not a constant integer", position)
        if exponent.value.denominator != 1:
            if isinstance(base, Function) and base.name == "exp":
                return exponential(tuple((m, c * exponent.value) for m, c in base.argument))
            self.outside(f"a root (the exponent {exponent.value})", position)
        try:
            return power(base, int(exponent.value))
        except ZeroDivisionError:
            self.position = position
            self.fail("zero to a negative power; remove the quotient")
        except InvalidInputError as error:
            self.position = position
            self.fail(str(error))

    def outside(self, what: str, position: int) -> NoReturn:
        raise NotExactError(
            f"character {position + 1}: {what} is not yet supported exactly; use exp, sinh, cosh of polynomials and "
            "integer powers, or rankdyn.numerical_ranks for a numerical answer"
        )

    def atom(self) -> Expression:
        kind, token, position = self.kind, self.token, self.position
        if kind == "number":
            self.advance()
            return self.number(token, position)
        if kind == "name":
            self.advance()
            return self.named(token, position)
        if token == "(":
            self.advance()
            self.descend()
            value = self.sum()
            self.depth -= 1
            self.expect(")", "to close the parenthesis")
            return value
        self.fail(f"expected a number, a name or '(', found {self.found()}")

    def number(self, token: str, position: int) -> Expression:
        mantissa, _, exponent = token.lower().partition("e")
        size = len(mantissa) + (min(abs(int(exponent)), 10**9) if 0 < len(exponent) < 12 else 10**9 * bool(exponent))
        if size > MAX_DIGITS:
            self.position = position
            self.fail(f"a number of more than {MAX_DIGITS} digits; write a smaller one")
        return Number(Fraction(token))

    def named(self, name: str, position: int) -> Expression:
        if name in NOT_YET_EXACT or name in ("pi", "I"):
            self.outside(f"{name!r}", position)
        if name in EXPONENTIAL_FUNCTIONS:
            self.expect("(", f"after {name!r}")
            self.descend()
            argument = self.sum()
            self.depth -= 1
            self.expect(")", f"to close {name!r}")
            try:
                exponent = as_polynomial(argument)
            except NotExactError as error:
                raise NotExactError(f"character {position + 1}: {error}") from None
            if name == "exp" or not exponent:
                return exponential(exponent) if name != "sinh" else Number(Fraction(0))
            return Function(name, exponent)
        if name == "E":
            return exponential((((), Fraction(1)),))
        if name in RESERVED:
            self.position = position
            self.fail(f"{name!r} is not a number of this grammar; entries must be finite")
        if self.token == "(":
            self.position = position
            self.fail(f"unknown function {name!r}; known are {', '.join(EXPONENTIAL_FUNCTIONS)}")
        return Symbol(name)

    def finish(self) -> None:
        if self.kind != "end":
            self.fail(f"unexpected {self.token!r}; an operator or the end of the text should stand here")

    def row(self) -> list[Expression]:
        self.expect("[", "to open a row")
        if self.token == "]":
            self.fail("a row without entries; give a 0-by-n shape as a NumPy array instead")
        entries = [self.sum()]
        while self.token == ",":
            self.advance()
            entries.append(self.sum())
            if len(entries) > MAX_SIDE:
                self.fail(f"more than {MAX_SIDE} columns")
        self.expect("]", "or ',' after an entry")
        return entries


def parse_expression(text: str) -> Expression:
    """Read one scalar expression.

    Raises
    ------
    ParseError
        If the text is not of the grammar; the message names the character.
    NotExactError
        If it is mathematics outside the exact class, such as ``sin(t)``.
    """
    reader = _Reader(text)
    if reader.kind == "end":
        reader.fail("an empty text; write an expression such as '1 + t'")
    value = reader.sum()
    reader.finish()
    return value


def parse_matrix(text: str) -> list[list[Expression]]:
    """Read a matrix such as ``[[1, exp(t)], [t, t*exp(t)]]``; rows of equal length.

    Raises
    ------
    ParseError, NotExactError
        As `parse_expression`; also for ragged rows and for ``[]``.
    """
    reader = _Reader(text)
    reader.expect("[", "to open a matrix such as '[[1, t], [t, t**2]]'")
    if reader.token == "]":
        reader.fail("a matrix without rows; give a 0-by-n shape as a NumPy array instead")
    rows: list[list[Expression]] = []
    while True:
        position = reader.position
        row = reader.row()
        if rows and len(row) != len(rows[0]):
            reader.position = position
            reader.fail(f"row {len(rows) + 1} has {len(row)} entries, row 1 has {len(rows[0])}; rows must be equal")
        rows.append(row)
        if len(rows) > MAX_SIDE:
            reader.fail(f"more than {MAX_SIDE} rows")
        if reader.token != ",":
            break
        reader.advance()
    reader.expect("]", "or ',' after a row")
    reader.finish()
    return rows
