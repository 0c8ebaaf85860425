"""The General Leibniz Rule as data: which orders fall on which factor, with which coefficient.

* (F_1 ⋯ F_n)^(k) = Σ k!/(k_1! ⋯ k_n!) · F_1^(k_1) ⋯ F_n^(k_n) over k_1 + … + k_n = k.
* Δ_h^k(F_1 ⋯ F_n)(t) = Σ k!/(k_1! ⋯ k_n!) · Π_i Δ_h^{k_i} F_i(t + s_i h) with s_i = k_{i+1} + … + k_n.

The second follows from Δ_h(UV)(t) = U(t+h)·ΔV(t) + ΔU(t)·V(t) by induction, and tends to the first as h → 0.
"""

from collections.abc import Iterator
from math import comb


def leibniz_terms(order: int, factors: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield (multinomial coefficient, orders of the factors), all derivatives on the first factor first.

    Parameters
    ----------
    order : int
        k ≥ 0.
    factors : int
        n ≥ 1.
    """
    if factors == 1:
        yield 1, (order,)
        return
    for first in range(order, -1, -1):
        for coefficient, rest in leibniz_terms(order - first, factors - 1):
            yield comb(order, first) * coefficient, (first, *rest)


def difference_shifts(orders: tuple[int, ...]) -> tuple[int, ...]:
    """Return s_i = k_{i+1} + … + k_n, the shift of each factor in multiples of h."""
    total, shifts = sum(orders), []
    for order in orders:
        total -= order
        shifts.append(total)
    return tuple(shifts)


def difference_weights(order: int) -> list[int]:
    """Return (−1)^{k−j} C(k, j) for j = 0..k: Δ_h^k f(t) = Σ_j weight_j f(t + jh)."""
    return [(-1) ** (order - j) * comb(order, j) for j in range(order + 1)]
