"""Formulas: MathML that is nothing but a formula, whatever stands in the LaTeX."""

from xml.etree import ElementTree

import pytest

from rankdyn.functions.typesetting import typed
from rankdyn.laws import LAWS
from rankdyn.presentation import latex
from rankdyn.presentation.mathematics import MAX_CHARACTERS, formula, mathml


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_laws_are_typeset(law):
    made = ElementTree.fromstring(mathml(law.latex))
    assert made.tag == "math"
    assert made.get("alttext") == law.latex


@pytest.mark.parametrize(
    "hostile",
    [
        r"\text{<script>alert(1)</script>}",
        r"\text{<img src=x onerror=alert(1)>}",
        r"\text{<b>bold</b>}",
        r"\href{javascript:alert(1)}{x}",
        r"\text{</math><script>x</script>}",
        r"\text{a & b}",
        r"\text{<mi onclick='x'>y</mi>}",
        r"\text{<mi href='javascript:x'>y</mi>}",
        "\\frac{1}{",
        "\x00",
        "x" * (MAX_CHARACTERS + 1),
    ],
)
def test_hostile_latex_is_shown_as_text(hostile):
    html = formula(hostile)
    assert html.startswith("<code>") or "<mtext>" not in html
    bare = html.replace("<code>", "").replace("</code>", "")
    assert "<script" not in html
    assert "<img" not in html
    assert not html.startswith("<code>") or "<" not in bare
    assert len(html) < 2_000


def test_matrices_have_parentheses_and_one_exponent():
    """Drawn as borders, since browsers without a font for mathematics do not stretch letters."""
    made = ElementTree.fromstring(mathml(r"\begin{pmatrix} 1 & t \end{pmatrix}^{\mathsf T}"))
    (power,) = made.iter("msup")
    base, exponent = power
    assert base.tag == "mtable"
    assert "border" in base.get("style")
    assert "T" in "".join(exponent.itertext())
    assert "(" not in "".join(made.itertext())


def test_other_parentheses_stay():
    assert "(" in "".join(ElementTree.fromstring(mathml("f(t)")).itertext())


def test_words_are_escaped_for_latex():
    assert latex.text("50 % of $x_1$ {a} \\b ~ ^") == (
        r"\text{50 \% of \$x\_1\$ \{a\} \textbackslash{}b \textasciitilde{} \textasciicircum{}}"
    )


def test_sequences_and_forms():
    assert latex.sequence((1, 2)) == "(1, 2)"
    assert latex.sequence(range(100)).endswith(r"\text{(100 in all)})")
    assert latex.ranks_are((3,)) == "r_{0} = 3"
    assert latex.ranks_are((1, 2, 3, 4), first=1) == r"(r_{1}, \ldots, r_{4}) = (1, 2, 3, 4)"
    assert latex.linear_form([]) == "0"
    assert latex.linear_form([(-1, "x"), (2, "y")], -3) == r"-x + 2\, y - 3"


def test_text_of_the_grammar_and_any_other():
    assert typed("1/4*pi") == r"\frac{1}{4} \, \pi"
    assert typed("<b>") == r"\text{}\lt\text{b}\gt\text{}"
    assert "&lt;" in formula(typed("<b>"))
