"""The page on the command line, written from the program's own help: the directive ``commands``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata
from typer.core import TyperCommand, TyperGroup

from rankdyn.cli import app as program


class Commands(SphinxDirective):
    """A section for each verb: what it does, how it is called, its arguments and options."""

    def run(self) -> list[nodes.Node]:
        """Return the sections."""
        return [self._section(words, command) for words, command in verbs()]

    def _section(self, words: str, command: TyperCommand) -> nodes.section:
        context = typer.Context(command, info_name=words)
        section = nodes.section(ids=[nodes.make_id(words)])
        section += nodes.title("", words)
        usage = f"{words} {' '.join(command.collect_usage_pieces(context))}"
        section += nodes.literal_block(usage, usage, language="text")
        for block in (command.help or "").split("\n\n"):
            section += nodes.paragraph("", " ".join(block.split()))
        table = nodes.definition_list()
        for parameter in command.get_params(context):
            record = parameter.get_help_record(context)
            if record is not None and parameter.name != "help":
                term = nodes.term("", "", nodes.literal("", record[0].strip()))
                table += nodes.definition_list_item("", term, nodes.definition("", nodes.paragraph("", record[1])))
        section += table
        return section


def verbs() -> Iterator[tuple[str, Any]]:
    """Yield each verb as it is typed, with its command; groups in their place, verb by verb."""
    yield from _within("rankdyn", typer.main.get_command(program))


def _within(words: str, command: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from _within(f"{words} {name}", inner)
    else:
        yield words, command


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("commands", Commands)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
