"""Each law against its formula written out plainly: all parameters, all orders, no shortcut."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankdyn.laws import LAWS
from rankdyn.laws.dimensions import _Search, fits
from rankdyn.laws.toeplitz import best_multiplier, excess
from tests.strategies import examples

BY_NAME = {law.name: law for law in LAWS}
sequences = st.lists(st.integers(0, 12), min_size=1, max_size=8).map(tuple)


def keeps_leibniz(r):
    return all(r[j + k] <= (k + 1) * r[j] for j in range(len(r)) for k in range(len(r) - j))


def keeps_half(r):
    return all(r[j + k] <= r[j] + k * (r[j + 1] // 2) for j in range(len(r) - 1) for k in range(1, len(r) - j))


def keeps_toeplitz(r):
    return all(
        (M + p) * r[j] + M * M // 4 * r[j + p + 1] >= M * r[j + p]
        for j in range(len(r))
        for p in range(len(r) - j - 1)
        for M in range(1, 200)
    ) and keeps_leibniz(r)


def keeps_polynomial(r):
    """With every N for which D^(N+1) = 0, and from every order on."""
    return all(
        sum(max(0, r[k] - r[i]) for i in range(j, N + 1)) <= (N - k) * r[k]
        for j in range(len(r))
        for N in range(j, len(r) - 1)
        if 0 in r and r.index(0) <= N + 1 and not any(r[r.index(0) :])
        for k in range(j, N + 1)
    )


def keeps_constancy(r):
    return all(r[i] >= r[k - 1] - 1 for k in range(1, len(r) - 1) if r[k] == 1 and r[k + 1] <= 1 for i in range(k))


def keeps_dimensions(r):
    """All pairs of non-increasing sequences, from every order on."""

    def bounds(d, e, k):
        low = d[k] + e[k] + sum(max(0, d[j] + e[k - j] - d[0]) for j in range(1, k))
        return low, min(sum(d[:i]) + sum(e[: k - i + 1]) for i in range(k + 2))

    def falling(start, length):
        return [
            (start, *rest)
            for rest in product(range(start + 1), repeat=length - 1)
            if [start, *rest] == sorted((start, *rest), reverse=True)
        ]

    for j in range(len(r)):
        window = r[j:]
        choices = falling(window[0], len(window))
        if not any(
            all(low <= window[k] <= high for k in range(1, len(window)) for low, high in [bounds(d, e, k)])
            for d, e in product(choices, repeat=2)
        ):
            return False
    return True


PLAIN = {
    "L": keeps_leibniz,
    "G": keeps_half,
    "T": keeps_toeplitz,
    "P": keeps_polynomial,
    "C": keeps_constancy,
}


@pytest.mark.parametrize("name", sorted(PLAIN))
@given(ranks=sequences)
@examples(300)
def test_random_sequences(name, ranks):
    if name == "P" and not keeps_leibniz(ranks):
        return  # after its first zero only zeros make sense
    assert (BY_NAME[name].check(ranks) is None) == PLAIN[name](ranks)


@pytest.mark.parametrize("name", sorted(PLAIN))
def test_all_short_sequences(name):
    for length, largest in ((3, 6), (4, 4)):
        for ranks in product(range(largest + 1), repeat=length):
            if name != "P" or keeps_leibniz(ranks):
                assert (BY_NAME[name].check(ranks) is None) == PLAIN[name](ranks), ranks


def test_dimensions_by_trying_all():
    for length, largest in ((2, 6), (3, 4), (4, 3)):
        for ranks in product(range(largest + 1), repeat=length):
            assert (BY_NAME["DE"].check(ranks) is None) == keeps_dimensions(ranks), ranks


@given(start=st.integers(0, 10**4), rank=st.integers(0, 10**4), following=st.integers(0, 10**4), p=st.integers(1, 30))
@examples(500)
def test_the_best_multiplier_is_best(start, rank, following, p):
    M = best_multiplier(start, rank, following, p)

    def missing(M):
        return M * rank - (M + p) * start - M * M // 4 * following

    assert excess(start, rank, following, p) == missing(M)
    others = [*range(1, 60), M - 1, M + 1, M + 2, 10**6]
    if following or rank <= start:
        assert all(missing(other) <= missing(M) for other in others if other >= 1)
    else:
        assert missing(M) > 0


@pytest.mark.parametrize("ranks", [(2, 2, 2), (2, 2, 3, 2)])
def test_high_ranks_after_a_pattern(ranks):
    law = BY_NAME["X'" if len(ranks) == 3 else "X''"]
    for tail in product(range(6), repeat=3):
        for head in ((), (3,), (2,), (5, 1)):
            given_ranks = (*head, *ranks, *tail)
            windows = [j for j in range(len(given_ranks)) if given_ranks[j : j + len(ranks)] == ranks]
            plain = all(rank <= 3 for j in windows for rank in given_ranks[j + len(ranks) :])
            assert (law.check(given_ranks) is None) == plain, given_ranks


def test_a_spent_budget_is_no_verdict():
    law = BY_NAME["DE"]
    assert fits((1, 2, 2, 3), 1)[0] is None
    assert fits((1, 2, 2, 3))[0] is False
    big = (40, 60, 61, 75, 78, 90, 12, 80, 91, 77)
    assert fits(big, 10)[0] is None
    assert law.check((10**9,) * 50 + (10**9 + 1,)) is None


@given(data=st.data(), start=st.integers(0, 4), length=st.integers(1, 4))
@examples(400)
def test_the_interval_of_the_next_rank(data, start, length):
    """All next pairs tried, each with the two bounds as they stand in the law."""
    d, e = (
        [start, *sorted(data.draw(st.lists(st.integers(0, start), min_size=length - 1, max_size=length - 1)))[::-1]]
        for _ in range(2)
    )
    search = _Search((start,) * 6, 10**6)
    search.d, search.e = list(d), list(e)
    ranks = {}
    for x, y in product(range(d[-1] + 1), range(e[-1] + 1)):
        dd, ee, k = [*d, x], [*e, y], length
        low = x + y + sum(max(0, dd[j] + ee[k - j] - start) for j in range(1, k))
        ranks[x, y] = range(low, min(sum(dd[:i]) + sum(ee[: k - i + 1]) for i in range(k + 2)) + 1)
    lower, upper = search.bounds()
    assert set(range(lower, upper + 1)) == set().union(*ranks.values())
    for rank in range(3 * start + 2):
        found = [(search.d[-1], search.e[-1]) for _ in search.continuations(rank)]
        wanted = {pair for pair, fitting in ranks.items() if rank in fitting and (d != e or pair[0] >= pair[1])}
        assert len(found) == len(wanted)
        assert set(found) == wanted
        assert (search.d, search.e) == (d, e)


def test_the_numbers_of_a_violation_are_those_of_the_formula():
    for ranks in [*product(range(6), repeat=3), *product(range(4), repeat=4)]:
        for name in "LGTP":
            violation = BY_NAME[name].check(ranks)
            if violation is None:
                continue
            j, given_as = violation.order, dict(violation.parameters)
            k, p, M, N = (given_as.get(letter, 0) for letter in "kpMN")
            following = ranks[j + p + 1] if j + p + 1 < len(ranks) else 0
            assert (violation.left, violation.right) == {
                "L": (ranks[j + k], (k + 1) * ranks[j]),
                "G": (ranks[j + k], ranks[j] + k * (ranks[min(j + 1, len(ranks) - 1)] // 2)),
                "T": (M * ranks[j + p], (M + p) * ranks[j] + M * M // 4 * following),
                "P": (sum(max(0, ranks[k] - ranks[i]) for i in range(N + 1)), (N - k) * ranks[k]),
            }[name], (name, ranks)
