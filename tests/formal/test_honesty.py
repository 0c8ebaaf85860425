"""The Coq proofs: compiled from nothing, without axioms, and of the statements that are stored here."""

import pytest

from rankdyn.formal.coq import compile_file
from rankdyn.formal.development import locate, without_comments
from rankdyn.theorems import THEOREMS
from tests.formal.honesty import CLOSED, EXPLICIT, STATEMENTS, assuming_words, explicit, statements, stored

pytestmark = pytest.mark.formal

DEVELOPMENT = locate()


def test_every_file_is_compiled():
    assert sorted([*DEVELOPMENT.files, "all.v"]) == sorted(path.name for path in DEVELOPMENT.folder.glob("*.v"))


@pytest.mark.parametrize("file", [*DEVELOPMENT.files, "all.v"])
def test_nothing_is_assumed(file):
    assert not assuming_words(DEVELOPMENT.text(file))


@pytest.mark.parametrize("file", DEVELOPMENT.files)
def test_variables_and_hypotheses_stand_in_sections_only(file):
    depth = 0
    for line in without_comments(DEVELOPMENT.text(file)).splitlines():
        depth += line.startswith("Section ")
        depth -= line.startswith("End ")
        assert depth or not line.startswith(("Variable", "Hypothes", "Context")), line


def test_comments_nest():
    assert without_comments("a (* b (* c *) d *) e") == "a  e"
    assert assuming_words("Lemma a : False. (* Axiom (* x *) *) Admitted.") == ["Admitted"]


def test_all_lists_every_theorem_that_a_claim_names():
    named = {name for theorem in THEOREMS for claim in theorem.claims for name in claim.coq}
    assert named <= set(DEVELOPMENT.theorems)


@pytest.mark.parametrize("file", DEVELOPMENT.files)
def test_all_lists_every_theorem_of_the_files(file):
    stated = [line.split()[1].rstrip(":") for line in DEVELOPMENT.text(file).splitlines() if line[:8] == "Theorem "]
    assert stated
    assert set(stated) <= set(DEVELOPMENT.theorems)


def test_every_theorem_is_closed(compiled, tmp_path):
    (tmp_path / "closed.v").write_text("From rankdyn Require Import all.\nPrint Assumptions all.all.\n")
    assert compile_file(tmp_path, "closed.v", compiled).strip() == CLOSED


def test_statements_and_definitions_are_those_stored(compiled, tmp_path):
    assert statements(tmp_path, compiled, DEVELOPMENT) == stored(STATEMENTS)


def test_without_notations_they_are_those_stored(compiled, tmp_path):
    assert explicit(tmp_path, compiled, DEVELOPMENT) == stored(EXPLICIT)
