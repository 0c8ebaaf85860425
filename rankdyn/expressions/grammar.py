"""The grammar of entries: text to expression trees, by a whitelist; text is data and is never evaluated as Python.

::

    matrix := '[' row (',' row)* ']'        row := '[' sum (',' sum)* ']'
    sum    := term (('+' | '-') term)*
    term   := factor (('*' | '/') factor)*
    factor := ('+' | '-') factor | power
    power  := atom [('**' | '^') factor]    right-associative
    atom   := number | name | 'pi' | 'E' | 'I' | function '(' sum ')' | '(' sum ')'

The functions are those of `rankdyn.expressions.functions`, which also says what is exact. Numbers are exact: ``0.1`` is
1/10. Length, depth, digits and powers are bounded by `rankdyn.limits`; an error names the
character at which the text stops making sense.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Final

from rankdyn.errors import InvalidInputError, NotExactError
from rankdyn.expressions.functions import (
    EXPONENTIAL_FUNCTIONS,
    I_UNIT,
    KNOWN_FUNCTIONS,
    PI,
    E,
    apply,
    raise_to,
)
from rankdyn.expressions.nodes import (
    ONE,
    Expression,
    Mul,
    Number,
    Symbol,
    add,
    divide,
    folded,
    mul,
    negate,
    power,
)
from rankdyn.expressions.tokens import Cursor
from rankdyn.limits import MAX_DEPTH, MAX_DIGITS, MAX_POWER, MAX_SIDE

NOT_ANALYTIC: Final = frozenset("abs Abs sign floor ceiling Heaviside Max Min re im arg conjugate".split())
"""Functions a user may write that have no derivatives everywhere; the message says so instead of 'unknown'."""

RESERVED: Final = KNOWN_FUNCTIONS | NOT_ANALYTIC | frozenset("pi E I oo nan inf zoo NaN".split())
"""Names that cannot be parameters."""

_CONSTANTS: Final = {"pi": PI, "E": E, "I": I_UNIT}
_POWER: Final = ("**", "^")
_AFTER_TERM: Final = ("+", "-", ",", "]", ")", "")


@lru_cache(maxsize=1024)
def _integer(digits: str) -> Number:
    return Number(Fraction(int(digits)))


@lru_cache(maxsize=1024)
def _plain_power(name: str, count: str) -> Expression | None:
    """Return a variable or parameter to a power above 1, or None."""
    if not name[0].isalpha() or name in RESERVED or not 1 < int(count) <= MAX_POWER:
        return None
    return power(Symbol(name), int(count))


_applied = lru_cache(maxsize=1024)(apply)
"""One node for all equal functions, which are then compared by identity."""


class _Reader(Cursor):
    """Recursive descent over one text, its depth bounded."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0

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
        return terms[0] if len(terms) == 1 else self.join(add, terms)

    def join(self, operation: Callable[..., Expression], parts: list[Expression]) -> Expression:
        try:
            return operation(parts, folded)
        except InvalidInputError as error:
            self.fail(str(error))

    def term(self) -> Expression:
        return self.monomial() or self.product()

    def monomial(self) -> Expression | None:
        """Read c*t**k, the whole term, in one step: what large matrices consist of. Return None for anything else."""
        window = self.tokens[self.index : self.index + 6]
        if len(window) < 6 or window[1] != "*" or window[3] not in _POWER or window[5] not in _AFTER_TERM:
            return None
        digits, _, name, _, count, _ = window
        if not (digits.isdigit() and count.isdigit() and len(digits) < 16 and len(count) < 5):
            return None
        raised = _plain_power(name, count)
        if raised is None:
            return None
        self.index += 4
        self.advance()
        constant = _integer(digits)
        return Mul((constant, raised)) if constant.value.numerator > 1 else mul((constant, raised))

    def product(self) -> Expression:
        factors = [self.factor()]
        while self.token in ("*", "/"):
            operator = self.token
            self.advance()
            index = self.index
            factor = self.factor()
            if operator == "/":
                try:
                    factor = divide(ONE, factor)
                except ZeroDivisionError:
                    self.fail("division by zero; remove the quotient", index)
            factors.append(factor)
        return factors[0] if len(factors) == 1 else self.join(mul, factors)

    def factor(self) -> Expression:
        minus = False
        while self.token in ("+", "-"):
            minus ^= self.token == "-"
            self.advance()
        value = self.atom()
        if self.token in _POWER:
            value = self.raised(value)
        return negate(value) if minus else value

    def raised(self, base: Expression) -> Expression:
        self.advance()
        index = self.index
        self.descend()
        exponent = self.factor()
        self.depth -= 1
        try:
            return raise_to(base, exponent)
        except ZeroDivisionError:
            self.fail("zero to a negative power; remove the quotient", index)
        except InvalidInputError as error:
            self.fail(str(error), index)

    def atom(self) -> Expression:
        token = self.token
        first = token[:1]
        if first.isalpha():
            self.advance()
            return Symbol(token) if token not in RESERVED and self.token != "(" else self.named(token)
        if first.isdigit() or first == ".":
            self.advance()
            return _integer(token) if len(token) < 16 and token.isdigit() else self.number(token)
        if token == "(":
            self.advance()
            self.descend()
            value = self.sum()
            self.depth -= 1
            self.expect(")", "to close the parenthesis")
            return value
        self.fail(f"expected a number, a name or '(', found {self.found()}")

    def number(self, token: str) -> Expression:
        mantissa, _, exponent = token.lower().partition("e")
        size = len(mantissa) + (min(abs(int(exponent)), 10**9) if 0 < len(exponent) < 12 else 10**9 * bool(exponent))
        if size > MAX_DIGITS:
            self.fail(f"a number of more than {MAX_DIGITS} digits; write a smaller one", self.index - 1)
        return Number(Fraction(token))

    def named(self, name: str) -> Expression:
        index = self.index - 1
        if name in KNOWN_FUNCTIONS:
            self.expect("(", f"after {name!r}")
            self.descend()
            argument = self.sum()
            self.depth -= 1
            self.expect(")", f"to close {name!r}")
            try:
                return _applied(name, argument)
            except InvalidInputError as error:
                self.fail(str(error), index)
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        if name in NOT_ANALYTIC:
            raise NotExactError(
                f"character {self.position(index) + 1}: {name!r} is not analytic, so that its derivatives "
                "need not exist; rankdyn.numerical_ranks takes samples of any function"
            )
        if name in RESERVED:
            self.fail(f"{name!r} is not a number of this grammar; entries must be finite", index)
        self.fail(f"unknown function {name!r}; known are {', '.join(EXPONENTIAL_FUNCTIONS)}, log, sqrt, …", index)

    def finish(self) -> None:
        if self.token:
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
        If it holds a function that is not analytic, such as ``abs``.
    """
    reader = _Reader(text)
    if not reader.token:
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
        index = reader.index
        row = reader.row()
        if rows and len(row) != len(rows[0]):
            reader.fail(
                f"row {len(rows) + 1} has {len(row)} entries, row 1 has {len(rows[0])}; rows must be equal", index
            )
        rows.append(row)
        if len(rows) > MAX_SIDE:
            reader.fail(f"more than {MAX_SIDE} rows")
        if reader.token != ",":
            break
        reader.advance()
    reader.expect("]", "or ',' after a row")
    reader.finish()
    return rows
