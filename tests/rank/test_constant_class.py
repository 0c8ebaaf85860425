"""Ranks of functions of constant class, of what is built of them, and of block sums."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.checker import check
from rankdyn.rank import blocks
from rankdyn.rank import constant_class as engine
from tests.functions.test_constant_class import any_of_the_class, matrices, with_rational_spectra
from tests.strategies import examples

IRRATIONAL = rd.ConstantClass([[0, 2], [1, 0]], [[1, 0], [0, 0]], [[0, 1], [-1, 0]])


@given(with_rational_spectra(), st.data())
@examples(40)
def test_multiples_and_sums_have_the_ranks_of_their_entries(D: rd.ConstantClass, data: Any) -> None:
    m, n = D.shape
    left, right = data.draw(matrices(2, m)), data.draw(matrices(2, n))
    constant = data.draw(matrices(2, 2))
    for function in (rd.Product(left, D, right), rd.Product(left, D, right) + constant):
        found = rd.rank_sequence(function, 3)
        assert list(found) == list(rd.rank_sequence(rd.MatrixFunction(str(function)), 3))
        if found.certificate is not None:
            assert rd.certify(found)


def test_multiples_without_entries_are_exact_where_the_bounds_meet() -> None:
    ranks = IRRATIONAL.ranks(3)
    found = rd.rank_sequence(rd.Product([[1, 2], [0, 1], [1, 1]], IRRATIONAL, [[1, 1], [0, 1]]), 3)
    assert (tuple(found), found.kind, rd.certify(found)) == (ranks, "exact", True)
    lifted = rd.rank_sequence(IRRATIONAL + [[0, 0], [0, 5]], 3)
    assert (tuple(lifted), lifted.kind, rd.certify(lifted)) == ((2, *ranks[1:]), "exact", True)


@given(st.lists(any_of_the_class(), min_size=1, max_size=3), with_rational_spectra())
@examples(30)
def test_ranks_of_blocks_add_and_so_do_their_certificates(
    parts: list[rd.ConstantClass], last: rd.ConstantClass
) -> None:
    everything = [*parts, rd.MatrixFunction(str(last))]
    found = rd.rank_sequence(rd.BlockSum(*everything), 3)
    expected = [sum(part.ranks(3)[k] for part in (*parts, last)) for k in range(4)]
    assert (list(found), found.kind, rd.certify(found)) == (expected, "exact", True)


def test_blocks_share_the_weakest_evidence() -> None:
    found = rd.rank_sequence(rd.BlockSum([["t"]], [["log(t)"]]), 1)
    assert (list(found), found.kind, found.certificate) == ([2, 2], "numerical", None)
    assert found.error_probability is None
    cheap = rd.rank_sequence(rd.BlockSum([["t", "t**2"], ["t", "t**2"]], [["t"]]), 1, budget=0)
    assert cheap.kind == "monte-carlo"
    assert 0 < cheap.error_probability < 1e-6


def certificate(function: rd.MatrixFunction, order: int = 2, kind: str = "derivative") -> dict[str, Any]:
    return rd.rank_sequence(function, order, kind=kind).certificate.to_dict()


def forged(document: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**document, **changes}


def in_blocks(document: dict[str, Any]) -> dict[str, Any]:
    return {**{k: v for k, v in document.items() if k != "orders"}, "blocks": [{"orders": document["orders"]}]}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (lambda d: forged(d, claim={**d["claim"], "kind": "difference", "step": "1"}), "ranks of derivatives only"),
        (lambda d: forged(d, claim={**d["claim"], "reading": "pointwise", "at": "0"}), "proves generic ranks"),
        (lambda d: forged(d, function={**d["function"], "left": [["0", "2"]]}), "function.left: the list must have"),
        (lambda d: forged(d, function={**d["function"], "start": []}), "function.start: D_0 must have"),
        (
            lambda d: forged(d, function={**d["function"], "start": [["1", "t"], ["0", "0"]]}),
            "function.start.* rational",
        ),
        (lambda d: forged(d, function={**d["function"], "start": [["0", "0"], ["0", "0"]]}), "rank at t = 0 is 0"),
        (lambda d: forged(d, orders=[{**o, "upper": {"by": "dimension"}} for o in d["orders"]]), "must be null"),
        (lambda d: forged(d, orders=[{**o, "upper": {"by": "factors"}} for o in d["orders"]]), "must be null"),
        (lambda d: forged(d, blocks=d["orders"]), "unknown"),
        (
            lambda d: {k: v for k, v in forged(d, blocks=[{"orders": d["orders"]}]).items() if k != "orders"},
            "block_sum",
        ),
    ],
)
def test_other_statements_are_refused(document: Callable[[Any], Any], message: str) -> None:
    with pytest.raises(rd.CertificateError, match=message):
        rd.certify(document(certificate(IRRATIONAL)))


def test_entries_and_structure_prove_nothing_of_a_constant_class() -> None:
    """Neither the structural bound nor a kernel may be used where no entries stand."""
    document = certificate(rd.ConstantClass([[0]], [[1]], [[0]]), 1)
    for upper in ({"by": "factors"}, {"by": "kernel", "side": "right", "free": [0], "vectors": [["1"]]}):
        wrong = [document["orders"][0], {"rank": 0, "lower": None, "upper": upper}]
        with pytest.raises(rd.CertificateError, match="a constant_class has no entries"):
            rd.certify(forged(document, orders=wrong))


def test_a_singular_power_is_refused() -> None:
    document = certificate(rd.ConstantClass([[2]], [[1]], [[1]], kind="power"), 1, "difference")
    document["function"]["left"] = [["0"]]
    with pytest.raises(rd.CertificateError, match="must be invertible"):
        rd.certify(document)


def test_products_with_two_varying_factors_are_left_to_their_entries() -> None:
    growing = rd.ConstantClass([[0, 0], [1, 0]], [[1], [0]], [[0]])
    function = rd.Product(growing, growing)
    found = rd.rank_sequence(function, 3)
    assert list(found) == [1, 2, 1, 0]
    document = found.certificate
    assert document is None or rd.certify(found)


def test_blocks_must_add_up_to_the_claim() -> None:
    document = certificate(rd.BlockSum(IRRATIONAL, [["1", "t"], ["t", "t**2"]]))
    document["claim"]["ranks"][1] -= 1
    with pytest.raises(rd.CertificateError, match="blocks: the rank 4 is not the claimed rank 3"):
        rd.certify(document)


# ---- planted faults: the engine claims, the checker refuses; a fault in either shows ----


def binomials_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    true = engine._values

    def values(function: rd.MatrixFunction, kind: Any, order: int) -> Any:
        return [true(function, kind, 0)[0]] * (order + 1)

    monkeypatch.setattr(engine, "_values", values)


def blocks_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    true = blocks._bound
    monkeypatch.setattr(blocks, "_bound", lambda parts: true(parts[:1]))


@pytest.mark.parametrize(
    ("fault", "function"),
    [
        (binomials_left_out, rd.ConstantClass([[0, 0], [1, 0]], [[1, 0], [0, 0]], [[0, 1], [0, 0]])),
        (blocks_counted_once, rd.BlockSum(IRRATIONAL, [["t"]])),
    ],
)
def test_a_planted_fault_of_the_engine_is_refused_by_the_checker(
    fault: Any, function: rd.MatrixFunction, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(monkeypatch)
    found = rd.rank_sequence(function, 3)
    with pytest.raises(rd.CertificateError):
        rd.certify(found)


def test_a_planted_fault_of_the_checker_lets_a_true_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "values_at_zero", lambda *given: [[[0]]] * 10)
    with pytest.raises(rd.CertificateError, match="rank at t = 0 is 0"):
        rd.certify(rd.rank_sequence(IRRATIONAL, 2))
