"""`combine`: a target as a block sum of members of a library, by integer programming.

The target r = Σ x_s a^(s), x_s ≥ 0 integers, with the least total size Σ x_s·size_s: solved by HiGHS and checked in
integers. When there is no solution the answer is `NotInLibrary`: it says nothing about other functions. Where already
the linear program has none, Farkas' lemma gives integers y with y·a ≥ 0 for every member a and y·r < 0, re-checked.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from rankdyn.errors import InvalidInputError
from rankdyn.realization.block import Block
from rankdyn.realization.library import Library
from rankdyn.realization.moves import added

Ranks = tuple[int, ...]

_MAX_NODES = 20_000
"""Nodes of the integer program; work, not seconds."""


@dataclass(frozen=True)
class Combination:
    """Members of a library with multiplicities, in the order of the library.

    Attributes
    ----------
    parts : tuple of (Block, int)
        Which blocks, and how often.
    ranks : tuple of int
        What they add up to.
    """

    parts: tuple[tuple[Block, int], ...]
    ranks: Ranks

    @property
    def size(self) -> int:
        """The total size."""
        return sum(block.size * count for block, count in self.parts)

    def block(self) -> Block:
        """Return the block sum."""
        return added([block for block, count in self.parts for _ in range(count)])


@dataclass(frozen=True)
class NotInLibrary:
    """The target is no block sum of members of this library; nothing is said of other functions.

    Attributes
    ----------
    ranks : tuple of int
        The target.
    dual : tuple of int, or None
        y with y·a ≥ 0 for every member a and y·r < 0: then no sum with non-negative real coefficients is r. None where
        only integrality, the size asked for, or the budget of nodes stands in the way.
    reason : str
        Which of these, in words.
    """

    ranks: Ranks
    dual: Ranks | None
    reason: str

    def proves(self, library: Library) -> bool:
        """Return whether the dual certificate holds for this library, in integers."""
        if self.dual is None:
            return False
        below = _dot(self.dual, self.ranks) < 0
        return below and all(_dot(self.dual, member) >= 0 for member in library.ranks)


def combine(
    target: Sequence[int],
    library: Library,
    max_size: int | None = None,
    at_least: Sequence[bool] | None = None,
) -> Combination | NotInLibrary:
    """Return the block sum of least total size with the target's ranks, or why there is none in this library.

    Parameters
    ----------
    target : sequence of int
        As long as the library's sequences.
    library : Library
        What to choose from.
    max_size : int, optional
        The largest total size.
    at_least : sequence of bool, optional
        Orders where a larger rank is as good, for truncating afterwards.

    Raises
    ------
    InvalidInputError
        If the length is another.
    """
    ranks = tuple(target)
    if len(ranks) != library.length:
        raise InvalidInputError(f"{len(ranks)} ranks for a library of length {library.length}; make another library")
    free = tuple(at_least) if at_least is not None else (False,) * len(ranks)
    if not any(ranks):
        raise InvalidInputError("all ranks are zero: the zero function has them, no block is needed")
    members = [
        (block, own)
        for block, own in zip(library.blocks, library.ranks, strict=True)
        if all(loose or r <= wanted for r, wanted, loose in zip(own, ranks, free, strict=True))
    ]
    counts = _solve(ranks, members, free, max_size)
    if counts is not None:
        parts = tuple((block, n) for (block, _), n in zip(members, counts, strict=True) if n)
        total = tuple(sum(n * own[k] for (_, own), n in zip(members, counts, strict=True)) for k in range(len(ranks)))
        right = all(
            have == wanted or (loose and have > wanted) for have, wanted, loose in zip(total, ranks, free, strict=True)
        )
        found = Combination(parts, total)
        if right and (max_size is None or found.size <= max_size):
            return found
    if at_least is not None:
        return NotInLibrary(ranks, None, "no block sum of members of this library dominates these ranks as asked")
    dual = _dual(ranks, library)
    if dual is not None:
        return NotInLibrary(ranks, dual, "not in this library: even with real coefficients no sum of members is right")
    limit = "" if max_size is None else f" of total size at most {max_size}"
    return NotInLibrary(ranks, None, f"not in this library: no block sum of members{limit} was found to be right")


def _solve(
    ranks: Ranks, members: list[tuple[Block, Ranks]], free: tuple[bool, ...], max_size: int | None
) -> list[int] | None:
    """Return the multiplicities that HiGHS finds, rounded; they are checked by the caller."""
    if not members:
        return None
    from scipy.optimize import Bounds, LinearConstraint, milp

    matrix = np.array([own for _, own in members], dtype=float).T
    sizes = np.array([block.size for block, _ in members], dtype=float)
    # among equal total sizes fewer blocks, so that the answer does not depend on the order of columns
    cost = sizes + 1 / 1024
    high = np.array([np.inf if loose else r for r, loose in zip(ranks, free, strict=True)])
    constraints = [LinearConstraint(matrix, np.array(ranks, dtype=float), high)]
    if max_size is not None:
        constraints.append(LinearConstraint(sizes[np.newaxis], -np.inf, float(max_size)))
    answer = milp(
        cost,
        constraints=constraints,
        integrality=np.ones(len(members)),
        bounds=Bounds(0, np.inf),
        options={"node_limit": _MAX_NODES},
    )
    return None if answer.x is None else [round(value) for value in answer.x]


@contextmanager
def _silence() -> Iterator[None]:
    """Send what HiGHS prints, whatever its options say, to standard error: standard output holds answers only."""
    sys.stdout.flush()
    try:
        kept = os.dup(1)
        os.dup2(2, 1)
    except OSError:  # no such descriptors: nothing can be printed there
        yield
        return
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _dual(ranks: Ranks, library: Library) -> Ranks | None:
    """Return an integer y with y·a ≥ 0 for all members and y·r < 0, checked; None if none is found."""
    from scipy.optimize import linprog

    members = np.array(library.ranks, dtype=float)
    answer = linprog(
        np.array(ranks, dtype=float), A_ub=-members, b_ub=np.zeros(len(members)), bounds=[(-1, 1)] * len(ranks)
    )
    if answer.x is None or answer.fun > -1e-9:
        return None
    for largest in (1, 2, 6, 12, 60, 420, 5040):
        values = [Fraction(float(value)).limit_denominator(largest) for value in answer.x]
        scale = lcm(*(value.denominator for value in values))
        found = NotInLibrary(ranks, tuple(int(value * scale) for value in values), "")
        if found.proves(library):
            return found.dual
    return None


def _dot(left: Sequence[int], right: Sequence[int]) -> int:
    return sum(a * b for a, b in zip(left, right, strict=True))
