"""Published limits on what a user may ask: bounded time and memory for every input.

Each limit is checked where the input enters, and the error names the value, the limit and the remedy.
The README lists them; a test compares that list with this file.
"""

from typing import Final

MAX_TEXT_CHARACTERS: Final = 500_000
"""Characters in one text handed to the parser."""

MAX_DEPTH: Final = 100
"""Nesting of parentheses, functions and powers in one expression."""

MAX_DIGITS: Final = 2_000
"""Decimal digits of an integer literal, of a folded constant power, and of a decimal exponent's value."""

MAX_POWER: Final = 10_000
"""Absolute value of an integer exponent, as in ``t**10000``."""

MAX_DEGREE: Final = 1_000_000
"""Degree of an entry in any generator, after all powers are multiplied out."""

MAX_EXPONENT_DEGREE: Final = 200
"""Total degree of the argument of exp, sin, cosh, …."""

MAX_FIELD_DEGREE: Final = 96
"""Degree over Q of the number field of all algebraic constants of a function; beyond it answers are numerical."""

MAX_PARAMETERS: Final = 16
"""Parameters (free symbols other than the variable) of one function."""

MAX_SIDE: Final = 1_024
"""Rows or columns of a matrix function."""

MAX_ORDER: Final = 200
"""Highest derivative or difference order."""

DEFAULT_BUDGET: Final = 200_000_000
"""Work units spent on exact upper bounds; one unit is about one product of two terms (some tens of nanoseconds)."""

DEFAULT_CANDIDATES: Final = 200_000
"""Candidates of the search for a witness, where no construction gives one."""
