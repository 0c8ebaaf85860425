"""What the reprs of single answers must say, and what they must not."""

import re
from fractions import Fraction
from html import unescape

import pytest

import rankdyn as rd
from rankdyn.atlas import Audit
from rankdyn.degeneracy.answer import Box, Undecided
from rankdyn.evidence.rank_sequence import RankBound
from rankdyn.verify import verify


def formulas(item):
    """Return the LaTeX of the formulas on a card."""
    return [unescape(found) for found in re.findall(r'alttext="([^"]*)"', item._repr_html_())]


def words(item):
    """Return the words on a card, formulas left out."""
    return unescape(re.sub("<[^>]*>", " ", re.sub("<math.*?</math>", "", item._repr_html_())))


def test_an_obstruction_shows_law_numbers_repair_and_nearest():
    found = rd.realize((1, 3, 2))
    shown = formulas(found)
    assert shown[:3] == [
        r"r_{j+k} \le (k+1)\, r_j",
        r"r_{1} \le 2\, r_{0} = 2 \cdot 1 = 2, \quad\text{but } r_{1} = 3",
        r"r_{0} \ge 2",
    ]
    assert shown[3:] == [str(ranks) for ranks in found.nearest]
    assert "law L, Leibniz growth" in words(found)
    assert "smallest change" in words(found)
    assert found.proof in words(found)


@pytest.mark.parametrize(
    ("found", "ranks"),
    [
        (rd.realize((1, 0, 2), mode="orders"), "(1, 0, 2)"),
        (rd.realize((3, 3), shape=(2, 2)), "(3, 3)"),
        (rd.Obstruction((1, 3), "L", "as somebody said", "elsewhere"), "(1, 3)"),
    ],
    ids=["at chosen orders", "in a shape", "another explanation"],
)
def test_what_rests_on_more_than_an_inequality_is_explained_in_words(found, ranks):
    assert found.latex() == ranks
    assert formulas(found) == []
    assert " ".join(found.explanation.split()) in " ".join(words(found).split())


def test_a_repair_is_called_the_smallest_only_if_it_is():
    """Law DE does not try every change."""
    found = rd.realize((5, 9, 9, 9, 9, 3, 3, 30))
    assert found.law in ("L", "G", "T", "DE")
    made = rd.laws.LAWS[3].check((5, 9, 9, 9, 9, 3, 3, 30))
    again = rd.Obstruction((5, 9, 9, 9, 9, 3, 3, 30), "DE", made.explanation, "proofs/test_dimensions.py")
    assert "Smallest" not in made.explanation
    assert "a change that mends it" in words(again)
    assert "smallest" not in words(again)


def test_a_witness_shows_function_ranks_and_reading():
    found = rd.realize((1, 3, 2), mode="shifted")
    assert any(r"(r_{0}, r_{1}, r_{2}) = (2, 4, 3) = (1, 3, 2) + 1" in shown for shown in formulas(found))
    assert "shift 1: the least" in words(found)
    assert "generic ranks, all raised alike, of successive derivatives" in words(found)
    found = rd.realize((1, 3, 2), mode="orders")
    assert r"(r_{0}, r_{2}, r_{3}) = (1, 3, 2)" in formulas(found)
    found = rd.realize([(1, 3), (0, 2)], mode="pointwise", points=[0, "1/2"], kind="difference")
    assert r"(r_{0}, r_{1}) = (0, 2) \text{ at } t = \frac{1}{2}" in formulas(found)[-1]
    assert "of successive differences" in words(found)


def test_a_shift_that_need_not_be_the_least_is_not_called_so():
    found = rd.realize((1, 3, 2), mode="shifted")
    unsure = rd.Witness(
        found.function, found.ranks, found.certificate, "", mode="shifted", shift=1, shift_lower_bound=0
    )
    assert "no shift below 0 is possible" in words(unsure)
    assert "the least" not in words(unsure)


def test_a_lower_bound_is_not_shown_as_an_equation():
    exact, chance, guess = (
        RankBound(2, "exact", 0.0, "both"),
        RankBound(2, "monte-carlo", 1.21e-9, "primes"),
        RankBound(2, "numerical", None, "gaps"),
    )
    assert [bound.latex() for bound in (exact, chance, guess)] == ["r = 2", r"r \ge 2", r"r \approx 2"]
    assert "1.3e-9" in words(chance)
    mixed = rd.RankSequence([exact, chance], "ranks")
    assert "exact" not in mixed._repr_latex_()
    assert re.search("evidence +exact +monte-carlo", words(mixed))


