"""Instances of the laws in LaTeX: the inequality that a sequence breaks, its numbers put in.

Main result: `instance`, for every law by its name. What it says is what the law's module proves; a law that is not
known here is shown by the two numbers that it compares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

Ranks = Sequence[int]

_LONGEST: Final = 16
"""Terms of a sum that are written out."""


def instance(
    law: str, order: int, parameters: Mapping[str, int], sides: tuple[int, int], ranks: Ranks | None = None
) -> str:
    r"""Return the instance of a law that fails, as LaTeX.

    Parameters
    ----------
    law : str
        The law's name.
    order : int
        The order j to which it is applied.
    parameters : dict
        Those of the instance, such as M and p of law T.
    sides : (int, int)
        The two sides; the law demands left ≤ right, and left > right.
    ranks : sequence of int, optional
        The sequence, to put its numbers in; without it only the sides are given.

    Examples
    --------
    >>> print(instance("L", 0, {"k": 1}, (3, 2), (1, 3, 2)))
    r_{1} \le 2\, r_{0} = 2 \cdot 1 = 2, \quad\text{but } r_{1} = 3
    """
    make = _LAWS.get(law)
    if make is None:
        return rf"{sides[0]} \le {sides[1]} \text{{ fails}}"
    try:
        return make(order, dict(parameters), sides, ranks)
    except (KeyError, IndexError):  # parameters that are not those of the law
        return rf"{sides[0]} \le {sides[1]} \text{{ fails}}"


def repair(index: int, relation: str, value: int) -> str:
    """Return a change of one rank as LaTeX."""
    return rf"r_{{{index}}} {_RELATIONS.get(relation, '=')} {value}"


_RELATIONS: Final = {"<=": r"\le", ">=": r"\ge"}


def _leibniz(j: int, parameters: dict[str, int], sides: tuple[int, int], ranks: Ranks | None) -> str:
    k = parameters["k"]
    numbers = "" if ranks is None else rf" = {k + 1} \cdot {ranks[j]}"
    return rf"{_r(j + k)} \le {k + 1}\, {_r(j)}{numbers} = {sides[1]}{_but(_r(j + k), sides[0])}"


def _half(j: int, parameters: dict[str, int], sides: tuple[int, int], ranks: Ranks | None) -> str:
    k = parameters["k"]
    times = "" if k == 1 else rf"{k} \cdot "
    numbers = "" if ranks is None else rf" = {ranks[j]} + {times}{_floor(ranks[j + 1])}"
    bound = rf"{_r(j)} + {times}{_floor(_r(j + 1))}"
    return rf"{_r(j + k)} \le {bound}{numbers} = {sides[1]}{_but(_r(j + k), sides[0])}"


def _floor(what: object) -> str:
    return rf"\lfloor {what} / 2 \rfloor"


def _toeplitz(j: int, parameters: dict[str, int], sides: tuple[int, int], ranks: Ranks | None) -> str:
    M, p = parameters["M"], parameters["p"]
    quarter, i = M * M // 4, j + p
    left = _r(i) if M == 1 else rf"{M}\, {_r(i)}"
    bound = rf"{M + p}\, {_r(j)}"
    numbers = "" if ranks is None else rf" = {M + p} \cdot {ranks[j]}"
    if quarter:
        bound += f" + {_r(i + 1)}" if quarter == 1 else rf" + {quarter}\, {_r(i + 1)}"
        numbers += "" if ranks is None else rf" + {quarter} \cdot {ranks[i + 1]}"
    return rf"{left} \le {bound}{numbers} = {sides[1]}{_but(left, sides[0])}"


def _polynomials(_: int, parameters: dict[str, int], sides: tuple[int, int], ranks: Ranks | None) -> str:
    N, k = parameters["N"], parameters["k"]
    total = rf"\sum_{{j=0}}^{{{N}}} \max(0,\, {_r(k)} - r_j)"
    numbers = ""
    if ranks is not None:
        numbers = rf" = {N - k} \cdot {ranks[k]}"
    gaps = [] if ranks is None or N >= _LONGEST else [str(max(0, ranks[k] - rank)) for rank in ranks[: N + 1]]
    left = rf"\text{{the sum is }} {' + '.join(gaps)}" if gaps else r"\text{the sum}"
    bound = rf"{'' if N - k == 1 else rf'{N - k} '}{_r(k)}{numbers} = {sides[1]}"
    return rf"{_r(N + 1)} = 0 \implies {total} \le {bound}{_but(left, sides[0])}"


def _constancy(i: int, parameters: dict[str, int], sides: tuple[int, int], _: Ranks | None) -> str:
    k = parameters["k"]
    given = rf"{_r(k)} = 1,\; {_r(k + 1)} \le 1"
    return rf"{given} \implies {_r(k - 1)} \le {_r(i)} + 1 = {sides[1]}{_but(_r(k - 1), sides[0])}"


def _never_above(pattern: Ranks) -> Callable[[int, dict[str, int], tuple[int, int], Ranks | None], str]:
    def shown(j: int, parameters: dict[str, int], sides: tuple[int, int], _: Ranks | None) -> str:
        late = _r(j + parameters["k"])
        return rf"{_run(j, pattern)} \implies {late} \le {sides[1]}{_but(late, sides[0])}"

    return shown


def _fifth(pattern: Ranks, relation: str) -> Callable[[int, dict[str, int], tuple[int, int], Ranks | None], str]:
    def shown(j: int, _: dict[str, int], sides: tuple[int, int], __: Ranks | None) -> str:
        asked, bound = sides if relation == r"\le" else sides[::-1]
        late = _r(j + len(pattern))
        return rf"{_run(j, pattern)} \implies {late} {relation} {bound}{_but(late, asked)}"

    return shown


def _dimensions(j: int, parameters: dict[str, int], sides: tuple[int, int], ranks: Ranks | None) -> str:
    i = j + parameters["k"]
    if ranks is None:
        return rf"\text{{no dimensions }} d, e \text{{ fit }} {_r(j)}, \ldots, {_r(i)}"
    # not as an inequality: the values that fit need not be an interval
    nearest = sides[1] if ranks[i] == sides[0] else sides[0]
    run = _run(j, ranks[j:i]) if i - j <= _LONGEST else rf"{_r(j)}, \ldots, {_r(i - 1)} \text{{ as asked}}"
    return rf"{run} \implies {_r(i)} \ne {ranks[i]}, \quad\text{{the nearest that fits is }} {nearest}"


def _run(j: int, ranks: Ranks) -> str:
    """Return the equation of ranks that follow each other from order j on with their values."""
    names = _r(j) if len(ranks) == 1 else ", ".join(_r(j + index) for index in range(len(ranks)))
    if len(ranks) == 1:
        return f"{names} = {ranks[0]}"
    return f"({names}) = ({', '.join(map(str, ranks))})"


def _r(index: int) -> str:
    return f"r_{{{index}}}"


def _but(what: str, asked: int) -> str:
    return rf", \quad\text{{but }} {what} = {asked}"


_LAWS: Final[dict[str, Callable[[int, dict[str, int], tuple[int, int], Ranks | None], str]]] = {
    "L": _leibniz,
    "G": _half,
    "T": _toeplitz,
    "DE": _dimensions,
    "P": _polynomials,
    "C": _constancy,
    "X'": _never_above((2, 2, 2)),
    "X''": _never_above((2, 2, 3, 2)),
    "22341": _fifth((2, 2, 3, 4), r"\ge"),
    "22421": _fifth((2, 2, 4, 2), r"\ge"),
    "23224": _fifth((2, 3, 2, 2), r"\le"),
    "24212": _fifth((2, 4, 2, 1), r"\le"),
}
