"""Builders of certificates by hand, and a few whole ones that tests start from."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
PRIME = 1_000_003
DIMENSION: Json = {"by": "dimension"}
FACTORS: Json = {"by": "factors"}


def entries(*rows: list[str], shape: tuple[int, int] | None = None) -> Json:
    m, n = shape or (len(rows), len(rows[0]))
    return {"type": "entries", "shape": [m, n], "rows": list(rows)}


def lower(
    rows: list[int], columns: list[int], prime: int = PRIME, exps: dict[str, int] | None = None, **point: int
) -> Json:
    exponentials = [{"exponent": key, "value": value} for key, value in (exps or {}).items()]
    return {"prime": prime, "point": point, "exponentials": exponentials, "rows": rows, "columns": columns}


def ball(rows: list[int], columns: list[int], bits: int = 128, **point: str) -> Json:
    return {"ball": bits, "point": point, "rows": rows, "columns": columns}


def field_prime(order: int, **radicals: int) -> tuple[int, int, dict[str, int]]:
    """Return a prime with an element of exact order N and an x with x^n = p for each radical p2=n, and these values.

    The values come as the exponentials to list; radicals are given as p2=3 for the cube root of 2.
    """
    wanted = {int(name[1:]): n for name, n in radicals.items()}
    for prime in range(10 * order + 1, 10**6, order):
        if all(prime % q for q in range(2, int(prime**0.5) + 1)):
            roots = {
                p: next((x for x in range(1, prime) if (pow(x, n, prime) - p) % prime == 0), 0)
                for p, n in wanted.items()
            }
            if all(roots.values()):
                break
    unit = next(x for x in range(1, prime) if all((pow(x, e, prime) == 1) == (e == order) for e in range(1, order + 1)))
    exps = {f"2/{order}*I*pi": unit} | {f"1/{n}*log({p})": roots[p] for p, n in wanted.items()}
    return prime, unit, exps


def order(rank: int, low: Json | None, upper: Json) -> Json:
    return {"rank": rank, "lower": low, "upper": upper}


def kernel(side: str, free: list[int], *vectors: list[str]) -> Json:
    return {"by": "kernel", "side": side, "free": free, "vectors": list(vectors)}


def grid_of(axes: dict[str, Any]) -> Json:
    """Axes by generator; an integer n stands for the values 0..n-1."""
    values = {of: list(range(v)) if isinstance(v, int) else v for of, v in axes.items()}
    return {"by": "evaluations", "axes": [{"of": of, "values": v} for of, v in values.items()]}


def certificate(
    function: Json,
    *orders: Json,
    parameters: tuple[str, ...] = (),
    at: str | None = None,
    step: str | None = None,
    variable: str = "t",
) -> Json:
    return {
        "format": "rankdyn-certificate",
        "version": 3,
        "variable": variable,
        "parameters": list(parameters),
        "function": function,
        "claim": {
            "reading": "generic" if at is None else "pointwise",
            "at": at,
            "kind": "derivative" if step is None else "difference",
            "step": step,
            "ranks": [item["rank"] for item in orders],
        },
        "orders": list(orders),
    }


def moment() -> Json:
    """[[1, t], [t, t²]]: ranks 1, 2, 1, 0 (class I)."""
    return certificate(
        entries(["1", "t"], ["t", "t**2"]),
        order(1, lower([0], [0], t=3), kernel("right", [1], ["-t", "1"])),
        order(2, lower([0, 1], [0, 1], t=3), {"by": "growth", "from": 0}),
        order(1, lower([1], [1], t=3), kernel("left", [0], ["1", "0"])),
        order(0, None, grid_of({"t": 1})),
    )


def exponentials() -> Json:
    """[[e^t, e^{2t}], [1, e^t]]: rank 1, for the exponentials depend on each other; then 2."""
    at: Json = {"exps": {"t": 9}, "t": 4}
    return certificate(
        entries(["exp(t)", "exp(2*t)"], ["1", "exp(t)"]),
        order(1, lower([0], [0], **at), grid_of({"exp(t)": 3})),
        order(2, lower([0, 1], [0, 1], **at), DIMENSION),
    )


def parameters() -> Json:
    """(1, a t)ᵀ(1, b e^{a t}): product with parameters."""
    return certificate(
        {"type": "product", "factors": [entries(["1"], ["a*t"]), entries(["1"], ["b*exp(a*t)"])]},
        order(1, lower([0], [0], t=2, a=3, b=5, exps={"a*t": 7}), FACTORS),
        order(2, lower([0, 1], [0, 1], t=2, a=3, b=5, exps={"a*t": 7}), FACTORS),
        parameters=("a", "b"),
    )


def pointwise() -> Json:
    """diag((e^t - 1)/t, t) at t = 0: ranks 1, 2, 1 through a removable singularity."""
    return certificate(
        entries(["(exp(t)-1)/t", "0"], ["0", "t"]),
        order(1, lower([0], [0]), kernel("right", [1], ["0", "1"])),
        order(2, lower([0, 1], [0, 1]), DIMENSION),
        order(1, lower([0], [0]), grid_of({})),
        at="0",
    )
