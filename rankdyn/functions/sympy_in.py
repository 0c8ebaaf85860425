"""SymPy expressions read as expression trees, by a walk that looks at the type of each node once.

`SympyReader` reads the entries of one matrix. What makes it fast: types are looked up in one dictionary; numbers come
from ``.p`` and ``.q``; symbols and powers, which SymPy shares between entries, are remembered by identity; sums of
monomials are put together directly. What makes it safe: functions and powers outside these go through
`rankdyn.expressions.functions`, which text goes through too, so that both mean the same.

SymPy is imported here and in `rankdyn.functions.sympy_border` only, and only when it is used.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import isfinite
from typing import Any, Final

import sympy  # noqa: TID253 - this is the border, itself imported late

from rankdyn.errors import InvalidInputError, NotExactError
from rankdyn.expressions.functions import I_UNIT, KNOWN_FUNCTIONS, PI, E, apply, raise_to
from rankdyn.expressions.grammar import RESERVED, parse_expression
from rankdyn.expressions.nodes import Add, Expression, Mul, Number, Pow, Symbol, add, mul
from rankdyn.limits import MAX_DEPTH

_SMALL_POWER: Final = 100
"""Powers of symbols up to it keep the degree of a monomial far below every limit."""

_FOLDED: Final = (Fraction(0), Fraction(1))
"""Factors that `mul` does not keep; SymPy keeps them in products that it has not evaluated."""

_SYMPY_MUL, _SYMPY_INTEGER = sympy.Mul, sympy.Integer


def refuse_assumptions(symbol: sympy.Symbol) -> None:
    """Refuse a symbol such as Symbol('t', real=True): SymPy holds it different from Symbol('t')."""
    if symbol != sympy.Symbol(symbol.name):
        given = ", ".join(f"{k}={v}" for k, v in sorted(symbol._assumptions_orig.items()))
        raise InvalidInputError(
            f"Symbol({symbol.name!r}, {given}) differs from Symbol({symbol.name!r}) in SymPy; use symbols without "
            "assumptions, such as rankdyn.t"
        )


def from_sympy(expression: Any, variable: str) -> Expression:
    """Return one SymPy expression as an expression tree; many are read faster by one `SympyReader`."""
    return SympyReader().read(expression)


class SympyReader:
    """Reads SymPy expressions, the entries of one matrix, which must stay alive meanwhile.

    Attributes
    ----------
    floats : bool
        Whether a float was met.
    names : set of str
        The symbols met.
    written_out : bool
        Whether all was sums of monomials, number times small powers of symbols: then `names` are the names in the
        result, nothing divides, and no degree is near a limit.
    """

    def __init__(self) -> None:
        self.floats = False
        self.names: set[str] = set()
        self.written_out = True
        self._known: dict[int, Expression] = {}
        self._monomials: dict[int, Expression] = {}

    def read(self, node: Any, depth: int = 0) -> Expression:
        """Return one expression.

        Raises
        ------
        NotExactError
            If it is outside what rankdyn knows.
        InvalidInputError
            If it is not finite, or a symbol has assumptions or a name that the grammar does not know.
        """
        found = self._known.get(id(node))
        if found is not None:
            return found
        reader = _READERS.get(type(node)) or _reader_of(type(node))
        if depth > MAX_DEPTH:
            raise InvalidInputError(f"nested deeper than {MAX_DEPTH} levels; simplify the expression")
        return reader(self, node, depth)

    # ---- sums and products ------------------------------------------------------------------------------------------

    def _add(self, node: Any, depth: int) -> Expression:
        monomials = self._monomials
        constant: Number | None = None
        terms: list[Expression] = []
        for part in node._args:
            kind = type(part)
            if kind is _SYMPY_MUL and len(part._args) == 2:
                first, second = part._args
                monomial = monomials.get(id(second))
                if monomial is not None and type(first) is _SYMPY_INTEGER:  # 0, 1 and −1 have types of their own
                    terms.append(Mul((_integer(first.p), monomial)))
                    continue
            term = monomials.get(id(part)) or self.read(part, depth + 1)
            if isinstance(term, Number) and constant is None:
                constant = term
            elif isinstance(term, Number | Add):
                return add([self.read(each, depth + 1) for each in node._args])
            else:
                terms.append(term)
        if constant is not None and constant.value:
            terms.append(constant)
        return Add(tuple(terms)) if len(terms) > 1 else add(terms)

    def _mul(self, node: Any, depth: int) -> Expression:
        monomials = self._monomials
        factors: list[Expression] = []
        for part in node._args:
            factor = monomials.get(id(part))
            if factor is None:
                factor = self.read(part, depth + 1)
                if not isinstance(factor, Number) and id(part) not in monomials:
                    self.written_out = False  # a sum in brackets, a function, or a power that is none of a symbol
                if isinstance(factor, Mul) or (isinstance(factor, Number) and (factors or factor.value in _FOLDED)):
                    self.written_out = False
                    return mul([self.read(each, depth + 1) for each in node._args])
            factors.append(factor)
        return Mul(tuple(factors)) if 1 < len(factors) < _SMALL_POWER else self._general(mul(factors))

    def _pow(self, node: Any, depth: int) -> Expression:
        base, exponent = node._args
        if type(exponent) is _SYMPY_INTEGER and isinstance(base, sympy.Symbol) and 1 < exponent.p <= _SMALL_POWER:
            found = self._monomials[id(node)] = self._known[id(node)] = Pow(self.read(base), int(exponent.p))
            return found
        self.written_out = False
        try:
            # what is no integer power, 2**t or sqrt(t), is decided there, as for text
            return raise_to(self.read(base, depth + 1), self.read(exponent, depth + 1))
        except ZeroDivisionError:
            raise InvalidInputError(f"{node} divides by zero; remove the quotient") from None

    def _general(self, expression: Expression) -> Expression:
        self.written_out = False
        return expression

    # ---- leaves -----------------------------------------------------------------------------------------------------

    def _integer(self, node: Any, depth: int) -> Expression:
        return _integer(node.p)

    def _rational(self, node: Any, depth: int) -> Expression:
        return Number(Fraction(int(node.p), int(node.q)))

    def _float(self, node: Any, depth: int) -> Expression:
        self.floats = True
        if not isfinite(float(node)):
            raise InvalidInputError(f"{node} is not finite; entries must be numbers")
        return Number(Fraction(repr(float(node))))

    def _symbol(self, node: Any, depth: int) -> Expression:
        refuse_assumptions(node)
        found = self._monomials[id(node)] = self._known[id(node)] = _symbol(node.name)
        self.names.add(node.name)
        return found

    def _constant(self, node: Any, depth: int) -> Expression:
        return self._general(_CONSTANTS[type(node)])

    def _infinite(self, node: Any, depth: int) -> Expression:
        raise InvalidInputError(f"{node} is not finite; entries must be numbers")

    # ---- all else ---------------------------------------------------------------------------------------------------

    def _function(self, node: Any, depth: int) -> Expression:
        """Read a function of one argument by its name, or refuse it: the one place where functions come in."""
        name, module = type(node).__name__, type(node).__module__ or ""  # an undefined sin(t) has no module
        if name not in KNOWN_FUNCTIONS or len(node.args) != 1 or not module.startswith("sympy."):
            raise NotExactError(
                f"{str(node)[:60]} is not supported; use exp, sin, cos, sinh, cosh, … and powers, "
                "or rankdyn.numerical_ranks for a numerical answer"
            )
        return self._general(apply(name, self.read(node.args[0], depth + 1)))


_CONSTANTS: Final[dict[type, Expression]] = {
    type(sympy.E): E,
    type(sympy.pi): PI,
    type(sympy.I): I_UNIT,
}

_Reader = Callable[[SympyReader, Any, int], Expression]

_READERS: Final[dict[type, _Reader]] = {
    sympy.Add: SympyReader._add,
    sympy.Mul: SympyReader._mul,
    sympy.Pow: SympyReader._pow,
    sympy.Integer: SympyReader._integer,
    sympy.Rational: SympyReader._rational,
    sympy.Float: SympyReader._float,
    sympy.Symbol: SympyReader._symbol,
    **dict.fromkeys(_CONSTANTS, SympyReader._constant),
    **dict.fromkeys(map(type, (sympy.oo, -sympy.oo, sympy.zoo, sympy.nan)), SympyReader._infinite),
}


def _reader_of(kind: type) -> _Reader:
    """Return what reads a type that is not in the table: that of its base class, remembered, or a function's."""
    for base in kind.__mro__:
        if base in _READERS:
            _READERS[kind] = _READERS[base]
            return _READERS[base]
    return SympyReader._function  # not remembered: each undefined function f(t) has a class of its own


@lru_cache(maxsize=4096)
def _integer(value: int) -> Number:
    return Number(Fraction(int(value)))


@lru_cache(maxsize=256)
def _symbol(name: str) -> Expression:
    try:
        known = name not in RESERVED and parse_expression(name)
    except InvalidInputError:
        known = False
    if not isinstance(known, Symbol):
        raise InvalidInputError(f"the symbol {name!r} has a name outside the grammar; use letters, digits and _ only")
    return known
