"""One contract for every structure of matrix functions: against SymPy, against its own expansion, and as a value."""

from __future__ import annotations

import copy
import pickle
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.functions.document import from_document, to_document
from rankdyn.functions.explicit import Explicit
from tests.strategies import (
    entry_texts,
    examples,
    matrix_functions,
    rationals,
    sides,
    small_integers,
    steps,
    structured,
)

t = sp.Symbol("t")
few = st.integers(0, 3)


def is_zero(expression: Any) -> bool:
    """SymPy's verdict: in exponentials, over one denominator, expanded."""
    together = sp.together(sp.expand(sp.sympify(expression).rewrite([sp.sinh, sp.cosh], sp.exp)))
    return sp.expand(sp.powsimp(sp.expand(sp.numer(together)))) == 0


def assert_same(left: Any, right: Any) -> None:
    assert left.shape == right.shape
    for a, b in zip(left, right, strict=True):
        assert is_zero(a - b), f"{a} against {b}"


def meaning(D: rd.MatrixFunction) -> sp.Matrix:
    """The function as SymPy computes it from its parts: products, diagonals and sums are SymPy's own."""
    match D:
        case Explicit():
            return sp.Matrix(
                *D.shape, [sp.sympify(text, rational=True) for row in to_document(D)["rows"] for text in row]
            )
        case rd.Product():
            *front, last = (meaning(factor) for factor in D.factors)
            result = front[0]
            for factor in front[1:]:
                result = result * factor
            return result * last.T
        case rd.Separable():
            return (
                meaning(D.U)
                * sp.diag(*(sp.sympify(g, rational=True) for g in to_document(D)["diagonal"]))
                * meaning(D.V).T
            )
        case rd.BlockSum():
            return sp.diag(*(meaning(block) for block in D.blocks))
        case rd.Sum():
            total = sp.zeros(*D.shape)
            for term in to_document(D)["terms"]:
                total += sp.sympify(term["coefficient"], rational=True) * meaning(from_document(term["function"], "t"))
            return total
    raise TypeError(D)


def is_factored(D: rd.MatrixFunction) -> bool:
    """Whether no product inside was multiplied out: an Explicit may only stand for a product that vanished."""
    match D:
        case rd.Sum():
            return all(is_factored(function) for _, function in D.terms)
        case rd.Product() | rd.Separable():
            return True
        case rd.BlockSum():
            return all(map(is_factored, D.blocks))
    return all(entry == "0" for row in to_document(D)["rows"] for entry in row)


# ---- against SymPy ----


@given(matrix_functions())
@examples(60)
def test_expansion_is_the_function_that_sympy_computes_from_the_parts(D: rd.MatrixFunction) -> None:
    assert_same(D.expand().to_sympy(), meaning(D))
    assert_same(D.to_sympy(), meaning(D))


@given(matrix_functions(), st.integers(1, 3))
@examples(40)
def test_derivatives_are_sympys(D: rd.MatrixFunction, k: int) -> None:
    assert_same(D.derivative(k).to_sympy(), meaning(D).diff(t, k))


@given(matrix_functions(), st.integers(1, 3), steps)
@examples(40)
def test_differences_are_sums_over_shifted_sympy_matrices(D: rd.MatrixFunction, k: int, h: Fraction) -> None:
    step = sp.Rational(h.numerator, h.denominator)
    X = meaning(D)
    total = sp.zeros(*D.shape)
    for j in range(k + 1):
        total += (-1) ** (k - j) * sp.binomial(k, j) * X.subs(t, t + j * step)
    assert_same(D.difference(k, h).to_sympy(), total)


@given(matrix_functions(), rationals)
@examples(40)
def test_shift_is_substitution(D: rd.MatrixFunction, h: Fraction) -> None:
    assert_same(D.shift(h).to_sympy(), meaning(D).subs(t, t + sp.Rational(h.numerator, h.denominator)))


