"""`FormalTrajectory`: an X with X′ − X = D that is given by D and one value X(t_0), when no closed form is at hand."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from rankdyn.errors import InvalidInputError
from rankdyn.evidence.rank_sequence import RankSequence
from rankdyn.expressions.transform import shift
from rankdyn.functions.arguments import checked_order, checked_rational
from rankdyn.functions.matrix_function import MatrixFunction, coerce
from rankdyn.functions.value import value_at
from rankdyn.functions.zeros import zeros
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge
from rankdyn.presentation.latex import displayed, number
from rankdyn.presentation.mathematics import formula
from rankdyn.rank.sequence import rank_sequence

if TYPE_CHECKING:
    import sympy


@dataclass(frozen=True, slots=True)
class FormalTrajectory:
    """The solution of X′ = X + D with a given value at t_0, without a formula for X(t).

    Its derivatives at t_0 are exact: X^(k+1)(t_0) = X^(k)(t_0) + D^(k)(t_0). Its successive differences
    X^(k+1) − X^(k) are D^(k) at every t, so their ranks are those of D.

    Attributes
    ----------
    initial_difference : MatrixFunction
        D, shape (m, n).
    t0 : Fraction
        A point where D has no pole.
    start : MatrixFunction
        X(t_0), free of t.
    reason : str
        Why there is no formula. It claims only what is proved.

    Examples
    --------
    >>> import rankdyn as rd
    >>> X = rd.trajectory("[[1/(t + 1)]]")
    >>> X.derivative_at(3), X.ranks(2)
    (Matrix([[2]]), RankSequence(1, 1, 1; exact))
    """

    initial_difference: MatrixFunction
    t0: Fraction
    start: MatrixFunction
    reason: str

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.initial_difference.shape

    def derivative_at(self, k: int) -> sympy.ImmutableDenseMatrix:
        """Return X^(k)(t_0) = X(t_0) + D(t_0) + D′(t_0) + … + D^(k−1)(t_0), exact.

        Parameters
        ----------
        k : int
            The order, 0 to 200.

        Raises
        ------
        NotExactError
            If an entry of D is outside the exact class.
        """
        import sympy

        order = checked_order(k, "k")
        D = self.initial_difference
        total = sympy.ImmutableDenseMatrix(self.start(0))
        for j in range(order):
            moved = D.derivative(j)
            total += value_at(moved.rows(), D.shape, D.variable_name, D.parameter_names, self.t0)
        return total.applyfunc(sympy.expand) if D.parameter_names or self.start.parameter_names else total

    def ranks(self, max_order: int, **options: Any) -> RankSequence:
        """Return the generic ranks of X^(k+1) − X^(k) = D^(k) for k = 0..max_order; options as in `rank_sequence`."""
        return rank_sequence(self.initial_difference, max_order, **options)

    def starting_from(self, t0: Any, value: Any = None) -> FormalTrajectory:
        """Return the trajectory of the same D with X(t0) = value, zero by default.

        Parameters
        ----------
        t0 : int, Fraction or text
            Rational, no pole of D.
        value : MatrixFunction or entries, optional
            Shape (m, n), free of the variable; parameters may occur.

        Raises
        ------
        PoleError
            If t0 is a pole of D; the message names it.
        """
        D, point = self.initial_difference, checked_rational(t0, "t0")
        value_at(D.rows(), D.shape, D.variable_name, D.parameter_names, point)
        start = zeros(*D.shape, D.variable_name) if value is None else constant_matrix(value, D, "value")
        return FormalTrajectory(D, point, start, self.reason)

    def __str__(self) -> str:
        """Return the equation, the start and the reason."""
        D, t = self.initial_difference, self.initial_difference.variable_name
        return (
            f"formal, exact: X with X' - X = {D} and X({t} = {self.t0}) = {self.start}; no closed form: {self.reason}"
        )

    def latex(self) -> str:
        """Return the equation and the start as LaTeX, large matrices in part."""
        D, start = self.initial_difference, self.start
        where = rf"X({number(self.t0)}) = {start.latex(short=True)}"
        return rf"X' - X = {D.latex(short=True)}, \quad {where}"

    def _repr_latex_(self) -> str:
        return displayed(self.latex(), "formal: derivatives at the start are exact, X has no formula")

    def _repr_html_(self) -> str:
        return html.card(
            "Formal trajectory",
            badge("definition", "formal · derivatives at the start are exact"),
            formula(self.latex(), display=True),
            html.given("no closed form", self.reason),
        )


def constant_matrix(value: Any, D: MatrixFunction, name: str) -> MatrixFunction:
    """Return a matrix free of the variable of D, of its shape; refuse any other."""
    matrix = coerce(value, D.variable_name)
    if matrix.shape != D.shape:
        raise InvalidInputError(f"{name} has shape {matrix.shape}, the function has {D.shape}; give equal shapes")
    moved = tuple(tuple(shift(entry, matrix.variable_name, Fraction(1)) for entry in row) for row in matrix.rows())
    if moved != matrix.rows() or matrix.variable_name != D.variable_name:
        raise InvalidInputError(f"{name} must be constant, but it depends on {matrix.variable_name}")
    return matrix
