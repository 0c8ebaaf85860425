"""Instances of the laws L, G, T on r_0, …, r_{n−1} as inequalities form ≥ 0, each from any order j on.

    L   r_{j+k} ≤ (k + 1) r_j
    G   r_{j+k} ≤ r_j + k ⌊r_{j+1}/2⌋
    T   (M + p) r_j + ⌊M²/4⌋ r_{j+p+1} ≥ M r_{j+p}; for M → ∞: if r_{j+p+1} = 0 then r_{j+p} ≤ r_j

L and T for finite M are those of `rankdyn.laws.linear`. G comes with its floor as a variable, which that module leaves
out; the limit M → ∞ is an inequality under a condition.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rankdyn.conjectures.linear_form import Floor, Form, Variable, variable
from rankdyn.laws.linear import linear_instances


@dataclass(frozen=True, slots=True)
class LawInstance:
    """One law with its parameters put in.

    Attributes
    ----------
    law : str
        Its name.
    parameters : str
        Such as 'j = 0, k = 2'.
    form : Form
        The inequality form ≥ 0.
    condition : Form or None
        An inequality condition ≥ 0 that must hold for the instance to apply.
    """

    law: str
    parameters: str
    form: Form
    condition: Form | None = None


def law_instances(length: int, largest_m: int) -> list[LawInstance]:
    """Return r_k ≥ 0 and the instances of L, G, T on sequences of the given length, T up to M = `largest_m`."""
    found = [
        LawInstance(instance.law, _words(instance.parameters), _form(*enumerate(instance.coefficients)))
        for instance in linear_instances(length, largest_m, signs=True)
        if instance.law != "G"
    ]
    for j in range(length):
        for k in range(2, length - j):
            half = Floor(variable(j + 1), 2)
            found.append(LawInstance("G", f"j = {j}, k = {k}", _form((j, 1), (half, k), (j + k, -1))))
        for p in range(1, length - j - 1):
            parameters = f"j = {j}, p = {p}, every M, as r{j + p + 1} = 0"
            found.append(LawInstance("T", parameters, _form((j, 1), (j + p, -1)), _form((j + p + 1, -1))))
    return found


def _words(parameters: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in parameters)


def _form(*coefficients: tuple[Variable, Fraction | int]) -> Form:
    return Form.of(((v, Fraction(c)) for v, c in coefficients), 0)
