"""The formal proofs as `verify` sees them: compiled in the run, or plainly not."""

import pytest

from rankdyn.errors import InvalidInputError
from rankdyn.formal.checked import check
from rankdyn.formal.development import Development, locate
from rankdyn.verify import verify
from rankdyn.verify.backing import Status


def test_the_development_knows_where_things_stand():
    development = locate()
    place = development.places["growth"]
    assert development.text(place.file).splitlines()[place.line - 1].startswith("Theorem growth ")
    assert development.needed(["growth.v"])[-1] == "growth.v"
    assert "derivation.v" in development.needed(["growth.v"])
    assert "grank" in development.definitions


def test_a_missing_coqc_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    report = verify(["growth"], 0)
    assert report.coq is None
    assert "NOT checked: coqc is missing" in report.summary[1]
    assert report.findings[0].status is Status.PAPER


@pytest.mark.formal
def test_growth_is_formally_proved_in_this_run(coq):
    report = verify(["growth", "monotone-converse"], 0)
    growth, converse = report.findings[1], report.findings[0]
    assert {finding.name: finding.status for finding in report.findings} == {
        "growth": Status.FORMAL,
        "monotone-converse": Status.PARTLY,
    }
    assert report.coq is not None
    assert "closed under the global context" in report.summary[1]
    assert "rank" in growth.claims[0].formal[0].statement
    assert converse.uses_formally == ["monotone"]
    for finding in report.findings:
        for proof in (proof for claim in finding.claims for proof in claim.formal):
            line = (locate().folder / proof.file.rpartition("/")[2]).read_text().splitlines()[proof.line - 1]
            assert line.split()[1].rstrip(":") == proof.name


@pytest.mark.formal
def test_an_axiom_and_a_failure_to_compile_are_told(coq, tmp_path):
    (tmp_path / "_CoqProject").write_text("-Q . rankdyn\na.v\nb.v\nall.v\n")
    (tmp_path / "a.v").write_text("Axiom a : 0 = 1.\nTheorem honest : 0 = 0.\nProof. exact eq_refl. Qed.\n")
    (tmp_path / "b.v").write_text("From rankdyn Require Import a.\nTheorem b : 1 = 0.\nProof. exact (eq_sym a). Qed.\n")
    found = check(["honest", "b"], Development(tmp_path))
    assert found.theorems["honest"].closed
    assert "a : 0%N = 1%N" in found.theorems["b"].assumes
    assert found.rests_on("b") == frozenset()  # an axiom is none of the definitions and theorems of the development
    with pytest.raises(InvalidInputError, match="states no theorem 'c'"):
        check(["c"], Development(tmp_path))
