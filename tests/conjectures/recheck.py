"""An independent check of derivations: it shares no code with what finds them.

A form is read back from its *text*, laws are stated here once more, and the cases are compared with the conjecture on
a box of sequences, where Python evaluates what is assumed.
"""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import product

from rankdyn.conjectures.derivation import Derivation, Step
from rankdyn.conjectures.evaluation import truth
from rankdyn.conjectures.grammar import parse
from rankdyn.conjectures.statements import length


def read(form: str) -> dict[str, Fraction]:
    """Return the coefficients by the text of the variable; the constant stands under ''."""
    found: dict[str, Fraction] = {}
    for part in _split(form):
        match = re.fullmatch(r"([+-]?)(?:(\d+(?:/\d+)?)\*)?(.+)", part)
        assert match, part
        sign, factor, rest = match.groups()
        value = Fraction(factor or 1) * (-1 if sign == "-" else 1)
        name, value = ("", value * Fraction(rest)) if re.fullmatch(r"\d+(/\d+)?", rest) else (rest, value)
        found[name] = found.get(name, Fraction(0)) + value
    return {name: value for name, value in found.items() if value}


def _split(form: str) -> list[str]:
    """Split a sum at the signs outside of parentheses."""
    parts, depth, current = [], 0, ""
    for character in form.replace(" ", ""):
        depth += (character == "(") - (character == ")")
        if character in "+-" and not depth and current:
            parts.append(current)
            current = ""
        current += character
    return parts + [current]


def check_step(step: Step, assumptions: set[str]) -> None:
    """Assert that one inequality holds: it is assumed, or a law with these parameters says so."""
    form = read(str(step.form))
    where = {name: int(value) for name, value in re.findall(r"(\w) = (\d+)", step.parameters)}
    assert step.multiplier > 0
    if step.law == "case":
        assert str(step.form) in assumptions
    elif step.law == "rank":
        assert list(form.values()) == [1]
        assert re.fullmatch(r"r\d+", next(iter(form)))
    elif step.law == "floor":
        check_floor(form)
    elif step.law == "L":
        j, k = where["j"], where["k"]
        assert k >= 1
        assert form == {f"r{j}": k + 1, f"r{j + k}": -1}
    elif step.law == "G":
        j, k = where["j"], where["k"]
        assert k >= 1
        assert form == {f"r{j}": 1, f"(r{j + 1}//2)": k, f"r{j + k}": -1}
    elif step.law == "T" and "M" in where:
        j, p, m = where["j"], where["p"], where["M"]
        assert m >= 1
        assert p >= 1
        assert form == {f"r{j}": m + p, f"r{j + p + 1}": m * m // 4, f"r{j + p}": -m}
    else:
        assert step.law == "T"
        j, p = where["j"], where["p"]
        assert f"-r{j + p + 1}" in assumptions
        assert form == {f"r{j}": 1, f"r{j + p}": -1}


def check_floor(form: dict[str, Fraction]) -> None:
    """Assert that the inequality is c·q ≤ e or e ≤ c·q + c − 1 for a floor q = e//c."""
    for name, value in form.items():
        if "//" not in name:
            continue
        inner, _, divisor = name[1:-1].rpartition("//")
        c, rest = Fraction(divisor), {n: v for n, v in form.items() if n != name}
        for below in (read(inner), read(inner[1:-1]) if inner[0] + inner[-1] == "()" else {}):
            above = {n: -v for n, v in below.items()}
            above[""] = above.get("", Fraction(0)) + c - 1
            above = {n: v for n, v in above.items() if v}
            if below and ((value == -c and rest == below) or (value == c and rest == above)):
                return
    raise AssertionError(f"{form} does not define a floor")


def check(derivation: Derivation, largest: int = 4) -> None:
    """Assert that the derivation proves its conjecture.

    The combinations are checked exactly. That the cases cover the negation is checked at all sequences with entries up
    to `largest`.
    """
    statement = parse(derivation.conjecture)
    for case in derivation.cases:
        assumptions = {str(form) for form in case.assumptions}
        total: dict[str, Fraction] = {}
        for step in case.steps:
            check_step(step, assumptions)
            for name, value in read(str(step.form)).items():
                total[name] = total.get(name, Fraction(0)) + step.multiplier * value
        assert {name for name, value in total.items() if value} == {""}
        assert total[""] < 0
        assert total[""] == case.total
    codes = [[compile(str(form), "form", "eval") for form in case.assumptions] for case in derivation.cases]
    for ranks in product(range(largest + 1), repeat=length(statement)):
        names = {f"r{k}": rank for k, rank in enumerate(ranks)}
        covered = any(all(eval(code, {"__builtins__": {}}, names) >= 0 for code in case) for case in codes)
        violated = truth(statement, ranks) is False
        assert covered >= violated, f"{ranks} violates the conjecture and is in no case"
