"""`Product`: F_1 · F_2 ⋯ F_{n−1} · F_nᵀ, differentiated by the General Leibniz Rule with its factors kept."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from rankdyn.calculus.leibniz import difference_shifts, leibniz_terms
from rankdyn.errors import InvalidInputError
from rankdyn.expressions.nodes import Expression, add, mul
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import Change, MatrixFunction, Rows, coerce, common_variable
from rankdyn.functions.sum import linear_combination


class Product(MatrixFunction):
    """The product U Vᵀ; with more factors F_1 · F_2 ⋯ F_{n−1} · F_nᵀ, so that Product(U, G, V) = U G Vᵀ.

    Only the last factor is transposed. The inner dimension bounds the rank: with U and V having r columns,
    rank (U Vᵀ)^(k) ≤ (k + 1) r.

    Parameters
    ----------
    *factors : MatrixFunction or entries
        Two or more; shapes (m, a), (a, b), …, and (n, z) for the last, which is transposed.
    variable : str or SymPy Symbol, default 't'
        Used for factors that are not yet matrix functions.

    Examples
    --------
    >>> import rankdyn as rd
    >>> D = rd.Product([[1], ["t"]], [[1], ["exp(t)"]])
    >>> print(D)
    [[1, exp(t)], [t, t*exp(t)]]
    """

    __slots__ = ("factors",)
    factors: tuple[MatrixFunction, ...]

    def __init__(self, *factors: Any, variable: Any = "t") -> None:
        parts = tuple(coerce(factor, variable) for factor in factors)
        if len(parts) < 2:
            raise InvalidInputError(f"a Product needs at least two factors, not {len(parts)}")
        common_variable(parts)
        chain = [*(part.shape for part in parts[:-1]), parts[-1].shape[::-1]]
        for i, (left, right) in enumerate(pairwise(chain)):
            if left[1] != right[0]:
                where = " (transposed)" if i + 2 == len(parts) else ""
                raise InvalidInputError(
                    f"factor {i} has {left[1]} columns but factor {i + 1}{where} has {right[0]} rows; "
                    "Product(U, V) = U Vᵀ needs equally many columns in U and V"
                )
        self._set(factors=parts)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.factors[0].shape[0], self.factors[-1].shape[0]

    @property
    def variable_name(self) -> str:
        """Name of the variable."""
        return self.factors[0].variable_name

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """Sorted names of the parameters."""
        return tuple(sorted({name for factor in self.factors for name in factor.parameter_names}))

    @property
    def reads_floats(self) -> bool:
        """Whether some entry was a float."""
        return any(factor.reads_floats for factor in self.factors)

    def leaves(self) -> tuple[Explicit, ...]:
        """Return the explicit matrices of all factors."""
        return tuple(leaf for factor in self.factors for leaf in factor.leaves())

    def rows(self) -> Rows:
        """Return the entries, each a sum of products."""
        result = self.factors[0].rows()
        for factor in self.factors[1:-1]:
            result = _multiply(result, factor.T.rows())
        return _multiply(result, self.factors[-1].rows())

    def _derivative(self, order: int) -> MatrixFunction:
        terms = []
        for coefficient, orders in leibniz_terms(order, len(self.factors)):
            factors = [factor.derivative(k) for factor, k in zip(self.factors, orders, strict=True)]
            if not any(_is_zero(factor) for factor in factors):
                terms.append((coefficient, Product(*factors)))
        return linear_combination(terms, self)

    def _difference(self, order: int, step: Fraction) -> MatrixFunction:
        terms = []
        for coefficient, orders in leibniz_terms(order, len(self.factors)):
            shifts = difference_shifts(orders)
            factors = [
                factor.difference(k, step).shift(s * step)
                for factor, k, s in zip(self.factors, orders, shifts, strict=True)
            ]
            if not any(_is_zero(factor) for factor in factors):
                terms.append((coefficient, Product(*factors)))
        return linear_combination(terms, self)

    def map_entries(self, change: Change) -> MatrixFunction:
        """Return the product with every entry of every factor changed."""
        return Product(*(factor.map_entries(change) for factor in self.factors))

    @property
    def T(self) -> MatrixFunction:
        """The transpose, F_n · F_{n−1}ᵀ ⋯ F_2ᵀ · F_1ᵀ."""
        middle = (factor.T for factor in self.factors[-2:0:-1])
        return Product(self.factors[-1], *middle, self.factors[0])

    def latex(self, *, short: bool = False) -> str:
        """Return the factors as LaTeX."""
        return r" \, ".join(factor._latex_as_factor(short) for factor in self.factors) + r"^{\mathsf T}"

    def _key(self) -> tuple[object, ...]:
        return self.factors

    def __repr__(self) -> str:
        return f"Product({', '.join(map(repr, self.factors))})"


def _multiply(left: Rows, right: Rows) -> Rows:
    """Return the entries of left · rightᵀ."""
    return tuple(tuple(_dot(row, column) for column in right) for row in left)


def _dot(row: tuple[Expression, ...], column: tuple[Expression, ...]) -> Expression:
    return add(mul((a, b)) for a, b in zip(row, column, strict=True))


def _is_zero(function: MatrixFunction) -> bool:
    """Return whether all entries are written as zero: such Leibniz terms need not be kept."""
    from rankdyn.expressions.nodes import ZERO

    return isinstance(function, Explicit) and all(entry == ZERO for row in function.rows() for entry in row)
