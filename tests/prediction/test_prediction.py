"""Predicted stage ranks: beside SymPy's own derivatives and ranks, beside numbers, and what must be refused."""

import pickle

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.prediction.predict import predict_ranks

t = sympy.Symbol("t")


def by_sympy(A, n_orders, first_order=1):
    """Return the ranks of F_{k+1} − F_k with SymPy's derivatives and SymPy's rank at a point off every special one."""
    F = [sympy.eye(A.rows)]
    for _ in range(first_order + n_orders - 1):
        F.append((F[-1].diff(t) + F[-1] * A).applyfunc(sympy.expand))
    stages = [after - before for before, after in zip(F[first_order:], F[first_order + 1 :], strict=False)]
    return tuple(stage.subs(t, sympy.Rational(355, 113)).rank() for stage in stages)


polynomials = st.lists(st.integers(-2, 2), min_size=1, max_size=3).map(
    lambda c: sum(coefficient * t**k for k, coefficient in enumerate(c))
)


@settings(derandomize=True, deadline=None, max_examples=25)
@given(st.lists(polynomials, min_size=4, max_size=4), st.integers(2, 4), st.integers(0, 1))
def test_polynomial_generators_against_sympy(entries, n_orders, first_order):
    A = sympy.Matrix(2, 2, entries)
    found = predict_ranks(A, n_orders, first_order=first_order)
    assert found.kind == "exact"
    assert len(found) == n_orders - 1
    assert tuple(found) == by_sympy(A, n_orders, first_order)


@settings(derandomize=True, deadline=None, max_examples=25)
@given(st.lists(st.integers(-2, 2), min_size=9, max_size=9))
def test_a_constant_generator_has_the_ranks_of_its_powers(entries):
    """F_{k+1} − F_k = A^k (A − I), in integers."""
    A = np.array(entries).reshape(3, 3)
    found = predict_ranks(A.tolist(), 4)
    B = sympy.Matrix(A)
    assert tuple(found) == tuple((B**k * (B - sympy.eye(3))).rank() for k in (1, 2, 3))
    assert found.certificate is not None
    assert rd.certify(found)
    assert tuple(predict_ranks(A.tolist(), 4, at="1/7")) == tuple(found)


def test_generator_solution_and_difference_agree():
    A, X = "[[1, 1], [0, 1]]", rd.MatrixFunction([["exp(t)", "t*exp(t)"], ["0", "exp(t)"]])
    answers = (
        predict_ranks(A, 5),
        predict_ranks(X, 5, given="solution"),
        predict_ranks(rd.initial_difference(X), 5, given="difference"),
    )
    assert {tuple(answer) for answer in answers} == {(1, 1, 1, 1)}
    assert {answer.kind for answer in answers} == {"exact"}
    moving = predict_ranks("[[0, t], [0, 0]]", 4)
    solution = predict_ranks("[[1, t**2/2], [0, 1]]", 4, given="solution")
    assert tuple(moving) == tuple(solution) == (1, 1, 0)


def test_entry_k_belongs_to_the_stage_from_order_k():
    """D = [[1, t], [t, t²]] has the ranks 1, 2, 1, 0: the stage from order 1 to 2 is D′, of rank 2."""
    D = "[[1, t], [t, t**2]]"
    assert tuple(predict_ranks(D, 4, given="difference")) == (2, 1, 0)
    assert tuple(predict_ranks(D, 4, given="difference", first_order=0)) == (1, 2, 1)
    assert tuple(predict_ranks(D, 2, given="difference", first_order=2)) == (1,)
    assert "stage 2 (order 2 to 3): 1" in predict_ranks(D, 4, given="difference").explain()


def test_a_formal_trajectory_is_a_solution():
    X = rd.trajectory("[[1/t, 1], [0, t]]")
    assert isinstance(X, rd.FormalTrajectory)
    assert tuple(predict_ranks(X, 4)) == tuple(predict_ranks("[[1/t, 1], [0, t]]", 4, given="difference")) == (2, 1, 1)


def test_at_a_point_the_answer_says_so():
    at_zero = predict_ranks("[[t, 0], [0, 1]]", 3, given="difference", first_order=0, at=0)
    assert (tuple(at_zero), at_zero.reading, at_zero.at) == ((1, 1), "pointwise", 0)
    generic = predict_ranks("[[t, 0], [0, 1]]", 3, given="difference", first_order=0)
    assert (tuple(generic), generic.reading, generic.at) == ((2, 1), "generic", None)
    moving = "[[0, t], [0, 0]]"  # F_2 − F_1 = [[0, 1 − t], [0, 0]]
    assert tuple(predict_ranks(moving, 3, at=1)) == (0, 1)
    assert tuple(predict_ranks(moving, 3)) == (1, 1)


