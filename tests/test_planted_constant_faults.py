"""Faults planted in the arithmetic of constants: each makes the check of trigonometric fixtures fail on some case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flint.utils.flint_exceptions import DomainError

import rankdyn as rd
from rankdyn.algebra import exponents, function_field, number_field, primes, quotient
from rankdyn.expressions import evaluate, nodes
from rankdyn.rank import exponentials, kernel, minors
from rankdyn.rank import sequence as rank_sequence_module
from tests.test_fixtures import check_case
from tests.test_trig_fixtures import CASES

Fault = Callable[[pytest.MonkeyPatch], None]

NOTICED = (AssertionError, ArithmeticError, ValueError, IndexError, TypeError, DomainError, rd.RankdynError)
"""How a wrong computation shows."""

NAMED = [
    ("[[sin(I*t), I*sinh(t)], [1, 1]]", [1, 1]),
    ("[[sin(t + pi/4), sin(t) + cos(t)], [sqrt(2), 2]]", [1, 1, 1]),
    ("[[sqrt(5) - 1, 2], [exp(2*I*pi/5) + exp(-2*I*pi/5), 1]]", [1, 0]),
    ("[[2**(1/3)*t, 4**(1/3)], [2*t, 2**(4/3)]]", [1, 1, 0]),
    ("[[1/(2**(1/3) + t), 1], [1, 2**(1/3) + t]]", [1, 2, 1]),
    ("[[tan(t/2), sin(t)], [1, 1 + cos(t)]]", [1, 2, 2]),
    ("[[sin(pi*t), exp(t + 1)], [sin(pi*t)*exp(t), exp(2*t + 1)]]", [1, 2, 2]),
    ("[[pi*t, t], [pi, 1]]", [1, 1, 0]),
    ("[[2**t, 3**t], [log(2)*2**t, log(3)*3**t]]", [2, 2]),
    ("[[exp(sqrt(2)*t), exp(sqrt(3)*t)], [exp(sqrt(3)*t), exp((2*sqrt(3) - sqrt(2))*t)]]", [1, 2]),
    ("[[sin(t), sin(2*t), sin(3*t)], [sin(2*t), sin(3*t), sin(4*t)], [sin(3*t), sin(4*t), sin(5*t)]]", [2, 3]),
    ("[[sin(t), t*sin(t), 2*t], [cos(t), t*cos(t), t], [exp(I*t), t*exp(I*t), 1]]", [2, 3]),
]


def check_all() -> list[str]:
    """Return the names of the failed checks over named functions and every ninth fixture."""
    failed = []
    for rows, ranks in NAMED:
        try:
            found = rd.rank_sequence(rows, len(ranks) - 1)
            assert (list(found), found.kind) == (ranks, "exact")
            assert rd.certify(found)
        except NOTICED as error:
            failed.append(f"{rows}: {error}")
    for case in CASES[::9]:
        try:
            check_case(case)
        except NOTICED as error:
            failed.append(f"{case['id']}: {error}")
    return failed


def test_without_a_fault_nothing_fails() -> None:
    assert check_all() == []


def gauss_sum_of_the_wrong_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    true = number_field.NumberField.gauss_sum
    monkeypatch.setattr(
        number_field.NumberField, "gauss_sum", lambda self, p: {e: -c for e, c in true(self, p).items()}
    )


def square_roots_beside_roots_of_unity_taken_as_independent(monkeypatch: pytest.MonkeyPatch) -> None:
    def independent(cls: Any, order: int, roots: dict[int, int]) -> number_field.NumberField:
        return cls(order, tuple(sorted(roots.items())), ())

    monkeypatch.setattr(number_field.NumberField, "_with", classmethod(independent))


def numerators_that_are_not_reduced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(function_field.FunctionField, "reduced", lambda self, polynomial: polynomial)


def root_of_unity_of_a_smaller_order(monkeypatch: pytest.MonkeyPatch) -> None:
    true = primes._root_of_unity
    monkeypatch.setattr(primes, "_root_of_unity", lambda order, prime: true(order, prime) ** 2 % prime)


def radicals_that_are_no_roots(monkeypatch: pytest.MonkeyPatch) -> None:
    true = primes._radical
    monkeypatch.setattr(
        primes, "_radical", lambda p, n, prime: None if true(p, n, prime) is None else (true(p, n, prime) or 0) + 1
    )


def sine_without_its_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluate, "scaled", lambda argument, factor: argument)


def i_times_i_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    true = nodes.rotated
    monkeypatch.setattr(
        nodes, "rotated", lambda argument: tuple((m, -c if ("I", 1) not in m else c) for m, c in true(argument))
    )


def independence_taken_for_granted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exponents.ExponentBasis, "independence_proved", True)


def interval_evidence_of_other_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    true = rank_sequence_module.ball_evidence

    def wrong(*arguments: Any) -> list[Any]:
        found = true(*arguments)
        return [
            None
            if ball is None
            else type(ball)(ball.ball, ball.point, ball.rows[::-1][:1] * len(ball.rows), ball.columns)
            for ball in found
        ]

    monkeypatch.setattr(rank_sequence_module, "ball_evidence", wrong)


def minors_without_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    def unsigned(rows: Any, reduced: Any, work: Any) -> list[Any]:
        vector = minors.kernel_vector(rows, reduced, work)
        return [-value if j % 2 else value for j, value in enumerate(vector)]

    monkeypatch.setattr(kernel, "kernel_vector", unsigned)


def conjugates_without_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    true = quotient._power_sums
    monkeypatch.setattr(quotient, "_power_sums", lambda relation: [c + (j > 0) for j, c in enumerate(true(relation))])


def exponential_of_the_middle_of_the_step(monkeypatch: pytest.MonkeyPatch) -> None:
    true = exponentials.shift
    monkeypatch.setattr(exponentials, "shift", lambda argument, variable, step: true(argument, variable, step / 2))


FAULTS: list[Fault] = [
    gauss_sum_of_the_wrong_sign,
    square_roots_beside_roots_of_unity_taken_as_independent,
    numerators_that_are_not_reduced,
    root_of_unity_of_a_smaller_order,
    radicals_that_are_no_roots,
    sine_without_its_sign,
    i_times_i_is_one,
    independence_taken_for_granted,
    interval_evidence_of_other_rows,
    minors_without_signs,
    conjugates_without_the_last,
    exponential_of_the_middle_of_the_step,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_caught(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    fault(monkeypatch)
    assert check_all(), f"no check noticed {fault.__name__}"
