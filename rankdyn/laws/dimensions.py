"""Law DE, dimensions of the factors: non-increasing d and e must exist that fit the ranks.

Statement. There are non-increasing d, e with entries in 0..r_0 and d_0 = e_0 = r_0 such that for every k ≥ 1

    d_k + e_k + Σ_{0<j<k} max(0, d_j + e_{k−j} − r_0) ≤ r_k ≤ min_{0≤i≤k+1} (Σ_{j<i} d_j + Σ_{l≤k−i} e_l).

Proof. Write D = U Vᵀ with r_0 columns, W_k for the space spanned by the columns of U, …, U^(k), d_k = dim W_k/W_{k−1},
and e_k for V alike. Differentiation maps W_k/W_{k−1} onto W_{k+1}/W_k, so d does not increase. D^(k) is the sum of the
C(k,j)·U^(j) V^(k−j)ᵀ. The terms with j < i have their columns in W_{i−1}, the others their rows among those of V, …,
V^(k−i): the upper bound. In bases that follow the filtrations D^(k) is block triangular along j + l = k with blocks
C(k,j)·A_j B_{k−j}ᵀ there, A_j of rank d_j and B_l of rank e_l, each with r_0 columns: Sylvester's inequality gives the
lower bound. It kills (1, 2, 2, 3).

Method. Depth first over (d_1, e_1), (d_2, e_2), …, each pair counted against a budget of nodes. When the budget is
spent there is no verdict, which is never a violation.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rankdyn.laws.law import Change, Law, Ranks, Violation, impossible, shown, smallest

NODES: Final = 20_000
"""Pairs (d_k, e_k) tried for one window; once as many are spent on one sequence, no further window is looked at."""

FEW_NODES: Final = 500
"""The same where another law has already settled that the ranks are impossible; about 1 ms."""

STEPS: Final = 4
"""Changes of earlier ranks are tried up to less than this."""

DEPTH: Final = 64
"""Ranks of a window that are looked at: what a prefix breaks the whole breaks."""


class _BudgetSpentError(Exception):
    """The search came to no verdict."""


class _Search:
    """Backtracking over the pairs (d_k, e_k) for one window of ranks.

    Parameters
    ----------
    ranks : tuple of int
        r_0, r_1, ….
    nodes : int
        Pairs that may be tried.
    """

    __slots__ = ("d", "deepest", "e", "nodes", "ranks")

    def __init__(self, ranks: Ranks, nodes: int) -> None:
        self.ranks = ranks
        self.nodes = nodes
        self.deepest = 1
        self.d = [ranks[0]]
        self.e = [ranks[0]]

    def bounds(self) -> tuple[int, int]:
        """Return the least and largest next rank that d and e can be continued for.

        With a = Σ d_j, b = Σ e_l and c = Σ max(0, d_j + e_{k−j} − r_0) a next pair (x, y) fits the rank v iff
        x ≥ v − a, y ≥ v − b and x + y ≤ v − c, besides the cuts. As c ≤ a, b, and as the cuts keep v ≤ a + b − c, v
        ranges over an interval that starts at c.
        """
        d, e, start = self.d, self.e, self.ranks[0]
        k, rows, columns = len(d), sum(d), sum(e)
        self._spend(1 + k // 4)
        crossed = sum(max(0, d[j] + e[k - j] - start) for j in range(1, k))
        upper = min(rows + d[-1], columns + e[-1])
        left, right = 0, columns
        for i in range(1, k + 1):  # the cuts that the next pair has no part in
            left += d[i - 1]
            upper = min(upper, left + right)
            right -= e[k - i]
        return crossed, upper

    def continuations(self, rank: int) -> Iterator[None]:
        """Put each next pair of dimensions that fits a rank into d and e in turn."""
        d, e = self.d, self.e
        lower, upper = self.bounds()
        if not lower <= rank <= upper:
            return
        least, both = max(0, rank - sum(e)), rank - lower
        symmetric = d == e
        for x in range(min(d[-1], both), max(0, rank - sum(d)) - 1, -1):
            for y in range(min(x if symmetric else e[-1], both - x), least - 1, -1):  # D and Dᵀ have the same ranks
                self._spend(1)
                d.append(x)
                e.append(y)
                yield
                d.pop()
                e.pop()

    def reaches(self, length: int) -> bool:
        """Return whether some continuation of d and e fits the ranks below `length`."""
        k = len(self.d)
        self.deepest = max(self.deepest, k)
        if k >= length - 1:
            return k == length or self._holds(self.ranks[k])
        return any(self.reaches(length) for _ in self.continuations(self.ranks[k]))

    def allowed(self, length: int) -> Iterator[tuple[int, int]]:
        """Yield the intervals for rank `length`, one for all d and e that fit the ranks below it."""
        k = len(self.d)
        if k == length:
            yield self.bounds()
        else:
            for _ in self.continuations(self.ranks[k]):
                yield from self.allowed(length)

    def _holds(self, rank: int) -> bool:
        lower, upper = self.bounds()
        return lower <= rank <= upper

    def _spend(self, nodes: int) -> None:
        self.nodes -= nodes
        if self.nodes < 0:
            raise _BudgetSpentError


@lru_cache(maxsize=50_000)
def fits(ranks: Ranks, nodes: int = NODES) -> tuple[bool | None, int]:
    """Return whether dimensions d and e exist for the ranks from order 0 on, and the nodes spent.

    Parameters
    ----------
    ranks : tuple of int
        r_0, r_1, …; at most `DEPTH` of them.
    nodes : int
        Pairs that may be tried.

    Returns
    -------
    verdict : bool or None
        None if the nodes did not suffice.
    spent : int
        Nodes used.

    Examples
    --------
    >>> fits((1, 2, 2, 3))[0], fits((1, 2, 2, 2))[0], fits((50, 50, 50), nodes=0)[0]
    (False, True, None)
    """
    search = _Search(ranks, nodes)
    try:
        return search.reaches(len(ranks)), nodes - search.nodes
    except _BudgetSpentError:
        return None, nodes


def check(ranks: Ranks, nodes: int = NODES) -> Violation | None:
    """Return the violation with the smallest starting order; no verdict counts as none."""
    spent = 0
    for j in range(len(ranks) - 1):
        verdict, cost = fits(ranks[j : j + DEPTH], nodes)
        if verdict is False:
            return violation(ranks, j, nodes)
        spent += cost
        if spent >= nodes:
            return None
    return None


def violation(ranks: Ranks, j: int, nodes: int = NODES) -> Violation:
    """Return the violation from order j: the first rank that no d and e allow, and the nearest that some do."""
    window = ranks[j : j + DEPTH]
    search = _Search(window, nodes)
    search.reaches(len(window))  # decided within the nodes before; so are the intervals below
    k = search.deepest  # r_0, …, r_{k−1} have dimensions d and e, and none of them leaves room for r_k
    wanted, i = window[k], j + k
    below = above = None
    for lower, upper in _Search(window, nodes).allowed(k):
        if upper < wanted:
            below = upper if below is None else max(below, upper)
        else:
            above = lower if above is None else min(above, lower)
    changes: list[Change] = [(i, "=", value) for value in (below, above) if value is not None]
    nearest = smallest(ranks, changes)
    size = abs(nearest[2] - wanted)
    elsewhere, sure = _elsewhere(window[: k + 1], j, size, nodes)
    allowed = " or ".join(
        f"r_{i} {relation} {value}" for relation, value in (("<=", below), (">=", above)) if value is not None
    )
    reason = (
        f"after {shown(window[:k])} from order {j} on, the dimensions d and e that derivatives add to the two factors "
        f"leave {allowed}, but {wanted} was asked"
    )
    left, right = max(nearest[2], wanted), min(nearest[2], wanted)
    repair = elsewhere or nearest
    explanation = impossible(ranks, reason, repair, "Smallest change" if sure else "A change that mends it")
    return Violation("DE", j, explanation, left, right, (("k", k),), repair)


def _elsewhere(window: Ranks, j: int, below: int, nodes: int) -> tuple[Change | None, bool]:
    """Return the least change of one rank, by less than `below`, that lets d and e exist, and whether it is the least.

    Few are tried, and they share the nodes.
    """
    sure = below <= STEPS
    for size in range(1, min(below, STEPS)):
        for index in range(len(window)):
            for value in (window[index] + size, window[index] - size):
                changed = window[:index] + (value,) + window[index + 1 :]
                if value < 0:
                    continue
                verdict, cost = fits(changed, nodes // 10)
                if verdict:
                    return (j + index, "=", value), sure
                sure = sure and verdict is not None
                nodes -= 10 + cost
                if nodes < 0:
                    return None, False
    return None, sure


LAW = Law(
    name="DE",
    title="dimensions of the factors",
    statement="there are non-increasing d, e in 0..r_0 with d_0 = e_0 = r_0 and, for all k >= 1, "
    "d_k + e_k + sum_(0<j<k) max(0, d_j + e_(k-j) - r_0) <= r_k <= min_i (sum_(j<i) d_j + sum_(l<=k-i) e_l); "
    "the same from every order on",
    latex=r"d_k + e_k + \sum_{0<j<k} \max(0,\, d_j + e_{k-j} - r_0) \le r_k "
    r"\le \min_{0 \le i \le k+1} \Bigl(\sum_{j<i} d_j + \sum_{l \le k-i} e_l\Bigr)",
    check=check,
    tight=((1, 2, 2, 2), (2, 4, 2), (1, 2, 3, 4)),
    proof="proofs/test_dimensions.py",
)
