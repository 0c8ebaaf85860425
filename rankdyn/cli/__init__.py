"""The command line: ``rankdyn VERB``, one file a verb.

Results go to standard output, progress and errors to standard error. Exit status: 0 yes, done, proved; 1 no
(impossible, refuted, a theorem fails, a certificate is invalid); 2 usage or bad input; 3 open, not found, or weaker
evidence than required. Libraries are imported when a verb needs them, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys

import typer

from rankdyn.cli.atlas import atlas
from rankdyn.cli.certify import certify
from rankdyn.cli.cite import cite
from rankdyn.cli.explore import explore
from rankdyn.cli.falsify import falsify
from rankdyn.cli.figures import figures
from rankdyn.cli.fit import fit
from rankdyn.cli.options import BAD_INPUT
from rankdyn.cli.ranks import ranks
from rankdyn.cli.realize import realize
from rankdyn.cli.verify import verify
from rankdyn.errors import RankdynError

app = typer.Typer(
    name="rankdyn",
    help="Rank dynamics: certified generic ranks of the derivatives and differences of matrix functions.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for verb in (ranks, falsify, certify, verify, fit, figures, explore, cite):
    app.command()(verb)
# '-1,2' is a sequence with a wrong item, and is to be told so, not an unknown option.
app.command(context_settings={"ignore_unknown_options": True})(realize)
app.add_typer(atlas, name="atlas")


def main() -> None:
    """Run the command line; an error is one line on standard error and exit status 2."""
    try:
        app()
    except RankdynError as error:
        print(f"rankdyn: {error}", file=sys.stderr)
        raise SystemExit(BAD_INPUT) from None
