"""What can be had instead, when a law forbids a sequence: sequences near it, and other readings of the same ranks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from rankdyn.evidence.realizability import Answer, Obstruction, Open, Witness
from rankdyn.laws.writing import shown
from rankdyn.realization.realize import Mode, realize

_NEAREST: Final = 6
"""Near sequences that are tried."""
_MODES: Final[tuple[Mode, ...]] = ("generic", "pointwise", "shifted", "orders")
_BUDGET: Final = 200
"""Work units for each of them if none are given: an alternative is worth less than the answer to the question."""


@dataclass(frozen=True)
class Alternatives:
    """An obstruction with what can be had instead.

    Attributes
    ----------
    obstruction : Obstruction
        The answer to what was asked.
    near : list of tuples of int
        Near sequences that have a certified witness, the nearest first.
    modes : dict
        Other modes → their answers for the same ranks.
    """

    obstruction: Obstruction
    near: list[tuple[int, ...]] = field(default_factory=list)
    modes: dict[Mode, Answer] = field(default_factory=dict)

    def text(self) -> str:
        """Return the law, its numbers, and the alternatives as lines."""
        found = self.obstruction
        lines = [f"ranks {shown(found.ranks)}: impossible", "", f"law {found.law}  {found.explanation}"]
        lines.append(f"proof  {found.proof}")
        if self.near:
            lines.append(f"nearest sequences that work  {'  '.join(map(shown, self.near))}")
        if self.modes:
            lines += ["", "the same ranks in other readings:"]
            lines += [f"  {mode:10} {_verdict(answer)}" for mode, answer in self.modes.items()]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return the alternatives as plain data; the obstruction's own data is not repeated."""
        modes = {
            mode: {"status": answer.to_dict()["status"], "summary": _verdict(answer)}
            for mode, answer in self.modes.items()
        }
        return {"nearest_realized": [list(ranks) for ranks in self.near], "modes": modes}


def alternatives(obstruction: Obstruction, mode: Any, kind: Any, options: dict[str, Any]) -> Alternatives:
    """Try the nearest sequences and the other modes, with the mode, kind and options of the question."""
    free = {name: options[name] for name in ("shape", "max_size", "timeout", "rng")}
    free["budget"] = _BUDGET if options["budget"] is None else options["budget"]
    near = []
    for ranks in obstruction.nearest[:_NEAREST]:
        if isinstance(realize(ranks, mode=mode, kind=kind, **free), Witness):
            near.append(ranks)
    others = [other for other in _MODES if other != mode]
    modes = {other: realize(obstruction.ranks, mode=other, kind=kind, **free) for other in others}
    return Alternatives(obstruction, near, modes)


def _verdict(answer: Answer) -> str:
    match answer:
        case Open():
            return "open: nothing found, nothing proved"
        case Obstruction():
            return f"no: law {answer.law}"
        case Witness(shift=int(shift)):
            raised = tuple(rank + shift for rank in answer.ranks)
            least = "least" if shift == answer.shift_lower_bound else f"none below {answer.shift_lower_bound}"
            return f"yes, plus {shift} ({least}): {shown(raised)}"
        case Witness(orders=tuple(orders)):
            return f"yes, at orders {', '.join(map(str, orders))} of {shown(tuple(answer.certificate.claim.ranks))}"
        case Witness(mode="pointwise"):
            return f"yes, at t = {answer.point}"
    return "yes"
