"""The figures of fitting: captions that hold what was found, by models whose errors and ranks are known otherwise."""

from __future__ import annotations

import re

from tests.figures.drawn import drawn


def test_ranks_predicted_and_found() -> None:
    """Those that the engine predicts, worked out by hand here, are those found in data."""
    ranks = re.findall(
        r"^(\w+)(?:, t = \S+)?, (predicted|found): (.*)$", drawn("rank_staircase_fit").caption, re.MULTILINE
    )
    # 1; t and t + 1; t^2; t^3 - t are used up one order after the other, e^t never is
    decomposable, oscillating = "6, 5, 3, 2, 1, 1", "1, 2, 1, 2, 1, 2"
    assert ranks == [
        ("decomposable", "predicted", decomposable),
        ("decomposable", "found", decomposable),
        ("oscillating", "predicted", oscillating),
        ("oscillating", "found", oscillating),
    ]


def test_singular_values_above_the_threshold() -> None:
    caption = drawn("cascade_singular_values").caption
    assert re.search(r"stage ranks 3, 1, 4, 2,", caption)
    assert re.search(r"Found: 3, 1, 4, 2\.", caption)
    stages = re.findall(r"^stage .*, threshold (\S+): (.*)$", caption, re.MULTILINE)
    above = [sum(float(value) > float(threshold) for value in values.split(", ")) for threshold, values in stages]
    assert above == [3, 1, 4, 2]


def test_errors_of_models() -> None:
    rows = re.findall(r"^(.+): (\d+) parameters, errors of orders 1\.\.8: (.*)$", drawn("cascade_error").caption, re.M)
    assert {name for name, *_ in rows} >= {"naive", "literal", "chain", "triangular", "LoRA + I"}
    sizes = {name: [int(size) for other, size, _ in rows if other == name] for name, *_ in rows}
    assert sizes["naive"] == [8 * 64 * 64]
    for name, values in sizes.items():
        assert values == sorted(values), name
    errors = {name: [float(e) for e in text.split(", ")] for name, _, text in rows}  # of the largest model
    assert all(len(of_orders) == 8 for of_orders in errors.values())
    assert max(errors["naive"]) == 0  # the targets are linear and free of noise
    assert max(errors["chain"]) < 0.01 < max(errors["literal"])


def test_parameters_of_models_that_reach_the_goal() -> None:
    rows = re.findall(
        r"^(material|conditional), [^,]*, (.+?): (K = .*)$", drawn("parameters_against_order").caption, re.M
    )
    sizes = {
        (kind, name): {int(k): int(n) for k, n in re.findall(r"K = (\d): (\d+)", text)} for kind, name, text in rows
    }
    assert len(sizes) == 6
    for kind in ("material", "conditional"):
        assert sizes[kind, "naive"] == {k: k * 64 * 64 for k in (1, 2, 3, 4, 6, 8)}
    assert sizes["material", "triangular"][8] < sizes["material", "chain"][8] < sizes["material", "LoRA + I"][8]
    assert sizes["conditional", "gates, skip"][8] < 64 * 64 + 20