@given(matrix_functions(entries=entry_texts))
@examples(40)
def test_transpose_is_sympys_and_an_involution(D: rd.MatrixFunction) -> None:
    assert_same(D.T.to_sympy(), D.to_sympy().T)
    assert D.T.shape == D.shape[::-1]
    assert D.T.T.equals(D)
    assert type(D.T) is type(D)


@st.composite
def two_of_one_shape(draw: st.DrawFn) -> tuple[rd.MatrixFunction, rd.MatrixFunction]:
    m, n = draw(sides), draw(sides)
    return draw(structured(m, n)), draw(structured(m, n))


@given(two_of_one_shape(), rationals, st.data())
@examples(40)
def test_algebra_is_sympys(pair: tuple[rd.MatrixFunction, rd.MatrixFunction], c: Fraction, data: st.DataObject) -> None:
    D, E = pair
    X, Y, q = meaning(D), meaning(E), sp.Rational(c.numerator, c.denominator)
    C = data.draw(st.lists(st.lists(small_integers, min_size=2, max_size=2), min_size=D.shape[1], max_size=D.shape[1]))
    assert_same((D + E).to_sympy(), X + Y)
    assert_same((D - E).to_sympy(), X - Y)
    assert_same((-D).to_sympy(), -X)
    assert_same((c * D).to_sympy(), q * X)
    assert_same((D * str(c)).to_sympy(), q * X)
    assert_same((D @ C).to_sympy(), X * sp.Matrix(C))
    assert_same((D @ E.T).to_sympy(), X * Y.T)
    left = np.array([[1] * D.shape[0]], dtype=object).tolist()
    assert_same((left @ D).to_sympy(), sp.Matrix(left) * X)
    assert (D - D).equals(rd.zeros(*D.shape))
    assert D.equals(E) == all(is_zero(a - b) for a, b in zip(X, Y, strict=True))


# ---- the Leibniz rule keeps the factors ----


@given(matrix_functions(), few)
@examples(60)
def test_derivative_of_a_structure_is_that_of_its_expansion(D: rd.MatrixFunction, k: int) -> None:
    assert D.derivative(k).equals(D.expand().derivative(k))
    assert D.derivative(k).derivative(1).equals(D.derivative(k + 1))


@given(matrix_functions(), few, steps)
@examples(60)
def test_difference_of_a_structure_is_that_of_its_expansion(D: rd.MatrixFunction, k: int, h: Fraction) -> None:
    assert D.difference(k, h).equals(D.expand().difference(k, h))
    assert D.difference(k, h).difference(1, h).equals(D.difference(k + 1, h))


PRODUCTS = [
    rd.Product([["t"], ["t**2"]], [["exp(t)"], ["1 + t"]]),
    rd.Product([["t", "1"]], [["exp(t)", "t"], ["2", "t**3"]], [["t", "t**2"]]),
    rd.Product([["t"]], [["exp(t)"]], [["t**2"]], [["t + 1"]]),
    rd.Separable([["t"], ["1"]], ["exp(t)"], [["t"], ["t**2"]]),
    rd.Separable([["1"], ["2"]], ["exp(t)"], [["3"], ["4"]]),
    rd.Product([["t"]], [["t"]]) + rd.Product([["exp(t)"]], [["t"]]),
    rd.BlockSum(rd.Product([["t"]], [["t"]]), rd.Product([["t"]], [["exp(t)"]])),
    2 * rd.Product([["t"]], [["t"]]),
]


@pytest.mark.parametrize("D", PRODUCTS, ids=str)
@pytest.mark.parametrize("k", [1, 2, 3])
def test_derivatives_and_differences_keep_the_factors(D: rd.MatrixFunction, k: int) -> None:
    for derived in (D.derivative(k), D.difference(k, "1/2"), D.T.derivative(k), D.shift(1)):
        assert is_factored(derived), repr(derived)


