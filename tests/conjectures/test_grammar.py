"""The grammar of conjectures: what is read is what is printed, and bad input is refused where it stands."""

import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankdyn.conjectures.grammar import parse
from rankdyn.conjectures.limits import (
    MAX_CONJECTURE_CHARACTERS,
    MAX_CONJECTURE_DEPTH,
    MAX_CONJECTURE_DIGITS,
    MAX_CONJECTURE_ORDER,
)
from rankdyn.conjectures.printing import text
from rankdyn.conjectures.statements import Comparison, Integer, Negation, Rank, nodes
from rankdyn.errors import InvalidInputError, ParseError
from tests.conjectures.random_statements import statements
from tests.strategies import examples


@given(statements())
@examples(150)
def test_what_is_printed_is_read_as_the_same_tree(statement):
    assert parse(text(statement)) == statement


@given(statements(), st.randoms(use_true_random=False))
@examples(60)
def test_spaces_and_superfluous_parentheses_do_not_matter(statement, random):
    written = text(statement).replace("r0", random.choice(["r[0]", "( r0 )", "r [ 00 ]", "+r0"]))
    spaced = "\n(" + written.replace(" ", random.choice(["  ", "\t", " \r\n "])) + " ) "
    assert parse(spaced) == statement


@pytest.mark.parametrize(
    ("written", "meaning"),
    [
        ("r0 - r1 - r2 <= 0", "(r0 - r1) - r2 <= 0"),
        ("r0//r1//2 <= 0", "(r0//r1)//2 <= 0"),
        ("r0*r1//2*r2 <= 0", "((r0*r1)//2)*r2 <= 0"),
        ("-r0//2 <= 0", "(-r0)//2 <= 0"),
        ("-r0*2 <= 0", "(-r0)*2 <= 0"),
        ("r0 + 2*r1 <= 0", "r0 + (2*r1) <= 0"),
        ("not r0 <= 0 and r1 <= 0", "(not (r0 <= 0)) and (r1 <= 0)"),
        ("r0 <= 0 or r1 <= 0 and r2 <= 0", "r0 <= 0 or (r1 <= 0 and r2 <= 0)"),
        ("r0 <= 0 or r1 <= 0 implies r2 <= 0", "(r0 <= 0 or r1 <= 0) implies r2 <= 0"),
        ("r0 <= 0 implies r1 <= 0 implies r2 <= 0", "r0 <= 0 implies (r1 <= 0 implies r2 <= 0)"),
    ],
)
def test_what_binds_more_tightly(written, meaning):
    # Grouping by parentheses that are needed is kept as a tree of its own, so values are compared.
    from itertools import product

    from rankdyn.conjectures.evaluation import truth

    for ranks in product(range(4), repeat=3):
        assert truth(parse(written), ranks) == truth(parse(meaning), ranks)
    changed = {"r0 - r1 - r2 <= 0": "r0 - (r1 - r2) <= 0", "r0 + 2*r1 <= 0": "(r0 + 2)*r1 <= 0"}.get(written)
    if changed:
        assert any(
            truth(parse(written), ranks) != truth(parse(changed), ranks) for ranks in product(range(4), repeat=3)
        )


def test_ranks_are_written_in_two_ways():
    assert parse("r[2] <= r11") == Comparison((Rank(2), Rank(11)), ("<=",))
    assert parse("-2 < r0") == Comparison((Negation(Integer(2)), Rank(0)), ("<",))


