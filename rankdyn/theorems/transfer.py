"""The transfer of the constant class: what derivatives can, differences can."""

from __future__ import annotations

import numpy as np

from rankdyn.certification import certify
from rankdyn.evidence.rank_sequence import STRENGTH
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.rank.reduction import Kind
from rankdyn.rank.sequence import rank_sequence
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Instance, Outcome, Theorem

_ORDER = 5


def check(instance: Instance) -> Outcome:
    """Check that the differences of the transferred function have the ranks of the derivatives, both certified."""
    function = instance.function
    assert isinstance(function, ConstantClass)
    here = rank_sequence(function, instance.max_order)
    there = rank_sequence(function.transferred(), instance.max_order, kind="difference")
    for found in (here, there):
        certify(found)
    detail = f"derivatives {tuple(here)}, differences {tuple(there)}"
    weaker = min(here.kind, there.kind, key=STRENGTH.__getitem__)
    return Outcome(tuple(here) == tuple(there), None, weaker, detail)


def same_function(instance: Instance) -> Outcome:
    """Check that derivatives and differences of one function have the same ranks."""
    here, there = (rank_sequence(instance.function, instance.max_order, kind=kind) for kind in KINDS)
    for found in (here, there):
        certify(found)
    detail = f"derivatives {tuple(here)}, differences {tuple(there)}"
    return Outcome(tuple(here) == tuple(there), None, "exact", detail)


KINDS: tuple[Kind, ...] = ("derivative", "difference")


def random(rng: np.random.Generator) -> Instance:
    """Return a random function of constant class, its eigenvalues mostly irrational."""
    m, n = (int(side) for side in rng.integers(1, 5, size=2))
    matrices = (rng.integers(-2, 3, size=shape).tolist() for shape in ((m, m), (m, n), (n, n)))
    return Instance(f"random {m}x{n}", ConstantClass(*matrices), _ORDER)


THEOREM = Theorem(
    name="transfer",
    title="e^{tA} D0 e^{tB} and X^t D0 Y^t have equal ranks",
    statement=(
        "with X = A + c and Y = (c - B)^-1 the forward differences of X^t D0 Y^t have the ranks of the derivatives "
        "of e^{tA} D0 e^{tB}"
    ),
    hypotheses=("X and c - B are invertible",),
    named=(
        Instance("moment curve, n = 2", ConstantClass([[0, 0], [1, 0]], [[1, 0], [0, 0]], [[0, 1], [0, 0]]), _ORDER),
        Instance("rotation", ConstantClass([[0, -1], [1, 0]], [[1], [0]], [[0]]), _ORDER),
        Instance("irrational", ConstantClass([[0, 2], [1, 0]], [[1, 0], [0, 0]], [[0, 1], [1, 0]]), _ORDER),
    ),
    random=random,
    check=check,
    false_neighbour=FalseNeighbour(
        "derivatives and differences of the same function have the same ranks",
        same_function,
        (Instance("a period of one", MatrixFunction([["sin(2*pi*t)"]]), 2),),
    ),
    typeset=(
        r"with $X = A + c$ and $Y = (c - B)^{-1}$ the forward differences of $X^t D_0 Y^t$ have the ranks of "
        r"the derivatives of $e^{tA} D_0 e^{tB}$"
    ),
    claims=(Claim("all A, D0, B"),),
    proof="proofs/test_transfer.py",
)