def test_leibniz_terms_of_a_product_are_written_with_their_multinomials() -> None:
    U, V = [["t**2"], ["t**3"]], [["exp(t)"], ["t**4"]]
    second = rd.Product(U, V).derivative(2)
    U, V = rd.MatrixFunction(U), rd.MatrixFunction(V)
    assert isinstance(second, rd.Sum)
    expected = [(U.derivative(2), V), (U.derivative(1), V.derivative(1)), (U, V.derivative(2))]
    assert second == rd.Sum(*(rd.Product(*pair) for pair in expected), coefficients=[1, 2, 1])
    third = rd.Product(U, U.T, U.T).derivative(1)
    assert len(third.terms) == 3


def test_differences_of_a_product_shift_the_first_factor() -> None:
    U, V = rd.MatrixFunction([["t**2"]]), rd.MatrixFunction([["exp(t)"]])
    found = rd.Product(U, V).difference(1, 3)
    assert found == rd.Sum(rd.Product(U.difference(1, 3), V), rd.Product(U.shift(3), V.difference(1, 3)))


def test_vanishing_leibniz_terms_are_left_out() -> None:
    assert rd.Product([["1"]], [["t"]]).derivative(1) == rd.Product([["1"]], [["1"]])
    assert rd.Product([["1"]], [["t"]]).derivative(2) == rd.zeros(1, 1)
    assert rd.Separable([[1]], ["t"], [[2]]).derivative(1) == rd.Separable([[1]], ["1"], [[2]])


def test_order_zero_is_the_function_itself() -> None:
    for D in PRODUCTS:
        assert D.derivative(0) is D
        assert D.difference(0) is D


# ---- values ----


@given(matrix_functions(entries=entry_texts), few)
@examples(80)
def test_repr_evaluates_to_an_equal_value(D: rd.MatrixFunction, k: int) -> None:
    for F in (D, D.T, D.derivative(k), D.difference(1, "1/3"), 2 * D, D.shift(-1)):
        assert eval(repr(F), vars(rd).copy()) == F
        assert eval(repr(F), vars(rd).copy()).equals(F)


@given(matrix_functions(entries=entry_texts), few)
@examples(60)
def test_documents_pickles_and_copies_are_equal_values(D: rd.MatrixFunction, k: int) -> None:
    for F in (D, D.derivative(k), D - D.T.T):
        for again in (
            from_document(to_document(F), F.variable_name),
            pickle.loads(pickle.dumps(F)),
            copy.copy(F),
            copy.deepcopy(F),
        ):
            assert again == F
            assert hash(again) == hash(F)
            assert (again.shape, again.variable_name, again.parameter_names) == (
                F.shape,
                F.variable_name,
                F.parameter_names,
            )


@given(two_of_one_shape())
@examples(60)
def test_equality_is_structural_and_agrees_with_hash(pair: tuple[rd.MatrixFunction, rd.MatrixFunction]) -> None:
    D, E = pair
    assert (D == E) == (repr(D) == repr(E))
    assert (D != E) or hash(D) == hash(E)
    assert D.expand().equals(D)
    if D == E:
        assert D.equals(E)


def test_equality_is_of_structure_and_equals_of_functions() -> None:
    product, explicit = rd.Product([["t"]], [["t"]]), rd.MatrixFunction([["t*t"]])
    assert product != explicit
    assert product.equals(explicit)
    assert explicit != rd.MatrixFunction([["t**2"]])
    assert rd.MatrixFunction([["t"]]) != rd.MatrixFunction([["t"]], "x")
    assert not rd.MatrixFunction([["t"]]).equals(rd.MatrixFunction([["t", "t"]]))
    assert rd.MatrixFunction([["t"]]) != "[[t]]"
    assert len({product, explicit, rd.Product([["t"]], [["t"]])}) == 2


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("cosh(t)**2 - sinh(t)**2", "1"),
        ("exp(t)**2*exp(-2*t)", "1"),
        ("sinh(2*t)", "2*sinh(t)*cosh(t)"),
        ("exp(t + 1)", "E*exp(t)"),
        ("(t**2 - 1)/(t - 1)", "t + 1"),
        ("1/(1 + 1/t)", "t/(t + 1)"),
        ("(1 + t + a)**300", "(a + t + 1)**300"),
        ("exp((t + a)**2)", "exp(t**2)*exp(2*a*t)*exp(a**2)"),
    ],
)
def test_equals_decides_identity(left: str, right: str) -> None:
    D, E = rd.MatrixFunction([[left]]), rd.MatrixFunction([[right]])
    assert D.equals(E)
    assert not D.equals(E + [["t**9"]])


