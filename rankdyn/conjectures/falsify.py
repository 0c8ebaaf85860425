"""`falsify`: test a conjecture on rank sequences against everything that can be proved or constructed."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from rankdyn.atlas.atlas import SHIPPED, Atlas
from rankdyn.certification import certify
from rankdyn.conjectures.answer import Answer, NotFound, Searched, Theorem
from rankdyn.conjectures.derive import derive
from rankdyn.conjectures.grammar import parse
from rankdyn.conjectures.limits import DEFAULT_FALSIFY_BUDGET, MAX_RANK
from rankdyn.conjectures.printing import text
from rankdyn.conjectures.search import search
from rankdyn.conjectures.statements import length
from rankdyn.errors import InvalidInputError
from rankdyn.evidence import realizability
from rankdyn.laws import allowed_many
from rankdyn.laws.reading import checked_count
from rankdyn.rank.sequence import checked_rng
from rankdyn.realization.realize import realize


def falsify(
    conjecture: str,
    max_length: int = 5,
    max_rank: int = 8,
    budget: int | None = None,
    rng: int | np.random.Generator | None = 0,
) -> Answer:
    """Refute a conjecture on generic rank sequences by its smallest counterexample, or derive it from the laws.

    Parameters
    ----------
    conjecture : str
        A statement about r_0, r_1, … of every matrix function: integers, ``r[k]`` or ``rk``, ``+ - * // max min``,
        comparisons and chains of them, ``and or not implies``. `rankdyn.conjectures.grammar` has the grammar.
    max_length : int, default 5
        Length of the sequences searched, at most. Only the length that the conjecture speaks of matters: a conjecture
        whose highest order is m is tested on r_0, …, r_m.
    max_rank : int, default 8
        Largest entry searched.
    budget : int, optional
        Work units of the search: one for each sequence looked at, 50,000 for each handed to the constructions, 100 for
        each candidate of a search for a witness (20,000,000 if not given: some tens of seconds at most).
    rng : int, numpy Generator or None, default 0
        Source of randomness for the constructors.

    Returns
    -------
    Counterexample
        A certified function that violates the conjecture, the smallest by length, maximum, sum and lexicographic order
        of its ranks (``.minimal`` says whether that is proved), then the one that `rankdyn.realize` returns.
    Theorem
        If rational non-negative combinations of instances of L, G and T, and integrality, give the conjecture; with the
        derivation.
    NotFound
        Otherwise; ``.searched`` says what was looked at, what is open, and up to which ranks the conjecture is proved.

    Raises
    ------
    ParseError
        If the text is not of the grammar; the message names the character.
    InvalidInputError
        If the conjecture divides by 0 at a sequence that no law forbids, or an argument breaks a rule.

    Examples
    --------
    >>> falsify("r1 <= r0").ranks
    (1, 2)
    >>> falsify("r1 <= 2*r0").law
    'L'
    """
    statement = parse(conjecture)
    longest = checked_count(max_length, "max_length", 1)
    largest = checked_count(max_rank, "max_rank")
    if largest > MAX_RANK:
        raise InvalidInputError(f"max_rank is {largest}, the limit is {MAX_RANK}; ask for a smaller one")
    work = DEFAULT_FALSIFY_BUDGET if budget is None else checked_count(budget, "budget")
    checked_rng(rng)

    derivation = derive(statement)
    if derivation is not None:
        return Theorem(", ".join(derivation.laws) or "integers", derivation)
    size = length(statement)
    if size > longest:
        note = f"the conjecture speaks of r{size - 1}: ask for max_length={size} to search"
        return NotFound(Searched(text(statement), size, largest, -1, 0, 0, 0, (), note))

    def realized(ranks: tuple[int, ...], candidates: int) -> realizability.Answer:
        found = realize(ranks, budget=candidates, rng=rng)
        if isinstance(found, realizability.Open) and not candidates:
            return in_atlas(ranks) or found
        return found

    return search(statement, largest, work, realized, allowed_many)


def in_atlas(ranks: tuple[int, ...]) -> realizability.Witness | None:
    """Return the witness of the atlas that comes with the package, certified anew, or None."""
    atlas = _shipped()
    witness = atlas[ranks].witness if atlas is not None and ranks in atlas else None
    if witness is not None:
        certify(witness)
    return witness


@lru_cache(maxsize=1)
def _shipped() -> Atlas | None:
    return Atlas(SHIPPED) if SHIPPED.exists() else None
