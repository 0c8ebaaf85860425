"""Every witness of constant class, in the atlas and among the explicit ones, gives one for differences, certified."""

from __future__ import annotations

import rankdyn as rd
from rankdyn.realization.block import Block
from rankdyn.realization.moves import transferred
from rankdyn.realization.witnesses import witnesses


def is_of_constant_class(function: rd.MatrixFunction) -> bool:
    if isinstance(function, rd.BlockSum):
        return all(map(is_of_constant_class, function.blocks))
    return isinstance(function, rd.ConstantClass)


def assert_transferred(function: rd.MatrixFunction, ranks: tuple[int, ...]) -> None:
    moved = transferred(Block(function, "under test"), len(ranks))
    assert moved is not None, ranks
    found = rd.rank_sequence(moved.function, len(ranks) - 1, kind="difference")
    assert (tuple(found), found.kind, rd.certify(found)) == (ranks, "exact", True)


def test_those_of_the_atlas() -> None:
    rows = [row for row in rd.atlas.open().query(status="witness") if is_of_constant_class(row.witness.function)]
    assert len(rows) > 150
    for row in rows:
        assert_transferred(row.witness.function, row.ranks)


def test_the_explicit_ones() -> None:
    blocks = [block for block in witnesses() if is_of_constant_class(block.function)]
    assert len(blocks) == 53
    for block in blocks:
        assert_transferred(block.function, block.ranks(8))
