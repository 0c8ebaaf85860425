"""The assertions for users' tests pass where they should, and fail with the evidence where they should."""

import pytest

import rankdyn as rd
from rankdyn.errors import InvalidInputError
from rankdyn.testing import assert_impossible, assert_rank_sequence, assert_realizable

HANKEL = "[[1, t], [t, t**2]]"


def message(assertion, *arguments, **options) -> str:
    with pytest.raises(AssertionError) as failed:
        assertion(*arguments, **options)
    return str(failed.value)


# ---- assert_rank_sequence ----


@pytest.mark.parametrize("require", ["exact", "monte-carlo", "numerical"])
def test_the_right_ranks_pass(require):
    found = assert_rank_sequence(HANKEL, [1, 2, 1, 0], require=require)
    assert tuple(found) == (1, 2, 1, 0)
    assert (found.kind == "exact") >= (require == "exact")


def test_differences_have_their_own_ranks():
    assert_rank_sequence("[[sin(2*pi*t)]]", [1, 0], kind="difference")
    assert_rank_sequence("[[sin(2*pi*t)]]", [1, 1])
    assert_rank_sequence("[[sin(2*pi*t)]]", [1, 1], kind="difference", h="1/3")
    assert "r_1 is 0, expected 1" in message(assert_rank_sequence, "[[sin(2*pi*t)]]", [1, 1], kind="difference")


@pytest.mark.parametrize("wrong", [[2, 2, 1, 0], [1, 1, 1, 0], [1, 2, 1, 1]])
def test_wrong_ranks_fail_and_say_where(wrong):
    said = message(assert_rank_sequence, HANKEL, wrong)
    order = next(k for k in range(4) if wrong[k] != (1, 2, 1, 0)[k])
    assert said.startswith(f"r_{order} is {(1, 2, 1, 0)[order]}, expected {wrong[order]}\n")
    assert "found    (1, 2, 1, 0)" in said
    assert f"order {order}: {(1, 2, 1, 0)[order]} (exact" in said


def test_impossible_expectations_are_said_to_be_so():
    said = message(assert_rank_sequence, HANKEL, [1, 3, 1])
    assert "no function at all has the ranks expected: ranks (1, 3, 1) are impossible: Leibniz" in said
    assert "no function at all" not in message(assert_rank_sequence, HANKEL, [2, 2, 1])


def test_evidence_weaker_than_required_fails():
    outside = "[[log(t), 1], [1, t]]"
    said = message(assert_rank_sequence, outside, [2, 2])
    assert said.startswith("the ranks are as expected, but the evidence is numerical only, exact was required\n")
    assert "order 1: 2 (numerical" in said
    assert "monte-carlo was required" in message(assert_rank_sequence, outside, [2, 2], require="monte-carlo")
    assert_rank_sequence(outside, [2, 2], require="numerical")
    hidden = rd.Product("[[t + 1], [t**2]]", "[[t], [exp(t)]]") + rd.MatrixFunction("[[0, 0], [0, 0]]")
    assert "r_0 is 1, expected 2" in message(assert_rank_sequence, hidden, [2], require="monte-carlo")


def test_bad_arguments():
    with pytest.raises(InvalidInputError, match="require must be one of exact, monte-carlo, numerical, not 'sure'"):
        assert_rank_sequence(HANKEL, [1], require="sure")
    with pytest.raises(InvalidInputError, match="there are no ranks"):
        assert_rank_sequence(HANKEL, [])
    with pytest.raises(InvalidInputError, match="rank 0 is -1"):
        assert_rank_sequence(HANKEL, [-1])
    for assertion in (assert_realizable, assert_impossible):
        with pytest.raises(InvalidInputError, match="strict"):
            assertion([1, 2], strict=True)


# ---- assert_realizable and assert_impossible ----


def test_realizable_ranks_give_a_certified_witness():
    for ranks in ((1, 2, 1), (2, 2, 4), (3, 1, 2)):
        witness = assert_realizable(ranks)
        assert rd.certify(witness)
        assert_rank_sequence(witness.function, ranks)


def test_impossible_ranks_name_the_law():
    assert assert_impossible((1, 3)).law == "L"
    assert assert_impossible((1, 3), law="L").law == "L"
    assert assert_impossible((1, 1, 2), law="G").law == "G"
    assert assert_impossible((1, 2, 0), law="T").ranks == (1, 2, 0)


def test_a_law_among_several_may_be_named():
    # (1, 3, 0) breaks L and T; realize names the first.
    assert assert_impossible((1, 3, 0), law="L").law == assert_impossible((1, 3, 0), law="T").law == "L"


def test_the_other_answer_fails_with_its_evidence():
    said = message(assert_realizable, (1, 3))
    assert "ranks (1, 3) are impossible: Leibniz gives r_1 <= 2*r_0 = 2" in said
    assert "law L, proof:" in said
    said = message(assert_impossible, (1, 2, 1))
    assert said.startswith("ranks (1, 2, 1) are realizable (")
    assert "t**2" in said
    said = message(assert_impossible, (1, 3), law="P")
    assert said.startswith("law 'P' does not forbid (1, 3); broken: L, ")


def test_open_is_neither():
    # Far too long to be built; no law forbids it.
    ranks = (1,) * 300
    for assertion in (assert_realizable, assert_impossible):
        said = message(assertion, ranks, budget=0)
        assert "are open: neither a function nor a law that forbids them was found" in said
        assert "tried: nothing: no function with more than 200 orders" in said


def test_options_reach_realize():
    assert assert_realizable((1, 2, 1), kind="difference").kind == "difference"
    assert "are impossible in 1 rows" in message(assert_realizable, (1, 2, 1), max_size=1)
    assert assert_realizable((1, 3, 2), mode="pointwise").mode == "pointwise"
    assert assert_impossible((1, 2), max_size=1, law="shape").law == "shape"
