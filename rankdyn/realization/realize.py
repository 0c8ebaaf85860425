"""`realize`: a certified matrix function with the ranks asked for, the law that forbids them, or an honest 'open'.

The order of questions: does a law forbid the ranks; does a construction have them (`construct`), and does the
independent checker accept its certificate; otherwise the answer is open, with what was tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import Any, Literal, get_args

import numpy as np

from rankdyn import laws
from rankdyn.certification import certify
from rankdyn.errors import BudgetExceededError, InvalidInputError, NotRealizable
from rankdyn.evidence.realizability import Answer, Obstruction, Open, Witness
from rankdyn.functions.arguments import checked_rational
from rankdyn.functions.zeros import zeros
from rankdyn.laws.reading import checked_kind, checked_ranks
from rankdyn.limits import DEFAULT_CANDIDATES, MAX_ORDER, MAX_SIDE
from rankdyn.rank.reduction import Kind
from rankdyn.rank.sequence import checked_rng, rank_sequence
from rankdyn.realization.block import Block
from rankdyn.realization.construct import Attempt, TimeoutReachedError, construct
from rankdyn.realization.orders import AtOrders, place_at_orders
from rankdyn.realization.pointwise import pointwise_function, pointwise_ranks
from rankdyn.realization.room import Room
from rankdyn.realization.shifted import least_shift

Mode = Literal["generic", "pointwise", "shifted", "orders"]

_NEAREST = 5
"""Sequences near an impossible one that are named."""


def realize(
    ranks: Any,
    mode: Mode = "generic",
    kind: Kind = "derivative",
    shape: tuple[int, int] | None = None,
    max_size: int | None = None,
    points: Sequence[Any] | None = None,
    budget: int | None = None,
    timeout: float | None = None,
    rng: int | np.random.Generator | None = 0,
    strict: bool = False,
    witnesses: bool = True,
) -> Answer:
    """Return a function whose derivatives have the ranks asked for, or why there is none.

    Parameters
    ----------
    ranks : sequence of int
        r_0, …, r_K; for mode 'pointwise' with several points a sequence of such sequences.
    mode : 'generic', 'pointwise', 'shifted' or 'orders', default 'generic'
        generic: the ranks over the field of functions, at orders 0..K. pointwise: the ranks at one point, or at several
        at once. shifted: r_k + c for the least c that is found. orders: the ranks at some orders k_0 < k_1 < ….
    kind : 'derivative' or 'difference', default 'derivative'
        Derivatives, or forward differences with step 1.
    shape : (int, int), optional
        The shape of the function; any if not given.
    max_size : int, optional
        Largest number of rows and of columns.
    points : sequence of rational numbers, optional
        For mode 'pointwise'; 0 if not given.
    budget : int, optional
        Candidates of the search (`rankdyn.limits.DEFAULT_CANDIDATES` if not given); the answer to a given budget and
        seed is the same on every machine.
    timeout : float, optional
        Seconds after which no further construction is begun; the answer is then open.
    rng : int, numpy Generator or None, default 0
        Source of the search.
    strict : bool, default False
        Raise NotRealizable instead of returning an Obstruction.
    witnesses : bool, default True
        Whether the 68 explicit witnesses that come with the package may be used.

    Returns
    -------
    Witness, Obstruction or Open
        A witness carries a certificate that the independent checker has accepted. Open proves nothing.

    Raises
    ------
    InvalidInputError
        If an argument breaks a rule.
    NotRealizable
        With ``strict=True``, if a law forbids the ranks.

    Examples
    --------
    >>> import rankdyn as rd
    >>> rd.realize((1, 2, 1)).function
    ConstantClass([[0, 0], [1, 0]], [[1, 0], [0, 0]], [[0, 1], [0, 0]])
    >>> rd.realize((1, 3, 2)).law
    'L'
    """
    if mode not in get_args(Mode):
        raise InvalidInputError(f"mode must be one of {', '.join(get_args(Mode))}, not {mode!r}")
    if points is not None and mode != "pointwise":
        raise InvalidInputError(f"points are for mode 'pointwise', not {mode!r}")
    checked_kind(kind)
    attempt = Attempt(kind, _checked_budget(budget), checked_rng(rng), witnesses, _deadline(timeout))
    room = Room.of(shape, max_size)
    if mode == "pointwise":
        answer = _pointwise(ranks, points, kind, room)
    else:
        wanted = checked_ranks(ranks)
        try:
            answer = {"generic": _generic, "shifted": _shifted, "orders": _orders}[mode](wanted, attempt, room)
        except TimeoutReachedError:
            answer = Open(wanted, (*attempt.tried, f"the timeout of {timeout} seconds"))
    if strict and isinstance(answer, Obstruction):
        raise NotRealizable(answer.explanation)
    return answer


def _generic(ranks: tuple[int, ...], attempt: Attempt, room: Room) -> Answer:
    refused = _forbidden(ranks, attempt.kind) or room.obstruction(ranks)
    if refused is not None:
        return refused
    if len(ranks) > MAX_ORDER + 1 or max(ranks) > MAX_SIDE:
        return Open(ranks, (f"nothing: no function with more than {MAX_ORDER} orders or {MAX_SIDE} rows is built",))
    block = _zero(attempt.kind) if not any(ranks) else construct(ranks, attempt)
    fitted = None if block is None else room.fitted(block, len(ranks))
    if fitted is None:
        if block is not None:
            attempt.tried.append(f"a witness of size {block.size}, which could not be made smaller")
        return Open(ranks, tuple(attempt.tried))
    witness = witness_of(fitted, ranks)
    return Open(ranks, (*attempt.tried, "a witness without certificate")) if witness is None else witness


def witness_of(block: Block, ranks: tuple[int, ...], **fields: Any) -> Witness | None:
    """Return the witness with its certificate, which the independent checker has accepted; None if it is not exact."""
    length = len(block.ranks(len(ranks))) if "orders" not in fields else fields["orders"][-1] + 1
    found = rank_sequence(block.function, length - 1, kind=block.kind)
    if found.certificate is None:
        return None
    certify(found)
    return Witness(block.function, ranks, found.certificate, block.construction, block.kind, **fields)


def _forbidden(ranks: tuple[int, ...], kind: Kind) -> Obstruction | None:
    violations = laws.check(ranks, kind)
    if not violations:
        return None
    first = violations[0]
    proof = next(law.proof for law in laws.LAWS if law.name == first.law)
    near = tuple(laws.nearest(ranks, _NEAREST)) if len(ranks) <= 8 and max(ranks) <= 12 else ()
    return Obstruction(ranks, first.law, first.explanation, proof, near)


def _shifted(ranks: tuple[int, ...], attempt: Attempt, room: Room) -> Answer:
    found = least_shift(ranks, attempt.kind, realizer=lambda wanted: construct(wanted, attempt))
    fitted = None if found.block is None else room.fitted(found.block, len(ranks))
    if found.shift is None or fitted is None:
        return Open(ranks, (*found.tried, *attempt.tried))
    fields = {"mode": "shifted", "shift": found.shift, "shift_lower_bound": found.lower_bound}
    witness = witness_of(fitted, ranks, **fields)
    return Open(ranks, found.tried) if witness is None else witness


def _orders(ranks: tuple[int, ...], attempt: Attempt, room: Room) -> Answer:
    refused = room.obstruction(ranks)
    if refused is not None:
        return refused
    found = place_at_orders(ranks, attempt.kind, realizer=lambda wanted: construct(wanted, attempt))
    if not isinstance(found, AtOrders):
        return found
    fitted = room.fitted(found.block, found.orders[-1] + 1)
    witness = None if fitted is None else witness_of(fitted, ranks, mode="orders", orders=found.orders)
    return Open(ranks, ("a witness that could not be fitted or certified",)) if witness is None else witness


def _pointwise(ranks: Any, points: Sequence[Any] | None, kind: Kind, room: Room) -> Answer:
    where = [checked_rational(point, "a point") for point in (points if points is not None else [0])]
    several = not (len(ranks) and isinstance(ranks[0], int)) if hasattr(ranks, "__len__") else False
    wanted = tuple(checked_ranks(sequence) for sequence in ranks) if several else (checked_ranks(ranks),)
    for sequence in wanted:
        refused = room.obstruction(sequence)
        if refused is not None:
            return refused
    shape = None if room.rows is None or room.columns is None or not room.exact else (room.rows, room.columns)
    if max(map(len, wanted)) > MAX_ORDER + 1 or max(map(max, wanted)) > MAX_SIDE:
        return Open(wanted[0], (f"nothing: no function with more than {MAX_ORDER} orders or {MAX_SIDE} rows is built",))
    function = pointwise_function(wanted, where, shape, kind)
    try:
        proved = pointwise_ranks(function, wanted, where, kind)
    except BudgetExceededError as error:
        return Open(wanted[0], (f"interpolation, but its ranks need more work to be proved than the budget: {error}",))
    certificates = tuple(found.certificate for found in proved if found.certificate is not None)
    for certificate in certificates:
        certify(certificate)
    return Witness(
        function,
        wanted[0],
        certificates[0],
        "Hermite interpolation" if several else "a Taylor polynomial on the diagonal",
        kind,
        "pointwise",
        points=tuple(where),
        certificates=certificates,
    )


def _zero(kind: Kind) -> Block:
    return Block(zeros(1, 1), "the zero function", kind)


def _checked_budget(budget: Any) -> int:
    if budget is None:
        return DEFAULT_CANDIDATES
    if isinstance(budget, bool) or not isinstance(budget, int) or budget < 0:
        raise InvalidInputError(f"budget must be a number of candidates from 0 on, not {budget!r}")
    return budget


def _deadline(timeout: Any) -> float | None:
    if timeout is None:
        return None
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not timeout > 0:
        raise InvalidInputError(f"timeout must be a positive number of seconds, not {timeout!r}")
    return monotonic() + timeout
