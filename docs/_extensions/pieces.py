"""What the pages of the theory are made of: sections, facts, badges, and links that must lead somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docutils import nodes
from proof_text import scripts
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from rankdyn.blueprint.colours import FILL, INK
from rankdyn.verify.backing import Status

WORDS: Final = {
    Status.FORMAL: "Coq proof",
    Status.PARTLY: "proof, in part in Coq",
    Status.PAPER: "proof on paper",
    Status.INSTANCES: "instances only: no proof known",
    Status.OPEN: "open",
}
"""What is declared, by the status that a run of verify gives it if all is as declared."""


def titled(name: str, title: str) -> nodes.section:
    """Return a section to which `name` leads."""
    section = nodes.section(ids=[anchor(name)])
    section += nodes.title("", "", *scripts(title))
    return section


def fact(name: str, body: nodes.Node) -> nodes.field:
    """Return a line of a table of facts."""
    return nodes.field("", nodes.field_name("", name), nodes.field_body("", body))


def words(text: str) -> nodes.paragraph:
    """Return a paragraph, its indices lowered."""
    return nodes.paragraph("", "", *scripts(signs(text)))


def sentence(text: str) -> str:
    """Return text with a capital and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def signs(text: str) -> str:
    """Return text with ≤ and ≥."""
    return text.replace("<=", "≤").replace(">=", "≥")


def joined(parts: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Return the parts with commas between."""
    made: list[nodes.Node] = []
    for part in parts:
        made += [part, nodes.Text(", ")]
    return made[:-1]


def badge(status: Status) -> nodes.raw:
    """Return the words for a status on its colour."""
    style = f"background:{FILL[status]};color:{INK[status]}"
    return nodes.raw("", f'<span class="badge" style="{style}">{WORDS[status]}</span>', format="html")


def link(name: str) -> nodes.Node:
    """Return a link to a theorem."""
    return reference(f"theorem-{name}", nodes.inline("", name))


def reference(name: str, shown: nodes.inline) -> nodes.Node:
    """Return a link to a place that has been noted; one that leads nowhere fails the build."""
    return addnodes.pending_xref(
        "", shown, refdomain="std", reftype="ref", refexplicit=True, reftarget=anchor(name), refwarn=True
    )


def note(directive: SphinxDirective, made: Sequence[nodes.Element]) -> None:
    """Make every place with an identifier one that pages can link to."""
    standard = directive.env.domains.standard_domain
    for section in made:
        for node in section.findall(nodes.Element):
            title = section[0].astext() if node is section else node.astext()
            for identifier in node.get("ids", []):
                standard.note_hyperlink_target(identifier, directive.env.docname, identifier, title)


def anchor(name: str) -> str:
    """Return a name as an identifier of HTML."""
    identifier: str = nodes.make_id(name.replace("'", "-prime").replace("Δ", "delta"))
    return identifier