REFUSED = [
    ("", 0, "empty text"),
    (" \n\t", 3, "empty text"),
    ("1 <= 2", 0, "speaks of no rank"),
    ("r1", 0, "a number stands where a statement is needed"),
    ("r0 <= 1 and r1 + 2", 12, "a number stands where a statement is needed"),
    ("(r0 <= 1) + 2 <= 3", 0, "a statement stands where a number is needed"),
    ("r1 <= (r0 <= 1)", 6, "a statement stands where a number is needed"),
    ("max(r0 <= 1, 2) <= 3", 4, "a statement stands where a number is needed"),
    ("not r0", 4, "a number stands where a statement is needed"),
    ("r1 implies r0 <= 1", 0, "a number stands where a statement is needed"),
    ("r1 <= x", 6, "unknown name 'x'"),
    ("R1 <= r0", 0, "write 'r1'"),
    ("r_1 <= r0", 0, "write 'r1'"),
    ("r0 <= 1 AND r1 <= 2", 8, "unexpected 'AND'"),
    ("r0 <= True", 6, "unknown name 'True'"),
    ("rank(r0) <= 1", 0, "unknown name 'rank'"),
    ("r1 <= abs(r0)", 6, "unknown name 'abs'"),
    ("r0x <= 1", 0, "unknown name 'r0x'"),
    ("2r0 <= 1", 1, "unexpected 'r0'"),
    ("__import__('os').system('true') <= r0", 0, "unknown name '__import__'"),
    ("r0.__class__ <= 1", 2, "unexpected character '.'"),
    ("r0 if r0 else r1 <= 1", 3, "unexpected 'if'"),
    ("r0 <= 1; r1 <= 2", 7, "unexpected character ';'"),
    ("lambda: r0", 0, "unknown name 'lambda'"),
    ("r0 // 0 <= 1", 6, "division by zero"),
    ("r0 // (2 - 2) <= 1", 6, "division by zero"),
    ("1 <= r0 // 2 // -0", 16, "division by zero"),
    ("r0 // (3 // 4) <= 1", 6, "division by zero"),
    ("r0 / 2 <= 1", 3, "write '//'"),
    ("r0**2 <= 1", 2, "no"),
    ("r0 = r1", 3, "write '=='"),
    ("r0 ≤ r1", 3, "write '<='"),
    ("r0 − r1 <= 2", 3, "write '-'"),
    ("r٣ <= 1", 1, "unexpected character '٣'"),
    ("r0 <= ²", 6, "unexpected character '²'"),
    ("r0 <= 1.5", 7, "ranks are integers"),
    ("r0 && r1", 3, "write 'and'"),
    ("max(r0) <= 1", 6, "two terms or more"),
    ("max <= 1", 4, "expected '('"),
    ("r[k] <= 1", 2, "expected the order as an integer"),
    ("r[-1] <= 1", 2, "expected the order as an integer"),
    ("r[1 <= 1", 4, "expected ']'"),
    ("r <= 1", 2, "expected '['"),
    ("r21 <= 1", 0, "orders go from 0 to 20"),
    ("r[" + "9" * 200 + "] <= 1", 2, "orders go from 0 to 20"),
    ("r0 <= ", 6, "the end of the text"),
    ("(r0 <= 1", 8, "to close the parenthesis"),
    ("r0 <= 1)", 7, "unexpected ')'"),
    ("r0 <= 1 r1 <= 2", 8, "unexpected 'r1'"),
    ("r0 <=\x00 1", 5, "unexpected character '\\x00'"),
    ("\u202er0 <= 1", 0, "unexpected character"),
]


@pytest.mark.parametrize(("written", "position", "message"), REFUSED)
def test_bad_texts_are_refused_at_their_character(written, position, message):
    with pytest.raises(ParseError) as refused:
        parse(written)
    assert refused.value.position == position
    assert message.removeprefix("no") in str(refused.value)
    assert f"character {position + 1}," in str(refused.value)
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("given_", [None, 5, b"r0 <= 1", ["r0 <= 1"]])
def test_only_a_text_is_a_conjecture(given_):
    with pytest.raises(InvalidInputError, match="a conjecture is a text"):
        parse(given_)


HOSTILE = {
    "parentheses": "(" * 90_000 + "r0",
    "long": "r0 <= 1 and " * 9_000 + "r0 <= 1",
    "spaces": " " * 100_000,
    "digits": "r0 <= " + "9" * 100_000,
    "name": "x" * 100_000,
    "signs": "-" * 1_900 + "r0 <= 1",
    "not": "not " * 480 + "r0 <= 1",
    "max": "max(r0, " * 200 + "r0",
    "implies": "r0 <= 1 implies " * 120 + "r0 <= 1",
    "floors": "r0" + "//r0" * 480 + " <= 1",
    "1900 digits": "r0 <= " + "9" * 1_900,
    "order": "r" + "1" * 1_900 + " <= 1",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_cost_nothing(name):
    tracemalloc.start()
    started = time.process_time()
    with pytest.raises(ParseError) as refused:
        parse(HOSTILE[name])
    assert time.process_time() - started < 0.5
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()
    assert len(str(refused.value)) < 300


def test_the_limits_themselves_are_allowed():
    deep = MAX_CONJECTURE_DEPTH
    parse("(" * deep + "r0" + ")" * deep + " <= 1")
    parse(f"r{MAX_CONJECTURE_ORDER} <= " + "9" * MAX_CONJECTURE_DIGITS)
    parse("r0 + " * ((MAX_CONJECTURE_CHARACTERS - 7) // 5) + "r0 <= 1")
    with pytest.raises(ParseError, match="nested deeper"):
        parse("(" * (deep + 1) + "r0" + ")" * (deep + 1) + " <= 1")


@given(st.text(max_size=60))
@examples(200)
def test_any_text_is_read_or_refused(written):
    refused = None
    try:
        statement = parse(written)
    except ParseError as error:
        refused = error
    if refused is None:
        assert any(isinstance(node, Rank) for node in nodes(statement))
    else:
        assert 0 <= refused.position <= len(written)


@given(st.lists(st.sampled_from("r0 r1 2 ( ) + - * // <= == and or not implies max ,".split()), max_size=12))
@examples(300)
def test_any_words_are_read_or_refused(words):
    try:
        statement = parse(" ".join(words))
    except ParseError:
        return
    assert parse(text(statement)) == statement
