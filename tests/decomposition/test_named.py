"""The named cases of the theory, and others with a known answer."""

from fractions import Fraction

import flint
import pytest

import rankdyn as rd
from rankdyn.decomposition.remultiply import residual

ROTATION = "[[cos(t), -sin(t)], [sin(t), cos(t)]]"
POINT = {"t": Fraction(1, 3), "a": Fraction(2, 7), "b": Fraction(-3, 5)}


def companion(*low):
    """I + tC for the monic polynomial with these lowest coefficients."""
    n = len(low)
    entry = [[-low[i] if j == n - 1 else int(i == j + 1) for j in range(n)] for i in range(n)]
    return rd.MatrixFunction([[f"{int(i == j)} + ({entry[i][j]})*t" for j in range(n)] for i in range(n)])


def assert_product(found, D, digits=50):
    """The product of the factors is D: exactly if they lie in the exact class, and always to many digits."""
    D = rd.MatrixFunction(D) if isinstance(D, str) else D
    assert found, found
    if not found.algebraic:
        assert found.function.equals(D)
        assert found.function.shape == D.shape
    for ball in residual(found, D, POINT, digits).entries():
        assert ball.contains(0)
        assert abs(ball).abs_upper() < flint.arb(10) ** (2 - digits)


@pytest.mark.parametrize(
    ("text", "field", "rank"),
    [
        (ROTATION, "complex", 2),
        ("[[0, 0], [0, 0], [0, 0]]", "real", 0),
        ("[[1, 2], [3, 4]]", "real", 2),
        ("[[1, 2, 3], [2, 4, 6]]", "real", 1),
        ("[[I, 2], [3, 4]]", "complex", 2),
        ("[[t, 2*t, 3*t]]", "real", 1),
        ("[[t], [exp(t)*0], [2*t]]", "real", 1),
        ("[[cos(t), sin(t)], [sin(t), -cos(t)]]", "complex", 2),
        ("[[cos(t), sin(t)], [sin(t), cos(t)]]", "real", 2),
        ("[[t, 1], [1, t]]", "real", 2),
        ("[[t, 2], [1, t]]", "real", 2),
        ("[[t, -3], [1, t]]", "complex", 2),
        ("[[t, 1, 0], [0, t, 1], [2, 0, t]]", "complex", 3),
        ("[[t, 0, 0, 1], [1, t, 0, 0], [0, 1, t, 0], [0, 0, 1, t]]", "complex", 4),
        ("[[sqrt(2)*t, 1], [1, sqrt(2)*t]]", "real", 2),
        ("[[1/(t + 1), 1], [1, 1/(t + 1)]]", "real", 2),
        ("[[tan(t), 1], [1, tan(t)]]", "real", 2),
        ("[[pi*t, 1], [1, pi*t]]", "real", 2),
        ("[[t, a], [a, t]]", "real", 2),
        ("[[exp(a*t), b*t], [b*t, exp(a*t)]]", "real", 2),
        ("[[t, 0, a], [0, t, 0], [a, 0, t]]", "real", 3),
        ("[[2**t, 3**t], [3**t, 2**t]]", "real", 2),
    ],
)
def test_decomposable(text, field, rank):
    found = rd.decompose(text)
    assert found.field == field
    assert len(found) == rank
    assert_product(found, text)
    assert (found.not_real is None) == (field == "real")
    asked = rd.decompose(text, field="real")
    assert bool(asked) == (field == "real")
    assert rd.decompose(text, field="complex").field == "complex"


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("[[t, 1], [0, t]]", "diagonalisable"),
        ("[[t, t**2/2], [t**2/2, t**3/3]]", "commuting"),
        ("[[1, t], [t, t**2]]", "rank"),
        ("[[1, t]]", "rank"),
        ("[[t, exp(t), 1], [0, t, exp(t)], [0, 0, t]]", "diagonalisable"),
        ("[[t, 1, 0, 0], [0, t, 0, 0], [0, 0, t, 0], [0, 0, 0, 1]]", "diagonalisable"),
        ("[[cos(t), 1], [0, cos(t)]]", "diagonalisable"),
        ("[[a*t, b], [0, a*t]]", "diagonalisable"),
        ("[[a*t, b], [exp(t), t]]", "commuting"),
        ("[[1, exp(t)], [t, t*exp(t)]]", "rank"),
        ("[[t, sqrt(2)], [0, t]]", "diagonalisable"),
    ],
)
def test_not_decomposable(text, condition):
    found = rd.decompose(text)
    assert not found
    assert (found.condition, found.field) == (condition, "complex")
    assert not rd.decompose(text, field="real")
    assert found.reason in found.explain()


