"""``rankdyn certify``: re-check certificates with the independent checker, and write them as Coq theorems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from rankdyn.cli.options import NO, AsJson, UnusedSeed
from rankdyn.errors import CertificateError, InvalidInputError


def certify(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Certificates: JSON files.")],
    coq: Annotated[
        Path | None,
        typer.Option("--coq", metavar="OUT", help="Write the certificates as theorems for the checker proved in Coq."),
    ] = None,
    as_json: AsJson = False,
    seed: UnusedSeed = 0,
) -> None:
    """Re-check certificates with the independent checker, and write them as Coq theorems."""
    from rankdyn.certification import certify as check

    results = []
    for file in files:
        try:
            check(file)
            results.append({"file": str(file), "valid": True, "error": None})
        except CertificateError as error:
            results.append({"file": str(file), "valid": False, "error": str(error)})
    valid = all(result["valid"] for result in results)
    if coq is not None and valid:
        _write_coq(files, coq)
    if as_json:
        print(json.dumps(results))
    else:
        for result in results:
            print(f"{result['file']}: " + ("valid" if result["valid"] else f"INVALID: {result['error']}"))
        if coq is not None:
            print(f"{coq}: " + ("written" if valid else "NOT written: a certificate is invalid"))
    if not valid:
        raise typer.Exit(NO)


def _write_coq(files: list[Path], output: Path) -> None:
    from rankdyn.formal.witness import from_certificate
    from rankdyn.formal.witness_file import witness_file

    witnesses = []
    for file in files:
        try:
            witnesses.append(from_certificate(json.loads(file.read_bytes())))
        except InvalidInputError as error:
            raise InvalidInputError(f"{file}: {error}") from None
    try:
        output.write_text(witness_file(witnesses), encoding="utf-8")
    except OSError as error:
        raise InvalidInputError(f"cannot write {output}: {error.strerror}; name another file") from None
