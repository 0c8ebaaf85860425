"""Limits on a conjecture and on the work spent on it: bounded time and memory for every input."""

from typing import Final

MAX_CONJECTURE_CHARACTERS: Final = 2_000
"""Characters of a conjecture."""

MAX_CONJECTURE_DEPTH: Final = 50
"""Nesting of a conjecture: parentheses, max, min, not, signs, floor divisions in a row."""

MAX_CONJECTURE_DIGITS: Final = 100
"""Decimal digits of an integer in a conjecture."""

MAX_CONJECTURE_ORDER: Final = 20
"""Highest order k of a rank r_k in a conjecture."""

MAX_RANK: Final = 1_000_000
"""Largest rank that `falsify` may be asked to look at."""

MAX_CASES: Final = 64
"""Linear cases into which the negation of a conjecture is split before a derivation is given up."""

DEFAULT_FALSIFY_BUDGET: Final = 20_000_000
"""Work units of `falsify`, some tens of seconds at most."""

CONSTRUCTION_WORK: Final = 50_000
"""Work units for handing one sequence to the constructions; looking at a sequence takes one unit."""

CANDIDATE_WORK: Final = 100
"""Work units for one candidate of a search for a witness."""
