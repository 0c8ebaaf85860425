"""Certificates as typed data; the format is rankdyn/checker/FORMAT.md, version 3.

The engine fills these structures in; the checker (`rankdyn.checker`) reads only their JSON and shares no code with
them.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any, Final

import msgspec

from rankdyn.presentation import html, latex
from rankdyn.presentation.badge import badge
from rankdyn.presentation.mathematics import formula

FORMAT: Final = "rankdyn-certificate"
VERSION: Final = 3


class Exponential(msgspec.Struct, frozen=True):
    """The residue given to e^b, b a single monomial such as ``t/2``."""

    exponent: str
    value: int


class Lower(msgspec.Struct, frozen=True):
    """rank ≥ r: a submatrix that is non-singular modulo a prime at a point."""

    prime: int
    point: dict[str, int]
    exponentials: list[Exponential]
    rows: list[int]
    columns: list[int]


class Ball(msgspec.Struct, frozen=True):
    """rank ≥ r: a submatrix whose determinant at a rational point is an interval without zero.

    It holds at the true values of all constants, whatever their relations are.
    """

    ball: int
    point: dict[str, str]
    rows: list[int]
    columns: list[int]


class Dimension(msgspec.Struct, frozen=True, tag="dimension", tag_field="by"):
    """rank ≤ min(m, n)."""


class Factors(msgspec.Struct, frozen=True, tag="factors", tag_field="by"):
    """rank ≤ the bound that the structure of the function gives, such as an inner dimension."""


class Growth(msgspec.Struct, frozen=True, tag="growth", tag_field="by", rename={"order": "from"}):
    """rank at order k ≤ (k − j + 1)·r_j: law L from order j."""

    order: int


class Kernel(msgspec.Struct, frozen=True, tag="kernel", tag_field="by"):
    """rank ≤ n − #vectors: independent vectors that D^(k) annihilates, verified exactly."""

    side: str
    free: list[int]
    vectors: list[list[str]]


class Axis(msgspec.Struct, frozen=True):
    """Values of one generator."""

    of: str
    values: list[int]


class Evaluations(msgspec.Struct, frozen=True, tag="evaluations", tag_field="by"):
    """rank ≤ r at more points than the degree of any (r+1)-minor."""

    axes: list[Axis]


class Matrices(msgspec.Struct, frozen=True, tag="constant_class", tag_field="by"):
    """rank = that of a rational matrix, for functions of constant class: both bounds at once."""


Upper = Dimension | Factors | Growth | Kernel | Evaluations | Matrices


class OrderEvidence(msgspec.Struct, frozen=True):
    """Both bounds at one order."""

    rank: int
    lower: Lower | Ball | None
    upper: Upper


class BlockEvidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """The orders of one block of a block sum, or of its blocks."""

    orders: list[OrderEvidence] | msgspec.UnsetType = msgspec.UNSET
    blocks: list[BlockEvidence] | msgspec.UnsetType = msgspec.UNSET


class Claim(msgspec.Struct, frozen=True):
    """What is claimed."""

    reading: str
    at: str | None
    kind: str
    step: str | None
    ranks: list[int]

    def __str__(self) -> str:
        where = "" if self.at is None else f" at t = {html.cut(self.at, 60)}"
        step = "" if self.step is None else f" with step {html.cut(self.step, 60)}"
        ranks = ", ".join(html.first([str(rank) for rank in self.ranks]))
        return f"{self.reading} ranks {ranks} of {self.kind}s{step}{where}"


class Certificate(msgspec.Struct, frozen=True, kw_only=True):
    """A claim on the ranks of one function, with a proof of every bound: order by order, or block by block.

    Certificates are plain data: `to_json` and `save` write what ``rankdyn certify FILE`` reads.
    """

    format: str = FORMAT
    version: int = VERSION
    variable: str
    parameters: list[str]
    function: dict[str, Any]
    claim: Claim
    orders: list[OrderEvidence] | msgspec.UnsetType = msgspec.UNSET
    blocks: list[BlockEvidence] | msgspec.UnsetType = msgspec.UNSET

    def all_orders(self) -> list[list[OrderEvidence]]:
        """Return the orders of the function, or of each innermost block."""
        pending, found = [self.evidence()], list[list[OrderEvidence]]()
        while pending:
            part = pending.pop()
            pending += part.blocks if part.blocks is not msgspec.UNSET else []
            found += [part.orders] if part.orders is not msgspec.UNSET else []
        return found

    def evidence(self) -> BlockEvidence:
        """Return the evidence without the claim, as it stands in the certificate of a block sum."""
        return BlockEvidence(self.orders, self.blocks)

    def to_json(self) -> str:
        """Return the certificate as one JSON document."""
        return msgspec.json.encode(self).decode()

    def to_dict(self) -> dict[str, Any]:
        """Return the certificate as dictionaries, lists, texts and integers."""
        document: dict[str, Any] = msgspec.to_builtins(self)
        return document

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the certificate to a file."""
        Path(path).write_text(self.to_json() + "\n", encoding="utf-8")

    def latex(self) -> str:
        """Return the equation of the ranks that is claimed as LaTeX."""
        return latex.ranks_are(self.claim.ranks)

    def __repr__(self) -> str:
        return f"<Certificate of {self.claim}; rankdyn.certify re-checks it>"

    def _repr_latex_(self) -> str:
        return latex.displayed(self.latex(), "certificate, to be checked with rankdyn.certify")

    def _repr_html_(self) -> str:
        orders = [order for part in self.all_orders() for order in part]
        upper = Counter(type(order.upper).__name__.lower() for order in orders)
        bounds = ", ".join(f"{count} by {name}" for name, count in upper.items())
        return html.card(
            html.opening(str(self.claim)),
            badge("definition", "certificate · rankdyn.certify re-checks it"),
            formula(self.latex(), display=True),
            html.labelled("upper bounds", html.words(bounds)),
            html.labelled("function", html.code(msgspec.json.encode(self.function).decode())),
        )
