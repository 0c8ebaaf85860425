"""The check of a certificate: for every order the lower and the upper evidence, as FORMAT.md states them.

Main result: `check_certificate`. It either returns True or raises CertificateError naming the part that fails; a False
that nobody looks at cannot happen.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import comb

from rankdyn.errors import CertificateError

from .document import Certificate, Dimension, Evaluations, Factors, Growth, Kernel, Lower, read_certificate
from .generators import Cover
from .grammar import divides
from .grid import check_grid
from .matrices import ExactMatrices
from .modular import JetAlgebra, Point, VanishingDenominatorError, is_prime, rank_modulo
from .polynomial import Work
from .quotient import Exact, Quotient, clear
from .reading import load
from .structure import expand, leaves, structural_bounds, transpose

DEFAULT_MAX_WORK = 500_000_000


def check_certificate(source: str | bytes | Mapping[str, object], *, max_work: int = DEFAULT_MAX_WORK) -> bool:
    """Check a certificate of a rank sequence.

    Parameters
    ----------
    source : str, bytes or dict
        The JSON document, or the object it parses to.
    max_work : int
        Limit on the number of coefficient multiplications; the default allows a few minutes.

    Returns
    -------
    bool
        Always True: the claim holds.

    Raises
    ------
    CertificateError
        If the document is malformed, does not prove its claim, or needs more work than allowed.

    Examples
    --------
    >>> check_certificate(
    ...     {
    ...         "format": "rankdyn-certificate",
    ...         "version": 1,
    ...         "variable": "t",
    ...         "parameters": [],
    ...         "function": {"type": "entries", "shape": [1, 1], "rows": [["t"]]},
    ...         "claim": {"reading": "generic", "at": None, "kind": "derivative", "step": None, "ranks": [1]},
    ...         "orders": [
    ...             {
    ...                 "rank": 1,
    ...                 "upper": {"by": "dimension"},
    ...                 "lower": {"prime": 5, "point": {"t": 2}, "exponentials": [], "rows": [0], "columns": [0]},
    ...             }
    ...         ],
    ...     }
    ... )
    True
    """
    try:
        _Checker(read_certificate(load(source)), Work(max_work)).check()
    except RecursionError:
        raise CertificateError("the certificate is nested too deeply for this interpreter's recursion limit") from None
    return True


class _Checker:
    """One run over one certificate."""

    def __init__(self, certificate: Certificate, work: Work) -> None:
        self.certificate = certificate
        self.work = work
        self.pointwise = certificate.at is not None
        self.matrices = ExactMatrices(certificate, work)
        self.bounds: list[int] | None = None
        self.samples: dict[object, list[list[list[list[int]]]]] = {}

    def check(self) -> None:
        # A lower bound evaluates every expression at a point without a zero denominator; without any lower bound the
        # denominators have to be proved non-zero here.
        if all(order.lower is None for order in self.certificate.orders):
            for expression in leaves(self.certificate.function):
                if divides(expression.tree):
                    Exact(self.matrices.ring, self.matrices.shifts[0]).scalar(expression)
        for k, order in enumerate(self.certificate.orders):
            try:
                if order.lower is not None:
                    self.check_lower(k, order.rank, order.lower)
                self.check_upper(k, order.rank)
            except CertificateError as error:
                # The function is at fault only together with the evidence that does not fit it: name both.
                named = str(error).startswith("orders[")
                raise CertificateError(str(error) if named else f"orders[{k}]: {error}") from None

    def check_lower(self, k: int, rank: int, lower: Lower) -> None:
        """Check that the minor on the given rows and columns is non-zero mod p."""
        if not is_prime(lower.prime):
            raise CertificateError(f"{lower.path}.prime: {lower.prime} is not prime")
        if lower.prime <= k:
            raise CertificateError(f"{lower.path}.prime: {lower.prime} must be larger than the order {k}")
        cover = Cover(lower.exponents, Exact(self.matrices.plain, Fraction(0)))
        point = Point(lower.prime, lower.residues, cover, lower.values, self.pointwise)
        try:
            minor = self.minor_by_jets(k, lower, point)
        except VanishingDenominatorError:
            if not self.pointwise:
                raise
            # At the point itself a denominator may vanish and the function be regular (t/t at 0): use exact values.
            exact = self.matrices.at_order(k)
            minor = [[self.reduce(exact[i][j], point, lower) for j in lower.columns] for i in lower.rows]
        if rank_modulo(minor, lower.prime, rank) != rank:
            raise CertificateError(
                f"{lower.path}: the minor of order {k} on rows {list(lower.rows)} and columns {list(lower.columns)} "
                f"is 0 mod {lower.prime}, so rank >= {rank} is not proved"
            )

    def minor_by_jets(self, k: int, lower: Lower, point: Point) -> list[list[int]]:
        """Return the submatrix of D^(k) or Δ_h^k D mod p from jets of the expressions."""
        prime = lower.prime
        derivative = self.certificate.step is None
        last = len(self.certificate.ranks) - 1
        reach = last if prime > last else k
        label = (
            prime,
            tuple(sorted(lower.residues.items())),
            tuple(item.tree for item in lower.exponents),
            lower.values,
            reach,
        )
        if label not in self.samples:
            # One expansion serves all the orders that share the point: jets up to the last order, or samples at t + jh.
            expansions = []
            length = reach + 1 if derivative else 1
            for shift in self.matrices.shifts[: 1 if derivative else reach + 1]:
                try:
                    algebra = JetAlgebra(point, Exact(self.matrices.plain, shift), length, self.work)
                except ZeroDivisionError:
                    raise CertificateError(
                        f"{lower.path}.prime: {prime} divides the denominator of claim.at or claim.step"
                    ) from None
                expansions.append(expand(self.certificate.function, algebra, self.work.spend))
            self.samples[label] = expansions
        samples = self.samples[label]
        if derivative:
            # The Taylor coefficient is D^(k)/k!, of the same rank: k < p.
            return [[samples[0][i][j][k] for j in lower.columns] for i in lower.rows]
        signs = [(-1) ** (k - s) * comb(k, s) for s in range(k + 1)]
        return [
            [sum(sign * sample[i][j][0] for sign, sample in zip(signs, samples, strict=False)) for j in lower.columns]
            for i in lower.rows
        ]

    def reduce(self, quotient: Quotient, point: Point, lower: Lower) -> int:
        try:
            return point.reduce(quotient, lower.path)
        except ZeroDivisionError as error:
            raise CertificateError(f"{lower.path}.point: {error}; choose another prime or point") from None

    def check_upper(self, k: int, rank: int) -> None:
        """Check that the rank at order k is at most `rank`."""
        evidence = self.certificate.orders[k].upper
        shape = self.certificate.function.shape
        match evidence:
            case Dimension(path):
                if min(shape) > rank:
                    raise CertificateError(f"{path}: the shape {shape} allows rank {min(shape)}, not only {rank}")
            case Factors(path):
                if self.bounds is None:
                    last = len(self.certificate.ranks) - 1
                    self.bounds = structural_bounds(
                        self.certificate.function, self.certificate.names[0], last, self.work.spend
                    )
                if self.bounds[k] > rank:
                    raise CertificateError(
                        f"{path}: the structural bound at order {k} is {self.bounds[k]}, larger than {rank}"
                    )
            case Growth(path, start):
                self.check_growth(k, rank, path, start)
            case Kernel():
                self.check_kernel(k, evidence)
            case Evaluations():
                rows = [clear(row)[0] for row in self.matrices.at_order(k)]
                check_grid(rows, rank, evidence, Exact(self.matrices.plain, Fraction(0)))

    def check_growth(self, k: int, rank: int, path: str, start: int) -> None:
        """Check (k − j + 1)·r_j <= r. The law is about generic ranks; r_j is proved at its own order, j < k."""
        if self.pointwise:
            raise CertificateError(f"{path}.by: growth holds for generic ranks only, not in the pointwise reading")
        if start >= k:
            raise CertificateError(f"{path}.from: {start} must be an order before {k}")
        bound = (k - start + 1) * self.certificate.ranks[start]
        if bound > rank:
            raise CertificateError(f"{path}.from: growth from order {start} allows rank {bound}, not only {rank}")

    def check_kernel(self, k: int, evidence: Kernel) -> None:
        """Check independence by the free positions, then that every vector is annihilated exactly."""
        shape = self.certificate.function.shape
        algebra = Exact(self.matrices.ring, Fraction(0))
        vectors = [[algebra.scalar(entry) for entry in vector] for vector in evidence.vectors]
        for s, vector in enumerate(vectors):
            for other, place in enumerate(evidence.free):
                if bool(vector[place]) != (other == s):
                    rule = (
                        "must not be zero: it is the free position of this vector"
                        if other == s
                        else (f"must be zero: position {place} is free for vector {other}")
                    )
                    raise CertificateError(f"{evidence.path}.vectors[{s}][{place}]: {rule}")
        matrix = self.matrices.at_order(k)
        if evidence.side == "left":
            matrix = transpose(matrix, shape)
        rows = [clear(row)[0] for row in matrix]
        for s, vector in enumerate(vectors):
            # Multiplying a row or a vector by a common denominator, which is not zero, changes no kernel.
            cleared, _ = clear(vector)
            for i, row in enumerate(rows):
                if self.matrices.ring.sum([a * b for a, b in zip(row, cleared, strict=True) if a and b]):
                    line = "row" if evidence.side == "right" else "column"
                    raise CertificateError(
                        f"{evidence.path}.vectors[{s}]: its product with {line} {i} of order {k} is not zero"
                    )
