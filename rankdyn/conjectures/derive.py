"""`derive`: a conjecture as a consequence of the laws L, G, T, by Farkas combinations and integrality."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import floor, gcd
from typing import Final

from rankdyn.conjectures.cases import System, refuting_cases
from rankdyn.conjectures.derivation import Case, Derivation, Step
from rankdyn.conjectures.farkas import contradiction, smallest_solution
from rankdyn.conjectures.law_instances import LawInstance, law_instances
from rankdyn.conjectures.linear_form import constant, variable
from rankdyn.conjectures.printing import text
from rankdyn.conjectures.statements import Integer, Statement, length, nodes

_MOST_M: Final = 64
_LEAST_M: Final = 12
_WORK: Final = 40_000
"""Inequalities that all linear programs of one derivation may have together."""
_COSTS: Final = {"case": 0.0, "rank": 1.0, "L": 1.0, "T": 1.0, "G": 1.0, "floor": 1.0}
_NOT_WHOLE: Final = 1e-6


def derive(statement: Statement) -> Derivation | None:
    """Return a derivation of the statement from instances of L, G and T, or None if none is found.

    Examples
    --------
    >>> from rankdyn.conjectures.grammar import parse
    >>> print(derive(parse("r1 <= 2*r0")))
    r1 <= 2*r0: its negation is contradictory
    Suppose -2*r0 + r1 - 1 >= 0.
      1 times  -2*r0 + r1 - 1 >= 0  (assumed)
      1 times  2*r0 - r1 >= 0  (L with j = 0, k = 1)
      sum:  -1 >= 0, false
    """
    systems = refuting_cases(statement)
    if systems is None:
        return None
    largest = max((node.value for node in nodes(statement) if isinstance(node, Integer)), default=0)
    laws = law_instances(length(statement), min(_MOST_M, max(_LEAST_M, largest + 1)))
    search = _Search(laws)
    cases: list[Case] = []
    for system in systems:
        refuted = search.refuted(system)
        if refuted is None:
            return None
        cases += refuted
    return Derivation(text(statement), tuple(cases))


class _Search:
    """Refutes systems one after the other, with a bound on the work for all of them."""

    def __init__(self, laws: list[LawInstance]) -> None:
        self.laws = laws
        self.left = _WORK

    def refuted(self, system: System) -> list[Case] | None:
        """Return cases that cover the system, each with its contradiction; None if that fails."""
        if self.left <= 0:
            return None
        steps = self._inequalities(system)
        self.left -= len(steps)
        found = contradiction([step.form for step in steps], [_COSTS[step.law] for step in steps])
        if found is not None:
            whole = _whole(list(found.values()))
            return [Case(system, tuple(_times(steps[i], value * whole) for i, value in found.items()))]
        point = smallest_solution([step.form for step in steps])
        for name, value in (point or {}).items():
            if abs(value - round(value)) > _NOT_WHOLE:
                low = self.refuted((*system, constant(floor(value)) - variable(name)))
                high = None if low is None else self.refuted((*system, variable(name) - constant(floor(value) + 1)))
                return None if low is None or high is None else low + high
        return None

    def _inequalities(self, system: System) -> list[Step]:
        """Return the assumptions, the laws that apply under them, and what defines the floors met."""
        one = Fraction(1)
        steps = [Step(one, form, "case", "") for form in system]
        known = set(system)
        steps += [
            Step(one, instance.form, instance.law, instance.parameters)
            for instance in self.laws
            if instance.condition is None or instance.condition in known
        ]
        floors = {met for step in steps for met in step.form.floors()}
        defined = sorted(floors, key=str)
        return steps + [Step(one, form, "floor", "") for met in defined for form in met.definition()]


def _whole(values: list[Fraction]) -> Fraction:
    """Return the factor that makes the values integers without a common divisor."""
    denominator = reduce(lambda a, b: a * b // gcd(a, b), (value.denominator for value in values), 1)
    return Fraction(denominator, gcd(*(int(value * denominator) for value in values)))


def _times(step: Step, multiplier: Fraction) -> Step:
    return Step(multiplier, step.form, step.law, step.parameters)
