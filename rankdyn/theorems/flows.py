"""Linear flows X′ = A X: the ranks that an exact cascade needs, from A alone."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np

from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.rank.sequence import generic_rank
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Instance, Outcome, Theorem
from rankdyn.trajectories.initial_difference import initial_difference
from rankdyn.trajectories.linear_flow import coefficients, identity


@dataclass(frozen=True, slots=True)
class Flow(Instance):
    """An instance whose function D is X′ − X for a solution X of X′ = A X.

    Attributes
    ----------
    solution, generator : MatrixFunction
        X and A, n × n.
    """

    solution: MatrixFunction | None = None
    generator: MatrixFunction | None = None


def flow(name: str, A: MatrixFunction, X: MatrixFunction, max_order: int) -> Flow:
    """Return the instance of a flow."""
    return Flow(name, initial_difference(X), max_order, solution=X, generator=A)


def powers(A: MatrixFunction, count: int) -> list[MatrixFunction]:
    """Return I, A, A², …."""
    found = [identity(A.shape[0], A.variable_name)]
    for _ in range(count):
        found.append((found[-1] @ A).expand())
    return found


def differences_match(F: list[MatrixFunction], instance: Flow) -> Outcome:
    """Check r_k = rank(F_{k+1} − F_k) for every k."""
    ranks = instance.ranks()
    found = tuple(generic_rank(after - before).value for before, after in pairwise(F))
    detail = f"ranks {', '.join(map(str, ranks))}"
    if found != tuple(ranks):
        return Outcome(
            False, None, ranks.kind, f"{detail}, but those of F_(k+1) - F_k are {', '.join(map(str, found))}"
        )
    return Outcome(True, 0, ranks.kind, detail)


def check(instance: Instance) -> Outcome:
    """Check the hypotheses, X^(k) = F_k X as functions, and the ranks."""
    assert isinstance(instance, Flow)
    A, X = instance.generator, instance.solution
    assert A is not None
    assert X is not None
    if not X.derivative().equals(A @ X) or generic_rank(X).value < X.shape[0]:
        return Outcome(False, None, "exact", "X is no invertible solution of X' = A X")
    F = coefficients(A, instance.max_order + 1)
    for k, factor in enumerate(F):
        if not X.derivative(k).equals(factor @ X):
            return Outcome(False, None, "exact", f"X^({k}) differs from F_{k} X")
    return differences_match(F, instance)


def with_powers(instance: Instance) -> Outcome:
    """Check the ranks with the powers of A in place of the F_k."""
    assert isinstance(instance, Flow)
    assert instance.generator is not None
    return differences_match(powers(instance.generator, instance.max_order + 1), instance)


def random(rng: np.random.Generator) -> Instance:
    """Return X = L U diag(e^{λt}), L and U unit triangular with polynomial entries, and A = X′ X⁻¹."""
    low, high = (f"({int(a)}) + ({int(b)})*t" for a, b in rng.integers(-2, 3, size=(2, 2)))
    rates = [Fraction(int(v), 2) for v in rng.integers(-2, 4, size=2)]
    L, inverse_L = ([["1", "0"], [f"{sign}({low})", "1"]] for sign in ("", "-"))
    U, inverse_U = (MatrixFunction([["1", f"{sign}({high})"], ["0", "1"]]) for sign in ("", "-"))
    growth, decay = ([[f"exp(({s * rates[0]})*t)", "0"], ["0", f"exp(({s * rates[1]})*t)"]] for s in (1, -1))
    X = Product(L, U, growth)  # the last factor is transposed, and diagonal
    A = (X.derivative().expand() @ Product(decay, inverse_U, MatrixFunction(inverse_L).T)).expand()
    return flow(f"random L U diag(e^({rates[0]}t), e^({rates[1]}t))", A, X.expand(), 3)


_ROTATION = flow(
    "rotation",
    MatrixFunction([["0", "-1"], ["1", "0"]]),
    MatrixFunction([["cos(t)", "-sin(t)"], ["sin(t)", "cos(t)"]]),
    4,
)
_NILPOTENT = flow(
    "constant nilpotent A",
    MatrixFunction([["0", "1", "0"], ["0", "0", "1"], ["0", "0", "0"]]),
    MatrixFunction([["1", "t", "t**2/2"], ["0", "1", "t"], ["0", "0", "1"]]),
    4,
)
_JORDAN = flow(
    "Jordan block with eigenvalue 1",
    MatrixFunction([["1", "1"], ["0", "1"]]),
    MatrixFunction([["exp(t)", "t*exp(t)"], ["0", "exp(t)"]]),
    3,
)
_TRIANGULAR = flow(
    "A = [[0, 1 + t^2], [0, t]]",
    MatrixFunction([["0", "1 + t**2"], ["0", "t"]]),
    MatrixFunction([["1", "t*exp(t**2/2)"], ["0", "exp(t**2/2)"]]),
    4,
)
_MOVING_NILPOTENT = flow(
    "A = [[0, t], [0, 0]]", MatrixFunction([["0", "t"], ["0", "0"]]), MatrixFunction([["1", "t**2/2"], ["0", "1"]]), 3
)

THEOREM = Theorem(
    name="flows",
    title="Linear flows: r_k = rank(F_{k+1} - F_k)",
    statement=(
        "if X' = A X with X invertible, F_0 = I and F_{k+1} = F_k' + F_k A, then X^(k) = F_k X and the k-th rank of "
        "D = X' - X is the rank of F_{k+1} - F_k"
    ),
    hypotheses=("X invertible for generic t",),
    named=(_ROTATION, _NILPOTENT, _JORDAN, _TRIANGULAR, _MOVING_NILPOTENT),
    random=random,
    check=check,
    false_neighbour=FalseNeighbour(
        "F_k = A^k will do, also where A depends on t: r_k = rank(A^(k+1) - A^k)",
        with_powers,
        (_MOVING_NILPOTENT,),
    ),
    typeset=(
        r"if $X' = A X$ with $X$ invertible, $F_0 = I$ and $F_{k+1} = F_k' + F_k A$, then $X^{(k)} = F_k X$ "
        r"and $r_k = \operatorname{rank}(F_{k+1} - F_k)$ for $D = X' - X$"
    ),
    claims=(Claim("all linear flows"),),
    proof="proofs/test_flows.py",
    method="identities in the function field and certified ranks",
)
