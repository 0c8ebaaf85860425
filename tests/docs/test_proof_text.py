"""Proofs are quoted whole, with their indices lowered and the places marked that claims name."""

import importlib
import sys
from pathlib import Path

import pytest

from rankdyn.theorems import THEOREMS
from rankdyn.verify.backing import ROOT, paper_line

pytest.importorskip("sphinx")
sys.path.insert(0, str(Path(__file__).parents[2] / "docs" / "_extensions"))
proof_text = importlib.import_module("proof_text")
sys.path.pop(0)

FILES = sorted({theorem.proof for theorem in THEOREMS})


def plain(elements):
    """Return the letters of what is shown, without spaces, signs of indices and brackets of indices."""
    return "".join("".join(element.astext() for element in elements).split())


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_lost(file):
    text = proof_text.proof_text(ROOT / file)
    body = text.split("\n\n", 1)[1]
    shown = plain(proof_text.typeset(text, []))
    for sign in "_^{}":
        body, shown = body.replace(sign, ""), shown.replace(sign, "")
    for bracket in "()":  # of exponents
        body, shown = body.replace(bracket, ""), shown.replace(bracket, "")
    assert shown == "".join(body.split())


@pytest.mark.parametrize("theorem", THEOREMS, ids=lambda theorem: theorem.name)
def test_every_claim_has_its_mark(theorem):
    text = proof_text.proof_text(ROOT / theorem.proof)
    openings = {claim.proof for claim in theorem.claims if claim.proof}
    made = proof_text.typeset(text, [(words, f"place-{index}") for index, words in enumerate(sorted(openings))])
    marked = [node for paragraph in made for node in paragraph.children if node.tagname == "strong"]
    assert {node["ids"][0] for node in marked} == {f"place-{index}" for index in range(len(openings))}
    for words in openings:
        assert paper_line(theorem.proof, words) is not None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("r_{j+k} ≤ (k + 1)·r_j", "r[j+k] ≤ (k + 1)·r[j]"),
        ("D^(k)(t0)", "D<(k)>(t0)"),
        ("e^{(α_a+β_b)t}", "e<(α[a]+β[b])t>"),
        ("t^(n-1) e^(2t)", "t<n-1> e<2t>"),
        ("(c - B)^-1", "(c - B)<-1>"),
        ("M⁻¹M_i", "M⁻¹M[i]"),
        ("a_12 and D_ij", "a[12] and D[ij]"),
        ("test_growth_of", "test_growth_of"),
    ],
)
def test_indices(text, shown):
    assert written(proof_text.scripts(text)) == shown


def written(found):
    brackets = {"subscript": "[]", "superscript": "<>"}
    return "".join(
        brackets[node.tagname][0] + written(node.children) + brackets[node.tagname][1]
        if node.tagname in brackets
        else node.astext()
        for node in found
    )


def test_displays_and_cases_are_paragraphs_of_their_own():
    text = "Title.\n\nLet\n\n    x = y\n\nand so\n A. this, for\n    a while\n        u = v\n    on;\n B. that.\n"
    made = proof_text.typeset(text, [("that", "here")])
    assert [paragraph.astext() for paragraph in made] == [
        "Let",
        "x = y",
        "and so A. this, for a while",
        "u = v",
        "on;",
        "B. that.",
    ]
    assert [paragraph["classes"] for paragraph in made] == [[], ["display"], [], ["display"], [], []]
