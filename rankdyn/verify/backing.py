"""What backs the claims of a theorem, as found in this run: a Coq proof, a proof on paper, instances, or nothing.

Nothing here is a statement of status by hand. A claim is formally proved if the Coq theorems that it names compiled in
this run and assume nothing; it is proved on paper if the words with which its proof opens stand in the proof's text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from rankdyn.formal.checked import FormalRun
from rankdyn.theorems.theorem import Claim, Theorem

ROOT: Final = Path(__file__).parents[2]
"""The checkout: where the paths of proofs start."""


class Status(StrEnum):
    """The strength of what backs a statement, strongest first."""

    FORMAL = "formally proved"
    PARTLY = "proved, in part formally"
    PAPER = "proved on paper"
    INSTANCES = "verified on instances"
    OPEN = "open"
    FAILS = "fails"


class FormalProof(msgspec.Struct, frozen=True):
    """A Coq theorem that was compiled in this run and assumes nothing."""

    name: str
    file: str
    line: int
    statement: str


class ClaimFinding(msgspec.Struct, frozen=True):
    """What backs one claim.

    Attributes
    ----------
    text : str
        The part of the statement that is meant.
    status : Status
        The strongest backing found in this run.
    formal : list of FormalProof
        The Coq theorems, if they were checked.
    paper : str
        File and line where the proof on paper starts; empty if there is none.
    unchecked : str
        Why its Coq theorems were not confirmed; empty if they were, or it names none.
    """

    text: str
    status: Status
    formal: list[FormalProof]
    paper: str
    unchecked: str


def back(theorem: Theorem, instances_hold: bool, formal: FormalRun) -> list[ClaimFinding]:
    """Return what backs each claim of a theorem whose instances were checked."""
    return [_back(claim, theorem.proof, instances_hold, formal) for claim in theorem.claims]


def overall(claims: Iterable[ClaimFinding], failed: bool) -> Status:
    """Return the status of a theorem, that of its weakest claim, or PARTLY if some claims are formally proved."""
    if failed:
        return Status.FAILS
    found = {claim.status for claim in claims}
    if found == {Status.FORMAL, Status.PAPER}:
        return Status.PARTLY
    return max(found, key=list(Status).index)


def _back(claim: Claim, proof: str, instances_hold: bool, formal: FormalRun) -> ClaimFinding:
    proofs, unchecked = [], ""
    for name in claim.coq:
        checked = formal.theorems.get(name)
        if checked is None:
            unchecked = f"{name} was not checked: {formal.reason}"
        elif not checked.closed:
            unchecked = f"{name} assumes {checked.assumes}"
        else:
            place = checked.place
            proofs.append(FormalProof(name, f"proofs/coq/{place.file}", place.line, checked.statement))
    line = paper_line(proof, claim.proof) if claim.proof else None
    if claim.coq and not unchecked:
        status = Status.FORMAL
    elif line is not None:
        status = Status.PAPER
    else:
        status = Status.INSTANCES if instances_hold else Status.OPEN
    return ClaimFinding(claim.text, status, proofs, "" if line is None else f"{proof}:{line}", unchecked)


@cache
def paper_line(file: str, words: str) -> int | None:
    """Return the line at which a proof opens in the text that heads a file; None if it does not stand there."""
    path = ROOT / file
    if not path.is_file():
        return None
    source = path.read_text(encoding="utf-8")
    text = ast.get_docstring(ast.parse(source), clean=False) or ""
    found = re.search(r"\s+".join(map(re.escape, words.split())), text)
    return None if found is None else 1 + text[: found.start()].count("\n")
