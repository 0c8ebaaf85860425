"""What derivatives of the constant class can, differences can.

Proof. Let D = e^{tA} D0 e^{tB}, so that D^(k) = e^{tA} M_k e^{tB} with M_{k+1} = A M_k + M_k B. With X = A + c and
Y = (c - B)^-1 let E = X^t D0 Y^t. Then Delta E = X^t (X D0 Y - D0) Y^t, and
X D0 Y - D0 = ((A + c) D0 - D0 (c - B)) Y = M_1 Y. By induction Delta^k E = X^t M_k Y^k Y^t, of rank M_k at every t.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.theorems.transfer import THEOREM, check, random


@given(st.integers(0, 2**32))
@settings(max_examples=25, derandomize=True, deadline=None)
def test_random_matrices(seed):
    import numpy as np

    outcome = check(random(np.random.default_rng(seed)))
    assert outcome.holds, outcome.detail
    assert outcome.evidence == "exact"


def test_on_entries_that_can_be_written():
    D = rd.ConstantClass([[0, 0], [1, 1]], [[1, 2], [0, 1]], [[2, 1], [0, 2]])
    moved = rd.MatrixFunction(str(D.transferred()))
    assert list(rd.rank_sequence(moved, 4, kind="difference")) == list(rd.rank_sequence(rd.MatrixFunction(str(D)), 4))


def test_the_same_function_may_differ():
    for instance in THEOREM.false_neighbour.instances:
        assert not THEOREM.false_neighbour.check(instance).holds
