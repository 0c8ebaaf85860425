"""`trajectory`: an X with X′ − X = D, so that the successive differences of X are D, D′, D″, …."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Quotient
from rankdyn.algebra.real_form import is_complex, real_part
from rankdyn.algebra.work import Work
from rankdyn.errors import BudgetExceededError, InvalidInputError, NotExactError, PoleError, RankdynError
from rankdyn.expressions.nodes import Expression, add, exponential, mul
from rankdyn.functions.arguments import checked_rational
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction, coerce
from rankdyn.functions.value import value_at
from rankdyn.functions.zeros import zeros
from rankdyn.rank.sequence import checked_budget
from rankdyn.trajectories.exponential_polynomial import NoClosedFormError, solve
from rankdyn.trajectories.formal import FormalTrajectory, constant_matrix
from rankdyn.trajectories.initial_difference import initial_difference

_STARTS = tuple(Fraction(n, d) for n, d in ((0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (3, 1), (1, 2), (-1, 2), (7, 5)))
"""Where a formal trajectory may start; the first that is no pole is taken."""


def trajectory(
    D: Any, constant: Any = None, *, start: Any = None, budget: int | None = None
) -> MatrixFunction | FormalTrajectory:
    """Return an X with X′ − X = D.

    Parameters
    ----------
    D : MatrixFunction, text, nested sequence, NumPy array or SymPy Matrix
        The initial difference, shape (m, n). Parameters stay generic.
    constant : MatrixFunction or entries, optional
        C in the general solution X + C e^t, shape (m, n), free of t; zero by default.
    start : int, Fraction or text, optional
        t_0 for a formal trajectory, whose particular solution is zero there; by default 0, or a small rational number
        that is no pole. A closed form does not need it.
    budget : int, optional
        Work units for the closed form.

    Returns
    -------
    MatrixFunction or FormalTrajectory
        Entry by entry in closed form, if every entry has a solution that is a finite sum of c(t)·e^P, c rational in t.
        Exponential polynomials (c and P polynomials, P of degree 1 in t) always have one; it is real where D is real.
        Otherwise a `FormalTrajectory` with the reason.

    Raises
    ------
    InvalidInputError
        If `constant` depends on t or has another shape.

    Notes
    -----
    The closed form is returned only after X′ − X = D is verified as an identity in the function field. With parameters
    it is the generic one: e^{λt} gives e^{λt}/(λ − 1), which does not hold at λ = 1.

    Examples
    --------
    >>> import rankdyn as rd
    >>> print(rd.trajectory("[[exp(t), t, sin(t)]]"))
    [[t*exp(t), -t - 1, -1/2*sin(t) - 1/2*cos(t)]]
    >>> rd.trajectory("[[1/t]]").reason[:57]
    'no finite sum of rational functions times exponentials so'
    """
    function = coerce(D, "t")
    added = None if constant is None else constant_matrix(constant, function, "constant")
    work = Work(checked_budget(budget))
    try:
        particular = _closed_form(function, work)
    except NoClosedFormError as error:
        return _formal(function, added, start, str(error))
    except NotExactError as error:
        return _formal(function, added, start, f"not an exponential polynomial: {error}")
    except BudgetExceededError as error:
        return _formal(function, added, start, f"the closed form is too large to be written out: {error}")
    if added is None:
        return particular
    growth = _growth(function.variable_name)
    rows = tuple(
        tuple(add((entry, mul((c, growth)))) for entry, c in zip(row, constants, strict=True))
        for row, constants in zip(particular.rows(), added.rows(), strict=True)
    )
    return Explicit.of(rows, function.shape, function.variable_name, function.reads_floats or added.reads_floats)


def _growth(variable: str, point: Fraction | None = None) -> Expression:
    """Return e^t, or its value at a point."""
    if point is None:
        return exponential(((((variable, 1),), Fraction(1)),))
    return exponential((((), point),) if point else ())


def _closed_form(function: MatrixFunction, work: Work) -> Explicit:
    entries = function.rows()
    flat = [entry for row in entries for entry in row]
    field = FunctionField.of(flat, function.variable_name, function.parameter_names, work)
    rows = tuple(tuple(_written(field, solve(field, field.element(entry))) for entry in row) for row in entries)
    found = Explicit.of(rows, function.shape, function.variable_name, function.reads_floats)
    if not initial_difference(found).equals(function):
        raise RankdynError(f"the form found for {str(function)[:80]} does not solve X' - X = D; please report this")
    return found


def _written(field: FunctionField, solution: Quotient) -> Expression:
    """Return the solution as an expression, with cos and sin if it is real."""
    if is_complex(field):
        real = real_part(field, solution)
        if field.element(real) == solution:
            return real
    return field.expression(solution)


def _formal(function: MatrixFunction, added: MatrixFunction | None, start: Any, reason: str) -> FormalTrajectory:
    point = _starting_point(function) if start is None else checked_rational(start, "start")
    formal = FormalTrajectory(function, point, zeros(*function.shape, function.variable_name), reason)
    if added is None:
        return formal if start is None else formal.starting_from(point)
    growth = _growth(function.variable_name, point)
    value = added.map_entries(lambda entry: mul((entry, growth)))
    return formal.starting_from(point, value)


def _starting_point(function: MatrixFunction) -> Fraction:
    """Return a rational point where the function has no pole."""
    for point in _STARTS:
        try:
            value_at(function.rows(), function.shape, function.variable_name, function.parameter_names, point)
        except PoleError:
            continue
        except NotExactError:
            return point  # nothing exact can be said at any point
        return point
    raise InvalidInputError("the function has poles at all points tried; give start=, a point where it has none")
