"""`decompose`: is D = U diag(g) Vᵀ with constant U, V of independent columns? Decided exactly, factors or a reason."""

from __future__ import annotations

from typing import Any

from rankdyn.algebra.work import Work
from rankdyn.decomposition.answer import Decomposition, Field, NotDecomposable
from rankdyn.decomposition.constant_spaces import constant_spaces
from rankdyn.decomposition.decision import Decision
from rankdyn.decomposition.expansion import expand
from rankdyn.decomposition.writing import answer_of
from rankdyn.errors import InvalidInputError
from rankdyn.functions.matrix_function import coerce
from rankdyn.rank.sequence import checked_budget


def decompose(D: Any, field: Field | None = None, budget: int | None = None) -> Decomposition | NotDecomposable:
    """Decide whether D is linearly decomposable, D = U diag(g_1, …, g_r) Vᵀ with U, V constant of independent columns.

    Parameters
    ----------
    D : MatrixFunction, text, nested sequence, NumPy array or SymPy Matrix
        The function, shape (m, n). With parameters 'constant' means constant in t, and parameters are generic: the
        answer holds for all their values but those on a null set.
    field : 'real' or 'complex', optional
        Where U, V and g must lie: for 'real' they are real for real t and real parameters. If not given, the answer is
        over the real numbers if there is one, otherwise over the complex numbers.
    budget : int, optional
        Work units for exact arithmetic.

    Returns
    -------
    Decomposition or NotDecomposable
        Both are exact, always. The factors may need algebraic numbers, given by their polynomials.

    Raises
    ------
    NotExactError
        For entries outside the exact class; if the decision rests on the unknown independence of constants such as e
        and pi; for ``field='real'`` if signs of functions of the parameters could not be decided.
    BudgetExceededError
        If the budget does not reach.

    Notes
    -----
    D = Σ f_i A_i with functions f_i independent over the constants. D is linearly decomposable iff (1) the spans of all
    columns and of all rows of the A_i both have dimension r, the generic rank, and, with the A_i cut down to r × r
    matrices M_i and a combination M = Σ c_i M_i that is invertible, (2) the M⁻¹M_i commute and (3) are diagonalisable.
    Over the real numbers D must be real besides, and (4) the eigenvalues of the M⁻¹M_i. Under (1) an invertible M
    exists; and if both spans have one dimension, then an invertible M, (2) and (3) imply that it is r, because no
    g = Σ λ_i f_i vanishes when Σ c_i λ_i = 1. Theorem M: the ranks of a linearly decomposable function never increase.

    References
    ----------
    'Tracking High-order Evolutions via Cascading Low-rank Fitting', arXiv 2604.10980.

    Examples
    --------
    >>> import rankdyn as rd
    >>> rd.decompose("[[t + 1, 2*t], [t, 2*t + exp(t)]]")
    NotDecomposable('commuting', field='complex': M^-1 M_i and M^-1 M_j do not commute)
    >>> rd.decompose("[[t, 1], [1, t]]").function
    Separable(MatrixFunction('[[1, 1], [1, -1]]'), ['1/2*t + 1/2', '1/2*t - 1/2'], MatrixFunction('[[1, 1], [1, -1]]'))
    """
    if field not in (None, "real", "complex"):
        raise InvalidInputError(f"field must be 'real' or 'complex', or not be given, not {field!r}")
    function = coerce(D, "t")
    work = Work(checked_budget(budget))
    if not all(function.shape):
        return answer_of(function, [], "complex" if field == "complex" else "real")
    expansion = expand(function, work)
    return Decision(function, expansion, constant_spaces(expansion, function.shape), work).answer(field)
