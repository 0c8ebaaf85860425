"""The check of a certificate: for every order the lower and the upper evidence, as FORMAT.md states them.

Main result: `check_certificate`. It either returns True or raises CertificateError naming the part that fails; a False
that nobody looks at cannot happen.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from math import comb
from typing import Any

from rankdyn.errors import CertificateError

from .ball import Ball
from .constant_class import bounds as constant_class_bounds
from .constant_class import rank as rational_rank
from .constant_class import values_at_zero
from .document import Certificate, Evidence, read_certificate
from .generators import Generators
from .grid import check_grid, polynomial_matrix
from .modular import Point, rank_modulo
from .primes import is_prime
from .quotient import Exact, Quotient, clear, plain_ring, ring_of
from .reading import UndefinedError, located, require
from .structure import Matrix, Work, combine, expand, structural_bounds, transpose
from .taylor import Taylor, Value

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
    >>> claim = {"reading": "generic", "at": None, "kind": "derivative", "step": None, "ranks": [1]}
    >>> lower = {"prime": 5, "point": {"t": 2}, "exponentials": [], "rows": [0], "columns": [0]}
    >>> document = {"format": "rankdyn-certificate", "version": 2, "variable": "t", "parameters": [], "claim": claim}
    >>> document["function"] = {"type": "entries", "shape": [1, 1], "rows": [["t"]]}
    >>> document["orders"] = [{"rank": 1, "lower": lower, "upper": {"by": "dimension"}}]
    >>> check_certificate(document)
    True
    """
    try:
        _check(read_certificate(source), Work(max_work))
    except RecursionError:
        raise CertificateError("the certificate is nested too deeply for this interpreter's recursion limit") from None
    return True


def _check(certificate: Certificate, work: Work) -> None:
    """Check a certificate, or those of all blocks."""
    for i, block in enumerate(certificate.blocks):
        try:
            _check(block, work)
        except CertificateError as error:
            raise CertificateError(f"blocks[{i}].{error}") from None
    if not certificate.blocks:
        _Checker(certificate, work).check()


