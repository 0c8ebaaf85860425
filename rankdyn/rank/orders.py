"""The entries of D^(k) or Δ_h^k D in the function field, order by order, for exact upper bounds."""

from __future__ import annotations

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial, Quotient
from rankdyn.algebra.work import Work
from rankdyn.calculus.leibniz import difference_weights
from rankdyn.expressions.nodes import Expression, add, mul, number
from rankdyn.expressions.transform import shift
from rankdyn.rank.reduction import Reduction

Matrix = list[list[Quotient]]
PolynomialRows = list[list[Polynomial]]


class ExactOrders:
    """Exact entries of all orders of one function, computed when first asked for.

    Parameters
    ----------
    reduction : Reduction
        Function, kind of operator and step.
    work : Work
        Counter charged for the arithmetic.
    """

    def __init__(self, reduction: Reduction, work: Work) -> None:
        self.reduction = reduction
        function = reduction.function
        self.entries = function.rows()
        self.field = FunctionField(reduction.variable, function.parameter_names, reduction.exponent_basis(), work)
        self._known: dict[int, Matrix] = {}

    def charge(self, work: Work) -> None:
        """Charge all further arithmetic to another counter."""
        self.field.work = work

    def matrix(self, order: int) -> Matrix:
        """Return the entries at the given order.

        Raises
        ------
        BudgetExceededError
            If the work runs out.
        """
        if order not in self._known:
            self._known[order] = (
                self._derivative(order) if self.reduction.kind == "derivative" else self._difference(order)
            )
        return self._known[order]

    def _derivative(self, order: int) -> Matrix:
        if not order:
            return [[self.field.element(entry) for entry in row] for row in self.entries]
        start = max((k for k in self._known if k < order), default=None)
        if start is None:
            start = 0
            self._known[0] = self._derivative(0)
        matrix = self._known[start]
        for _ in range(order - start):
            matrix = [[entry.derivative() for entry in row] for row in matrix]
        return matrix

    def _difference(self, order: int) -> Matrix:
        weights = difference_weights(order)

        def differ(entry: Expression) -> Quotient:
            nodes = (shift(entry, self.reduction.variable, j * self.reduction.step) for j in range(order + 1))
            return self.field.element(add(mul((number(w), node)) for w, node in zip(weights, nodes, strict=True)))

        return [[differ(entry) for entry in row] for row in self.entries]


def cleared(matrix: Matrix, work: Work, *, reduce: bool = True) -> PolynomialRows:
    """Return the matrix with each row multiplied by its common denominator and, if asked, divided by its common factor.

    Both factors are non-zero elements of the field, so neither the rank nor the right kernel changes.
    """
    rows = []
    for row in matrix:
        common = None
        for entry in row:
            if common is None or entry.denominator != common:
                common = entry.denominator if common is None else _lcm(common, entry.denominator, work)
        polynomials = []
        for entry in row:
            factor = common / entry.denominator if common is not None else entry.denominator
            work.spend(len(factor) * len(entry.numerator))
            polynomials.append(entry.numerator * factor)
        rows.append(primitive(polynomials, work) if reduce else polynomials)
    return rows


def primitive(polynomials: list[Polynomial], work: Work) -> list[Polynomial]:
    """Return the vector divided by the greatest common divisor of its entries."""
    common = None
    for polynomial in sorted((p for p in polynomials if p), key=len):
        if common is None:
            common = polynomial
        elif common != 1:
            work.spend(10 * len(common) * len(polynomial))
            common = common.gcd(polynomial)
    if common is None or common == 1:
        return polynomials
    return [polynomial / common for polynomial in polynomials]


def _lcm(left: Polynomial, right: Polynomial, work: Work) -> Polynomial:
    work.spend(10 * len(left) * len(right))
    return left * (right / left.gcd(right))


def transposed(matrix: Matrix) -> Matrix:
    """Return the transpose."""
    return [list(column) for column in zip(*matrix, strict=True)]