def test_dimensions_are_named():
    found = rd.decompose("[[1, t], [t, t**2]]")
    assert (found.rank, found.column_dimension, found.row_dimension) == (1, 2, 2)
    found = rd.decompose("[[1, t, t**2]]")
    assert (found.rank, found.column_dimension, found.row_dimension) == (1, 1, 3)


def test_a_rotation_has_the_factors_one_expects():
    found = rd.decompose(ROTATION)
    assert str(found.U) == "[[1, 1], [I, -I]]"
    assert str(found.function.diagonal) == "[[1/2*exp(-I*t), 1/2*exp(I*t)]]"
    assert found.not_real.condition == "real eigenvalues"
    assert found.not_real.polynomial == "x**2 + 1"


def test_one_real_root():
    D = companion(-1, -1, 0)  # x³ − x − 1
    found = rd.decompose(D)
    (roots,) = found.algebraic
    assert found.field == "complex"
    assert roots.absolute == (-1, -1, 0, 1)
    assert roots.irreducible
    assert [box.imaginary == (0, 0) for box in roots.boxes].count(True) == 1
    with pytest.raises(rd.NotExactError, match=r"alpha1\*\*3 - alpha1 - 1"):
        _ = found.function
    assert_product(found, D)


def test_three_real_roots():
    D = companion(1, -3, 0)  # x³ − 3x + 1
    found = rd.decompose(D)
    (roots,) = found.algebraic
    assert found.field == "real"
    assert roots.absolute == (1, -3, 0, 1)
    assert all(box.imaginary == (0, 0) for box in roots.boxes)
    assert_product(found, D)
    assert "minimal polynomial" in found.explain()


def test_boxes_isolate():
    (roots,) = rd.decompose(companion(-1, -1, 0, 0, 0)).algebraic
    polynomial = flint.fmpq_poly(list(roots.absolute))
    assert len(roots.boxes) == roots.degree == polynomial.degree() == 5
    for box in roots.boxes:
        if box.imaginary == (0, 0):
            low, high = (polynomial(flint.fmpq(x.numerator, x.denominator)) for x in box.real)
            assert low * high < 0


@pytest.mark.parametrize("D", [companion(2, 0, 0, 0, 0), companion(1, 1, 1, 1, 1, 1), companion(1, 1, 1, 1)])
def test_radicals_and_roots_of_unity_stay_in_the_exact_class(D):
    found = rd.decompose(D)
    assert not found.algebraic
    assert_product(found, D)


def test_equal_functions_and_several_factors():
    D = rd.BlockSum(companion(-1, -1, 0), companion(-1, -1, 0), rd.MatrixFunction("[[t, 0], [0, exp(t)]]"))
    found = rd.decompose(D)
    assert len(found) == 8
    assert_product(found, D)


def test_polynomials_over_a_number_field():
    D = "[[1, sqrt(2)*t], [t, 1]]"
    found = rd.decompose(D)
    (roots,) = found.algebraic
    assert roots.absolute == (-2, 0, 0, 0, 1) or roots.absolute == (-1, 0, 0, 0, 2)
    assert all(box.imaginary == (0, 0) for box in roots.boxes)
    assert found.field == "real"
    found = rd.decompose("[[1, 2*t], [t, sqrt(2)*t + 1]]")
    assert found.field == "real"


