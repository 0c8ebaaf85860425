"""`ConstantClass`: e^{tA} D_0 e^{tB} or A^t D_0 B^t with constant matrices, whose ranks are ranks of rational matrices.

The derivatives of D = e^{tA} D_0 e^{tB} are e^{tA} M_k e^{tB} with M_0 = D_0, M_{k+1} = A M_k + M_k B, that is
M_k = Σ_j C(k, j) A^j D_0 B^{k−j}. The outer factors are invertible, so that rank D^(k)(t) = rank M_k at every t. In the
same way the forward differences of A^t D_0 B^t with step 1 are A^t M_k B^t with M_{k+1} = A M_k B − M_k. With rational
eigenvalues the entries can be written down; otherwise the function is kept as its three matrices.
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from flint import fmpq_mat

from rankdyn.algebra.rational_matrix import (
    Rationals,
    from_flint,
    rank,
    rational_spectrum,
    spectral_parts,
    to_flint,
)
from rankdyn.errors import InvalidInputError, NotExactError
from rankdyn.expressions.functions import raise_to
from rankdyn.expressions.nodes import Expression, Number, Symbol, add, exponential, mul, number, power
from rankdyn.expressions.printing import latex_name
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import Change, MatrixFunction, Rows
from rankdyn.functions.reading import read_variable
from rankdyn.functions.typesetting import matrix_latex

FlowKind = Literal["exponential", "power"]


class ConstantClass(MatrixFunction):
    """The function e^{tA} D_0 e^{tB} (kind 'exponential') or A^t D_0 B^t (kind 'power').

    Parameters
    ----------
    A : rational entries, shape (m, m)
        Invertible for kind 'power'.
    D0 : rational entries, shape (m, n)
        The value at t = 0.
    B : rational entries, shape (n, n)
        Invertible for kind 'power'.
    kind : 'exponential' or 'power', default 'exponential'
        Ranks of derivatives are exact for 'exponential', those of differences with step 1 for 'power', whatever the
        eigenvalues are; all others need rational eigenvalues, for 'power' positive ones.
    variable : str or SymPy Symbol, default 't'
        The variable.

    Raises
    ------
    InvalidInputError
        If shapes do not fit, an entry is no rational number, or a matrix to be raised to the power t is singular.

    Examples
    --------
    >>> import rankdyn as rd
    >>> D = rd.ConstantClass([[0, 0], [1, 0]], [[1, 0], [0, 0]], [[0, 1], [0, 0]])
    >>> print(D)
    [[1, t], [t, t**2]]
    >>> rd.rank_sequence(D, 3)
    RankSequence(1, 2, 1, 0; exact)
    """

    __slots__ = ("A", "B", "D0", "_variable", "kind")
    A: Rationals
    D0: Rationals
    B: Rationals
    kind: FlowKind
    _variable: str

    def __init__(self, A: Any, D0: Any, B: Any, kind: FlowKind = "exponential", variable: Any = "t") -> None:
        if kind not in ("exponential", "power"):
            raise InvalidInputError(f"kind must be 'exponential' or 'power', not {kind!r}")
        left, start, right = _rational("A", A), _rational("D0", D0), _rational("B", B)
        m, n = len(start), len(start[0]) if start else 0
        for name, matrix, side, of in (("A", left, m, "rows"), ("B", right, n, "columns")):
            if len(matrix) != side or any(len(row) != side for row in matrix):
                shape = f"{len(matrix)} x {len(matrix[0]) if matrix else 0}"
                raise InvalidInputError(f"{name} is {shape}, but D0 has {side} {of}: {name} must be {side} x {side}")
        self._set(A=left, D0=start, B=right, kind=kind, _variable=read_variable(variable))
        if kind == "power":
            for name, matrix in (("A", left), ("B", right)):
                if rank(to_flint(matrix, len(matrix))) < len(matrix):
                    raise InvalidInputError(
                        f"{name} is singular, so that {name}**t is not defined; add a multiple of I"
                    )

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.A), len(self.B)

    @property
    def variable_name(self) -> str:
        """Name of the variable."""
        return self._variable

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """There are none."""
        return ()

    @property
    def reads_floats(self) -> bool:
        """Floats are not accepted."""
        return False

    # ---- what the matrices say --------------------------------------------------------------------------------------

    @property
    def own_operator(self) -> Literal["derivative", "difference"]:
        """The operator under which the function stays in its class."""
        return "derivative" if self.kind == "exponential" else "difference"

    def matrices(self, order: int) -> list[fmpq_mat]:
        """Return M_0, …, M_K, whose ranks are those of the derivatives (or differences with step 1) at every t."""
        known: list[fmpq_mat] = self._cache.setdefault("matrices", [to_flint(self.D0, self.shape[1])])
        if len(known) <= order:
            left, right = to_flint(self.A, len(self.A)), to_flint(self.B, len(self.B))
            while len(known) <= order:
                last = known[-1]
                moved = left * last + last * right if self.kind == "exponential" else left * last * right - last
                known.append(moved)
        return known[: order + 1]

    def ranks(self, max_order: int) -> tuple[int, ...]:
        """Return the ranks of M_0, …, M_K, exact."""
        return tuple(map(rank, self.matrices(max_order)))

    def transferred(self) -> ConstantClass:
        """Return X^t D_0 Y^t, X = A + c, Y = (c − B)⁻¹: its differences have the ranks of the derivatives of this one.

        c is the least positive integer for which all eigenvalues of X and Y are positive, where they are rational; else
        the least for which both matrices are invertible. Δ(X^t D_0 Y^t) = X^t (A D_0 + D_0 B) Y^{t+1}.

        Raises
        ------
        InvalidInputError
            For kind 'power'.
        """
        if self.kind != "exponential":
            raise InvalidInputError("only e^{tA} D0 e^{tB} is transferred to differences; kind is 'power' already")
        left, right = to_flint(self.A, len(self.A)), to_flint(self.B, len(self.B))
        ours, theirs = rational_spectrum(left), rational_spectrum(right)
        c = 1
        if ours is not None and theirs is not None:
            lowest = max([-value for value in ours] + list(theirs), default=Fraction(0))
            c = max(1, int(lowest // 1) + 1)
        while True:
            moved, turned = left + _multiple(c, left), _multiple(c, right) - right
            if rank(moved) == moved.nrows() and rank(turned) == turned.nrows():
                break
            c += 1
        inverse = turned.inv() if turned.nrows() else turned
        return ConstantClass(from_flint(moved), self.D0, from_flint(inverse), "power", self._variable)

    # ---- the entries ------------------------------------------------------------------------------------------------

    @property
    def has_entries(self) -> bool:
        """Whether the entries can be written down: the eigenvalues are rational, and positive for kind 'power'."""
        return self._spectra() is not None

    def _spectra(self) -> tuple[dict[Fraction, int], dict[Fraction, int]] | None:
        if "spectra" not in self._cache:
            found = [rational_spectrum(to_flint(matrix, len(matrix))) for matrix in (self.A, self.B)]
            usable = all(
                spectrum is not None and (self.kind == "exponential" or all(value > 0 for value in spectrum))
                for spectrum in found
            )
            self._cache["spectra"] = tuple(found) if usable else None
        spectra: tuple[dict[Fraction, int], dict[Fraction, int]] | None = self._cache["spectra"]
        return spectra

    def rows(self) -> Rows:
        """Return the entries.

        Raises
        ------
        NotExactError
            If they cannot be written down.
        """
        return self._explicit().rows()

    def leaves(self) -> tuple[Explicit, ...]:
        """Return the explicit matrix of the entries."""
        return (self._explicit(),)

    def _explicit(self) -> Explicit:
        if "explicit" not in self._cache:
            spectra = self._spectra()
            if spectra is None:
                rule = "rational" if self.kind == "exponential" else "rational and positive"
                raise NotExactError(
                    f"the entries of this ConstantClass cannot be written down: A and B have eigenvalues not {rule}"
                    f"; its ranks under the {self.own_operator} are exact without them, and D.evaluate gives floats"
                )
            self._cache["explicit"] = self._written(*spectra)
        found: Explicit = self._cache["explicit"]
        return found

    def _written(self, left: dict[Fraction, int], right: dict[Fraction, int]) -> Explicit:
        """Return Σ over eigenvalues λ of A and μ of B, and powers i, j, of f_i(λ) f_j(μ) A_{λi} D_0 B_{μj}."""
        m, n = self.shape
        start = to_flint(self.D0, n)
        entries: list[list[dict[tuple[Fraction, int], Fraction]]] = [[{} for _ in range(n)] for _ in range(m)]
        a_parts = spectral_parts(to_flint(self.A, m), left)
        b_parts = spectral_parts(to_flint(self.B, n), right)
        for a, a_powers in a_parts.items():
            for i, a_part in enumerate(a_powers):
                side = a_part * start
                for b, b_powers in b_parts.items():
                    for j, b_part in enumerate(b_powers):
                        product = side * b_part
                        rate = a + b if self.kind == "exponential" else a * b
                        for power_of_t, scale in self._polynomial(a, i, b, j):
                            key = rate, power_of_t
                            for row in range(m):
                                for column in range(n):
                                    value = product[row, column]
                                    if value != 0:
                                        terms = entries[row][column]
                                        exact = Fraction(int(value.p), int(value.q)) * scale
                                        terms[key] = terms.get(key, Fraction(0)) + exact
        t = Symbol(self._variable)
        rows = tuple(tuple(self._entry(terms, t) for terms in row) for row in entries)
        return Explicit.of(rows, (m, n), self._variable)

    def _polynomial(self, a: Fraction, i: int, b: Fraction, j: int) -> list[tuple[int, Fraction]]:
        """Return the coefficients of the polynomial in t that multiplies (A − a)^i P_a D_0 (B − b)^j P_b."""
        if self.kind == "exponential":
            return [(i + j, Fraction(1, factorial(i) * factorial(j)))]
        found = [Fraction(1)]
        for count, value in ((i, a), (j, b)):
            for step in range(count):  # C(t, count)·value^(−count) = ∏ (t − step)/((step + 1)·value)
                scale = 1 / ((step + 1) * value)
                found = [
                    (low * scale) - step * scale * high
                    for low, high in zip([Fraction(0), *found], [*found, Fraction(0)], strict=True)
                ]
        return [(k, value) for k, value in enumerate(found) if value]

    def _entry(self, terms: dict[tuple[Fraction, int], Fraction], t: Expression) -> Expression:
        found = []
        for (rate, degree), coefficient in sorted(terms.items()):
            if not coefficient:
                continue
            factors: list[Expression] = [Number(coefficient)] if coefficient != 1 else []
            if degree:
                factors.append(power(t, degree) if degree > 1 else t)
            if self.kind == "exponential":
                if rate:
                    factors.append(exponential(((((self._variable, 1),), rate),)))
            elif rate != 1:
                factors.append(raise_to(Number(rate), t))
            found.append(mul(factors) if factors else number(1))
        return add(found) if found else number(0)

    # ---- calculus ---------------------------------------------------------------------------------------------------

    def _derivative(self, order: int) -> MatrixFunction:
        if self.kind == "exponential":
            return self._with(self.matrices(order)[order])
        return self._explicit().derivative(order)

    def _difference(self, order: int, step: Fraction) -> MatrixFunction:
        if self.kind == "power" and step == 1:
            return self._with(self.matrices(order)[order])
        return self._explicit().difference(order, step)

    def _with(self, start: fmpq_mat) -> ConstantClass:
        return ConstantClass(self.A, from_flint(start), self.B, self.kind, self._variable)

    def map_entries(self, change: Change) -> MatrixFunction:
        """Return the explicit function with every entry changed."""
        return self._explicit().map_entries(change)

    @property
    def T(self) -> MatrixFunction:
        """The transpose, of the same class."""
        left, start, right = (tuple(zip(*matrix, strict=True)) for matrix in (self.A, self.D0, self.B))
        return ConstantClass(right, start, left, self.kind, self._variable)

    def evaluate(self, points: npt.ArrayLike) -> npt.NDArray[np.float64 | np.complex128]:
        """Return floating-point values at many points, shape (len(points), m, n)."""
        if self.has_entries:
            return super().evaluate(points)
        from rankdyn.functions.floating_flow import evaluate

        return evaluate(self.A, self.D0, self.B, self.kind, points)

    def latex(self, *, short: bool = False) -> str:
        """Return the three factors as LaTeX."""
        left, start, right = (matrix_latex(matrix, short=short, read=number) for matrix in (self.A, self.D0, self.B))
        t = latex_name(self._variable)
        if self.kind == "exponential":
            return rf"e^{{{t} {left}}} {start} e^{{{t} {right}}}"
        return rf"{left}^{{{t}}} {start} {right}^{{{t}}}"

    def _key(self) -> tuple[object, ...]:
        return self.A, self.D0, self.B, self.kind, self._variable

    def __repr__(self) -> str:
        shown = ", ".join(_shown(matrix) for matrix in (self.A, self.D0, self.B))
        options = "" if self.kind == "exponential" else f", kind={self.kind!r}"
        options += "" if self._variable == "t" else f", variable={self._variable!r}"
        return f"ConstantClass({shown}{options})"


def _multiple(c: int, like: fmpq_mat) -> fmpq_mat:
    size = like.nrows()
    return fmpq_mat(size, size, [c * int(i == j) for i in range(size) for j in range(size)])


def _rational(name: str, entries: Any) -> Rationals:
    """Return a matrix of rational numbers as rows."""
    if isinstance(entries, tuple) and all(
        isinstance(row, tuple) and all(type(value) is Fraction for value in row) for row in entries
    ):
        return entries
    found = []
    for row in Explicit(entries).rows():
        for entry in row:
            if not isinstance(entry, Number):
                raise InvalidInputError(f"{name} must hold rational numbers only, such as 2 or '-1/3'")
        found.append(tuple(entry.value for entry in row if isinstance(entry, Number)))
    return tuple(found)


def _shown(matrix: Rationals) -> str:
    rows = ("[" + ", ".join(str(v) if v.denominator == 1 else f"'{v}'" for v in row) + "]" for row in matrix)
    return "[" + ", ".join(rows) + "]"