def test_equals_never_guesses_when_the_entries_are_too_large() -> None:
    D, E = ([[f"({sum_})**2000*(t - a)**2000"]] for sum_ in ("1 + t + a + b + c", "a + b + c + t + 1"))
    with pytest.raises(rd.BudgetExceededError):
        rd.MatrixFunction(D).equals(rd.MatrixFunction(E))


def test_a_matrix_function_cannot_be_changed() -> None:
    for D in PRODUCTS:
        with pytest.raises(AttributeError, match="cannot be changed"):
            D.shape = (1, 1)
        with pytest.raises(AttributeError):
            D.new_name = 1


@given(matrix_functions(entries=entry_texts))
@examples(60)
def test_latex_is_balanced_and_shows_every_name(D: rd.MatrixFunction) -> None:
    for F in (D, D.derivative(1), D.T):
        shown = F._repr_latex_()
        assert shown.startswith("$")
        assert shown.endswith("$")
        depth = 0
        for character in shown:
            depth += {"{": 1, "}": -1}.get(character, 0)
            assert depth >= 0
        assert depth == 0
        assert shown.count(r"\left(") == shown.count(r"\right)")
        assert shown.count(r"\begin{pmatrix}") == shown.count(r"\end{pmatrix}")
        assert "--" not in shown
        assert "**" not in shown
        assert "+ -" not in shown


@pytest.mark.parametrize(
    ("D", "shown"),
    [
        (rd.MatrixFunction([["-t**2/2"]]), r"\begin{pmatrix} -\frac{1}{2} \, t^{2} \end{pmatrix}"),
        (rd.MatrixFunction([["exp(-t)/(t + 1)"]]), r"\begin{pmatrix} \frac{e^{-t}}{t + 1} \end{pmatrix}"),
        (
            rd.MatrixFunction([["alpha_1*cosh(2*t)"]]),
            r"\begin{pmatrix} \alpha_{1} \, \cosh\left(2 \, t\right) \end{pmatrix}",
        ),
        (rd.MatrixFunction([["(t + 1)**3"]]), r"\begin{pmatrix} \left(t + 1\right)^{3} \end{pmatrix}"),
        (
            rd.Product([["t"]], [["a"]]),
            r"\begin{pmatrix} t \end{pmatrix} \, \begin{pmatrix} a \end{pmatrix}^{\mathsf T}",
        ),
    ],
    ids=str,
)
def test_latex_of_known_functions(D: rd.MatrixFunction, shown: str) -> None:
    assert D.latex() == shown


# ---- shapes and mistakes ----


