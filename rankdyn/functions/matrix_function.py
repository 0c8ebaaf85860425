"""`MatrixFunction`: a matrix-valued function of one variable t, possibly with parameters.

A value: frozen, hashable, compared by structure. Each structure has its own file and its own rule of differentiation:
`Explicit` (entries), `Product` (U Vᵀ and longer), `Separable` (U diag(g) Vᵀ), `BlockSum`, `Sum`.
``MatrixFunction(entries)`` makes an `Explicit`. Structures register here by name, so that the operators of this file
can make them without importing files that stand above it.

References
----------
'Tracking High-order Evolutions via Cascading Low-rank Fitting', arXiv 2604.10980.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from rankdyn.algebra.work import Work
from rankdyn.errors import InvalidInputError, NotExactError
from rankdyn.expressions.nodes import Expression
from rankdyn.expressions.printing import text
from rankdyn.expressions.transform import shift, substitute
from rankdyn.functions.arguments import checked_order, checked_rational, checked_step
from rankdyn.functions.reading import read_entry, read_variable
from rankdyn.limits import DEFAULT_BUDGET

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import sympy

    from rankdyn.functions.explicit import Explicit

Rows = tuple[tuple[Expression, ...], ...]
Change = Callable[[Expression], Expression]


class MatrixFunction:
    """An m × n matrix of functions of t.

    Parameters
    ----------
    entries : str, nested sequence, NumPy array, SymPy Matrix or MatrixFunction
        The entries: numbers, text of the grammar (``'1/2*t*exp(-t)'``), or SymPy expressions. A whole matrix may be one
        text, ``'[[1, exp(t)], [t, t*exp(t)]]'``. Python and NumPy floats are read as their shortest decimal.
    variable : str or SymPy Symbol, default 't'
        The variable; every other name is a parameter.

    Raises
    ------
    InvalidInputError
        If the entries are no matrix, or a denominator is identically zero.
    NotExactError
        If an entry holds a function that is not analytic, such as abs(t). Functions outside the exact class, such as
        log(t), are accepted and have numerical answers (see README, 'What is exact').

    Examples
    --------
    >>> import rankdyn as rd
    >>> D = rd.MatrixFunction("[[1, t], [t, t**2]]")
    >>> D.derivative()
    MatrixFunction('[[0, 1], [1, 2*t]]')
    """

    __slots__ = ("__weakref__", "_cache")
    _cache: dict[object, Any]
    """Results that belong to the value, such as its coefficient array; never part of equality."""
    _structures: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        MatrixFunction._structures[cls.__name__] = cls

    def __new__(cls, *arguments: Any, **options: Any) -> MatrixFunction:
        """Make an `Explicit` when called on the base class itself."""
        if cls is MatrixFunction:
            cls = cls._structures["Explicit"]
        made = object.__new__(cls)
        object.__setattr__(made, "_cache", {})
        return made

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(
            f"a MatrixFunction is a value and cannot be changed; make a new one instead of setting {name}"
        )

    def _set(self, **fields: object) -> None:
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    def _left_to_structures(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} lacks a rule that every structure of matrix functions must have")

    # ---- what each structure provides -------------------------------------------------------------------------------

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        self._left_to_structures()

    @property
    def variable_name(self) -> str:
        """Name of the variable."""
        self._left_to_structures()

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """Sorted names of the parameters."""
        self._left_to_structures()

    @property
    def reads_floats(self) -> bool:
        """Whether some entry was a Python or NumPy float, read as its shortest decimal."""
        self._left_to_structures()

    def leaves(self) -> tuple[Explicit, ...]:
        """Return the explicit matrices of which the function is built."""
        self._left_to_structures()

    def rows(self) -> Rows:
        """Return the entries as expressions, products and sums written out but not expanded."""
        self._left_to_structures()

    def _derivative(self, order: int) -> MatrixFunction:
        self._left_to_structures()

    def _difference(self, order: int, step: Fraction) -> MatrixFunction:
        self._left_to_structures()

    def map_entries(self, change: Change) -> MatrixFunction:
        """Return the same structure with `change` applied to every entry and coefficient."""
        self._left_to_structures()

    @property
    def T(self) -> MatrixFunction:
        """The transpose."""
        self._left_to_structures()

    def latex(self, *, short: bool = False) -> str:
        """Return the function as LaTeX, factors kept.

        Parameters
        ----------
        short : bool, default False
            Whether to show only a part of what is large, with dots for the rest.
        """
        self._left_to_structures()

    def _key(self) -> tuple[object, ...]:
        self._left_to_structures()

    # ---- calculus ---------------------------------------------------------------------------------------------------

    def derivative(self, k: int = 1) -> MatrixFunction:
        """Return the k-th derivative D^(k); of a product by the General Leibniz Rule, factors kept.

        Parameters
        ----------
        k : int
            The order, 0 to 200.
        """
        order = checked_order(k, "k")
        return self._derivative(order) if order else self

    def difference(self, k: int = 1, h: int | str | Fraction = 1) -> MatrixFunction:
        """Return the k-th forward difference Δ_h^k D, where Δ_h D(t) = D(t + h) − D(t); of a product factors are kept.

        Parameters
        ----------
        k : int
            The order, 0 to 200.
        h : int, Fraction or text
            The step, rational and not zero.
        """
        order, step = checked_order(k, "k"), checked_step(h)
        return self._difference(order, step) if order else self

    def shift(self, step: int | str | Fraction) -> MatrixFunction:
        """Return t ↦ D(t + step), factors kept."""
        moved, variable = checked_rational(step, "step"), self.variable_name
        return self.map_entries(lambda entry: shift(entry, variable, moved)) if moved else self

    def subs(self, values: Mapping[Any, Any]) -> MatrixFunction:
        """Return the function with values put in place of parameters, factors kept.

        Parameters
        ----------
        values : dict
            From parameters, as names or SymPy symbols, to numbers, text or SymPy expressions, which may hold parameters
            and the variable.

        Raises
        ------
        InvalidInputError
            For a key that is no parameter (D(t0) gives the value at a point), or where a denominator becomes zero.

        Examples
        --------
        >>> import rankdyn as rd
        >>> rd.MatrixFunction("[[a*t, exp(a*t)]]").subs({"a": "1/2"})
        MatrixFunction('[[1/2*t, exp(1/2*t)]]')
        """
        found = {read_variable(key): read_entry(value, self.variable_name) for key, value in values.items()}
        unknown = sorted(set(found) - set(self.parameter_names))
        if unknown:
            known = ", ".join(self.parameter_names) or "none"
            raise InvalidInputError(f"{unknown[0]!r} is no parameter of this function; its parameters are: {known}")
        try:
            return self.map_entries(lambda entry: substitute(entry, found))
        except ZeroDivisionError:
            raise InvalidInputError("a denominator becomes zero at these values; choose others") from None

    def expand(self) -> Explicit:
        """Return the same function with explicit entries in normal form; those outside the exact class as written.

        Raises
        ------
        BudgetExceededError
            If an entry is too large to be multiplied out.
        """
        written: Explicit = self._structures["Explicit"].of(
            self.rows(), self.shape, self.variable_name, self.reads_floats
        )
        return written.normalised(Work(DEFAULT_BUDGET))

    def equals(self, other: MatrixFunction) -> bool:
        """Return whether both are the same function; exact, unlike == which compares structure.

        Raises
        ------
        BudgetExceededError
            If the entries are too large to be compared.
        NotExactError
            If entries outside the exact class are not written alike: then nothing exact can be said.
        """
        if self.shape != other.shape or self.variable_name != other.variable_name:
            return False
        from rankdyn.functions.equality import same_entries

        here, there = ([entry for row in function.rows() for entry in row] for function in (self, other))
        parameters = sorted({*self.parameter_names, *other.parameter_names})
        return same_entries(here, there, self.variable_name, parameters)

    def __call__(self, t0: Any) -> sympy.ImmutableDenseMatrix:
        """Return D(t0), exact; a removable singularity takes its limit.

        Raises
        ------
        PoleError
            If t0 is a pole; the message names the entry and the point.
        NotExactError
            If an entry is outside the exact class; `evaluate` gives its value in floating point.
        """
        from rankdyn.functions.value import value_at

        return value_at(self.rows(), self.shape, self.variable_name, self.parameter_names, t0)

    def evaluate(self, points: npt.ArrayLike) -> npt.NDArray[np.float64 | np.complex128]:
        """Return floating-point values at many points, shape (len(points), m, n).

        The values are real (float64) where the function is, complex128 if some value is not; nan where an entry is not
        defined.
        """
        from rankdyn.functions.floating import evaluate

        return evaluate(self.rows(), self.shape, self.parameter_names, points)

    def to_sympy(self) -> sympy.ImmutableDenseMatrix:
        """Return the entries as a SymPy matrix in SymPy's variable and parameters."""
        from rankdyn.functions.sympy_border import matrix_to_sympy

        return matrix_to_sympy(self.rows(), self.shape)

    @property
    def variable(self) -> sympy.Symbol:
        """The variable as a SymPy symbol without assumptions."""
        import sympy

        return sympy.Symbol(self.variable_name)

    @property
    def parameters(self) -> tuple[sympy.Symbol, ...]:
        """The parameters as SymPy symbols, sorted by name."""
        import sympy

        return tuple(sympy.Symbol(name) for name in self.parameter_names)

    # ---- algebra ----------------------------------------------------------------------------------------------------

    def __add__(self, other: Any) -> MatrixFunction:
        total: MatrixFunction = self._structures["Sum"](self, coerce(other, self.variable_name))
        return total

    def __radd__(self, other: Any) -> MatrixFunction:
        return coerce(other, self.variable_name) + self

    def __neg__(self) -> MatrixFunction:
        return self * -1

    def __sub__(self, other: Any) -> MatrixFunction:
        return self + -coerce(other, self.variable_name)

    def __rsub__(self, other: Any) -> MatrixFunction:
        return coerce(other, self.variable_name) - self

    def __mul__(self, scalar: Any) -> MatrixFunction:
        if isinstance(scalar, MatrixFunction):
            raise InvalidInputError("* multiplies by a constant; write A @ B for the matrix product")
        multiple: MatrixFunction = self._structures["Sum"](self, coefficients=[scalar])
        return multiple

    __rmul__ = __mul__

    def __matmul__(self, other: Any) -> MatrixFunction:
        product: MatrixFunction = self._structures["Product"](self, coerce(other, self.variable_name).T)
        return product

    def __rmatmul__(self, other: Any) -> MatrixFunction:
        return coerce(other, self.variable_name) @ self

    # ---- value semantics --------------------------------------------------------------------------------------------

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MatrixFunction):
            return NotImplemented
        return type(self) is type(other) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._key()))

    def __str__(self) -> str:
        """Return the entries row by row, products and sums written out; the structure where there are no entries."""
        try:
            rows = self.rows()
        except NotExactError:
            return repr(self)
        return "[" + ", ".join("[" + ", ".join(map(text, row)) + "]" for row in rows) + "]"

    def _latex_as_term(self, short: bool) -> str:
        return self.latex(short=short)

    def _latex_as_factor(self, short: bool) -> str:
        return rf"\left({self.latex(short=short)}\right)"

    def equation_html(self) -> str:
        """Return D(t) = … as HTML; of a large function a part."""
        from rankdyn.functions.display import equation_html

        return equation_html(self)

    def brief(self) -> str:
        """Return the entries as text, and of a large function no more than what it is."""
        from rankdyn.functions.display import brief

        return brief(self)

    def _repr_latex_(self) -> str:
        from rankdyn.functions.display import latex

        return latex(self)

    def _repr_html_(self) -> str:
        from rankdyn.functions.display import card

        return card(self)

    def __reduce__(self) -> tuple[Any, ...]:
        fields = {name: getattr(self, name) for name in type(self).__slots__}
        return _restored, (type(self), fields)


def _restored(structure: type[MatrixFunction], fields: dict[str, Any]) -> MatrixFunction:
    """Make a pickled or copied value again."""
    made = object.__new__(structure)
    made._set(_cache={}, **fields)
    return made


def coerce(value: Any, variable: str) -> MatrixFunction:
    """Return the value as a MatrixFunction of the given variable."""
    return value if isinstance(value, MatrixFunction) else MatrixFunction(value, variable)


def common_variable(parts: Iterable[MatrixFunction]) -> str:
    """Return the variable that all parts share."""
    found = sorted({part.variable_name for part in parts})
    if len(found) != 1:
        raise InvalidInputError(f"parts have different variables {', '.join(found)}; give them the same variable=")
    return found[0]
