"""Law DE: the dimensions that successive derivatives add to the spaces of the two factors bound the ranks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from rankdyn.functions.product import Product
from rankdyn.laws.dimensions import fits
from rankdyn.theorems.increase import moment_curve
from rankdyn.theorems.keeping import random
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Instance, Outcome, Theorem, both_kinds


def bounds(d: Sequence[int], e: Sequence[int], k: int, overlap: int) -> tuple[int, int]:
    """Return the two bounds of law DE on r_k; `overlap` stands in the lower one where the law has r_0."""
    crossed = sum(max(0, d[j] + e[k - j] - overlap) for j in range(1, k))
    upper = min(sum(d[:i]) + sum(e[: k - i + 1]) for i in range(k + 2))
    return d[k] + e[k] + crossed, upper


def sequences(start: int, length: int) -> Iterator[tuple[int, ...]]:
    """Yield the non-increasing sequences from `start` on."""
    for rest in product(range(start, -1, -1), repeat=length - 1):
        if all(a >= b for a, b in zip((start, *rest), rest, strict=False)):
            yield start, *rest


def fits_plainly(ranks: Sequence[int], overlap: int) -> bool:
    """Return whether d and e exist, by trying all of them."""
    choices = list(sequences(ranks[0], len(ranks)))
    return any(
        all(low <= ranks[k] <= high for k in range(1, len(ranks)) for low, high in [bounds(d, e, k, overlap)])
        for d, e in product(choices, repeat=2)
    )


def check(instance: Instance) -> Outcome:
    """Check that d and e exist from every order on."""
    ranks = instance.ranks()
    shown = f"ranks {', '.join(map(str, ranks))}"
    for j in range(len(ranks)):
        verdict, _ = fits(tuple(ranks[j:]))
        if verdict is None:
            return Outcome(False, None, "none", f"{shown}: the search for d and e from order {j} on came to no end")
        if not verdict:
            return Outcome(False, None, ranks.kind, f"{shown}: no d and e from order {j} on")
    return Outcome(True, None, ranks.kind, shown)


def check_narrower(instance: Instance) -> Outcome:
    """Check the false neighbour, in which r_0 − 1 stands for r_0."""
    ranks = instance.ranks()
    shown = f"ranks {', '.join(map(str, ranks))}"
    if fits_plainly(ranks, ranks[0] - 1):
        return Outcome(True, None, ranks.kind, shown)
    return Outcome(False, None, ranks.kind, f"{shown}: no d and e")


_UNEVEN = Product([["1", "0"], ["t", "1"], ["t**3", "t"]], [["1", "t"], ["0", "exp(t)"], ["t", "1"], ["t**2", "t**4"]])

DIMENSIONS = Theorem(
    name="dimensions",
    title="DE: non-increasing d and e fit the ranks",
    statement="there are non-increasing d, e with d_0 = e_0 = r_0 and, for every k >= 1, "
    "d_k + e_k + sum_(0<j<k) max(0, d_j + e_(k-j) - r_0) <= r_k "
    "<= min_(0<=i<=k+1) (sum_(j<i) d_j + sum_(l<=k-i) e_l); the same from every order on",
    hypotheses=("characteristic 0",),
    named=(
        *both_kinds("moment curve, n = 4", moment_curve(4), 6),
        *both_kinds("two uneven factors", _UNEVEN, 4),
    ),
    random=random,
    check=check,
    false_neighbour=FalseNeighbour(
        "the same with r_0 - 1 in place of r_0 in the lower bound",
        check_narrower,
        both_kinds("moment curve, n = 2", moment_curve(2), 2),
    ),
    typeset=(
        r"there are non-increasing $d$, $e$ with $d_0 = e_0 = r_0$ and $d_k + e_k + \sum_{0<j<k} \max(0, d_j "
        r"+ e_{k-j} - r_0) \le r_k \le \min_{0 \le i \le k+1} \left(\sum_{j<i} d_j + \sum_{l \le k-i} "
        r"e_l\right)$ for every $k \ge 1$; the same from every order on"
    ),
    claims=(
        Claim("derivatives"),
        Claim("forward differences", proof="For differences"),
    ),
    uses=("leibniz",),
    proof="proofs/test_dimensions.py",
)