def test_product_of_any_number_of_factors_transposes_only_the_last() -> None:
    for count in range(2, 7):
        factors = [[[f"t + {i}", "1"], ["0", "t"]] for i in range(count)]
        X = sp.eye(2)
        for factor in factors[:-1]:
            X = X * sp.Matrix(sp.sympify(factor))
        assert_same(rd.Product(*factors).to_sympy(), X * sp.Matrix(sp.sympify(factors[-1])).T)


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: rd.Product([[1]]),
        lambda: rd.Product(),
        lambda: rd.Product([[1, 2]], [[1]]),
        lambda: rd.Product([[1, 2]], [[1, 2]], [[1]]),
        lambda: rd.Product([["t"]], rd.MatrixFunction([["x"]], "x")),
        lambda: rd.Separable([[1]], ["t", "t"], [[1]]),
        lambda: rd.Separable([[1]], "t", [[1]]),
        lambda: rd.Separable([[1]], 5, [[1]]),
        lambda: rd.BlockSum(),
        lambda: rd.BlockSum(rd.MatrixFunction([["t"]]), rd.MatrixFunction([["x"]], "x")),
        lambda: rd.Sum(),
        lambda: rd.Sum([[1]], [[1, 2]]),
        lambda: rd.Sum([[1]], coefficients=[1, 2]),
        lambda: rd.Sum([[1]], coefficients=["t"]),
        lambda: rd.MatrixFunction([["t"]]) * rd.MatrixFunction([["t"]]),
        lambda: rd.MatrixFunction([["t"]]) * "t",
        lambda: rd.MatrixFunction([["t"]]) + [[1, 2]],
        lambda: rd.MatrixFunction([["t"]]) @ [[1], [2]],
        lambda: rd.zeros(-1, 2),
        lambda: rd.zeros(1.5, 2),
        lambda: rd.MatrixFunction([["a*t"]]).evaluate([1.0]),
        lambda: rd.MatrixFunction([["t"]]).evaluate([float("nan")]),
        lambda: rd.MatrixFunction([["t"]]).evaluate([[1.0]]),
        lambda: rd.MatrixFunction([["t"]]).evaluate("x"),
    ],
)
def test_mistakes_are_refused_with_one_line(mistake: Any) -> None:
    with pytest.raises(rd.InvalidInputError) as caught:
        mistake()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_empty_shapes_work_everywhere(shape: tuple[int, int]) -> None:
    m, n = shape
    for D in (
        rd.zeros(m, n),
        rd.MatrixFunction(np.zeros(shape)),
        rd.MatrixFunction(sp.zeros(m, n)),
        rd.Product(rd.zeros(m, 2), rd.zeros(n, 2)),
        rd.Separable(rd.zeros(m, 1), ["t"], rd.zeros(n, 1)),
        rd.zeros(m, n) + rd.zeros(m, n),
        rd.BlockSum(rd.zeros(m, 0), rd.zeros(0, n)),
    ):
        assert D.shape == shape
        assert D.T.shape == (n, m)
        assert D.to_sympy().shape == shape
        assert D(1).shape == shape
        assert D.evaluate([0.0, 1.0]).shape == (2, m, n)
        assert eval(repr(D), vars(rd).copy()) == D
        assert pickle.loads(pickle.dumps(D)) == D
        assert D.derivative(2).shape == shape
        assert D.difference(2).shape == shape
        found = rd.rank_sequence(D, 2)
        assert (list(found), found.kind) == ([0, 0, 0], "exact")
        assert rd.certify(found)
        assert list(rd.rank_at(D, 0, 1)) == [0, 0]


def test_inner_dimension_zero_gives_the_zero_matrix() -> None:
    D = rd.Product(rd.zeros(2, 0), rd.zeros(3, 0))
    assert D.equals(rd.zeros(2, 3))
    assert list(rd.rank_sequence(D, 1)) == [0, 0]
    assert rd.Separable(rd.zeros(2, 0), [], rd.zeros(2, 0)).equals(rd.zeros(2, 2))


def test_parameters_and_variable_are_plain_sympy_symbols() -> None:
    D = rd.Product([["a*x"]], [["exp(b*x)"]], variable="x")
    assert D.variable == sp.Symbol("x")
    assert D.parameters == (sp.Symbol("a"), sp.Symbol("b"))
    assert rd.t == sp.Symbol("t")
    with pytest.raises(AttributeError, match="no attribute 'x'"):
        rd.x  # noqa: B018
