"""`RankBound`, `RankSequence` and `Certificate`: answers that say how they are known."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

import rankdyn as rd
from rankdyn import checker
from rankdyn.evidence.certificate import Certificate
from rankdyn.evidence.rank_sequence import STRENGTH, RankBound, RankSequence
from tests.strategies import entry_texts, examples, kinds, matrix_functions, orders, steps

EXACT = RankBound(2, "exact", 0.0, "by hand")
CHANCE = RankBound(1, "monte-carlo", 1e-12, "2 random points")
NUMERICAL = RankBound(1, "numerical", None, "singular values")
SCHEMA = json.loads((Path(checker.__file__).parent / "schema.json").read_text(encoding="utf-8"))


def test_a_sequence_is_a_tuple_of_ints_with_its_evidence() -> None:
    found = RankSequence([EXACT, CHANCE], "ranks of something")
    assert found == (2, 1)
    assert isinstance(found, tuple)
    assert found[0] + 1 == 3
    assert list("abc")[found.bounds[0]] == "c"
    assert found.bounds == (EXACT, CHANCE)
    assert hash(found) == hash((2, 1))


@pytest.mark.parametrize(
    ("bounds", "kind", "probability"),
    [
        ([EXACT, EXACT], "exact", 0.0),
        ([EXACT, CHANCE], "monte-carlo", 1e-12),
        ([CHANCE, CHANCE], "monte-carlo", 2e-12),
        ([EXACT, NUMERICAL], "numerical", None),
        ([CHANCE, NUMERICAL], "numerical", None),
        ([RankBound(1, "monte-carlo", 0.7, "")] * 2, "monte-carlo", 1.0),
    ],
)
def test_the_kind_is_the_weakest_and_probabilities_add(
    bounds: list[RankBound], kind: str, probability: float | None
) -> None:
    found = RankSequence(bounds, "")
    assert found.kind == kind
    assert found.error_probability == probability


def test_kinds_are_ordered_by_strength() -> None:
    assert sorted(STRENGTH, key=STRENGTH.__getitem__) == ["numerical", "monte-carlo", "exact"]


def test_monte_carlo_and_numerical_are_never_shown_as_exact() -> None:
    for bounds in ([EXACT, CHANCE], [EXACT, NUMERICAL]):
        found = RankSequence(bounds, "s")
        assert found.kind in repr(found)
        assert "exact" not in repr(found)
        assert found.kind in found.explain()
    assert "1e-12" in repr(RankSequence([CHANCE], ""))
    assert "1e-12" in str(CHANCE)


def test_explanations_name_every_order() -> None:
    found = rd.rank_sequence("[[1, exp(t)], [t, t*exp(t)]]", 3)
    lines = found.explain().splitlines()
    assert lines[0] == "generic ranks of the derivatives of a 2 x 2 matrix function of t"
    assert [line.split(":")[0].strip() for line in lines[1:5]] == [f"order {k}" for k in range(4)]
    assert "certificate: attached" in lines[-1]
    other = rd.rank_sequence("[[a*t]]", 1, kind="difference", h="1/2", certify=False)
    assert "forward differences with step 1/2" in other.statement
    assert "for generic a" in other.statement


def test_values_survive_pickling() -> None:
    found = rd.rank_sequence("[[1, t], [t, t**2]]", 2)
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert (again.bounds, again.statement, again.kind) == (found.bounds, found.statement, found.kind)
    assert again.certificate == found.certificate
    assert rd.certify(again)


def test_evidence_cannot_be_changed() -> None:
    found = rd.rank_sequence("[[t]]", 0)
    with pytest.raises(AttributeError):
        found.bounds[0].value = 5
    with pytest.raises(AttributeError):
        found.certificate.version = 3


# ---- certificates ----


def innermost_ranks(evidence: dict[str, Any]) -> list[int]:
    """Return the ranks of the orders, added up over blocks."""
    if "blocks" in evidence:
        return [sum(ranks) for ranks in zip(*map(innermost_ranks, evidence["blocks"]), strict=True)]
    return [entry["rank"] for entry in evidence["orders"]]


def first_orders(evidence: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the orders, those of the first innermost block."""
    return first_orders(evidence["blocks"][0]) if "blocks" in evidence else evidence["orders"]


@given(matrix_functions(entries=entry_texts), orders, kinds, steps)
@examples(50)
def test_every_certificate_is_valid_json_of_the_schema_and_accepted(
    D: rd.MatrixFunction, order: int, kind: str, h: object
) -> None:
    found = rd.rank_sequence(D, order, kind=kind, h=h)
    document = json.loads(found.certificate.to_json())
    jsonschema.validate(document, SCHEMA)
    assert document == found.certificate.to_dict()
    assert document["claim"]["ranks"] == list(found)
    assert document["claim"]["kind"] == kind
    assert document["claim"]["step"] == (str(h) if kind == "difference" else None)
    assert document["parameters"] == list(D.parameter_names)
    assert innermost_ranks(document) == list(found)
    assert rd.certify(document)


@given(matrix_functions(entries=entry_texts), orders, kinds)
@examples(40)
def test_a_certificate_does_not_certify_other_ranks(D: rd.MatrixFunction, order: int, kind: str) -> None:
    document = rd.rank_sequence(D, order, kind=kind).certificate.to_dict()
    for k in range(order + 1):
        for change in (-1, 1):
            forged = json.loads(json.dumps(document))
            forged["claim"]["ranks"][k] += change
            first_orders(forged)[k]["rank"] += change
            with pytest.raises(rd.CertificateError):
                rd.certify(forged)


def test_certificates_travel_through_files_bytes_and_dictionaries(tmp_path: Path) -> None:
    found = rd.rank_sequence("[[1, t], [t, t**2]]", 2)
    file = tmp_path / "certificate.json"
    found.certificate.save(file)
    assert file.read_text(encoding="utf-8") == found.certificate.to_json() + "\n"
    for form in (
        found,
        found.certificate,
        found.certificate.to_dict(),
        found.certificate.to_json().encode(),
        file,
        str(file),
    ):
        assert rd.certify(form) is True


def test_what_is_no_certificate_is_refused(tmp_path: Path) -> None:
    for form in (5, None, [], tmp_path / "absent.json"):
        with pytest.raises(rd.InvalidInputError):
            rd.certify(form)
    (tmp_path / "text.json").write_text("not JSON", encoding="utf-8")
    with pytest.raises(rd.CertificateError):
        rd.certify(tmp_path / "text.json")
    with pytest.raises(rd.InvalidInputError, match="'monte-carlo' has no certificate"):
        rd.certify(rd.rank_sequence("[[t, t], [t, t]]", 0, certify=False))


def test_a_certificate_of_another_function_is_refused() -> None:
    document = rd.rank_sequence("[[1, t], [t, t**2]]", 2).certificate.to_dict()
    document["function"]["rows"][1][1] = "t**3"
    with pytest.raises(rd.CertificateError):
        rd.certify(document)


def test_certificate_is_plain_data() -> None:
    found = rd.rank_sequence("[[t]]", 0).certificate
    assert isinstance(found, Certificate)
    assert (found.format, found.version) == ("rankdyn-certificate", 3)


def test_a_printed_error_probability_is_still_a_bound() -> None:
    bound = RankBound(2, "monte-carlo", 1.234e-20, "sampling")
    for text in (str(bound), repr(RankSequence([bound], "ranks")), RankSequence([bound], "ranks").explain()):
        printed = [float(word) for word in re.findall(r"error probability <= ([0-9.e+-]+[0-9])", text)]
        assert printed
        assert all(1.234e-20 <= value < 1.31e-20 for value in printed)
