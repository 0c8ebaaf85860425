"""Lower evidence: a submatrix that is non-singular modulo a prime at a place."""

from __future__ import annotations

from rankdyn.algebra.flint_memory import Residues
from rankdyn.algebra.modular_matrix import pivots
from rankdyn.algebra.place import Place
from rankdyn.evidence.certificate import Exponential, Lower
from rankdyn.expressions.printing import polynomial_text


def lower_evidence(values: Residues, place: Place) -> Lower | None:
    """Return rows and columns of a maximal non-singular submatrix with the place; None for rank 0.

    Parameters
    ----------
    values : ndarray of uint64, shape (m, n)
        The matrix at the place.
    place : Place
        Prime, point and residues of the exponentials.
    """
    chosen = pivots(values, place.prime)
    if not chosen.rows:
        return None
    logarithms = (*place.basis.elements(), *place.basis.numbers.generators)
    residues = (*place.units, *place.roots)
    exponentials = [Exponential(polynomial_text(b), residue) for b, residue in zip(logarithms, residues, strict=True)]
    return Lower(place.prime, dict(place.values), exponentials, list(chosen.rows), list(chosen.columns))