def test_orders_of_which_the_same_is_to_be_said_stand_together():
    bounds = [RankBound(k, "exact", 0.0, "both") for k in range(5)] + [RankBound(1, "exact", 0.0, "kernel")]
    shown = words(rd.RankSequence(bounds, "ranks"))
    assert "k = 0 to 4: exact; both" in shown
    assert "k = 5: exact; kernel" in shown


def test_stage_ranks_are_counted_from_their_first_order():
    found = rd.predict_ranks("[[0, 1], [1, 0]]", 4)
    assert found._repr_latex_().startswith(r"$\displaystyle (r_{1}, r_{2}, r_{3}) = (1, 1, 1)")
    assert re.search("1 +2 +3 +", words(found))


def test_an_exact_answer_without_certificate_does_not_claim_one():
    exact = rd.RankSequence([RankBound(2, "exact", 0.0, "both")], "ranks")
    assert "certificate" not in words(exact) + exact._repr_latex_()


def test_a_decomposition_with_roots_is_the_sum_over_them():
    found = rd.decompose("[[t,2,0,0],[0,t,1,0],[0,0,t,1],[1,1,0,t]]")
    assert found.latex().startswith(r"D = \sum_i \sum_{\alpha_{1}} g_i\, u_i\, v_i^{\mathsf T}")
    assert r"2 \, \alpha_{1}^{3} - \alpha_{1}^{2} + \alpha_{1} - 1 = 0" in formulas(found)
    assert r"\sum" not in rd.decompose("[[t, 0], [0, 1]]").latex()


def test_special_points_that_are_not_all_are_not_called_complete():
    found = rd.special_points("[[sin(t)]]")
    assert r"t = 0 + k\, \pi,\ k \in \mathbb{Z}: &\ 0" in found.latex()
    undecided = type(found)((), 1, 0, undecided=(Undecided(Box((Fraction(0), Fraction(1))), "too large"),))
    assert "complete" not in words(undecided) + undecided._repr_latex_() + str(undecided)
    assert "nowhere that was decided" in words(undecided)
    assert "undecided boxes: 1" in words(undecided)


def test_a_derivation_shows_every_multiplier():
    found = rd.falsify("3*r0 + r2 >= 2*r1")
    steps = found.derivation.cases[0].steps
    assert [rf"{step.form.latex()} \ge 0" in formulas(found) for step in steps] == [True] * len(steps)
    assert rf"{found.derivation.cases[0].total} \ge 0" in formulas(found)
    assert "T with" in words(found)


def test_a_permutation_says_why_a_smaller_shift_does_not_do():
    found = rd.permutations.row((1, 3, 2))
    assert r"(1, 3, 2) + c, \quad \min c = 1" in formulas(found)
    assert r"r_{1} \le 2\, r_{0} = 2 \cdot 1 = 2, \quad\text{but } r_{1} = 3" in formulas(found)
    found = rd.permutations.row((2, 1, 5, 3, 4))
    assert r"r_{2} \le 2\, r_{1} = 2 \cdot 3 = 6, \quad\text{but } r_{2} = 7" in formulas(found)
    assert "with c = 2, law L" in words(found)


def test_a_violation_shows_its_repair():
    (found, *_) = rd.laws.check((1, 3, 2))
    assert formulas(found) == [found.latex(), r"r_{0} \ge 2"]
    assert found.explanation in words(found)


def test_a_report_says_what_backs_each_theorem():
    found = verify(["growth"], 1, formal=False)
    (finding,) = found.findings
    assert "NOT checked" in words(found)
    assert "NOT checked" in repr(found)
    assert finding.status.value in words(found)
    assert finding.status.value in words(finding)
    assert finding.status.value in repr(finding)
    assert formulas(finding) == finding.typeset.split("$")[1::2]


def test_the_atlas_is_not_read_to_be_shown(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("nothing")
    assert "not read yet" in words(rd.atlas.open(path))
    shipped = rd.atlas.open()
    shipped.query(length=2)
    assert re.search(r"\d+ witness, \d+ obstruction, \d+ open", words(shipped))


def test_an_audit_says_whether_rows_are_as_they_say():
    assert "every row checked again" in words(Audit({"witness": 3}, {}))
    assert "faults: 1" in words(Audit({"witness": 3}, {(1, 2): "wrong"}))
