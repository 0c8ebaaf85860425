"""Lifting: D is the initial difference of some X, and the successive differences of X are the derivatives of D."""

from __future__ import annotations

import numpy as np

from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.rank.sequence import rank_sequence
from rankdyn.theorems.increase import moment_curve
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Instance, Outcome, Theorem
from rankdyn.trajectories.formal import FormalTrajectory
from rankdyn.trajectories.initial_difference import initial_difference
from rankdyn.trajectories.trajectory import trajectory

_ATOMS = (
    "1",
    "t",
    "t**2",
    "exp(t)",
    "t*exp(t)",
    "t**2*exp(t)",
    "exp(-t)",
    "t*exp(2*t)",
    "sin(t)",
    "exp(t)*cos(t)",
    "exp(a*t)",
)
"""Exponential polynomials, three of them in resonance with e^t."""


def check(instance: Instance) -> Outcome:
    """Check X^(k+1) − X^(k) = D^(k) as functions, and that the ranks agree, for X = trajectory(D)."""
    X = trajectory(instance.function)
    if isinstance(X, FormalTrajectory):
        return Outcome(False, None, "exact", f"no closed form: {X.reason}")
    for k in range(instance.max_order + 1):
        if not (X.derivative(k + 1) - X.derivative(k)).equals(instance.function.derivative(k)):
            return Outcome(False, None, "exact", f"X^({k + 1}) - X^({k}) differs from D^({k})")
    ranks = instance.ranks()
    lifted = rank_sequence(initial_difference(X), instance.max_order)
    detail = f"ranks {', '.join(map(str, ranks))}"
    if tuple(lifted) != tuple(ranks):
        return Outcome(False, None, ranks.kind, f"{detail}, those of X {', '.join(map(str, lifted))}")
    return Outcome(True, 0, ranks.kind, detail)


def same_ranks(instance: Instance) -> Outcome:
    """Check that X, X′, … have the ranks of D, D′, …."""
    X = trajectory(instance.function)
    assert isinstance(X, MatrixFunction)
    ranks, own = instance.ranks(), rank_sequence(X, instance.max_order)
    detail = f"ranks of D {', '.join(map(str, ranks))}, ranks of X {', '.join(map(str, own))}"
    return Outcome(tuple(ranks) == tuple(own), None, ranks.kind, detail)


def random(rng: np.random.Generator) -> Instance:
    """Return a random matrix of exponential polynomials, resonance included."""
    m, n = int(rng.integers(1, 4)), int(rng.integers(1, 4))

    def entry() -> str:
        chosen = rng.choice(len(_ATOMS), size=int(rng.integers(1, 3)), replace=False)
        return " + ".join(f"({int(rng.integers(-3, 4))})*{_ATOMS[i]}" for i in chosen)

    rows = [[entry() if rng.integers(3) else "0" for _ in range(n)] for _ in range(m)]
    return Instance(f"random {m}x{n}", MatrixFunction(rows), 3)


_RESONANT = MatrixFunction([["exp(t)", "t*exp(t)"], ["t**2*exp(t)", "t**3"]])
_PARAMETRIC = MatrixFunction([["exp(a*t)", "a*t"], ["b", "exp((a + b)*t)"]])
_TRIGONOMETRIC = MatrixFunction([["sin(t)", "cos(t)"], ["exp(t)*cos(t)", "t*sin(2*t)"]])

THEOREM = Theorem(
    name="lifting",
    title="Lifting: X' = X + D",
    statement="if X' - X = D, then X^(k+1) - X^(k) = D^(k) for every k; every exponential polynomial D has such an X",
    hypotheses=("D a matrix of sums of c t^a e^(b t), c and b free of t",),
    named=(
        Instance("resonance with e^t", _RESONANT, 4),
        Instance("parameters", _PARAMETRIC, 3),
        Instance("trigonometric", _TRIGONOMETRIC, 3),
        Instance("moment curve, n = 4", moment_curve(4), 4),
    ),
    random=random,
    check=check,
    false_neighbour=FalseNeighbour(
        "X, X', X'', ... have the ranks of D, D', D'', ...",
        same_ranks,
        (Instance("moment curve, n = 2", moment_curve(2), 1),),
    ),
    typeset=(
        r"if $X' - X = D$, then $X^{(k+1)} - X^{(k)} = D^{(k)}$ for every $k$; every exponential polynomial "
        r"$D$ has such an $X$"
    ),
    claims=(Claim("all exponential polynomials"),),
    proof="proofs/test_lifting.py",
    method="identities in the function field and certified ranks",
)
