"""Linear decomposability is decided exactly: what is found multiplies out to D, what is refused has a reason."""

from __future__ import annotations

import numpy as np

from rankdyn.decomposition.answer import Decomposition, NotDecomposable
from rankdyn.decomposition.decompose import decompose
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.separable import Separable
from rankdyn.rank.sequence import generic_rank
from rankdyn.theorems.monotone import non_increasing
from rankdyn.theorems.monotone_sharp import toeplitz
from rankdyn.theorems.random_functions import random_invertible, random_kind, random_scalar
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Instance, Outcome, Theorem, both_kinds

_DIAGONAL = ("1", "t", "t**2", "exp(t)", "2*exp(t) + t", "exp(2*t)", "sin(t)", "1/(t + 2)", "a*t")


def is_decomposed(instance: Instance) -> Outcome:
    """Check that D is decided decomposable, that U diag(g) Vᵀ is D, and that its ranks never increase."""
    found = decompose(instance.function)
    if isinstance(found, NotDecomposable):
        return Outcome(False, None, "exact", repr(found))
    if not found.algebraic and not found.function.equals(instance.function):
        return Outcome(False, None, "exact", f"{found.function!r} is not D")
    outcome = non_increasing(instance)
    if outcome.holds and instance.ranks()[0] != len(found):
        return Outcome(False, None, outcome.evidence, f"{len(found)} functions, {outcome.detail}")
    return outcome


def is_refused(instance: Instance) -> Outcome:
    """Check that D is decided not to be decomposable, and the reason by other means."""
    found = decompose(instance.function)
    if isinstance(found, Decomposition):
        return Outcome(False, None, "exact", repr(found))
    holds = reason_holds(found, instance.function)
    return Outcome(holds, None, "exact" if holds else "none", f"{found.condition}: {found.reason}")


def reason_holds(found: NotDecomposable, function: MatrixFunction) -> bool:
    """Return whether a reason stands up: by other means.

    A space that is spanned by the columns of D and is closed under d/dt is constant; so if the constant column space is
    larger than the rank, the rank of [D, D', D'', …] is larger than that of D.
    """
    import sympy

    if found.condition == "rank":
        count, (m, n) = max(found.column_dimension, found.row_dimension), function.shape
        apart = BlockSum(*(function.derivative(k) for k in range(count)))
        beside, below = Product(_repeated(count, m), apart.T), Product(apart, _repeated(count, n))
        larger = max(generic_rank(part, certify=False).value for part in (beside, below))
        return larger > generic_rank(function).value
    if found.condition == "commuting":
        a, b = found.matrices
        return not (a @ b).equals(b @ a)
    if found.condition == "diagonalisable":
        return not sympy.Matrix(found.matrices[0].to_sympy()).is_diagonalizable()
    return False


def _repeated(count: int, size: int) -> list[list[int]]:
    """Return identity matrices side by side."""
    return [[int(i == j) for _ in range(count) for j in range(size)] for i in range(size)]


def is_monotone_and_decomposed(instance: Instance) -> Outcome:
    """Check that D, whose ranks never increase, is decomposable."""
    outcome = non_increasing(instance)
    found = decompose(instance.function)
    if not outcome.holds or found:
        return outcome
    return Outcome(False, None, outcome.evidence, f"{outcome.detail}, and {found!r}")


def is_decomposed_over_the_reals(instance: Instance) -> Outcome:
    """Check that D is decomposable over the real numbers."""
    found = decompose(instance.function, field="real")
    return Outcome(bool(found), None, "exact", repr(found))


def hidden(rng: np.random.Generator, size: int = 3) -> MatrixFunction:
    """Return U diag(g) Vᵀ multiplied out, U, V of full column rank."""
    r = int(rng.integers(1, size + 1))
    m, n = (int(rng.integers(r, size + 2)) for _ in range(2))
    diagonal = [_DIAGONAL[i] if rng.integers(2) else random_scalar(rng) for i in rng.integers(len(_DIAGONAL), size=r)]
    return Separable(random_invertible(rng, m, r), diagonal, random_invertible(rng, n, r)).expand()


OBSTRUCTIONS: tuple[list[list[str]], ...] = (
    [["1", "t"]],
    [["1", "t"], ["t", "t**2"]],
    [["t", "1"], ["0", "t"]],
    [["exp(t)", "t"], ["0", "exp(t)"]],
    [["t", "t**2/2"], ["t**2/2", "t**3/3"]],
    [["t", "1"], ["exp(t)", "2*t"]],
    [["1", "t", "exp(t)"], ["0", "1", "t"], ["0", "0", "1"]],
    [["cos(t)", "1"], ["0", "sin(t)"]],
)
"""Functions that are not decomposable. A block sum is decomposable iff each block is."""


