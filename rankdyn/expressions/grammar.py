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

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Final, NoReturn

from rankdyn.errors import InvalidInputError, NotExactError
from rankdyn.expressions.nodes import (
    ONE,
    ZERO,
    Expression,
    Function,
    Mul,
    Number,
    Symbol,
    add,
    divide,
    exponential,
    folded,
    mul,
    names,
    negate,
    power,
)
from rankdyn.expressions.polynomials import as_polynomial
from rankdyn.expressions.tokens import Cursor
from rankdyn.limits import MAX_DEPTH, MAX_DIGITS, MAX_POWER, MAX_SIDE

EXPONENTIAL_FUNCTIONS: Final = ("exp", "sinh", "cosh")

NOT_YET_EXACT: Final = frozenset(
    "sin cos tan cot sec csc tanh coth log ln sqrt cbrt asin acos atan asinh acosh atanh erf gamma abs sign floor "
    "ceiling Abs besselj zeta".split()
)
"""Functions a user may expect that are outside the exact class; the message says so instead of 'unknown'."""

RESERVED: Final = NOT_YET_EXACT | frozenset(EXPONENTIAL_FUNCTIONS) | frozenset("pi E I oo nan inf zoo NaN".split())
"""Names that cannot be parameters."""

_POWER: Final = ("**", "^")
_E: Final = exponential((((), Fraction(1)),))
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
        if not isinstance(exponent, Number):
            if base == _E:
                return self.exponential("exp", exponent, index)
            if isinstance(base, Number) and names(exponent):
                self.outside(f"a constant to a power that depends on {', '.join(sorted(names(exponent)))}", index)
            self.outside("a power whose exponent is not a constant integer", index)
        if exponent.value.denominator != 1:
            if isinstance(base, Function) and base.name == "exp":
                return exponential(tuple((m, c * exponent.value) for m, c in base.argument))
            self.outside(f"a root (the exponent {exponent.value})", index)
        try:
            return power(base, exponent.value.numerator)
        except ZeroDivisionError:
            self.fail("zero to a negative power; remove the quotient", index)
        except InvalidInputError as error:
            self.fail(str(error), index)

    def outside(self, what: str, index: int) -> NoReturn:
        raise NotExactError(
            f"character {self.position(index) + 1}: {what} is not yet supported exactly; use exp, sinh, cosh of "
            "polynomials and integer powers, or rankdyn.numerical_ranks for a numerical answer"
        )

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
        if name in NOT_YET_EXACT or name in ("pi", "I"):
            self.outside(f"{name!r}", index)
        if name in EXPONENTIAL_FUNCTIONS:
            self.expect("(", f"after {name!r}")
            self.descend()
            argument = self.sum()
            self.depth -= 1
            self.expect(")", f"to close {name!r}")
            return self.exponential(name, argument, index)
        if name == "E":
            return _E
        if name in RESERVED:
            self.fail(f"{name!r} is not a number of this grammar; entries must be finite", index)
        self.fail(f"unknown function {name!r}; known are {', '.join(EXPONENTIAL_FUNCTIONS)}", index)

    def exponential(self, name: str, argument: Expression, index: int) -> Expression:
        try:
            exponent = as_polynomial(argument)
        except NotExactError as error:
            raise NotExactError(f"character {self.position(index) + 1}: {error}") from None
        if name == "exp" or not exponent:
            return exponential(exponent) if name != "sinh" else ZERO
        return Function(name, exponent)

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
        If it is mathematics outside the exact class, such as ``sin(t)``.
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
