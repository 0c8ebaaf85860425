"""The grammar of entries against SymPy's reading, and its round trip through text."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st

from rankdyn.errors import InvalidInputError, NotExactError, ParseError
from rankdyn.expressions.grammar import RESERVED, parse_expression, parse_matrix
from rankdyn.expressions.nodes import Add, Expression, Function, Mul, Pow, Symbol, number
from rankdyn.expressions.printing import text
from rankdyn.functions.sympy_border import from_sympy, to_sympy
from tests.strategies import examples, expression_texts

NAMES = {name: sp.Symbol(name) for name in ("t", "a", "b")}


def sympify(source: str) -> sp.Expr:
    """SymPy's reading, with decimals as fractions; it evaluates Python, so it is for trusted texts only."""
    return sp.sympify(source.replace("^", "**"), locals=NAMES, rational=True)


def same_function(left: sp.Expr, right: sp.Expr) -> bool:
    """Whether SymPy's own simplification, or exact values at several points, leave no difference."""
    difference = sp.together(sp.expand((left - right).rewrite([sp.sinh, sp.cosh], sp.exp)))
    if sp.expand(sp.numer(difference)) == 0 or sp.simplify(difference) == 0:
        return True
    names = sorted(difference.free_symbols, key=str)
    points = [{name: sp.Rational(p, 7 + i) for i, name in enumerate(names)} for p in (5, 16, 2)]
    return difference.has(sp.Pow, sp.log) and all(abs(sp.N(difference.subs(point), 40)) < 1e-30 for point in points)


def parsed_or_none(source: str) -> Expression | None:
    try:
        return parse_expression(source)
    except InvalidInputError:
        return None


def refusal(reader: Callable[[str], object], source: str) -> InvalidInputError | None:
    try:
        reader(source)
    except InvalidInputError as error:
        return error
    return None


# ---- round trip ----


@given(expression_texts)
@examples(600)
def test_text_of_an_expression_reads_back_as_the_same_tree(source: str) -> None:
    expression = parsed_or_none(source)
    assume(expression is not None)
    assert parse_expression(text(expression)) == expression


@given(expression_texts)
@examples(200)
def test_sympy_and_back_is_the_same_function(source: str) -> None:
    expression = parsed_or_none(source)
    assume(expression is not None)
    shown = to_sympy(expression)
    assume(not shown.has(sp.zoo, sp.nan, sp.oo))
    again = to_sympy(from_sympy(shown, "t"))
    assert again == shown or same_function(again, shown)


def test_trees_hold_what_was_written() -> None:
    t = Symbol("t")
    assert parse_expression("t*t") == Mul((t, t))
    assert parse_expression("t - t") == Add((t, Mul((number(-1), t))))
    assert parse_expression("2*3 + t") == Add((t, number(6)))
    assert parse_expression("sinh(t)") == Function("sinh", ((((("t", 1),), Fraction(1))),))
    assert parse_expression("1/t") == Pow(t, -1)


# ---- agreement with SymPy ----


@given(expression_texts)
@examples(250)
def test_reading_agrees_with_sympy(source: str) -> None:
    expression = parsed_or_none(source)
    theirs = sympify(source)
    if expression is None:
        return
    assume(not theirs.has(sp.zoo, sp.nan, sp.oo))
    assert same_function(to_sympy(expression), theirs)


@given(expression_texts)
@examples(250)
def test_what_is_refused_divides_by_zero_in_sympy_too_or_has_no_integer_power(source: str) -> None:
    error = refusal(parse_expression, source)
    if isinstance(error, ParseError):
        assert "zero" in str(error)
        # a literal zero is divided by: SymPy says zoo or nan, unless a power zero makes 1 of it
        assert sympify(source).has(sp.zoo, sp.nan) or "**0" in source
    elif error is not None:
        assert isinstance(error, NotExactError)
        assert "character" in str(error)


PRECEDENCE = [
    ("-t**2", "-(t**2)"),
    ("2**-1", "1/2"),
    ("t**-2", "1/t**2"),
    ("t**2**3", "t**8"),
    ("(t**2)**3", "t**6"),
    ("2**3**2", "512"),
    ("-2**2", "-4"),
    ("(-2)**2", "4"),
    ("2*-t", "-2*t"),
    ("2--t", "2 + t"),
    ("2-+-t", "2 + t"),
    ("--t", "t"),
    ("---t**2", "-(t**2)"),
    ("t/2/3", "t/6"),
    ("t/2*3", "3*t/2"),
    ("1/t*t", "1"),
    ("6/2/3", "1"),
    ("2-3-4", "-5"),
    ("-t/2", "-(t/2)"),
    ("2^3^2", "512"),
    ("t**+2", "t**2"),
    ("t**(1+1)", "t**2"),
    ("t**(4/2)", "t**2"),
    ("exp(t)**2", "exp(2*t)"),
    ("exp(t)**-1", "exp(-t)"),
    ("exp(t)**(1/2)", "exp(t/2)"),
    ("exp(0)", "1"),
    ("sinh(0*t)", "0"),
    ("cosh(t - t)", "1"),
    ("sinh(-t)", "-sinh(t)"),
    ("E*E", "exp(2)"),
    ("exp(t*(a + 1))", "exp(t*a)*exp(t)"),
    (".5", "1/2"),
    ("1.", "1"),
    ("1e3", "1000"),
    ("12.5E-1", "5/4"),
    ("0.1+0.2", "3/10"),
    ("007", "7"),
    ("t**0", "1"),
    (" \t t\n+\r 1 ", "t + 1"),
]


@pytest.mark.parametrize(("source", "meant"), PRECEDENCE)
def test_precedence_and_numbers(source: str, meant: str) -> None:
    assert same_function(to_sympy(parse_expression(source)), sympify(meant))


@given(st.lists(st.sampled_from(["t", "2", "a", "-", "+", "*", "/", "**", "(", ")", " ", "exp(", "1/3"]), max_size=9))
@examples(1500)
def test_random_strings_of_tokens_are_read_as_sympy_reads_them_or_refused(tokens: list[str]) -> None:
    """Whatever the grammar accepts, SymPy accepts with the same meaning."""
    source = "".join(tokens)
    expression = parsed_or_none(source)
    if expression is None:
        return
    theirs = sympify(source.strip())
    assume(not theirs.has(sp.zoo, sp.nan, sp.oo))
    assert same_function(to_sympy(expression), theirs)


@given(st.text(max_size=30))
@examples(600)
def test_any_text_at_all_is_read_or_refused_with_one_line(source: str) -> None:
    for reader in (parse_expression, parse_matrix):
        message = str(refusal(reader, source))
        assert "\n" not in message
        assert len(message) < 400


@given(st.text(alphabet="t1.e+-*/^()[], _a2xE", max_size=14))
@examples(2000)
def test_near_misses_of_the_grammar_are_read_or_refused_with_one_line(source: str) -> None:
    for reader in (parse_expression, parse_matrix):
        assert "\n" not in str(refusal(reader, source))


def test_reserved_names_cover_the_functions_that_sympy_would_read_otherwise() -> None:
    assert {"sin", "cos", "exp", "sqrt", "log", "pi", "I", "E", "oo", "nan"} <= RESERVED


def test_a_matrix_text_has_rows_of_entries() -> None:
    rows = parse_matrix(" [ [1, t] , [ a*t , exp( t ) ] ] ")
    assert [[text(entry) for entry in row] for row in rows] == [["1", "t"], ["a*t", "exp(t)"]]
