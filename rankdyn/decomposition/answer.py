"""The two answers of `decompose`: the factors, or the condition that fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from rankdyn.decomposition.roots import Roots
from rankdyn.errors import NotExactError
from rankdyn.expressions.nodes import Expression
from rankdyn.expressions.printing import latex_name, text
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.separable import Separable
from rankdyn.functions.typesetting import short_latex, shortened
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge
from rankdyn.presentation.latex import displayed
from rankdyn.presentation.mathematics import formula

Field = Literal["real", "complex"]
Condition = Literal["rank", "commuting", "diagonalisable", "real function", "real eigenvalues"]

CONDITIONS: Final[dict[Condition, str]] = {
    "rank": "the constant column space and the constant row space have the dimension of the generic rank",
    "commuting": "the matrices M^-1 M_i commute",
    "diagonalisable": "the matrices M^-1 M_i are diagonalisable",
    "real function": "the function is real for real t",
    "real eigenvalues": "the eigenvalues of the matrices M^-1 M_i are real",
}
"""What must hold, in the order in which it is decided; the last two over the real numbers only."""

_LETTERS: Final[dict[Field, str]] = {"real": r"\mathbb{R}", "complex": r"\mathbb{C}"}


@dataclass(frozen=True, slots=True, repr=False)
class NotDecomposable:
    """D is not linearly decomposable: which condition fails, and what shows it. False as a truth value.

    Attributes
    ----------
    condition : str
        'rank', 'commuting', 'diagonalisable', 'real function' or 'real eigenvalues'.
    reason : str
        What fails, with its data, in words.
    field : 'real' or 'complex'
        Over which numbers; what fails over the complex numbers fails over the real ones.
    rank : int or None
        The generic rank, where the decision needs it and it is proved.
    column_dimension, row_dimension : int
        Dimensions of the constant column space and the constant row space.
    matrices : tuple of MatrixFunction
        The matrices that the reason speaks of: two that do not commute, or one that is not diagonalisable, or one with
        eigenvalues that are not real.
    polynomial : str
        The minimal polynomial that the reason speaks of, in x.
    """

    condition: Condition
    reason: str
    field: Field
    rank: int | None
    column_dimension: int
    row_dimension: int
    matrices: tuple[MatrixFunction, ...] = ()
    polynomial: str = ""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return f"NotDecomposable({self.condition!r}, field={self.field!r}: {self.reason})"

    def __str__(self) -> str:
        """Return the answer with its data."""
        return f"exact: {self.explain()}"

    def explain(self) -> str:
        """Return the answer, the condition and the data, a line each."""
        lines = [f"not linearly decomposable over the {self.field} numbers"]
        lines.append(f"  condition that fails: {CONDITIONS[self.condition]}")
        lines.append(f"  reason: {self.reason}")
        lines.append(f"  constant column space: {self.column_dimension}, constant row space: {self.row_dimension}")
        lines += [f"  matrix: {matrix}" for matrix in self.matrices]
        return "\n".join(lines)

    def latex(self) -> str:
        """Return as LaTeX that there is no decomposition; U and V are constant."""
        return rf"D \ne U \operatorname{{diag}}(g)\, V^{{\mathsf T}} \text{{ over }} {_LETTERS[self.field]}"

    def _repr_latex_(self) -> str:
        return displayed(self.latex(), f"exact: the condition '{self.condition}' fails")

    def _repr_html_(self) -> str:
        return html.card(
            f"Not linearly decomposable over the {self.field} numbers",
            badge("impossible", f"exact · condition fails: {self.condition}"),
            formula(self.latex(), display=True),
            html.given("what must hold", CONDITIONS[self.condition]),
            html.given("what fails", self.reason),
            html.given("dimension of the constant column space", str(self.column_dimension)),
            html.given("dimension of the constant row space", str(self.row_dimension)),
            *(html.labelled("matrix", formula(matrix.latex(short=True))) for matrix in self.matrices[:4]),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Decomposition:
    """D = U diag(g) Vᵀ with constant U, V of independent columns. True as a truth value.

    A column whose entry in `roots` is not None stands for as many columns as the polynomial has roots: D is then the
    sum of g·u·vᵀ over all columns and all their roots. `len` counts all of them: it is the generic rank of D.

    Attributes
    ----------
    U, V : MatrixFunction
        Constant in t; entries may be polynomials in the names of roots.
    g : tuple of Expression
        The functions, not zero and linearly independent or equal up to constants.
    field : 'real' or 'complex'
        The smallest over which there is a decomposition (or 'complex', where that was asked for).
    roots : tuple of (Roots or None)
        For each column the algebraic number that it is written with, if it is not in the exact class.
    shape : (int, int)
        That of D.
    not_real : NotDecomposable or None
        Why there is no decomposition over the real numbers, where that was decided.
    note : str
        What is left to say, such as what was not decided.
    """

    U: MatrixFunction
    g: tuple[Expression, ...]
    V: MatrixFunction
    field: Field
    roots: tuple[Roots | None, ...]
    shape: tuple[int, int]
    not_real: NotDecomposable | None = None
    note: str = ""

    def __len__(self) -> int:
        return sum(1 if found is None else found.degree for found in self.roots)

    def __bool__(self) -> bool:
        return True

    @property
    def algebraic(self) -> tuple[Roots, ...]:
        """The algebraic numbers that occur, each once."""
        return tuple({found.name: found for found in self.roots if found is not None}.values())

    @property
    def function(self) -> Separable:
        """U diag(g) Vᵀ as a matrix function.

        Raises
        ------
        NotExactError
            If it needs algebraic numbers outside the exact class; the message gives their polynomials.
        """
        if self.algebraic:
            shown = "; ".join(f"{found} = 0" for found in self.algebraic)
            raise NotExactError(
                f"the factors hold algebraic numbers outside the exact class, {shown}; see U, g, V, roots"
            )
        return Separable.of(self.U, self.g, self.V)

    def __repr__(self) -> str:
        shown = "".join(f", {found} = 0" for found in self.algebraic)
        return f"Decomposition({self.U!r}, {[text(entry) for entry in self.g]!r}, {self.V!r}, {self.field!r}{shown})"

    def __str__(self) -> str:
        """Return the answer with its factors."""
        return f"exact: {self.explain()}"

    def explain(self) -> str:
        """Return the factors, where they lie and how they were verified, a line each."""
        m, n = self.shape
        lines = [f"linearly decomposable over the {self.field} numbers: {m} x {n}, {len(self)} functions"]
        lines.append(f"  U = {self.U}")
        lines.append(f"  g = {', '.join(map(text, self.g)) or 'none'}")
        lines.append(f"  V = {self.V}")
        for found in self.algebraic:
            sort = "minimal polynomial" if found.irreducible else "polynomial"
            where = f"; roots {', '.join(map(str, found.boxes))}" if found.boxes else ""
            lines.append(f"  {found.name} runs through all roots of its {sort} {found}{where}")
        if self.not_real is not None:
            lines.append(f"  not over the real numbers: {self.not_real.reason}")
        lines += [f"  {self.note}"] if self.note else []
        lines.append("  U diag(g) V^T was multiplied out again and is D, exactly")
        return "\n".join(lines)

    def latex(self) -> str:
        """Return D = U diag(g) Vᵀ as LaTeX, large factors in part; with roots, the sum over columns and roots."""
        return r", \quad ".join(self._equations())

    def _equations(self) -> list[str]:
        if not self.algebraic:
            return [f"D = {Separable.of(self.U, self.g, self.V).latex(short=True)}"]
        names = ", ".join(latex_name(found.name) for found in self.algebraic[:4])
        return [
            rf"D = \sum_i \sum_{{{names}}} g_i\, u_i\, v_i^{{\mathsf T}}",
            f"U = {self.U.latex(short=True)}",
            f"g = ({shortened([short_latex(entry) for entry in self.g], ', ')})",
            f"V = {self.V.latex(short=True)}",
        ]

    def _repr_latex_(self) -> str:
        return displayed(self.latex(), f"exact, over the {self.field} numbers")

    def _repr_html_(self) -> str:
        return html.card(
            f"Linearly decomposable over the {self.field} numbers",
            badge("proved", "exact · multiplied out again"),
            *(formula(equation, display=True) for equation in self._equations()),
            html.paragraph("Each column is summed over the roots that it is written with, if any.")
            if self.algebraic
            else "",
            *(html.labelled(f"{found.name}: the roots of", formula(found.latex())) for found in self.algebraic[:8]),
            html.given("not over the real numbers", "" if self.not_real is None else self.not_real.reason),
            html.given("note", self.note),
        )
