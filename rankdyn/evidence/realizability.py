"""Answers to 'is there a matrix function with these ranks?': `Witness`, `Obstruction`, `Open`.

A witness carries its certificate; an obstruction names a proved law; everything else is open. A search that finds
nothing is never an obstruction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

from rankdyn.evidence.certificate import Certificate
from rankdyn.functions.matrix_function import MatrixFunction


@dataclass(frozen=True)
class Witness:
    """A function that has the ranks asked for.

    Attributes
    ----------
    function : MatrixFunction
        The function D.
    ranks : tuple of int
        The ranks asked for; what they are ranks of is said by mode and kind.
    certificate : Certificate
        The proof that `rankdyn.certify` re-checks.
    construction : str
        How the function was made, in words: blocks, free moves, search.
    kind : 'derivative' or 'difference'
        Which operator is iterated (differences with step 1).
    mode : 'generic', 'pointwise', 'shifted' or 'orders'
        The reading. The certificate's ranks are those of orders 0..K of the function; for 'shifted' they are the ranks
        asked for plus the shift, for 'orders' those asked for stand at `orders` among them.
    shift, shift_lower_bound : int or None
        For 'shifted': the shift of this witness, and a proved bound below which no shift is possible.
    orders : tuple of int or None
        For 'orders': k_0 < k_1 < ….
    points, certificates : tuples
        For 'pointwise': the points, and a certificate for each; `ranks` and `certificate` are those of the first.
    """

    function: MatrixFunction
    ranks: tuple[int, ...]
    certificate: Certificate
    construction: str
    kind: str = "derivative"
    mode: str = "generic"
    shift: int | None = None
    shift_lower_bound: int | None = None
    orders: tuple[int, ...] | None = None
    points: tuple[Fraction, ...] = ()
    certificates: tuple[Certificate, ...] = ()

    @property
    def point(self) -> Fraction | None:
        """For 'pointwise': the first point t0; None otherwise."""
        return self.points[0] if self.points else None

    def to_dict(self) -> dict[str, Any]:
        """Return the witness as plain data; what stands under 'certificate' is what `rankdyn.certify` reads."""
        return {
            "status": "witness",
            "ranks": list(self.ranks),
            "mode": self.mode,
            "kind": self.kind,
            "construction": self.construction,
            "shift": self.shift,
            "shift_lower_bound": self.shift_lower_bound,
            "orders": None if self.orders is None else list(self.orders),
            "points": [str(point) for point in self.points],
            "certificate": self.certificate.to_dict(),
            "certificates": [certificate.to_dict() for certificate in self.certificates],
        }


@dataclass(frozen=True)
class Obstruction:
    """A proved law that forbids the ranks asked for.

    Attributes
    ----------
    ranks : tuple of int
        The ranks asked for.
    law : str
        The law's name, as in `rankdyn.LAWS`.
    explanation : str
        The inequality with its numbers, and the smallest change that repairs it.
    proof : str
        Where the proof stands.
    nearest : tuple of sequences
        Sequences near the one asked for that no law forbids, the nearest first.
    """

    ranks: tuple[int, ...]
    law: str
    explanation: str
    proof: str
    nearest: tuple[tuple[int, ...], ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """Return the obstruction as plain data."""
        return {
            "status": "obstruction",
            "ranks": list(self.ranks),
            "law": self.law,
            "explanation": self.explanation,
            "proof": self.proof,
            "nearest": [list(ranks) for ranks in self.nearest],
        }


@dataclass(frozen=True)
class Open:
    """Neither a witness nor a law was found; nothing is proved.

    Attributes
    ----------
    ranks : tuple of int
        The ranks asked for.
    tried : tuple of str
        What was tried, in words, with the work it took.
    """

    ranks: tuple[int, ...]
    tried: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        return {"status": "open", "ranks": list(self.ranks), "tried": list(self.tried)}


Answer: TypeAlias = Witness | Obstruction | Open
