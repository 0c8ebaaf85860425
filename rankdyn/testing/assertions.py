"""Assertions on ranks and realizability whose failures show the evidence."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from rankdyn.errors import InvalidInputError
from rankdyn.evidence.rank_sequence import STRENGTH, RankSequence
from rankdyn.evidence.rank_sequence import Kind as Evidence
from rankdyn.evidence.realizability import Answer, Obstruction, Open, Witness
from rankdyn.laws import check
from rankdyn.laws.reading import checked_ranks
from rankdyn.rank.reduction import Kind
from rankdyn.rank.sequence import rank_sequence
from rankdyn.realization.realize import realize


def assert_rank_sequence(
    D: Any,
    ranks: Any,
    kind: Kind = "derivative",
    h: int | str | Fraction = 1,
    require: Evidence = "exact",
    budget: int | None = None,
    rng: int | np.random.Generator | None = 0,
) -> RankSequence:
    """Assert that D, D′, …, D^(K) have the given generic ranks, with evidence at least as strong as required.

    Parameters
    ----------
    D : MatrixFunction, text, nested sequence, NumPy array or SymPy Matrix
        The function.
    ranks : sequence of int
        r_0, …, r_K.
    kind : 'derivative' or 'difference', default 'derivative'
        D^(k), or Δ_h^k D.
    h : int, Fraction or text, default 1
        The step of differences.
    require : 'exact', 'monte-carlo' or 'numerical', default 'exact'
        The weakest evidence that is accepted. With anything but 'exact' no upper bound is proved, which is faster.
    budget, rng
        As for `rankdyn.rank_sequence`.

    Returns
    -------
    RankSequence
        The ranks found, with their evidence.

    Raises
    ------
    AssertionError
        If a rank differs or the evidence is too weak; the message explains every order.

    Examples
    --------
    >>> assert_rank_sequence("[[t, t**2/2], [t**2/2, t**3/3]]", [2, 1, 2, 1, 0])
    RankSequence(2, 1, 2, 1, 0; exact)
    """
    __tracebackhide__ = True
    wanted = checked_ranks(ranks)
    if require not in STRENGTH:
        raise InvalidInputError(f"require must be one of {', '.join(reversed(STRENGTH))}, not {require!r}")
    found = rank_sequence(D, len(wanted) - 1, kind, h, certify=require == "exact", budget=budget, rng=rng)
    if tuple(found) != wanted:
        order = next(k for k, (ours, theirs) in enumerate(zip(found, wanted, strict=True)) if ours != theirs)
        lines = [
            f"r_{order} is {found[order]}, expected {wanted[order]}",
            f"expected {wanted}",
            f"found    {tuple(found)}",
        ]
        broken = check(wanted, kind)
        if broken:
            lines.append(f"no function at all has the ranks expected: {broken[0].explanation}")
        raise AssertionError("\n".join([*lines, found.explain()]))
    if STRENGTH[found.kind] < STRENGTH[require]:
        line = f"the ranks are as expected, but the evidence is {found.kind} only, {require} was required"
        raise AssertionError(f"{line}\n{found.explain()}")
    return found


def assert_realizable(ranks: Any, **options: Any) -> Witness:
    """Assert that some matrix function has the ranks, and return a certified one.

    Parameters
    ----------
    ranks : sequence of int
        r_0, …, r_K.
    **options
        As for `rankdyn.realize`: mode, kind, shape, max_size, points, budget, timeout, rng.

    Returns
    -------
    Witness
        The function, with its certificate.

    Raises
    ------
    AssertionError
        If a law forbids the ranks, or if nothing was found; the message says which of the two, as only the first
        proves anything.

    Examples
    --------
    >>> assert_realizable((1, 2, 3)).ranks
    (1, 2, 3)
    """
    __tracebackhide__ = True
    answer: Answer = realize(ranks, **_checked(options))
    if isinstance(answer, Witness):
        return answer
    raise AssertionError(_shown(answer))


def assert_impossible(ranks: Any, law: str | None = None, **options: Any) -> Obstruction:
    """Assert that a proved law forbids the ranks.

    Parameters
    ----------
    ranks : sequence of int
        r_0, …, r_K.
    law : str, optional
        The name of a law that must be among those broken, as in `rankdyn.LAWS`; any law if not given.
    **options
        As for `rankdyn.realize`.

    Returns
    -------
    Obstruction
        The law that `rankdyn.realize` names, which is the first of several.

    Raises
    ------
    AssertionError
        If a function has the ranks (it is shown), if the question is open, or if the law named is not broken.

    Examples
    --------
    >>> assert_impossible((1, 3, 2)).law
    'L'
    """
    __tracebackhide__ = True
    answer: Answer = realize(ranks, **_checked(options))
    if not isinstance(answer, Obstruction):
        raise AssertionError(_shown(answer))
    broken = [answer.law]
    if options.get("mode", "generic") == "generic":
        broken += [violation.law for violation in check(ranks, options.get("kind", "derivative"))]
    if law is not None and law not in broken:
        others = ", ".join(dict.fromkeys(broken))
        raise AssertionError(f"law {law!r} does not forbid {answer.ranks}; broken: {others}\n{answer.explanation}")
    return answer


def _checked(options: dict[str, Any]) -> dict[str, Any]:
    if options.get("strict"):
        raise InvalidInputError("strict is not for assertions: they raise AssertionError; leave it out")
    return options


def _shown(answer: Answer) -> str:
    """Return what an answer other than the one expected says."""
    match answer:
        case Witness():
            return f"ranks {answer.ranks} are realizable ({answer.construction}), by\n{answer.function}"
        case Obstruction():
            return f"{answer.explanation}\nlaw {answer.law}, proof: {answer.proof}"
        case Open():
            tried = "".join(f"\n  tried: {line}" for line in answer.tried)
            return f"ranks {answer.ranks} are open: neither a function nor a law that forbids them was found{tried}"
