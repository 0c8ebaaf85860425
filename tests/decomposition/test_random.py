"""Random functions, decomposable by construction or not, against an oracle that knows only values; and hypothesis."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from tests.decomposition.by_values import is_decomposable
from tests.strategies import examples, polynomial_texts

ATOMS = ["1", "t", "t**2", "t**3", "y", "t*y", "1/(t + 200)", "t - y", "y**2", "2*t + 3"]
OBSTRUCTIONS = [
    [["1", "t"]],
    [["t"], ["y"]],
    [["1", "t"], ["t", "t**2"]],
    [["t", "1"], ["0", "t"]],
    [["y", "t"], ["0", "y"]],
    [["t", "t**2/2"], ["t**2/2", "t**3/3"]],
    [["t", "1"], ["y", "2*t"]],
    [["1", "t", "y"], ["0", "1", "t"], ["0", "0", "1"]],
    [["t", "1"], ["-1", "t + 2"]],
    [["y", "0", "1"], ["0", "y", "0"], ["0", "0", "y"]],
]


def invertible(rng, rows, columns):
    """Full column rank."""
    matrix = [[int(i == j) if j >= i else rng.randint(-2, 2) for j in range(columns)] for i in range(rows)]
    rng.shuffle(matrix)
    return matrix


def combined(left, middle, right):
    """L·X·Rᵀ as texts."""
    m, n = len(middle), len(middle[0]) if middle else 0

    def entry(u, v):
        terms = [f"({u[i] * v[j]})*({middle[i][j]})" for i in range(m) for j in range(n) if u[i] * v[j]]
        return " + ".join(term for term in terms if not term.endswith("(0)")) or "0"

    return [[entry(u, v) for v in right] for u in left]


def diagonal(functions):
    return [[f if i == j else "0" for j in range(len(functions))] for i, f in enumerate(functions)]


def decomposable(rng):
    r = rng.randint(0, 4)
    m, n = max(1, r + rng.randint(0, 2)), max(1, r + rng.randint(0, 2))
    functions = [f"{rng.choice(ATOMS)} + {rng.randint(0, 2)}*({rng.choice(ATOMS)})" for _ in range(r)]
    return combined(invertible(rng, m, r), diagonal(functions), invertible(rng, n, r)), functions


def obstructed(rng):
    block = rng.choice(OBSTRUCTIONS)
    beside = [rng.choice(ATOMS) for _ in range(rng.randint(0, 2))]
    m, n = len(block) + len(beside), len(block[0]) + len(beside)
    rows = [row + ["0"] * len(beside) for row in block]
    rows += [["0"] * len(block[0]) + row for row in diagonal(beside)]
    return combined(invertible(rng, m, m), rows, invertible(rng, n, n))


def function(texts):
    return rd.MatrixFunction([[entry.replace("y", "exp(t)") for entry in row] for row in texts])


def assert_monotone(D):
    ranks = rd.rank_sequence(D, 3)
    assert ranks.kind == "exact"
    assert all(a >= b for a, b in pairwise(ranks)), ranks
    return ranks


@pytest.mark.parametrize("seed", range(10))
def test_500_decomposable_functions(seed):
    rng = Random(seed)
    for _ in range(50):
        texts, functions = decomposable(rng)
        D = function(texts)
        found = rd.decompose(D)
        assert found, (texts, found)
        assert found.field == "real"
        assert is_decomposable(texts)
        assert not found.algebraic
        assert found.function.equals(D)
        assert len(found) == len(functions)
        assert assert_monotone(D)[0] == len(functions)


@pytest.mark.parametrize("seed", range(10))
def test_500_functions_that_are_not_decomposable(seed):
    rng = Random(1000 + seed)
    for _ in range(50):
        texts = obstructed(rng)
        found = rd.decompose(function(texts))
        assert not found, (texts, found)
        assert not is_decomposable(texts)
        if found.condition == "commuting":
            a, b = found.matrices
            assert not (a @ b).equals(b @ a)
        elif found.condition == "diagonalisable":
            assert not found.matrices[0].to_sympy().is_diagonalizable()
        else:
            assert found.rank < max(found.column_dimension, found.row_dimension)
            assert found.rank == rd.generic_rank(function(texts)).value


@pytest.mark.parametrize("seed", range(4))
def test_anything_is_judged_as_by_its_values(seed):
    """Combinations of two or three constant matrices with small entries: both answers occur."""
    rng, answers = Random(2000 + seed), []
    for _ in range(60):
        n = rng.randint(1, 3)
        parts = [[[rng.randint(-1, 1) for _ in range(n)] for _ in range(n)] for _ in range(rng.randint(1, 3))]
        atoms = rng.sample(["1", "t", "y"], len(parts))
        terms = list(zip(parts, atoms, strict=True))
        texts = [[" + ".join(f"({p[i][j]})*{a}" for p, a in terms) for j in range(n)] for i in range(n)]
        found = rd.decompose(function(texts))
        assert bool(found) == is_decomposable(texts), texts
        answers.append(bool(found))
        if found:
            assert_monotone(function(texts))
    assert 10 < sum(answers) < 55


@pytest.mark.parametrize("size", [5, 6])
def test_hidden_changes_of_basis_up_to_6x6(size):
    rng = Random(size)
    functions = ["t**2", "exp(t)", "sin(t)", "t", "1 + exp(-t)", "cos(2*t) + t**3"][:size]
    U, V = invertible(rng, 6, size), invertible(rng, size, size)
    D = rd.Separable(U, functions, V).expand()
    found = rd.decompose(D)
    assert found.field == "real"
    assert found.function.equals(D)
    assert len(found) == size


@examples(25)
@given(
    st.lists(polynomial_texts, min_size=1, max_size=3),
    st.integers(0, 2**32),
)
def test_transposes_and_changes_of_basis_change_nothing(functions, seed):
    rng = Random(seed)
    n = len(functions)
    D = rd.Separable(invertible(rng, n + 1, n), functions, invertible(rng, n, n)).expand()
    found = rd.decompose(D)
    assert found
    assert rd.decompose(D.T)
    assert len(rd.decompose(D.T)) == len(found)
    assert len(rd.decompose(D.shift("1/2"))) == len(found)


@examples(25)
@given(st.lists(st.sampled_from(["0", "1", "t", "2*t", "t + 1", "y"]), min_size=4, max_size=4))
def test_small_matrices_are_judged_as_by_their_values(entries):
    texts = [entries[:2], entries[2:]]
    assert bool(rd.decompose(function(texts))) == is_decomposable(texts)
