"""What is quoted: a proof on paper from the test that it heads, a Coq theorem from its file."""

from __future__ import annotations

from itertools import takewhile

from docutils import nodes
from pieces import anchor
from proof_text import proof_text, typeset

from rankdyn.formal.development import locate
from rankdyn.theorems import THEOREMS
from rankdyn.theorems.theorem import Theorem
from rankdyn.verify.backing import ROOT


def paper_proof(file: str) -> nodes.container:
    """Return the proof on paper: the text that heads the file, its proofs marked where claims name them."""
    openings = dict.fromkeys(claim.proof for theorem in theorems_with(file) for claim in theorem.claims)
    marks = [(words, proof_anchor(file, words)) for words in openings]
    quoted = nodes.container("", *typeset(proof_text(ROOT / file), marks), classes=["proof"])
    quoted += nodes.paragraph("", "", nodes.literal("", file), classes=["source"])
    return quoted


def proof_anchor(file: str, words: str) -> str:
    """Return the name of the place where a proof opens."""
    return anchor(f"{file.removeprefix('proofs/test_').removesuffix('.py')}-{words}")


def coq_statement(name: str) -> tuple[str, str]:
    """Return a Coq theorem as its file states it, and the place FILE:LINE."""
    development = locate()
    place = development.places[name]
    lines = development.text(place.file).splitlines()[place.line - 1 :]
    statement = "\n".join(takewhile(lambda line: not line.startswith("Proof"), lines))
    return statement, f"proofs/coq/{place.file}:{place.line}"


def coq_folded(name: str) -> nodes.container:
    """Return a Coq theorem, folded away."""
    statement, where = coq_statement(name)
    summary = f"<details><summary><code>{name}</code>, as {where} states it</summary>"
    folded = nodes.container(classes=["coq"], ids=[anchor(f"coq-{name}")])
    folded += nodes.raw("", summary, format="html")
    folded += nodes.literal_block(statement, statement, language="coq")
    folded += nodes.raw("", "</details>", format="html")
    return folded


def theorems_with(file: str) -> list[Theorem]:
    """Return the theorems whose proof stands in a file."""
    return [theorem for theorem in THEOREMS if theorem.proof == file]