def obstructed(rng: np.random.Generator) -> MatrixFunction:
    """Return P (A ⊕ B) Q multiplied out: A an obstruction, B decomposable, P and Q constant and invertible."""
    planted = BlockSum(MatrixFunction(OBSTRUCTIONS[int(rng.integers(len(OBSTRUCTIONS)))]), hidden(rng, 1))
    m, n = planted.shape
    return Product(random_invertible(rng, m, m), planted, random_invertible(rng, n, n)).expand()


def random_decomposable(rng: np.random.Generator) -> Instance:
    """Return a random decomposable function whose factors are hidden."""
    kind, h = random_kind(rng)
    function = hidden(rng)
    return Instance(f"hidden {function.shape[0]}x{function.shape[1]}, {kind}", function, 3, kind, h)


def random_obstructed(rng: np.random.Generator) -> Instance:
    """Return a random function that is not decomposable."""
    function = obstructed(rng)
    return Instance(f"obstructed {function.shape[0]}x{function.shape[1]}", function, 0)


_ROTATION = MatrixFunction([["cos(t)", "-sin(t)"], ["sin(t)", "cos(t)"]])
_COMPANION = MatrixFunction([["1", "0", "t"], ["t", "1", "t"], ["0", "t", "1"]])
_REAL_COMPANION = MatrixFunction([["1", "0", "-t"], ["t", "1", "3*t"], ["0", "t", "1"]])

DECOMPOSABLE = Theorem(
    name="decomposable",
    title="M: what is decided decomposable never gains rank",
    statement="if the constant column and row spaces of D have dimension r_0, and in their bases D is a combination of "
    "matrices M_i with M^-1 M_i commuting and diagonalisable, then D = U diag(g) V^T and ranks never increase",
    hypotheses=("M an invertible combination of the M_i",),
    named=(
        *both_kinds("rotation: e^(it), e^(-it)", _ROTATION, 3),
        *both_kinds("I + tC, C the companion matrix of x^3 - x - 1", _COMPANION, 3),
        *both_kinds("I + tC, C the companion matrix of x^3 - 3x + 1", _REAL_COMPANION, 3),
    ),
    random=random_decomposable,
    check=is_decomposed,
    false_neighbour=FalseNeighbour(
        "if ranks never increase, D is linearly decomposable",
        is_monotone_and_decomposed,
        (
            *both_kinds("[[t, 1], [0, t]]", toeplitz(["t", "1"]), 3),
            Instance("Toeplitz, e^t, t, 1", toeplitz(["exp(t)", "t", "1"]), 3),
        ),
    ),
    typeset=(
        r"if the constant column and row spaces of $D$ have dimension $r_0$, and in their bases $D$ is a "
        r"combination of matrices $M_i$ with $M^{-1} M_i$ commuting and diagonalisable, then $D = U "
        r"\operatorname{diag}(g) V^T$ and ranks never increase"
    ),
    claims=(Claim("the conditions are sufficient", proof="Conversely"),),
    uses=("monotone",),
    proof="proofs/test_decomposable.py",
    method="decided in the function field, certified ranks",
)

NOT_DECOMPOSABLE = Theorem(
    name="not-decomposable",
    title="M: the three conditions are necessary",
    statement="if one of the conditions of 'decomposable' fails for some invertible M, then D is not U diag(g) V^T, "
    "not even over the complex numbers",
    hypotheses=(),
    named=tuple(Instance(str(MatrixFunction(rows)), MatrixFunction(rows), 0) for rows in OBSTRUCTIONS),
    random=random_obstructed,
    check=is_refused,
    false_neighbour=FalseNeighbour(
        "a real D that is decomposable over the complex numbers is so over the real ones",
        is_decomposed_over_the_reals,
        (
            Instance("rotation", _ROTATION, 0),
            Instance("I + tC, C the companion matrix of x^3 - x - 1", _COMPANION, 0),
        ),
    ),
    typeset=(
        r"if one of the conditions fails for some invertible $M$, then $D \neq U \operatorname{diag}(g) V^T$ "
        r"for all constant $U$, $V$, also over the complex numbers"
    ),
    claims=(Claim("the conditions are necessary"),),
    proof="proofs/test_decomposable.py",
    method="decided in the function field, reasons checked by other means",
)