def test_at_a_point_also_without_entries():
    """Eigenvalues ± i: no entry can be written down, yet the ranks are exact at every t, and in block sums."""
    witness = rd.realize((1, 2, 1, 2)).function
    assert not witness.has_entries
    both = rd.BlockSum(witness, rd.MatrixFunction("[[t]]"))
    for at, expected in ((None, (2, 3, 1, 2)), (0, (1, 3, 1, 2)), ("1/2", (2, 3, 1, 2))):
        found = predict_ranks(both, 5, given="difference", first_order=0, at=at)
        assert (tuple(found), found.kind) == (expected, "exact")


def test_parameters_stay_generic_and_what_is_outside_is_not_exact():
    parametric = predict_ranks("[[a, 1], [0, 1]]", 3)  # A(A − I) = [[a² − a, a], [0, 0]]
    assert (tuple(parametric), parametric.kind, len(parametric.certificates)) == ((1, 1), "exact", 2)
    assert all(map(rd.certify, parametric.certificates))
    outside = predict_ranks("[[log(t + 2), 0], [0, 1]]", 3)
    assert (tuple(outside), outside.kind, outside.certificates) == ((1, 1), "numerical", ())


class Turning:
    """z′ = R diag(0, 1 + t, 0) Rᵀ z with a rotation R: a numerical flow of one direction."""

    def __init__(self, extra=True):
        self.R = np.linalg.qr(np.random.default_rng(0).standard_normal((3, 3)))[0]
        self.extra = extra

    def coefficient_matrices(self, time, order):
        derivative = {1: lambda s: 1 + s, 2: lambda s: 1 + (1 + s) ** 2, 3: lambda s: 3 * (1 + s) + (1 + s) ** 3}
        orders = [derivative[k](time) for k in range(1, order + 1)]
        F = np.array([self.R @ np.diag([0, value, 0]) @ self.R.T for value in orders])
        return (F, np.zeros((order, 3))) if self.extra else F


@pytest.mark.parametrize("extra", [True, False])
def test_a_numerical_flow_is_counted_and_called_numerical(extra):
    found = predict_ranks(Turning(extra=extra), 3)
    assert (tuple(found), found.kind, found.certificate) == ((1, 1), "numerical", None)
    assert "numerical" in found.statement
    assert found.error_probability is None
    exact = predict_ranks("[[0, 0, 0], [0, 1 + t, 0], [0, 0, 0]]", 3)
    assert tuple(exact) == tuple(found)
    there = predict_ranks(Turning(extra=extra), 3, at=0.5, first_order=0)
    assert (tuple(there), there.at) == ((3, 1), 0.5)


def test_it_survives_pickling_and_repeats():
    found = predict_ranks("[[0, t], [1, 0]]", 4, at="1/2")
    again = pickle.loads(pickle.dumps(found))
    assert (again, again.bounds, again.at, again.first_order) == (found, found.bounds, found.at, found.first_order)
    assert repr(again) == repr(found) == repr(predict_ranks("[[0, t], [1, 0]]", 4, at="1/2"))


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (("[[1, 2]]", 3), {}, "must be square"),
        (("[[1]]", 1), {}, "at least 2 orders"),
        (("[[1]]", 2.5), {}, "n_orders must be an integer"),
        (("[[1]]", 3), {"first_order": -1}, "first_order must be from 0"),
        (("[[1]]", 200), {"first_order": 10}, "at most 200"),
        (("[[1]]", 3), {"given": "flow"}, "given must be one of"),
        (("[[1]]", 3), {"at": "pi"}, "at must be a rational"),
        ((Turning(), 3), {"given": "solution"}, "leave out given"),
        (("[[1]]", 3), {"rng": -1}, "rng must be"),
    ],
)
def test_bad_input_is_refused_with_a_reason(arguments, options, message):
    with pytest.raises(rd.InvalidInputError, match=message):
        predict_ranks(*arguments, **options)


def test_a_pole_is_named():
    with pytest.raises(rd.PoleError, match="t = 0 is a pole"):
        predict_ranks("[[1/t, 0], [0, 1]]", 3, at=0)


def test_a_numerical_flow_of_the_wrong_shape_is_refused():
    class Wrong:
        def coefficient_matrices(self, time, order):
            return np.ones((order + 2, 2, 2))

    with pytest.raises(rd.InvalidInputError, match="must give 2 finite square matrices"):
        predict_ranks(Wrong(), 2)


class Diagonal:
    """x^(k) = V diag(values_k) Vᵀ x with constant values: a flow with common eigenvectors."""

    def __init__(self, *values):
        self.values = np.array(values, dtype=float)
        size = self.values.shape[1]
        self.V = np.linalg.qr(np.random.default_rng(1).standard_normal((size, size)))[0]

    def coefficient_matrices(self, time, order):
        return np.array([self.V @ np.diag(values) @ self.V.T for values in self.values[:order]])


