"""`Sum`: Σ c_i F_i with constant coefficients; what Leibniz makes of a product."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from rankdyn.errors import InvalidInputError
from rankdyn.expressions.nodes import Expression, add, mul, names, number
from rankdyn.expressions.printing import latex, text
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import Change, MatrixFunction, Rows, coerce, common_variable
from rankdyn.functions.reading import holds_float, read_entry
from rankdyn.functions.typesetting import MAX_SHOWN, short_latex


class Sum(MatrixFunction):
    """The sum c_1 F_1 + … + c_n F_n; sums within sums are flattened.

    Parameters
    ----------
    *functions : MatrixFunction or entries
        One or more of equal shape.
    coefficients : sequence of numbers or text, optional
        One for each function, free of the variable (parameters may occur); 1 by default.
    variable : str or SymPy Symbol, default 't'
        Used for functions given as entries.
    """

    __slots__ = ("_reads_floats", "terms")
    terms: tuple[tuple[Expression, MatrixFunction], ...]
    _reads_floats: bool

    def __init__(self, *functions: Any, coefficients: Sequence[Any] | None = None, variable: Any = "t") -> None:
        parts = [coerce(function, variable) for function in functions]
        if not parts:
            raise InvalidInputError("a Sum needs at least one function")
        name = common_variable(parts)
        if coefficients is not None and len(coefficients) != len(parts):
            raise InvalidInputError(f"{len(parts)} functions but {len(coefficients)} coefficients; give one for each")
        read = [read_entry(c, name) for c in coefficients] if coefficients is not None else [number(1)] * len(parts)
        for coefficient in read:
            if name in names(coefficient):
                raise InvalidInputError(
                    f"the coefficient {text(coefficient)} depends on {name}; "
                    "use a Product with a diagonal matrix instead"
                )
        for part in parts:
            if part.shape != parts[0].shape:
                raise InvalidInputError(f"shapes {parts[0].shape} and {part.shape} cannot be added")
        # a coefficient may divide by a parameter expression: the same test for zero denominators as for entries
        Explicit([[text(coefficient) for coefficient in read]], name)
        flat: list[tuple[Expression, MatrixFunction]] = []
        for coefficient, part in zip(read, parts, strict=True):
            if isinstance(part, Sum):
                flat.extend((mul((coefficient, inner)), function) for inner, function in part.terms)
            else:
                flat.append((coefficient, part))
        floats = any(map(holds_float, () if coefficients is None else coefficients))
        self._set(terms=tuple(flat), _reads_floats=floats or any(part.reads_floats for part in parts))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.terms[0][1].shape

    @property
    def variable_name(self) -> str:
        """Name of the variable."""
        return self.terms[0][1].variable_name

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """Sorted names of the parameters."""
        found = {name for _, function in self.terms for name in function.parameter_names}
        return tuple(sorted(found.union(*(names(coefficient) for coefficient, _ in self.terms))))

    @property
    def reads_floats(self) -> bool:
        """Whether some entry or coefficient was a float."""
        return self._reads_floats

    def leaves(self) -> tuple[Explicit, ...]:
        """Return the explicit matrices of all terms, the coefficients as one row."""
        row = (tuple(coefficient for coefficient, _ in self.terms),)
        own = Explicit.of(row, (1, len(self.terms)), self.variable_name)
        return (own, *(leaf for _, function in self.terms for leaf in function.leaves()))

    def rows(self) -> Rows:
        """Return the entries, each a sum."""
        parts = [(coefficient, function.rows()) for coefficient, function in self.terms]
        m, n = self.shape
        return tuple(tuple(add(mul((c, rows[i][j])) for c, rows in parts) for j in range(n)) for i in range(m))

    def _map(self, functions: list[MatrixFunction]) -> MatrixFunction:
        return linear_combination([(c, f) for (c, _), f in zip(self.terms, functions, strict=True)], self)

    def _derivative(self, order: int) -> MatrixFunction:
        return self._map([function.derivative(order) for _, function in self.terms])

    def _difference(self, order: int, step: Fraction) -> MatrixFunction:
        return self._map([function.difference(order, step) for _, function in self.terms])

    def map_entries(self, change: Change) -> MatrixFunction:
        """Return the sum with every entry of every function, and every coefficient, changed."""
        return linear_combination([(change(c), function.map_entries(change)) for c, function in self.terms], self)

    @property
    def T(self) -> MatrixFunction:
        """The transpose."""
        return self._map([function.T for _, function in self.terms])

    def latex(self, *, short: bool = False) -> str:
        """Return the terms as LaTeX."""
        shown = ""
        for coefficient, function in self.terms[: MAX_SHOWN if short else None]:
            factor = (short_latex if short else latex)(coefficient)
            factor = {"1": "", "-1": "-"}.get(
                factor, factor if factor.lstrip("-").isalnum() else rf"\left({factor}\right)"
            )
            joint = "" if not shown or factor.startswith("-") else " + "
            shown += f"{joint}{factor} {function._latex_as_term(short)}"
        return shown + r" + \cdots" * (short and len(self.terms) > MAX_SHOWN)

    def _latex_as_term(self, short: bool) -> str:
        return self._latex_as_factor(short)

    def _key(self) -> tuple[object, ...]:
        return self.terms

    def __repr__(self) -> str:
        functions = ", ".join(repr(function) for _, function in self.terms)
        if all(coefficient == number(1) for coefficient, _ in self.terms) and len(self.terms) > 1:
            return f"Sum({functions})"
        return f"Sum({functions}, coefficients={[text(coefficient) for coefficient, _ in self.terms]!r})"


def linear_combination(
    terms: Sequence[tuple[int | Expression, MatrixFunction]], like: MatrixFunction
) -> MatrixFunction:
    """Return Σ c F as the simplest structure: zero as an Explicit, one plain term as itself.

    Parameters
    ----------
    terms : sequence of (coefficient, MatrixFunction)
        May be empty.
    like : MatrixFunction
        Gives shape and variable to an empty sum.
    """
    if not terms:
        m, n = like.shape
        return Explicit.of(((number(0),) * n,) * m, like.shape, like.variable_name)
    shown = [text(c) if not isinstance(c, int) else c for c, _ in terms]
    if len(terms) == 1 and shown[0] in (1, "1"):
        return terms[0][1]
    return Sum(*(function for _, function in terms), coefficients=shown)
