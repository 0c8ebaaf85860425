"""`Separable`: U diag(g_1, …, g_r) Vᵀ; with constant U, V of full column rank the linearly decomposable case."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rankdyn.errors import InvalidInputError
from rankdyn.expressions.nodes import Expression, number
from rankdyn.expressions.printing import latex, text
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import Change, MatrixFunction, Rows, coerce, common_variable
from rankdyn.functions.product import Product
from rankdyn.functions.typesetting import short_latex, shortened


class Separable(MatrixFunction):
    """The function U diag(g) Vᵀ.

    With U, V constant of full column rank, r_k = #{i : g_i^(k) ≢ 0}, which never increases (theorem M).

    Parameters
    ----------
    U : MatrixFunction or entries
        Shape (m, r).
    g : sequence of r numbers, texts or SymPy expressions
        The diagonal.
    V : MatrixFunction or entries
        Shape (n, r).
    variable : str or SymPy Symbol, default 't'
        Used for parts given as entries.

    Examples
    --------
    >>> import rankdyn as rd
    >>> D = rd.Separable([[1, 1], [0, 1]], ["1", "exp(t)"], [[1, 0], [1, 1]])
    >>> D.derivative()
    Separable(MatrixFunction('[[1, 1], [0, 1]]'), ['0', 'exp(t)'], MatrixFunction('[[1, 0], [1, 1]]'))
    """

    __slots__ = ("U", "V", "_reads_floats", "g")
    U: MatrixFunction
    g: tuple[Expression, ...]
    V: MatrixFunction
    _reads_floats: bool

    def __init__(self, U: Any, g: Any, V: Any, variable: Any = "t") -> None:
        left, right = coerce(U, variable), coerce(V, variable)
        name = common_variable((left, right))
        if isinstance(g, str) or not hasattr(g, "__len__"):
            raise InvalidInputError(f"g must be a sequence of functions such as ['1', 'exp(t)'], not {g!r}"[:200])
        if not len(g) == left.shape[1] == right.shape[1]:
            raise InvalidInputError(
                f"U has {left.shape[1]} columns, V has {right.shape[1]}, but g has {len(g)} functions; "
                "all must be equal"
            )
        row = Explicit([list(g)], name) if len(g) else None
        floats = any(part.reads_floats for part in (left, row, right) if part is not None)
        self._set(U=left, g=row.rows()[0] if row is not None else (), V=right, _reads_floats=floats)

    @classmethod
    def of(cls, left: MatrixFunction, diagonal: tuple[Expression, ...], right: MatrixFunction) -> Separable:
        """Make U diag(g) Vᵀ from parts that are already checked."""
        made = object.__new__(cls)
        object.__setattr__(made, "_cache", {})
        made._set(U=left, g=diagonal, V=right, _reads_floats=left.reads_floats or right.reads_floats)
        return made

    @property
    def diagonal(self) -> Explicit:
        """The functions g as a 1 × r matrix."""
        return Explicit.of((self.g,) if self.g else ((),), (1, len(self.g)), self.variable_name)

    def as_product(self) -> Product:
        """Return the same function as Product(U, diag(g), V); remembered."""
        if "product" not in self._cache:
            r = len(self.g)
            rows = tuple(tuple(self.g[i] if i == j else number(0) for j in range(r)) for i in range(r))
            self._cache["product"] = Product(self.U, Explicit.of(rows, (r, r), self.variable_name), self.V)
        found: Product = self._cache["product"]
        return found

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.U.shape[0], self.V.shape[0]

    @property
    def variable_name(self) -> str:
        """Name of the variable."""
        return self.U.variable_name

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """Sorted names of the parameters."""
        return tuple(sorted({name for leaf in self.leaves() for name in leaf.parameter_names}))

    @property
    def reads_floats(self) -> bool:
        """Whether some entry was a float."""
        return self._reads_floats

    def leaves(self) -> tuple[Explicit, ...]:
        """Return the explicit matrices of U and V and the row g."""
        return (*self.U.leaves(), self.diagonal, *self.V.leaves())

    def rows(self) -> Rows:
        """Return the entries."""
        return self.as_product().rows()

    def _sides_are_constant(self) -> bool:
        return all(leaf.is_constant for side in (self.U, self.V) for leaf in side.leaves())

    def _derivative(self, order: int) -> MatrixFunction:
        if self._sides_are_constant():
            return Separable.of(self.U, self.diagonal.derivative(order).rows()[0], self.V)
        return self.as_product().derivative(order)

    def _difference(self, order: int, step: Fraction) -> MatrixFunction:
        if self._sides_are_constant():
            return Separable.of(self.U, self.diagonal.difference(order, step).rows()[0], self.V)
        return self.as_product().difference(order, step)

    def map_entries(self, change: Change) -> MatrixFunction:
        """Return the function with every entry of U, g and V changed."""
        diagonal = self.diagonal.map_entries(change).rows()[0]
        return Separable.of(self.U.map_entries(change), diagonal, self.V.map_entries(change))

    @property
    def T(self) -> MatrixFunction:
        """The transpose, V diag(g) Uᵀ."""
        return Separable.of(self.V, self.g, self.U)

    def latex(self, *, short: bool = False) -> str:
        """Return U diag(g) Vᵀ as LaTeX."""
        shown = [(short_latex if short else latex)(entry) for entry in self.g]
        diagonal = rf"\operatorname{{diag}}\left({shortened(shown, ', ') if short else ', '.join(shown)}\right)"
        U, V = (side._latex_as_factor(short) for side in (self.U, self.V))
        return rf"{U} {diagonal} {V}^{{\mathsf T}}"

    def _key(self) -> tuple[object, ...]:
        return self.U, self.g, self.V

    def __repr__(self) -> str:
        return f"Separable({self.U!r}, {[text(entry) for entry in self.g]!r}, {self.V!r})"
