"""What backs a claim is what was found in the run: a missing proof, an axiom or a failure lowers it."""

import dataclasses

import pytest

from rankdyn.formal.checked import FormalRun, FormalTheorem, not_checked
from rankdyn.formal.development import Place
from rankdyn.theorems import THEOREMS
from rankdyn.theorems.theorem import Claim
from rankdyn.verify import verify
from rankdyn.verify.backing import ROOT, Status, back, overall, paper_line

GROWTH = next(theorem for theorem in THEOREMS if theorem.name == "growth")


def run_with(assumes=""):
    names = [name for claim in GROWTH.claims for name in claim.coq]
    found = {name: FormalTheorem(name, Place("growth.v", 7), f"{name} : ...", assumes) for name in names}
    return FormalRun("8.16.1", "", found, {})


def statuses(theorem, run, hold=True):
    return [claim.status for claim in back(theorem, hold, run)]


def test_closed_theorems_prove_formally():
    found = back(GROWTH, True, run_with())
    assert [claim.status for claim in found] == [Status.FORMAL, Status.FORMAL]
    assert (found[0].formal[0].file, found[0].formal[0].line) == ("proofs/coq/growth.v", 7)
    assert overall(found, failed=False) is Status.FORMAL


def test_an_axiom_leaves_the_proof_on_paper():
    found = back(GROWTH, True, run_with("Axioms: everything : False"))
    assert [claim.status for claim in found] == [Status.PAPER, Status.PAPER]
    assert "everything" in found[0].unchecked
    assert overall(found, failed=False) is Status.PAPER


def test_without_coq_nothing_is_formally_proved():
    found = back(GROWTH, True, not_checked("coqc is missing"))
    assert [claim.status for claim in found] == [Status.PAPER, Status.PAPER]
    assert "coqc is missing" in found[0].unchecked


def test_words_that_do_not_stand_in_the_text_are_no_proof():
    theorem = dataclasses.replace(GROWTH, claims=(Claim("derivatives", proof="Quod erat demonstrandum."),))
    assert statuses(theorem, not_checked("")) == [Status.INSTANCES]
    assert statuses(theorem, not_checked(""), hold=False) == [Status.OPEN]
    theorem = dataclasses.replace(theorem, claims=(Claim("derivatives", proof=""),))
    assert statuses(theorem, not_checked("")) == [Status.INSTANCES]


def test_a_missing_file_is_no_proof():
    assert paper_line("proofs/test_nothing.py", "Proof.") is None


def test_the_weakest_claim_decides():
    formal, paper, instances = (
        back(dataclasses.replace(GROWTH, claims=(claim,)), True, run_with())[0]
        for claim in (GROWTH.claims[0], Claim("other"), Claim("another", proof=""))
    )
    assert overall([formal, paper], failed=False) is Status.PARTLY
    assert overall([paper], failed=False) is Status.PAPER
    assert overall([formal, paper, instances], failed=False) is Status.INSTANCES
    assert overall([formal], failed=True) is Status.FAILS


@pytest.mark.parametrize("theorem", THEOREMS, ids=lambda theorem: theorem.name)
def test_every_proof_that_a_claim_names_stands_in_the_text(theorem):
    """Without a proof are the sufficiency of the inequalities of length 3, and the open questions."""
    text = (ROOT / theorem.proof).read_text(encoding="utf-8").splitlines()
    for claim in theorem.claims:
        if not claim.proof:
            assert theorem.name in ("lengths-2-3", "least-shift", "22441")
            continue
        line = paper_line(theorem.proof, claim.proof)
        assert line is not None, claim
        assert claim.proof.split()[0] in text[line - 1]


def test_dependencies_name_theorems_and_make_no_circle():
    names = [theorem.name for theorem in THEOREMS]
    uses = {theorem.name: set(theorem.uses) for theorem in THEOREMS}
    assert set().union(*uses.values()) <= set(names)
    while uses:
        ready = [name for name, needed in uses.items() if not needed & uses.keys()]
        assert ready, f"a circle among {sorted(uses)}"
        for name in ready:
            del uses[name]


def test_a_refuted_theorem_fails():
    wrong = dataclasses.replace(GROWTH, check=GROWTH.false_neighbour.check)
    report = verify(random_instances=0, theorems=[wrong], formal=False)
    assert report.findings[0].status is Status.FAILS
    assert not report.holds
    assert "0 of 1 theorems hold" in report.summary[0]


def test_an_undecided_question_is_open_and_no_failure():
    weak = dataclasses.replace(
        GROWTH,
        claims=(Claim("a question", proof=""),),
        check=lambda instance: dataclasses.replace(GROWTH.check(instance), evidence="monte-carlo"),
    )
    report = verify(random_instances=0, theorems=[weak], formal=False)
    assert report.findings[0].status is Status.OPEN
    assert report.holds
    assert report.findings[0].shown == "open"


def test_a_run_without_coq_says_so():
    report = verify(["half"], 0, formal=False)
    assert report.summary[1] == "formal proofs: NOT checked: not asked for"
    assert "NOT checked" in report.to_markdown()
