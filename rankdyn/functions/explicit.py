"""`Explicit`: a matrix function given by its entries, the leaves of every structure."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.real_form import written
from rankdyn.algebra.work import Work
from rankdyn.calculus.leibniz import difference_weights
from rankdyn.errors import BudgetExceededError, InvalidInputError, NotExactError
from rankdyn.expressions.nodes import Expression, add, has_division, mul, names, number, parts
from rankdyn.expressions.printing import text
from rankdyn.expressions.transform import derivative, shift
from rankdyn.functions.denominators import is_outside, refuse_zero_denominators
from rankdyn.functions.matrix_function import Change, MatrixFunction, Rows
from rankdyn.functions.reading import read_entries, read_variable
from rankdyn.functions.typesetting import matrix_latex
from rankdyn.limits import MAX_PARAMETERS, MAX_SIDE

_SIMPLIFY_BUDGET = 2_000_000
_MAX_NODES = 20_000


class Explicit(MatrixFunction):
    """A matrix function given by its entries; made by calling `MatrixFunction`."""

    __slots__ = ("_reads_floats", "_rows", "_shape", "_variable")
    _rows: Rows
    _shape: tuple[int, int]
    _variable: str
    _reads_floats: bool

    def __init__(self, entries: Any, variable: Any = "t") -> None:
        name = read_variable(variable)
        if isinstance(entries, MatrixFunction):
            if entries.variable_name != name:
                raise InvalidInputError(
                    f"the function given has the variable {entries.variable_name}, not {name}; "
                    f"write variable={entries.variable_name!r}"
                )
            self._fill(entries.rows(), entries.shape, name, entries.reads_floats)
        else:
            read = read_entries(entries, name)
            if read.polynomial_names is not None:
                self._cache["parameters"] = tuple(sorted(read.polynomial_names - {name}))
            self._fill(read.rows, read.shape, name, read.floats)
            if read.polynomial_names is not None:
                return  # nothing divides, and no power is high
        refuse_zero_denominators(self._rows, name, self.parameter_names)

    @classmethod
    def of(cls, rows: Rows, shape: tuple[int, int], variable: str, reads_floats: bool = False) -> Explicit:
        """Make a matrix from expressions that are already checked."""
        made = object.__new__(cls)
        object.__setattr__(made, "_cache", {})
        made._fill(rows, shape, variable, reads_floats)
        return made

    def _fill(self, rows: Rows, shape: tuple[int, int], variable: str, reads_floats: bool) -> None:
        if max(shape) > MAX_SIDE:
            raise InvalidInputError(f"the matrix is {shape[0]} by {shape[1]}, the limit is {MAX_SIDE} a side")
        self._set(_rows=rows, _shape=shape, _variable=variable, _reads_floats=reads_floats)
        if len(self.parameter_names) > MAX_PARAMETERS:
            raise InvalidInputError(
                f"{len(self.parameter_names)} parameters ({', '.join(self.parameter_names[:4])}, …), "
                f"the limit is {MAX_PARAMETERS}"
            )

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._shape

    @property
    def variable_name(self) -> str:
        """Name of the variable."""
        return self._variable

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """Sorted names of the parameters."""
        if "parameters" not in self._cache:
            found = frozenset[str]().union(*(names(entry) for row in self._rows for entry in row))
            self._cache["parameters"] = tuple(sorted(found - {self._variable}))
        known: tuple[str, ...] = self._cache["parameters"]
        return known

    @property
    def reads_floats(self) -> bool:
        """Whether some entry was a float, read as its shortest decimal."""
        return self._reads_floats

    @property
    def is_constant(self) -> bool:
        """Whether no entry mentions the variable."""
        if "constant" not in self._cache:
            self._cache["constant"] = not any(self._variable in names(entry) for row in self._rows for entry in row)
        return bool(self._cache["constant"])

    def leaves(self) -> tuple[Explicit, ...]:
        """Return the matrix itself."""
        return (self,)

    def rows(self) -> Rows:
        """Return the entries."""
        return self._rows

    def _with(self, rows: Rows) -> Explicit:
        return Explicit.of(rows, self._shape, self._variable, self._reads_floats)

    def _derivative(self, order: int) -> Explicit:
        field = self._field_of_exact_entries(Work(_SIMPLIFY_BUDGET))
        rows = (tuple(self._entry_derivative(entry, order, field) for entry in row) for row in self._rows)
        return self._with(tuple(rows))

    def _entry_derivative(self, entry: Expression, order: int, field: FunctionField | None) -> Expression:
        """Return the derivative in normal form, or by the rules of calculus where there is none or it is too large."""
        if field is not None and not is_outside(entry):
            try:
                element = field.element(entry)
                for _ in range(order):
                    element = element.derivative()
                return written(field, element, entry)
            except BudgetExceededError:
                pass
        given = entry
        for _ in range(order):
            if len(parts(entry)) > _MAX_NODES:
                raise BudgetExceededError(
                    f"the derivative of order {order} of {text(given)[:60]} is too large to be written out; "
                    "rank_sequence does without it"
                )
            entry = derivative(entry, self._variable)
        return entry

    def _difference(self, order: int, step: Fraction) -> Explicit:
        weights = difference_weights(order)

        def differ(entry: Expression) -> Expression:
            moved = (shift(entry, self._variable, j * step) for j in range(order + 1))
            return add(mul((number(weight), term)) for weight, term in zip(weights, moved, strict=True))

        result = self._with(tuple(tuple(map(differ, row)) for row in self._rows))
        try:
            return result.normalised(Work(_SIMPLIFY_BUDGET))
        except BudgetExceededError:
            return result

    def map_entries(self, change: Change) -> Explicit:
        """Return the matrix with every entry changed; a denominator that becomes zero is refused."""
        mapped = self._with(tuple(tuple(map(change, row)) for row in self._rows))
        refuse_zero_denominators(mapped._rows, self._variable, mapped.parameter_names)
        return mapped

    def field(self, work: Work) -> FunctionField:
        """Return the function field of the entries."""
        flat = [entry for row in self._rows for entry in row]
        return FunctionField.of(flat, self._variable, self.parameter_names, work)

    def normalised(self, work: Work) -> Explicit:
        """Return the same function with entries in normal form, those outside the exact class as they are.

        Raises
        ------
        BudgetExceededError
            Where a normal form is too large.
        """
        field = self._field_of_exact_entries(work)
        if field is None:
            return self

        def normal(entry: Expression) -> Expression:
            return entry if is_outside(entry) else written(field, field.element(entry), entry)

        return self._with(tuple(tuple(map(normal, row)) for row in self._rows))

    def _field_of_exact_entries(self, work: Work) -> FunctionField | None:
        """Return the function field of the entries that are in the exact class; None if their constants are not."""
        flat = [entry for row in self._rows for entry in row if not is_outside(entry)]
        try:
            return FunctionField.of(flat, self._variable, self.parameter_names, work)
        except NotExactError:
            return None

    @property
    def T(self) -> Explicit:
        """The transpose."""
        rows = tuple(zip(*self._rows, strict=True)) if self._rows else ((),) * self._shape[1]
        return Explicit.of(rows, self._shape[::-1], self._variable, self._reads_floats)

    def has_denominators(self) -> bool:
        """Return whether some entry divides."""
        return any(has_division(entry) for row in self._rows for entry in row)

    def latex(self, *, short: bool = False) -> str:
        """Return the matrix as LaTeX."""
        return matrix_latex(self._rows, short=short) if self._rows else rf"0_{{0 \times {self._shape[1]}}}"

    def _latex_as_factor(self, short: bool) -> str:
        return self.latex(short=short)

    def _key(self) -> tuple[object, ...]:
        return self._rows, self._shape, self._variable

    def __repr__(self) -> str:
        variable = "" if self._variable == "t" else f", variable={self._variable!r}"
        if 0 in self._shape:
            return f"zeros({self._shape[0]}, {self._shape[1]}{variable})"
        return f"MatrixFunction({str(self)!r}{variable})"
