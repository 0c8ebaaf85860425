"""Every instance of a law as it is shown: its numbers are those of the sequence, and its arithmetic is right."""

import re
from fractions import Fraction
from itertools import product

import pytest

from rankdyn.laws import LAWS, check
from rankdyn.presentation.inequalities import instance, repair
from rankdyn.presentation.mathematics import mathml

SEQUENCES = [ranks for length in (2, 3) for ranks in product(range(5), repeat=length)]
SEQUENCES += list(product(range(4), repeat=4))[::3]
SEQUENCES += [(*ranks, 0) for ranks in product(range(1, 4), repeat=4)][::5]
SEQUENCES += [(1, 2, 2, 3), (2, 3, 4, 1, 1), (2, 2, 2, 3, 4), (2, 2, 3, 2, 4), (3, 1, 2, 2, 3)]
BROKEN = [(ranks, violation) for ranks in SEQUENCES for violation in check(ranks)]
SETTLED = [(*law.tight[0][:4], rank) for law in LAWS[-4:] for rank in range(6)]
BROKEN += [(ranks, violation) for ranks in SETTLED for violation in check(ranks)]


def value(latex):
    """Return the value of a sum of products and halves rounded down."""
    plain = re.sub(r"\\lfloor (\d+) / 2 \\rfloor", lambda found: str(int(found[1]) // 2), latex)
    return sum(_product(term) for term in plain.split("+"))


def _product(term):
    result = Fraction(1)
    for factor in term.split(r"\cdot"):
        result *= Fraction(factor.strip())
    return result


def of_ranks(latex, ranks):
    """Return LaTeX with the values of ranks put in."""
    spaced = re.sub(r"(\d)\\, r_", r"\1 \\cdot r_", latex)
    return re.sub(r"r_\{(\d+)\}", lambda found: str(ranks[int(found[1])]), spaced)


def test_all_laws_are_looked_at():
    assert {violation.law for _, violation in BROKEN} == {law.name for law in LAWS}


@pytest.mark.parametrize("law", ["L", "G", "T", "C"])
def test_the_numbers_of_an_inequality_are_those_of_the_ranks(law):
    for ranks, violation in BROKEN:
        if violation.law != law:
            continue
        shown = violation.latex(ranks).split(r"\implies")[-1]
        claim, _, rest = shown.partition(r", \quad\text{but }")
        left, _, bounds = claim.partition(r"\le")
        name, _, asked = rest.partition(" = ")
        assert value(of_ranks(left, ranks)) == value(of_ranks(name, ranks)) == int(asked) == violation.left
        assert {value(of_ranks(bound, ranks)) for bound in bounds.split(" = ")} == {violation.right}
        assert violation.left > violation.right


def test_the_sum_of_law_p_is_right():
    for ranks, violation in BROKEN:
        if violation.law == "P":
            shown = violation.latex(ranks)
            bound, asked = re.search(r"r_\{\d+\} = (\d+ \\cdot \d+ = \d+)", shown)[1], shown.rpartition("is } ")[2]
            for equation, size in ((bound, violation.right), (asked, violation.left)):
                assert [value(side) for side in equation.split(" = ")] == [size, size]


@pytest.mark.parametrize("law", ["X'", "X''", "22341", "22421", "23224", "24212"])
def test_patterns_are_those_of_the_ranks(law):
    for ranks, violation in BROKEN:
        if violation.law != law:
            continue
        given, _, claim = violation.latex(ranks).partition(r" \implies ")
        names, values = re.findall(r"r_\{(\d+)\}", given), given.rpartition("(")[2].rstrip(")").split(", ")
        assert [str(ranks[int(index)]) for index in names] == values
        found = re.fullmatch(r"r_\{(\d+)\} \\(le|ge) (\d+), \\quad\\text\{but \} r_\{\1\} = (\d+)", claim)
        asked, bound = int(found[4]), int(found[3])
        assert ranks[int(found[1])] == asked
        assert asked > bound if found[2] == "le" else asked < bound


def test_law_de_names_the_rank_and_a_value_that_fits():
    for ranks, violation in BROKEN:
        if violation.law == "DE":
            claim = violation.latex(ranks).partition(r" \implies ")[2]
            found = re.fullmatch(r"r_\{(\d+)\} \\ne (\d+), \\quad\\text\{the nearest that fits is \} (\d+)", claim)
            i, asked, nearest = map(int, found.groups())
            assert ranks[i] == asked
            law = next(law for law in LAWS if law.name == "DE")
            again = law.check((*ranks[:i], nearest))
            assert again is None or again.order != violation.order


def test_without_ranks_the_sides_are_shown():
    for _, violation in BROKEN[::7]:
        shown = violation.latex()
        mathml(shown)
        if violation.law in ("L", "G", "T", "P", "C"):
            assert shown.endswith(f"= {violation.left}")
            assert f"= {violation.right}, " in shown


@pytest.mark.parametrize(("law", "parameters"), [("a law of others", {}), ("T", {}), ("P", {"N": 9, "k": 9})])
def test_what_is_not_known_is_shown_by_its_sides(law, parameters):
    assert instance(law, 0, parameters, (3, 2), (1, 2)) == r"3 \le 2 \text{ fails}"


def test_repairs():
    assert [repair(2, relation, 3) for relation in ("<=", ">=", "=")] == [
        r"r_{2} \le 3",
        r"r_{2} \ge 3",
        "r_{2} = 3",
    ]
