"""``rankdyn explore``: the page on which rank sequences are explored, served on this machine for its user alone."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from rankdyn.cli.options import AsJson, UnusedSeed


def explore(
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, help="Port on 127.0.0.1; 0 for any that is free; 8714 or a free one if not given."
        ),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
    state: Annotated[
        str, typer.Option(metavar="LINK", help="What is shown first: a link to a state, or its part from '?' on.")
    ] = "",
    as_json: AsJson = False,
    seed: UnusedSeed = 0,
) -> None:
    """Serve the explorer, print the link that opens it, and end with Ctrl-C.

    Nothing leaves this machine, and without the link nobody gets an answer.
    """
    import json

    from rankdyn.explorer.serve import leave, serve

    def announce(link: str) -> None:
        print(json.dumps({"url": link}) if as_json else link, flush=True)
        print("The explorer is at this link, for you alone. Ctrl-C ends it.", file=sys.stderr, flush=True)

    try:
        serve(port, browser, state, announce=announce)
    except KeyboardInterrupt:
        leave()