def by_brute_force(f, g, gates, skip):
    """Return the least count of non-zeros of g − γ f − c over all lines through two points, in integers."""
    from fractions import Fraction

    slopes = [Fraction(1)]
    if gates:
        pairs = [(a, b) for a in range(len(f)) for b in range(len(f)) if f[a] != f[b]]
        slopes += [Fraction(g[a] - g[b], f[a] - f[b]) for a, b in pairs] if skip else []
        slopes += [Fraction(b, a) for a, b in zip(f, g, strict=True) if a] + [Fraction(0)]
    best = len(f)
    for slope in slopes:
        for constant in {b - slope * a for a, b in zip(f, g, strict=True)} if skip else {Fraction(0)}:
            best = min(best, sum(b != slope * a + constant for a, b in zip(f, g, strict=True)))
    return best


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=2, max_size=6), st.booleans(), st.booleans()
)
def test_gates_and_skips_against_brute_force_in_integers(points, gates, skip):
    f, g = zip(*points, strict=True)
    found = predict_ranks(Diagonal(f, g), 2, gates=gates, skip=skip)
    assert tuple(found) == (by_brute_force(f, g, gates, skip),)
    assert found.kind == "numerical"


@pytest.mark.parametrize(("gates", "skip", "expected"), [(0, 0, 12), (0, 1, 3), (1, 0, 3), (1, 1, 2)])
def test_a_factor_gaussian_has_its_factors_for_rank(gates, skip, expected):
    """Σ = L Lᵀ + ρ I, three factors in twelve dimensions: full rank without skip, then 3, then 2."""
    from rankdyn.flows import Gaussian

    loadings = np.random.default_rng(2).standard_normal((12, 3))
    flow = Gaussian.factors(np.zeros(12), loadings, 0.3)
    for at in (None, 0.4):
        found = predict_ranks(flow, 5, gates=bool(gates), skip=bool(skip), at=at)
        assert tuple(found) == (expected,) * 4
        assert found.kind == "numerical"


@pytest.mark.parametrize("skip", [False, True])
def test_the_fitter_finds_what_is_predicted_for_a_gaussian(skip):
    from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor
    from rankdyn.flows import Gaussian

    rng = np.random.default_rng(3)
    flow = Gaussian.factors(rng.standard_normal(12), rng.standard_normal((12, 3)), 0.3)
    x = rng.standard_normal((100, 12))
    fitted = CascadedLowRankRegressor(rank="auto", skip=skip).fit(x, flow.material_derivatives(x, 0.4, 5))
    assert tuple(fitted.ranks_) == tuple(predict_ranks(flow, 5, at=0.4, skip=skip))


def test_gates_need_common_eigenvectors_and_numbers():
    class Shear:
        def coefficient_matrices(self, time, order):
            return np.array([[[1.0, k], [0.0, 2.0]] for k in range(1, order + 1)])

    assert tuple(predict_ranks(Shear(), 3)) == (1, 1)
    with pytest.raises(rd.InvalidInputError, match="common orthonormal eigenvectors"):
        predict_ranks(Shear(), 3, skip=True)
    with pytest.raises(rd.InvalidInputError, match="leave them out"):
        predict_ranks("[[1]]", 3, gates=True)


def test_a_flow_that_is_not_linear_is_refused():
    from rankdyn.flows import GaussianMixture

    with pytest.raises(rd.InvalidInputError, match="GaussianMixture flow are not linear"):
        predict_ranks(GaussianMixture([0.5, 0.5], [[-1.0], [1.0]], 0.1), 3)


def test_the_value_at_zero_is_exact_where_no_entry_can_be_written_down():
    """(1, 0) e^{tA} (0, 1)ᵀ = √2 sinh(√2 t) for A = [[0, 2], [1, 0]]: at 0 zero, then 2, then zero again."""
    D = rd.MatrixFunction([["1", "0"]]) @ rd.ConstantClass([[0, 2], [1, 0]], [[0], [1]], [[0]])
    found = predict_ranks(D, 4, given="difference", first_order=0, at=0)
    assert (tuple(found), found.kind) == ((0, 1, 0), "exact")
    with pytest.raises(rd.NotExactError):
        predict_ranks(D, 4, given="difference", first_order=0, at="1/2")


def test_generic_ranks_of_a_numerical_flow_are_the_largest_that_were_seen():
    class Dropping:
        def coefficient_matrices(self, time, order):
            return np.array([np.eye(2) * k * (time - 0.41) for k in range(1, order + 1)])

    assert tuple(predict_ranks(Dropping(), 3)) == (2, 2)
    assert tuple(predict_ranks(Dropping(), 3, at=0.41)) == (0, 0)
