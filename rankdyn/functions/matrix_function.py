"""`MatrixFunction`: a matrix-valued function of one variable t, possibly with parameters.

A value: frozen, hashable, compared by structure. Each structure has its own file and its own rule of differentiation:
`Explicit` (entries), `Product` (U Vᵀ and longer), `Separable` (U diag(g) Vᵀ), `BlockSum`, `Sum`, `Transpose`.
``MatrixFunction(entries)`` makes an `Explicit`.

References ---------- The definitions of D, its derivatives and forward differences follow 'Tracking High-order
Evolutions via Cascading Low-rank Fitting', arXiv 2604.10980.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NoReturn

from rankdyn.algebra.work import Work
from rankdyn.errors import InvalidInputError
from rankdyn.expressions.nodes import Expression
from rankdyn.expressions.printing import latex, text
from rankdyn.limits import DEFAULT_BUDGET, MAX_ORDER

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import sympy

    from rankdyn.functions.explicit import Explicit

Rows = tuple[tuple[Expression, ...], ...]


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
        If an entry is outside the exact class (see README, 'What is exact').

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

    def __new__(cls, *arguments: Any, **options: Any) -> MatrixFunction:
        """Make an `Explicit` when called on the base class itself."""
        if cls is MatrixFunction:
            from rankdyn.functions.explicit import Explicit

            cls = Explicit
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

    def shift(self, step: int | Fraction) -> MatrixFunction:
        """Return t ↦ D(t + step)."""
        self._left_to_structures()

    @property
    def T(self) -> MatrixFunction:
        """The transpose."""
        self._left_to_structures()

    def latex(self) -> str:
        """Return the function as LaTeX, factors kept."""
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

    def expand(self) -> Explicit:
        """Return the same function with explicit entries in normal form.

        Raises
        ------
        BudgetExceededError
            If an entry is too large to be multiplied out.
        """
        from rankdyn.functions.explicit import Explicit

        written = Explicit.of(self.rows(), self.shape, self.variable_name, self.reads_floats)
        return written.normalised(Work(DEFAULT_BUDGET))

    def equals(self, other: MatrixFunction) -> bool:
        """Return whether both are the same function; exact, unlike == which compares structure.

        Raises
        ------
        BudgetExceededError
            If the entries are too large to be compared.
        """
        if self.shape != other.shape or self.variable_name != other.variable_name:
            return False
        from rankdyn.functions.explicit import Explicit

        rows = (self - other).rows()
        field = Explicit.of(rows, self.shape, self.variable_name).field(Work(DEFAULT_BUDGET))
        return not any(field.element(entry) for row in rows for entry in row)

    def __call__(self, t0: Any) -> sympy.ImmutableDenseMatrix:
        """Return D(t0), exact; a removable singularity takes its limit.

        Raises
        ------
        PoleError
            If t0 is a pole; the message names the entry and the point.
        """
        from rankdyn.functions.value import value_at

        return value_at(self, t0)

    def evaluate(self, points: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """Return floating-point values at many points, shape (len(points), m, n)."""
        from rankdyn.functions.floating import evaluate

        return evaluate(self, points)

    def to_sympy(self) -> sympy.ImmutableDenseMatrix:
        """Return the entries as a SymPy matrix in SymPy's variable and parameters."""
        from rankdyn.functions.sympy_border import matrix_to_sympy

        return matrix_to_sympy(self)

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
        from rankdyn.functions.sum import Sum

        return Sum(self, coerce(other, self.variable_name))

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
        from rankdyn.functions.sum import Sum

        return Sum(self, coefficients=[scalar])

    __rmul__ = __mul__

    def __matmul__(self, other: Any) -> MatrixFunction:
        from rankdyn.functions.product import Product

        return Product(self, coerce(other, self.variable_name).T)

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
        """Return the entries row by row, products and sums written out."""
        return "[" + ", ".join("[" + ", ".join(map(text, row)) + "]" for row in self.rows()) + "]"

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"

    def __reduce__(self) -> tuple[Any, ...]:
        from rankdyn.functions.document import from_document, to_document

        return from_document, (to_document(self), self.variable_name)


def coerce(value: Any, variable: str) -> MatrixFunction:
    """Return the value as a MatrixFunction of the given variable."""
    return value if isinstance(value, MatrixFunction) else MatrixFunction(value, variable)


def common_variable(parts: Iterable[MatrixFunction]) -> str:
    """Return the variable that all parts share."""
    found = sorted({part.variable_name for part in parts})
    if len(found) != 1:
        raise InvalidInputError(f"parts have different variables {', '.join(found)}; give them the same variable=")
    return found[0]


def checked_order(k: Any, name: str) -> int:
    """Return k as an order of differentiation, 0 to MAX_ORDER."""
    if isinstance(k, bool) or not hasattr(k, "__index__"):
        raise InvalidInputError(f"{name} must be an integer from 0 to {MAX_ORDER}, not {k!r}")
    order = int(k.__index__())
    if not 0 <= order <= MAX_ORDER:
        raise InvalidInputError(f"{name} must be from 0 to {MAX_ORDER}, not {order}")
    return order


def checked_step(h: Any) -> Fraction:
    """Return h as a rational step that is not zero."""
    step = checked_rational(h, "h")
    if not step:
        raise InvalidInputError("h must not be 0; a forward difference needs a step")
    return step


def checked_rational(value: Any, name: str) -> Fraction:
    """Return an int, Fraction, rational text or SymPy rational exactly; floats by their shortest decimal."""
    try:
        if isinstance(value, bool):
            raise TypeError
        if isinstance(value, float):
            value = repr(float(value))
        shown = str(value)
        if len(shown) > 1000 or ("e" in shown.lower() and abs(int(shown.lower().split("e")[1])) > 1000):
            raise ValueError
        return Fraction(value if isinstance(value, int | Fraction) else shown)
    except (TypeError, ValueError, ZeroDivisionError):
        shown = repr(value)
        raise InvalidInputError(
            f"{name} must be a rational number such as 1/2, not {shown if len(shown) < 60 else shown[:57] + '...'}"
        ) from None


def matrix_latex(rows: Rows) -> str:
    """Return entries as a LaTeX pmatrix."""
    body = r" \\ ".join(" & ".join(map(latex, row)) for row in rows)
    return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"
