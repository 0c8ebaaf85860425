"""From a certificate of the program to a Coq theorem: the polynomial matrix in integers, and a proof of every rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm
from typing import Any, Final

from flint import fmpz_poly

from rankdyn.algebra.univariate import NotPolynomialError, univariate
from rankdyn.errors import InvalidInputError
from rankdyn.formal.factorization import Factorization, Polynomials, factorize
from rankdyn.functions.document import from_document
from rankdyn.functions.matrix_function import MatrixFunction

MAX_SIZE: Final = 64
"""Rows or columns of the matrices that are written for Coq."""

MAX_DEGREE: Final = 200
"""Degree of their entries; beyond, the proofs of the upper bounds become long."""


@dataclass(frozen=True, slots=True)
class FormalWitness:
    """A rational polynomial matrix with proofs of the generic ranks of its derivatives, in integers.

    Attributes
    ----------
    ranks : tuple of int
        r_0, …, r_K.
    shape : (int, int)
        Rows and columns.
    denominator : int
        q > 0; the function is `matrix` divided by q.
    matrix : list of list of fmpz_poly
        q·D.
    proofs : tuple of Factorization
        One for each of q·D, q·D′, ….
    """

    ranks: tuple[int, ...]
    shape: tuple[int, int]
    denominator: int
    matrix: Polynomials
    proofs: tuple[Factorization, ...]


def formal_witness(function: MatrixFunction, ranks: Sequence[int]) -> FormalWitness:
    """Return the proofs of these generic ranks of the derivatives of a polynomial matrix.

    Parameters
    ----------
    function : MatrixFunction
        D, whose entries are polynomials in its variable with rational coefficients.
    ranks : sequence of int
        Its generic ranks, which must be right.

    Raises
    ------
    InvalidInputError
        If an entry is no such polynomial, the matrix is too large, or a rank is wrong.
    """
    m, n = function.shape
    if max(m, n) > MAX_SIZE:
        raise InvalidInputError(f"a {m} x {n} matrix is too large for a Coq proof; at most {MAX_SIZE} x {MAX_SIZE}")
    try:
        entries = [[univariate(entry, function.variable_name) for entry in row] for row in function.expand().rows()]
    except (NotPolynomialError, InvalidInputError):
        raise InvalidInputError(
            f"not a matrix of polynomials in {function.variable_name} with rational coefficients, as Coq proofs need, "
            f"but {_shown(function)}; give a polynomial witness of these ranks"
        ) from None
    degree = max((entry.degree() for row in entries for entry in row), default=0)
    if degree > MAX_DEGREE:
        raise InvalidInputError(f"entries of degree {degree} are too large for a Coq proof; at most {MAX_DEGREE}")
    denominator = lcm(*(int(entry.denom()) for row in entries for entry in row))
    matrix = [[(entry * denominator).numer() for entry in row] for row in entries]
    proofs = []
    current: Polynomials = matrix
    for order, rank in enumerate(ranks):
        try:
            proofs.append(factorize(current, (m, n), rank))
        except ValueError as error:
            raise InvalidInputError(f"order {order}: {error}") from None
        current = [[fmpz_poly(entry).derivative() for entry in row] for row in current]
    return FormalWitness(tuple(ranks), (m, n), denominator, matrix, tuple(proofs))


def _shown(function: MatrixFunction) -> str:
    text = repr(function)
    return text if len(text) <= 120 else f"{text[:117]}..."


def from_certificate(certificate: dict[str, Any]) -> FormalWitness:
    """Return the witness that a certificate speaks of; the certificate itself must have been checked before.

    Raises
    ------
    InvalidInputError
        If it claims anything but generic ranks of derivatives, or its function is no polynomial matrix over Q.
    """
    claim = certificate["claim"]
    if claim["reading"] != "generic" or claim["kind"] != "derivative":
        raise InvalidInputError(
            "only generic ranks of derivatives are proved in Coq; this certificate claims "
            f"{claim['reading']} ranks of {claim['kind']}s"
        )
    return formal_witness(from_document(certificate["function"], certificate["variable"]), claim["ranks"])
