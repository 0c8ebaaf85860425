"""The theory chapter, written at build time from the registries: the directives ``theorems``, ``laws``, ``coq``.

A status here is what `rankdyn.theorems` *declares*: which Coq theorems state a claim, and where its proof on paper
opens. Whether the Coq theorems compile and assume nothing is found out by ``rankdyn verify``, not here.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from docutils import nodes
from pieces import badge, fact, joined, link, note, reference, sentence, signs, titled, words
from proof_text import formulas, opening, proof_text
from quotation import coq_folded, coq_statement, paper_proof, proof_anchor, theorems_with
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

import rankdyn as rd
from rankdyn.laws import Law
from rankdyn.plots.theorem_graph import declared
from rankdyn.theorems import THEOREMS
from rankdyn.theorems.theorem import Claim, Theorem
from rankdyn.verify.backing import ROOT


class Theorems(SphinxDirective):
    """Every theorem: statement, hypotheses, what backs each claim, the proof, instances, and a false neighbour."""

    def run(self) -> list[nodes.section]:
        """Return a section for each theorem."""
        self.stated: set[str] = set()
        made = [self._section(theorem) for theorem in THEOREMS]
        note(self, made)
        return made

    def _new(self, theorem: Theorem) -> list[str]:
        """Return the Coq theorems that no theorem before has shown."""
        names = dict.fromkeys(name for claim in theorem.claims for name in claim.coq)
        new = [name for name in names if name not in self.stated]
        self.stated.update(new)
        return new

    def _section(self, theorem: Theorem) -> nodes.section:
        section = titled(f"theorem-{theorem.name}", signs(theorem.title))
        section += nodes.paragraph("", "", badge(declared(theorem)), nodes.Text(" "), nodes.literal("", theorem.name))
        section += nodes.paragraph("", "", *formulas(sentence(theorem.typeset)), classes=["statement"])
        facts = nodes.field_list(classes=["facts"])
        if theorem.hypotheses:
            facts += fact("Hypotheses", words("; ".join(theorem.hypotheses)))
        facts += fact("What backs it", nodes.bullet_list("", *(_claim(theorem, claim) for claim in theorem.claims)))
        if theorem.uses:
            facts += fact("Rests on", nodes.paragraph("", "", *joined([link(name) for name in theorem.uses])))
        names = list(dict.fromkeys(instance.name for instance in theorem.named))
        facts += fact("Looked at", words("; ".join(names) + "; and random instances"))
        refuted = "; ".join(dict.fromkeys(instance.name for instance in theorem.false_neighbour.instances))
        facts += fact("Close to it, and false", words(f"{theorem.false_neighbour.statement} (refuted by: {refuted})"))
        section += facts
        first = theorems_with(theorem.proof)[0]
        if first is theorem:
            section += paper_proof(theorem.proof)
        else:
            with_it = [nodes.Text("Its proof stands with that of "), link(first.name), nodes.Text(".")]
            section += nodes.paragraph("", "", *with_it)
        section += [coq_folded(name) for name in self._new(theorem)]
        return section


class Coq(SphinxDirective):
    """A theorem of the Coq development, as its file states it."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the statement and its place."""
        statement, where = coq_statement(self.arguments[0])
        caption = nodes.paragraph("", "", nodes.literal("", where), classes=["source"])
        return [nodes.literal_block(statement, statement, language="coq"), caption]


class Laws(SphinxDirective):
    """Every law: its statement, where it is tight, what it forbids in the atlas, and its proof."""

    def run(self) -> list[nodes.section]:
        """Return a section for each law."""
        made: list[nodes.section] = []
        quoted: set[str] = set()
        for law in rd.LAWS:
            section = titled(f"law-{law.name}", f"{law.name}: {law.title}")
            section += nodes.math_block(law.latex, law.latex, number=None, nowrap=False)
            section += words(sentence(law.statement))
            facts = nodes.field_list(classes=["facts"])
            tight = ", ".join(str(ranks).replace(" ", "") for ranks in law.tight)
            facts += fact("Equality at", words(tight))
            facts += fact("It forbids", words(_forbidden(law)))
            facts += fact("Proof", self._proved(law, quoted))
            section += facts
            if law.proof not in quoted and not theorems_with(law.proof):
                section += paper_proof(law.proof)
                quoted.add(law.proof)
            made.append(section)
        note(self, made)
        return made

    def _proved(self, law: Law, quoted: set[str]) -> nodes.paragraph:
        with_it = theorems_with(law.proof)
        if with_it:
            links = joined([link(theorem.name) for theorem in with_it])
            return nodes.paragraph("", "", nodes.Text("with the theorem "), *links)
        if law.proof not in quoted:
            return words("below, together with those of the laws that follow")
        first = next(other.name for other in rd.LAWS if other.proof == law.proof)
        return nodes.paragraph("", "", nodes.Text("with "), reference(f"law-{first}", nodes.inline("", first)))


@cache
def _first_rows() -> dict[str, tuple[int, str]]:
    """Return for each law how many sequences of the atlas it is named for, and the first refutation."""
    found: dict[str, tuple[int, str]] = {}
    for row in rd.atlas.open().query(status="obstruction"):
        number, explanation = found.get(row.law or "", (0, row.explanation or ""))
        found[row.law or ""] = number + 1, explanation
    return found


def _forbidden(law: Law) -> str:
    if law.name not in _first_rows():
        return "in the atlas nothing that a law before it does not forbid"
    number, explanation = _first_rows()[law.name]
    which = "one sequence" if number == 1 else f"{number} sequences"
    return (
        f"{which} of the atlas that no law before it forbids; {'this' if number == 1 else 'the first'}: {explanation}"
    )


def _claim(theorem: Theorem, claim: Claim) -> nodes.list_item:
    alone = replace(theorem, claims=(claim,))
    paragraph = nodes.paragraph("", "", nodes.Text(f"{claim.text} "), badge(declared(alone)))
    if claim.coq:
        paragraph += nodes.Text(" Coq: ")
        paragraph += joined([reference(f"coq-{name}", nodes.literal("", name)) for name in claim.coq])
        paragraph += nodes.Text("; " if claim.proof else "")
    if claim.proof:
        if opening(proof_text(ROOT / theorem.proof), claim.proof) is None:
            raise LookupError(f"{theorem.name}: no proof opens with {claim.proof!r} in {theorem.proof}")
        opens = nodes.inline("", f"“{claim.proof}”")
        paragraph += [nodes.Text(" on paper: "), reference(proof_anchor(theorem.proof, claim.proof), opens)]
    return nodes.list_item("", paragraph)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    app.add_directive("theorems", Theorems)
    app.add_directive("laws", Laws)
    app.add_directive("coq", Coq)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
