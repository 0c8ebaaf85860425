"""Badges are legible, and what they say of a probability is a bound."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankdyn.presentation.badge import COLOURS, at_most, badge, rank_evidence
from tests.strategies import examples


def luminance(colour):
    """Return the relative luminance of WCAG 2.1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("evidence", COLOURS)
def test_words_stand_out_from_their_background(evidence):
    dark, light = sorted(map(luminance, COLOURS[evidence]))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_each_kind_has_a_colour_of_its_own():
    assert len(set(COLOURS.values())) == len(COLOURS)


def test_words_are_escaped():
    assert "&lt;b&gt; &amp;" in badge("open", "<b> &")


@given(st.floats(0, 1))
@examples(200)
def test_a_probability_is_rounded_up(p):
    shown = float(at_most(p))
    assert shown >= p
    assert Fraction(at_most(p)) <= Fraction(p) * Fraction(11, 10)


@pytest.mark.parametrize(
    ("kind", "p", "count", "words"),
    [
        ("exact", 0.0, 0, "exact"),
        ("exact", 0.0, 2, "exact · 2 certificates attached"),
        ("monte-carlo", 0.25, 0, "Monte-Carlo · error probability ≤ 0.25"),
        ("monte-carlo", None, 0, "Monte-Carlo · error probability ≤ unknown"),
        ("numerical", None, 0, "numerical · not exact"),
    ],
)
def test_evidence_in_words(kind, p, count, words):
    assert rank_evidence(kind, p, count) == words