class _Checker:
    """One run over one certificate."""

    def __init__(self, certificate: Certificate, work: Work) -> None:
        self.certificate = certificate
        self.function = certificate.function
        self.work = work
        self.last = len(certificate.orders) - 1
        self.pointwise, self.differences = certificate.at is not None, certificate.step is not None
        # What is added to the variable: t0, 0 in the generic reading; for differences then t0 + h, t0 + 2h, …
        start, step = certificate.at or Fraction(0), certificate.step or Fraction(0)
        self.shifts = [start + j * step for j in range(self.last + 1 if self.differences else 1)]
        evidence = [part for _, *parts in certificate.orders for part in parts if part is not None]
        vectors = [text for part in evidence for vector in part.get("vectors", ()) for text in vector]
        named = [text for part in evidence for text in part.get("of", ())]
        plain = plain_ring(certificate.names, [*self.function.leaves(), *vectors, *named], work)
        # Lower bounds are about the function alone, without the constants of kernel vectors, but at a point they may
        # need its exact values, too.
        uses, slopes = [(list(self.function.leaves()), self.shifts)], self.pointwise or not self.differences
        self.ring = ring_of(plain, [*uses, (vectors, [Fraction(0)])], slopes)
        self.lower_ring = self.ring if self.pointwise else ring_of(plain, uses, slopes)
        self.readings = [Exact(self.ring, shift) for shift in self.shifts]
        self.exact: list[Matrix[Quotient]] = []
        self.sampled: dict[object, list[Matrix[Any]]] = {}

    def check(self) -> None:
        # A lower bound evaluates every text; without one the denominators have to be proved non-zero here.
        proved = any(upper["by"] == "constant_class" for _, _, upper in self.certificate.orders)
        if not proved and all(lower is None for _, lower, _ in self.certificate.orders):
            for text in self.function.leaves():
                self.readings[0].scalar(text)
        # Upper bounds hold with the constants as indeterminates; at their true values too, if no denominator vanishes.
        balls = any(lower is not None and "ball" in lower for _, lower, _ in self.certificate.orders)
        rule = "the constants that occur are not known to be algebraically independent; give one order ball evidence"
        require(self.ring.independent or balls, "orders", rule)
        for k, (rank, lower, upper) in enumerate(self.certificate.orders):
            try:
                if lower is not None:
                    self.check_lower(k, lower, f"orders[{k}].lower")
                self.check_upper(k, rank, upper, f"orders[{k}].upper")
            except CertificateError as error:
                # The function is at fault only together with the evidence that does not fit it: name both.
                named = str(error).startswith("orders[")
                raise CertificateError(str(error) if named else f"orders[{k}]: {error}") from None

    def weights(self, k: int) -> list[int]:
        """Return the weights of D(t), D(t + h), … in Δ_h^k D = Σ_j (-1)^(k-j) C(k, j) D(t + jh)."""
        self.work.spend((k + 1) * (k + 1))
        return [(-1) ** (k - j) * comb(k, j) for j in range(k + 1)]

    def matrix(self, k: int) -> Matrix[Quotient]:
        """Return D^(k) or Δ_h^k D exactly; in the pointwise reading its value, removable singularities included."""
        if not self.exact:
            self.exact = [expand(self.function, exact.scalar, exact.dot, self.work) for exact in self.readings]
            if self.pointwise and self.differences:
                self.exact = [self.limits(sample) for sample in self.exact]
        if self.differences:
            weights = [self.readings[0].number(weight) for weight in self.weights(k)]
            return combine(weights, self.exact[: k + 1], self.readings[0].dot)
        while len(self.exact) <= k:
            self.exact.append([[entry.derivative() for entry in row] for row in self.exact[-1]])
        return self.limits(self.exact[k]) if self.pointwise else self.exact[k]

    def limits(self, matrix: Matrix[Quotient]) -> Matrix[Quotient]:
        """Return the limits at the point."""

        def limit(entry: Quotient, i: int, j: int) -> Quotient:
            try:
                return entry.limit()
            except ZeroDivisionError:
                where = f"{self.ring.names[0]} = {self.certificate.at}" + " or a step from it" * self.differences
                rule = f"entry ({i}, {j}) of the function has a pole at {where}; use the generic reading"
                raise CertificateError(f"claim.at: {rule}") from None

        return [[limit(entry, i, j) for j, entry in enumerate(row)] for i, row in enumerate(matrix)]

    def samples(self, key: object, point: Taylor[Value], count: int) -> list[Matrix[list[Value]]]:
        """Return D at a point: its Taylor polynomial at t, or its values at t, t + h, …; many orders share them."""

        def sample(shift: Fraction) -> Matrix[list[Value]]:
            exact = Exact(self.lower_ring, shift)
            return expand(self.function, lambda text: point.scalar(text, exact), point.dot, self.work)

        if key not in self.sampled:
            self.sampled[key] = [sample(shift) for shift in self.shifts[:count]]
        return self.sampled[key]

    def minor(self, k: int, lower: Evidence, point: Taylor[Value], path: str) -> Matrix[Value]:
        """Return the values of a minor of order k at a point, up to non-zero factors of its rows."""
        rows, columns = lower["rows"], lower["columns"]
        generators = tuple(item.tree for item in lower["of"])
        key = lower.get("ball"), lower.get("prime"), generators, tuple(lower["values"])
        try:
            samples = self.samples(key, point, lower.get("prime", self.last + 1))
            minors = [[[sample[i][j] for j in columns] for i in rows] for sample in samples]
            if self.differences:
                weights = [point.taylor(self.lower_ring.constant(weight)) for weight in self.weights(k)]
                return [[jet[0] for jet in row] for row in combine(weights, minors[: k + 1], point.dot)]
            # The Taylor coefficient is D^(k)/k!, of the same rank: k < p.
            return [[jet[k] for jet in row] for row in minors[0]]
        except UndefinedError:
            if not self.pointwise:
                raise
            # At the point a denominator may vanish and the function be regular (t/t at 0): reduce exact values, each
            # row times its common denominator, which is not zero: as a formula, so the constants have to be known.
            rule = "a denominator may be 0 at the point, and its limit depends on constants not known to be independent"
            require(self.ring.independent, path, rule)
            exact = self.matrix(k)
            with located(path):
                return [[point.residue(entry) for entry in clear([exact[i][j] for j in columns])[0]] for i in rows]

    def check_lower(self, k: int, lower: Evidence, path: str) -> None:
        """Check that the minor on the given rows and columns is not zero: mod p, or in intervals."""
        generators = Generators(lower["of"], self.lower_ring)
        size, length = len(lower["rows"]), 1 if self.differences else 1 + self.last
        what = f"the minor of order {k} on rows {lower['rows']} and columns {lower['columns']}"
        if "ball" in lower:
            ball = Ball(lower["ball"], generators, lower["values"], length)
            rule = f"{what} may be 0 in intervals of {lower['ball']} bits, so rank >= {size} is not proved"
            require(ball.is_regular(self.minor(k, lower, ball, path)), path, rule)
            return
        prime = lower["prime"]
        require(is_prime(prime), f"{path}.prime", f"{prime} is not prime")
        require(prime > k, f"{path}.prime", f"{prime} must be larger than the order {k}")
        rationals = [*self.shifts, *(unit for _, unit in generators.exponentials.values())]
        rule = f"{prime} divides the denominator of claim.at or claim.step or of an exponent"
        require(all(rational.denominator % prime for rational in rationals), f"{path}.prime", rule)
        rule = "the constants at the point are not known to be algebraically independent; give ball evidence"
        require(generators.independent, f"{path}.exponentials", rule)
        point = Point(prime, generators, lower["values"], min(length, prime))
        minor = self.minor(k, lower, point, path)
        rule = f"{what} is 0 mod {prime}, so rank >= {size} is not proved"
        require(rank_modulo(minor, prime, size) == size, path, rule)

    def check_upper(self, k: int, rank: int, upper: Evidence, path: str) -> None:
        """Check that the rank at order k is at most `rank`."""
        match upper:
            case {"by": "dimension"}:
                shape, bound = self.function.shape, min(self.function.shape)
                require(bound <= rank, path, f"the shape {shape} allows rank {bound}, not only {rank}")
            case {"by": "factors"}:
                bound = self.bounds[k]
                require(bound <= rank, path, f"the structural bound at order {k} is {bound}, larger than {rank}")
            case {"by": "growth", "from": start}:
                # rank D^(k) <= (k - j + 1) rank D^(j) for generic ranks; that of order j < k is proved at its own turn.
                rule = "growth holds for generic ranks only, not in the pointwise reading"
                require(not self.pointwise, f"{path}.by", rule)
                require(start < k, f"{path}.from", f"{start} must be an order before {k}")
                bound = (k - start + 1) * self.certificate.orders[start][0]
                rule = f"growth from order {start} allows rank {bound}, not only {rank}"
                require(bound <= rank, f"{path}.from", rule)
            case {"by": "kernel"}:
                self.check_kernel(k, upper, path)
            case {"by": "constant_class"}:
                values, bounds = self.flow
                rule = "a constant_class proves generic ranks, of differences with step 1"
                require(not self.pointwise and self.certificate.step in (None, 1), path, rule)
                found = rational_rank(values[k], self.work)
                require(found >= rank, path, f"the rank at t = 0 is {found}, so rank >= {rank} is not proved")
                require(bounds[k] <= rank, path, f"the ranks of the matrices allow rank {bounds[k]}, not only {rank}")
            case {"by": "evaluations"}:
                generators, matrix = Generators(upper["of"], self.ring), self.matrix(k)
                with located(f"{path}.axes"):
                    polynomials = polynomial_matrix(matrix, generators)
                check_grid(polynomials, rank, upper["values"], self.work, path)

    @cached_property
    def flow(self) -> tuple[list[Matrix[Fraction]], list[int]]:
        given = self.function, self.differences, self.last, self.work
        return values_at_zero(*given), constant_class_bounds(*given)

    @cached_property
    def bounds(self) -> list[int]:
        return structural_bounds(self.function, self.ring.names[0], self.last, self.work)

    def check_kernel(self, k: int, upper: Evidence, path: str) -> None:
        """Check that the vectors are independent, by the free positions, and that each is annihilated exactly."""
        exact, left = Exact(self.ring, Fraction(0)), upper["side"] == "left"
        vectors = [[exact.scalar(text) for text in vector] for vector in upper["vectors"]]
        for s, vector in enumerate(vectors):
            for other, place in enumerate(upper["free"]):
                rule = "must not be zero: it is the free position of this vector"
                rule = rule if other == s else f"must be zero: position {place} is free for vector {other}"
                require(bool(vector[place]) == (other == s), f"{path}.vectors[{s}][{place}]", rule)
        matrix = transpose(self.matrix(k), self.function.shape) if left else self.matrix(k)
        # Multiplying a row or a vector by a common denominator, which is not zero, changes no kernel.
        rows = [clear(row)[0] for row in matrix]
        for s, vector in enumerate(vectors):
            cleared = clear(vector)[0]
            for i, row in enumerate(rows):
                product = self.ring.sum([a * b for a, b in zip(row, cleared, strict=True) if a and b])
                rule = f"its product with {'column' if left else 'row'} {i} of order {k} is not zero"
                require(not product, f"{path}.vectors[{s}]", rule)