def test_a_polynomial_that_splits_over_the_field_of_the_function():
    """x⁴ − 10x² + 1 has the roots ±√2 ± √3."""
    D = companion(1, 0, -10, 0)
    assert rd.decompose(D).algebraic[0].degree == 4
    with_roots = rd.BlockSum(D, rd.MatrixFunction("[[sqrt(2)*t + sqrt(3)]]"))
    found = rd.decompose(with_roots)
    assert not found.algebraic
    assert_product(found, with_roots)


def test_parameters():
    found = rd.decompose("[[1, a*t], [t, 1]]")
    (roots,) = found.algebraic
    assert str(roots) == "alpha1**2 - a"
    assert not roots.boxes
    assert found.field == "complex"
    assert "a = -1" in found.not_real.reason
    assert rd.decompose("[[1, (a**2 + 1)*t], [t, 1]]").field == "real"
    assert rd.decompose("[[1, a**2*t], [t, 1]]").algebraic == ()
    assert rd.decompose("[[1, exp(a)*t], [t, 1]]").field == "real"


def test_a_conjugated_diagonal_with_parameters():
    D = rd.Separable([[1, 2], [1, 3]], ["a*t", "exp(b*t)"], [[2, 1], [1, 1]]).expand()
    found = rd.decompose(D)
    assert found.field == "real"
    assert_product(found, D)
    D = rd.Separable([["a", "b"], ["1", "a"]], ["t", "exp(b*t)"], [["b", "1"], ["1", "a"]]).expand()
    assert_product(rd.decompose(D), D)


def test_one_function_times_a_constant_matrix_is_decomposable_over_the_rational_functions():
    """t·A with A invertible is A·diag(t, …, t)·I: no root of a is needed."""
    found = rd.decompose("[[0, a*t], [t, 0]]")
    assert not found.algebraic
    assert_product(found, "[[0, a*t], [t, 0]]")


def test_constants_of_unknown_independence_are_refused_by_name():
    with pytest.raises(rd.NotExactError, match=r"pi and exp\(1\)"):
        rd.decompose("[[exp(1)*t, pi], [1, t]]")
    assert rd.decompose("[[exp(t + 1), sin(pi*t)], [sin(pi*t), exp(t + 1)]]")  # as factors they do not matter


def test_outside_the_exact_class():
    with pytest.raises(rd.NotExactError, match="log"):
        rd.decompose("[[log(t), 1], [1, t]]")


def test_bad_arguments():
    with pytest.raises(rd.InvalidInputError, match="'real' or 'complex'"):
        rd.decompose("[[t]]", field="rational")
    with pytest.raises(rd.BudgetExceededError):
        rd.decompose("[[t, 1], [1, exp(t)]]", budget=10)


def test_empty():
    found = rd.decompose(rd.zeros(0, 3))
    assert len(found) == 0
    assert found
    assert rd.decompose(rd.zeros(2, 3)).function.shape == (2, 3)


def test_the_variable_may_have_another_name():
    found = rd.decompose(rd.MatrixFunction("[[s, t], [t, s]]", "s"))
    assert found.function.equals(rd.MatrixFunction("[[s, t], [t, s]]", "s"))


def test_a_letter_that_is_taken_is_not_used_again():
    found = rd.decompose("[[alpha1, 0, t], [t, alpha1, t], [0, t, alpha1]]")
    assert [roots.name for roots in found.algebraic] == ["alpha2"]


def test_shown():
    found = rd.decompose("[[t, 1], [1, t]]")
    assert repr(found) == (
        "Decomposition(MatrixFunction('[[1, 1], [1, -1]]'), ['1/2*t + 1/2', '1/2*t - 1/2'], "
        "MatrixFunction('[[1, 1], [1, -1]]'), 'real')"
    )
    assert "g = 1/2*t + 1/2, 1/2*t - 1/2" in found.explain()
    assert repr(rd.decompose("[[t, 1], [0, t]]")).startswith("NotDecomposable('diagonalisable', field='complex'")
