"""Non-constant gauge: D = u vᵀ + ψ u′ v′ᵀ with vectors u, v of monomials and ψ = c t^e.

D′ = u′ (v + ψ′ v′ + ψ v″)ᵀ + (u + ψ u″) v′ᵀ is a sum of two products again: r_0 ≤ 2 and r_1 ≤ 2, while r_2 may
be 2·r_1 = 4. With r_0 = r_1 = 2 and a later rank above 2 this is one of the few forms there are, up to gauge. The
constant class does not reach all of them: (2, 2, 4, 5) is u vᵀ + (u′/t) v′ᵀ with u = (1, t², t³, t⁴, t⁵) and
v = (1, t, t², t³, t⁴).
"""

from __future__ import annotations

from collections.abc import Sequence

from rankdyn.functions.explicit import Explicit
from rankdyn.realization.block import Block


def gauge(rows: Sequence[int], columns: Sequence[int], scale: int = 1, exponent: int = -1) -> Block:
    """Return u vᵀ + c t^e u′ v′ᵀ, u = (t^{a_i}), v = (t^{b_j}).

    Parameters
    ----------
    rows, columns : sequence of int
        The exponents a_i and b_j.
    scale, exponent : int
        c and e of ψ = c t^e.
    """
    entries = [[_entry(a, b, scale, exponent) for b in columns] for a in rows]
    return Block(Explicit(entries), f"gauge: exponents {list(rows)} and {list(columns)}, psi = {scale}*t**{exponent}")


def _entry(a: int, b: int, scale: int, exponent: int) -> str:
    return f"t**({a + b}) + {scale * a * b}*t**({a + b - 2 + exponent})"
