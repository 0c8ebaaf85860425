"""`Library`: the irreducible rank sequences of one length that the constructions have, with the smallest block of each.

Constructions of this package, the explicit witnesses if wanted, and the free moves on them (dropped, truncated,
integrated) give many sequences; one that is a sum of others of no larger total size is left out, as `combine` finds it.
Everything is enumerated in a fixed order, so that the library is the same on every machine; every block's ranks are
proved when it is entered. Sequences that are not in the library, nor sums of its members, may well exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from rankdyn.errors import InvalidInputError
from rankdyn.rank.reduction import Kind
from rankdyn.realization.block import Block
from rankdyn.realization.constructions.exponentials import exponentials
from rankdyn.realization.constructions.gauge import gauge
from rankdyn.realization.constructions.graded import square_atom
from rankdyn.realization.constructions.jordan import jordan
from rankdyn.realization.constructions.monomials import euler
from rankdyn.realization.constructions.periodic import periodic
from rankdyn.realization.constructions.scalar import exponential, power
from rankdyn.realization.constructions.symbol import symbol
from rankdyn.realization.constructions.windowed import windowed
from rankdyn.realization.constructions.windowed_table import windowed_table
from rankdyn.realization.further_atoms import further_atoms
from rankdyn.realization.laurent import laurent_terms
from rankdyn.realization.moves import dropped, integrated, transferred, truncated
from rankdyn.realization.witnesses import witnesses as explicit_witnesses

Ranks = tuple[int, ...]
Maker = Callable[[], Block | None]

MAX_LENGTH = 12
"""The longest sequences of which a library is made."""

_NONE = 1 << 30
"""More than any size."""

_DROPS = 3
"""How many leading orders are dropped at most."""

_LARGEST_MADE = 4
"""The largest side to which members are truncated or integrated."""

_LONGEST_FULL, _SMALL = 5, 2
"""Longer sequences are integrated only to this side: there are many, and `integrated` may be applied to sums anyway."""


@dataclass(frozen=True)
class Library:
    """Blocks with irreducible rank sequences of one length.

    Attributes
    ----------
    length : int
        The number of orders.
    kind : 'derivative' or 'difference'
        The operator.
    blocks : tuple of Block
        One a sequence, the smallest known, by size and then by sequence.
    """

    length: int
    kind: Kind
    blocks: tuple[Block, ...]

    @property
    def ranks(self) -> tuple[Ranks, ...]:
        """The rank sequences, in the order of the blocks."""
        return tuple(block.ranks(self.length) for block in self.blocks)

    def find(self, ranks: Ranks) -> Block | None:
        """Return the block with exactly these ranks, if it is a member."""
        return next((block for block in self.blocks if block.ranks(self.length) == tuple(ranks)), None)


@cache
def library(length: int, kind: Kind = "derivative", witnesses: bool = True) -> Library:
    """Return the library of the given length, made once.

    Parameters
    ----------
    length : int
        1 to 12.
    kind : 'derivative' or 'difference', default 'derivative'
        For differences the blocks of the constant class and scalars are transferred; entries t^i do not take part.
    witnesses : bool, default True
        Whether the explicit witnesses of the package's data take part.

    Raises
    ------
    InvalidInputError
        For another length.
    """
    if not 1 <= length <= MAX_LENGTH:
        raise InvalidInputError(f"a library has length 1 to {MAX_LENGTH}, not {length}")
    if kind == "derivative":
        return _made(length, witnesses, False)
    moved = (transferred(block, length) for block in _made(length, witnesses, True).blocks)
    return Library(length, kind, tuple(block for block in moved if block is not None))


@cache
def _made(length: int, witnesses: bool, flows_only: bool) -> Library:
    """Return the library for derivatives, also of those constructions alone that transfer to differences."""
    best: dict[Ranks, tuple[int, int, Maker]] = {}
    for position, (ranks, size, maker) in enumerate(_candidates(length, witnesses, flows_only)):
        if any(ranks) and (ranks not in best or best[ranks][0] > size):
            best[ranks] = size, position, maker
    blocks = []
    for ranks in _irreducible({ranks: size for ranks, (size, _, _) in best.items()}):
        block = best[ranks][2]()
        if block is not None and block.ranks(length) == ranks:
            blocks.append(block)
    return Library(length, "derivative", tuple(sorted(blocks, key=lambda b: (b.size, b.ranks(length)))))


def _candidates(length: int, witnesses: bool, flows_only: bool) -> Iterator[tuple[Ranks, int, Maker]]:
    """Yield sequence, size and how to make it, before anything is made that need not be."""
    for scalar in (exponential(), *map(power, range(length))):
        yield scalar.ranks(length), 1, lambda scalar=scalar: scalar  # type: ignore[misc]
    side = min(length + 2, 8)
    for ranks, (p, a, b) in windowed_table(length, side).items():
        yield ranks, max(a, b), lambda p=p, a=a, b=b: windowed(p, a, b)  # type: ignore[misc]
    for size in range(side + 1, length + 1):  # theorem I beyond the table
        for block in (windowed([1], size, size), exponentials(size)):
            yield block.ranks(length), size, lambda block=block: block  # type: ignore[misc]
    named = [
        block
        for block in _named(witnesses)
        # entries t^i: their differences have other ranks
        if not (flows_only and block.size > 1 and laurent_terms(block.function) is not None)
    ]
    later = [(block, j) for j in range(_DROPS + 1) for block in named]
    for block, j in later:
        ranks = block.ranks(length + _DROPS)[j : j + length]
        yield ranks, block.size, lambda block=block, j=j: dropped(block, j)  # type: ignore[misc]
    for block, j in later:  # what is multiplied by constants is harder to read: it comes after all else of its size
        ranks = block.ranks(length + _DROPS)[j : j + length]
        for n in range(1, min(max(ranks), _LARGEST_MADE + 1)):
            smaller = tuple(min(r, n) for r in ranks)
            yield smaller, n, lambda block=block, j=j, n=n: truncated(dropped(block, j), n, length)  # type: ignore[misc]
    if length > 1:
        for block in _made(length - 1, witnesses, flows_only).blocks:
            ranks = block.ranks(length - 1)
            n = max(ranks)
            if n > (_LARGEST_MADE if length <= _LONGEST_FULL else _SMALL):
                continue
            yield (n, *ranks), n, lambda block=block, n=n: integrated(block, n, length)  # type: ignore[misc]


@cache
def _named(witnesses: bool) -> tuple[Block, ...]:
    """Return the blocks other than scalars and windowed binomials, once for all lengths."""
    found = [exponentials(size) for size in range(2, 7)]
    for m in range(1, 4):
        for n in range(2, 4):
            found += [jordan({0: m, 1: 1}, {0: n, **extra}) for extra in ({}, {1: 1}, {-1: 1})]
    found += [periodic(order, 1, right) for order in (2, 3, 4) for right in (-1, 1)]
    for gap in range(2, 5):
        found += [euler([0, gap], [0, 1]), euler([0, 1, gap + 1], [0, 1]), euler([0, gap], [0, gap + 1])]
    found += further_atoms()
    found += map(square_atom, range(2, 7))
    found.append(gauge([0, 2, 3, 4, 5], [0, 1, 2, 3, 4]))
    special = symbol([1, 0, -2, 0], [1, 0, 6, 0], [[1]], -3)
    found += [special] if special is not None else []
    return tuple(found) + (explicit_witnesses() if witnesses else ())


def _irreducible(sizes: dict[Ranks, int]) -> list[Ranks]:
    """Return the sequences that are no sum of two others whose sizes add up to no more."""
    every = sorted(sizes, key=lambda ranks: (sum(ranks), ranks))
    table = np.array(every, dtype=np.int64)
    known = {ranks: sizes[ranks] for ranks in every}
    kept = []
    for position, ranks in enumerate(every):
        smaller = table[:position]
        parts = smaller[(smaller <= table[position]).all(axis=1)]
        if not any(
            known[tuple(part)] + known.get(tuple(rest), _NONE) <= known[ranks]
            for part, rest in zip(parts.tolist(), (table[position] - parts).tolist(), strict=True)
        ):
            kept.append(ranks)
    return kept
