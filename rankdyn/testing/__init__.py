"""For users' own tests: assertions and hypothesis strategies.

`assert_rank_sequence`, `assert_realizable` and `assert_impossible` fail with the evidence; `strategies` draws matrix
functions, rank sequences and permutations. The strategies need hypothesis (``pip install 'rankdyn[test]'``) and are
imported when first asked for; the assertions do without.

>>> from rankdyn.testing import assert_rank_sequence
>>> assert_rank_sequence("[[1, t], [t, t**2]]", [1, 2, 1, 0])
RankSequence(1, 2, 1, 0; exact)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from rankdyn.testing.assertions import assert_impossible, assert_rank_sequence, assert_realizable

if TYPE_CHECKING:
    from rankdyn.testing import strategies

__all__ = ["assert_impossible", "assert_rank_sequence", "assert_realizable", "strategies"]


def __getattr__(name: str) -> Any:
    """Import the strategies when first asked for: hypothesis is an extra."""
    if name == "strategies":
        return import_module("rankdyn.testing.strategies")
    raise AttributeError(f"module 'rankdyn.testing' has no attribute {name!r}")
