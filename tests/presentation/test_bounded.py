"""Large objects: a part is shown, said to be a part, at once; and nothing raises."""

import re
from fractions import Fraction
from time import process_time

import pytest

import rankdyn as rd
from rankdyn.expressions.nodes import Number, Symbol, mul
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.typesetting import MAX_SHOWN, matrix_latex, short_latex
from rankdyn.presentation.html import cut, first, table

HUGE = "+".join(f"{k}*t**{k}" for k in range(1, 400))


def wide(side):
    """Return a full matrix whose size is the limit."""
    row = rd.MatrixFunction([[f"t+{j}" for j in range(side)]]).rows()
    return Explicit.of(row * side, (side, side), "t")  # read once: the entries are checked already


def nested(depth):
    """Return sums of blocks within each other."""
    D = rd.MatrixFunction([["t"]])
    for _ in range(depth):
        D = rd.BlockSum(D, D, D)
    return D


COLUMN = rd.MatrixFunction([[f"t**{i}"] for i in range(1000)])
LARGE = {
    "entries": wide(250),
    "product": rd.Product(COLUMN, COLUMN),
    "leibniz": rd.Product([["exp(t)"]], [["sin(t)"]], [["cos(t)"]]).derivative(30),
    "blocks": rd.BlockSum(*[[["t"]]] * 1000),
    "nested": nested(6),
    "separable": rd.Separable([[1] * 300], ["exp(t)"] * 300, [[1] * 300]),
    "constant class": rd.ConstantClass([[0] * 90] * 90, [[1] * 90] * 90, [[0] * 90] * 90),
    "long entry": rd.MatrixFunction([[HUGE, "1"]]),
    "long number": rd.MatrixFunction([["2**6000*t"]]),
    "long exponent": rd.MatrixFunction([[f"exp({'+'.join(f't**{k}' for k in range(1, 200))})"]]),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_part_is_shown_at_once(name):
    D = LARGE[name]
    start = process_time()
    html, latex = D._repr_html_(), D._repr_latex_()
    assert process_time() - start < 1
    assert len(html) < 100_000
    assert len(latex) < 25_000
    assert "only a part is shown" in html
    assert "only a part is shown" in latex
    assert f"{D.shape[0]} × {D.shape[1]}" in html


def test_all_of_a_small_function_is_shown():
    for D in (rd.MatrixFunction("[[1, exp(t)], [t, t*exp(t)]]"), rd.Product([["t"]], [["t"]])):
        assert "part" not in D._repr_html_()
        assert r"\dots" not in D.latex(short=True)
        assert D.latex() == D.latex(short=True)


def test_the_corners_of_a_matrix():
    shown = wide(20).latex(short=True)
    assert shown.count(r"\\") == 5
    assert r"\cdots & t + 19" in shown
    assert r"\vdots & \vdots & \vdots & \vdots & \ddots & \vdots" in shown
    assert wide(MAX_SHOWN).latex(short=True).count("&") == MAX_SHOWN * (MAX_SHOWN - 1)
    assert r"\cdots" not in wide(20).latex()


def test_the_first_terms_of_a_long_sum():
    (entry,) = rd.MatrixFunction([[HUGE]]).rows()[0]
    assert short_latex(entry) == r"t + 2 \, t^{2} + \ldots"


def test_numbers_with_more_digits_than_python_writes():
    assert short_latex(Number(Fraction(10**5000, 3))) == r"\ldots"
    assert short_latex(mul((Number(Fraction(10**5000)), Symbol("t")))) == r"\ldots"


def test_empty_matrices():
    assert matrix_latex([]) == r"0_{0 \times 0}"
    assert rd.zeros(0, 3).latex() == r"0_{0 \times 3}"
    assert rd.zeros(2, 0).latex(short=True) == r"0_{2 \times 0}"


def test_functions_without_entries_have_text_all_the_same():
    """Eigenvalues that are not rational: no entries, within a block sum either."""
    D = rd.BlockSum(rd.ConstantClass([[0, 2], [1, 0]], [[1, 0], [0, 1]], [[0, 2], [1, 0]]), [["t"]])
    assert str(D) == repr(D)
    assert "e^{t" in D._repr_latex_()
    assert "\u2295" in D._repr_html_()


def test_the_entries_of_a_small_product_stand_beside_its_factors():
    html = rd.Product([["t"], ["1"]], [["t"], ["1"]])._repr_html_()
    assert "= \\begin{pmatrix} t^{2} &amp; t \\\\ t &amp; 1 \\end{pmatrix}" in html


def test_terms_and_factors_are_not_ambiguous():
    blocks, plain = rd.BlockSum([["t"]], [["1"]]), rd.MatrixFunction([[1, 0], [0, "t"]])
    assert r"\left(\begin{pmatrix} t \end{pmatrix} \oplus" in (plain + blocks).latex()
    assert rd.Product(plain, blocks).latex().endswith(r"\right)^{\mathsf T}")
    assert rd.BlockSum(rd.Sum([["t"]], [["1"]]), [["1"]]).latex().startswith(r"\left(")


def test_long_sequences():
    found = rd.RankSequence([rd.generic_rank("[[t]]")] * 500, "ranks")
    assert "(500 in all)" in found._repr_html_()
    assert "(500 in all)" in found._repr_latex_()
    assert len(found._repr_html_()) < 20_000
    long = rd.Obstruction((0, *[1] * 9_999), "L", "x" * 10_000, "here")
    start = process_time()
    assert len(long._repr_html_()) + len(long._repr_latex_()) + len(str(rd.Open(long.ranks, ()))) < 20_000
    assert process_time() - start < 0.5


def test_a_witness_of_a_large_function_is_brief():
    found = rd.realize((2, 3, 1))
    large = rd.Witness(LARGE["product"], (1, 2), found.certificate, "x" * 5_000)
    start = process_time()
    assert "a 1000 x 1000 Product of t" in str(large)
    assert len(large._repr_html_()) < 20_000
    assert process_time() - start < 1


def test_certificates_are_brief():
    certificate = rd.rank_sequence(rd.MatrixFunction([[HUGE, "1"], ["t", "2"]]), 5).certificate
    assert len(repr(certificate)) < 200
    assert len(certificate.to_json()) > 2_000
    assert len(certificate._repr_html_()) < 5_000


def test_parts_of_texts_and_rows():
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3) == "abc… (4 characters)"
    assert first(list("abcd"), 2) == ["a", "b", "… (4 in all)"]
    assert table([["head", *map(str, range(100))]]).count("<td") == 25


def test_points_at_which_nothing_is_closed():
    point = rd.SpecialPoint(None, rd.special_points("[[t**3 - t - 1]]").points[0].box, None, 0)
    assert re.match(r"t \\approx -0\.66\d+-0\.56\d+\\, i,", point.latex())
    assert "none; isolated in a box" in point._repr_html_()
