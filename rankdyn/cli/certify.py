"""``rankdyn certify``: re-check certificates with the independent checker."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rankdyn.cli.options import NO, AsJson, UnusedSeed
from rankdyn.errors import CertificateError


def certify(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Certificates: JSON files.")],
    as_json: AsJson = False,
    seed: UnusedSeed = 0,
) -> None:
    """Re-check certificates with the independent checker."""
    import json

    from rankdyn.certification import certify as check

    results = []
    for file in files:
        try:
            check(file)
            results.append({"file": str(file), "valid": True, "error": None})
        except CertificateError as error:
            results.append({"file": str(file), "valid": False, "error": str(error)})
    if as_json:
        print(json.dumps(results))
    else:
        for result in results:
            print(f"{result['file']}: " + ("valid" if result["valid"] else f"INVALID: {result['error']}"))
    if not all(result["valid"] for result in results):
        raise typer.Exit(NO)
