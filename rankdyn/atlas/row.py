"""`Row`: one rank sequence of the atlas with its verdict and its evidence."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from rankdyn.atlas.seal import sealed, unsealed
from rankdyn.errors import InvalidInputError

if TYPE_CHECKING:
    from rankdyn.evidence.realizability import Answer, Witness
    from rankdyn.functions.matrix_function import MatrixFunction

Status = Literal["witness", "obstruction", "open"]
STATUSES: Final = ("witness", "obstruction", "open")
EVIDENCE: Final[dict[str, tuple[str, ...]]] = {
    "witness": ("construction", "certificate"),
    "obstruction": ("law", "explanation", "proof"),
    "open": ("tried",),
}
"""The keys of a row besides 'ranks' and 'status'."""


class _Verdict(msgspec.Struct, frozen=True):
    """What a query looks at; the rest of a line is decoded when it is asked for."""

    ranks: tuple[int, ...]
    status: Status


@dataclass(frozen=True, repr=False)
class Row:
    """One sequence: who has it, or what forbids it, or that nothing is known.

    Attributes
    ----------
    ranks : tuple of int
        r_0, r_1, …
    status : 'witness', 'obstruction' or 'open'
        The verdict.
    text : bytes
        The row as it stands in the file, without its checksum.
    """

    ranks: tuple[int, ...]
    status: Status
    text: bytes = field(compare=False)

    @classmethod
    def from_line(cls, line: bytes) -> Row | None:
        """Return the row of a sealed line, or None if the line is not whole."""
        body = unsealed(line)
        return None if body is None else cls.from_text(body)

    @classmethod
    def from_text(cls, body: bytes) -> Row | None:
        """Return the row of a line's text without its checksum, or None if it is no row."""
        try:
            verdict = _VERDICT.decode(body)
        except msgspec.DecodeError:
            return None
        return cls(verdict.ranks, verdict.status, body)

    @cached_property
    def document(self) -> dict[str, Any]:
        """The row as plain data; what stands under 'certificate' is what `rankdyn.certify` reads."""
        found: dict[str, Any] = json.loads(self.text)
        return found

    @property
    def law(self) -> str | None:
        """The name of the law that forbids the sequence."""
        found: str | None = self.document.get("law")
        return found

    @property
    def explanation(self) -> str | None:
        """The inequality with its numbers, for an obstruction."""
        found: str | None = self.document.get("explanation")
        return found

    @property
    def construction(self) -> str | None:
        """How the witness was made, in words."""
        found: str | None = self.document.get("construction")
        return found

    @property
    def tried(self) -> tuple[str, ...]:
        """What was tried, for an open row."""
        return tuple(self.document.get("tried", ()))

    @cached_property
    def function(self) -> MatrixFunction | None:
        """The witness's function."""
        if self.status != "witness":
            return None
        from rankdyn.functions.document import from_document

        certificate = self.document["certificate"]
        return from_document(certificate["function"], certificate["variable"])

    @cached_property
    def witness(self) -> Witness | None:
        """The witness with its certificate, or None."""
        from rankdyn.atlas.stored_certificate import certificate_of
        from rankdyn.evidence.realizability import Witness

        if self.function is None:
            return None
        certificate = certificate_of(self.document["certificate"])
        return Witness(self.function, self.ranks, certificate, self.document["construction"])

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain data, a copy."""
        found: dict[str, Any] = json.loads(self.text)
        return found

    def _answer(self) -> Answer:
        """Return the verdict as `rankdyn.realize` would; its certificate is not checked here."""
        from rankdyn.evidence.realizability import Obstruction, Open

        document = self.document
        if self.witness is not None:
            return self.witness
        if self.status == "obstruction":
            return Obstruction(self.ranks, document["law"], document["explanation"], document["proof"])
        return Open(self.ranks, self.tried)

    def _repr_latex_(self) -> str:
        return self._answer()._repr_latex_()

    def _repr_html_(self) -> str:
        return self._answer()._repr_html_()

    def __repr__(self) -> str:
        what = {"witness": self.construction, "obstruction": self.law, "open": None}[self.status]
        return f"<Row {self.ranks}: {self.status}{f', {what}' if what else ''}>"


_VERDICT: Final = msgspec.json.Decoder(_Verdict)


def line_of(answer: Answer) -> bytes:
    """Return a verdict as the line that stands in the file: only what the row is and proves, and its checksum.

    Raises
    ------
    InvalidInputError
        If a witness is not one of generic ranks of derivatives, which the atlas is about.
    """
    whole = answer.to_dict()
    status = whole["status"]
    if status == "witness" and (whole["mode"], whole["kind"]) != ("generic", "derivative"):
        raise InvalidInputError(
            f"the atlas is of generic ranks of derivatives, not of {whole['mode']} ranks of {whole['kind']}s"
        )
    kept = {key: whole[key] for key in EVIDENCE[status]}
    return sealed({"ranks": list(answer.ranks), "status": status} | kept)
