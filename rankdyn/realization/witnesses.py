"""Explicit witnesses: 68 functions with ranks that no short atom and no block sum of short atoms has.

They are data, found by search and written down; nothing is believed of them. Each is verified when it is first used:
its ranks are computed exactly and compared with those the data claim.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from rankdyn.errors import CertificateError, RankdynError
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.realization.block import Block


@cache
def witnesses() -> tuple[Block, ...]:
    """Return the verified blocks of `data/witnesses.json`, read once.

    Raises
    ------
    CertificateError
        If an entry is malformed or does not have the ranks it claims.
    """
    text = resources.files("rankdyn.realization").joinpath("data/witnesses.json").read_text(encoding="utf-8")
    return tuple(verified(entry, number) for number, entry in enumerate(json.loads(text)))


def verified(entry: Mapping[str, Any], number: int = 0) -> Block:
    """Return the block of one entry of the data, its claimed ranks proved.

    Parameters
    ----------
    entry : mapping
        'kind' ('exponential' with 'A', 'D0', 'B', or 'entries' with 'entries') and 'continues', the ranks claimed,
        which begin with 'ranks'.
    number : int
        The position in the file, for messages.

    Raises
    ------
    CertificateError
        If the entry is malformed or does not have these ranks.
    """
    try:
        claimed, head = tuple(entry["continues"]), tuple(entry["ranks"])
        if entry["kind"] == "exponential":
            function: MatrixFunction = ConstantClass(entry["A"], entry["D0"], entry["B"])
        else:
            function = Explicit(entry["entries"])
        block = Block(function, f"explicit witness {''.join(map(str, head))}")
        found = block.ranks(len(claimed))
    except (KeyError, TypeError, RankdynError) as error:
        raise CertificateError(f"explicit witness {number} is malformed: {error!r}") from error
    if found != claimed or claimed[: len(head)] != head or not head:
        raise CertificateError(f"explicit witness {number} has the ranks {found}, but the data claim {claimed}")
    return block
