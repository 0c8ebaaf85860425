"""Bad input of every kind: one line, naming the place, from the parser alone; and every published limit."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
import sympy as sp

import rankdyn as rd
from rankdyn import limits
from rankdyn.errors import InvalidInputError, NotExactError, ParseError
from rankdyn.expressions import printing
from rankdyn.expressions.grammar import parse_expression
from rankdyn.expressions.nodes import is_exact

# ---- texts that are no matrix of the grammar ----

NO_MATRIX = {
    "system call": "[[__import__('os').system('echo hacked')]]",
    "system call with dunder": "[[__builtins__]]",
    "attribute": "[[t.real]]",
    "attribute of a number": "[[(1).__class__]]",
    "attribute of a function": "[[exp.__globals__]]",
    "lambda": "[[lambda t: t]]",
    "call of a lambda": "[[(lambda: 1)()]]",
    "f-string": "[[f'{t}']]",
    "string": "[['t']]",
    "list comprehension": "[[t for t in (1, 2)]]",
    "comprehension of rows": "[[i] for i in range(3)]",
    "generator": "[[sum(t for t in x)]]",
    "dictionary": "[[{1: 2}]]",
    "set": "{{1, 2}}",
    "tuple of rows": "([1], [2])",
    "subscript": "[[t[0]]]",
    "starred": "[[*t]]",
    "walrus": "[[t:=1]]",
    "semicolon": "[[1]]; import os",
    "comment": "[[1]] # no",
    "backslash": "[[1\\\n]]",
    "conditional": "[[1 if t else 2]]",
    "comparison": "[[t < 1]]",
    "boolean operator": "[[t and a]]",
    "bitwise": "[[t & 1]]",
    "floor division": "[[t // 2]]",
    "modulus": "[[t % 2]]",
    "matrix product": "[[t @ t]]",
    "factorial": "[[t!]]",
    "equation": "[[t = 1]]",
    "underscore number": "[[1_000]]",
    "hexadecimal": "[[0x10]]",
    "imaginary number": "[[2j]]",
    "number against name": "[[2t]]",
    "two points": "[[1.2.3]]",
    "exponent without digits": "[[1e]]",
    "name with leading underscore": "[[_t]]",
    "unknown function": "[[f(t)]]",
    "unknown function of SymPy": "[[Matrix(t)]]",
    "function without argument": "[[exp]]",
    "function of nothing": "[[exp()]]",
    "function of two": "[[exp(t, t)]]",
    "ragged rows": "[[1, 2], [3]]",
    "ragged rows the other way": "[[1], [2, 3]]",
    "one list": "[1, 2]",
    "scalar": "t",
    "empty text": "",
    "spaces": "   ",
    "empty matrix": "[]",
    "empty row": "[[]]",
    "two empty rows": "[[], []]",
    "empty entry": "[[1,, 2]]",
    "missing entry": "[[,1]]",
    "trailing comma": "[[1, 2,]]",
    "trailing comma after rows": "[[1], ]",
    "nested array": "[[[1]], [[2]]]",
    "nested entry": "[[[1, 2], 3]]",
    "unclosed": "[[1, t], [t, t**2]",
    "unclosed row": "[[1, t",
    "closed too often": "[[1]]]",
    "two matrices": "[[1]] [[2]]",
    "unclosed parenthesis": "[[(1 + t]]",
    "crossed brackets": "[[(1 + t])]",
    "two operators": "[[1 * / t]]",
    "dangling operator": "[[1 +]]",
    "dangling power": "[[t **]]",
    "unicode minus": "[[1 \u2212 t]]",
    "superscript": "[[t\u00b2]]",
    "fullwidth digit": "[[\uff11]]",
    "arabic digit": "[[\u0661]]",
    "cyrillic name": "[[\u0435xp(t)]]",
    "greek name": "[[\u03b1*t]]",
    "no-break space": "[[1,\u00a0t]]",
    "zero-width space": "[[1,\u200bt]]",
    "right-to-left mark": "[[\u202et]]",
    "fullwidth name": "[[\uff54]]",
    "null byte": "[[1, \x00]]",
    "lone surrogate": "[[\ud800]]",
    "boolean": "[[t, True()]]",
    "NaN": "[[nan]]",
    "NaN in capitals": "[[NaN]]",
    "infinity": "[[inf]]",
    "SymPy's infinity": "[[-oo]]",
    "complex infinity": "[[zoo]]",
    "division by zero": "[[1/0]]",
    "division by zero in a sum": "[[t, 1 + t/(1 - 1)]]",
    "zero to a negative power": "[[0**-1]]",
    "zero times a quotient by zero": "[[0*(1/0)]]",
    "quotient by zero to the power zero": "[[(1/0)**0]]",
    "tower of nines": "[[9**9**9**9]]",
    "huge power": "[[t**(10**9)]]",
    "huge power without parentheses": "[[t**1000000000]]",
    "huge negative power": "[[t**-1000000000]]",
    "power of a power": "[[((((t**1000)**1000)**1000)**1000)]]",
    "deep parentheses": "[[" + "(" * 10**4 + "t" + ")" * 10**4 + "]]",
    "deep functions": "[[" + "exp(" * 10**4 + "t" + ")" * 10**4 + "]]",
    "deep powers": "[[" + "2**" * 10**4 + "1]]",
    "deep brackets": "[" * 10**4 + "t" + "]" * 10**4,
    "million characters": "[[" + "t+" * 500_000 + "t]]",
    "million digits": "[[" + "9" * 400_000 + "]]",
    "huge decimal exponent": "[[1e999999999]]",
    "huge negative decimal exponent": "[[1e-999999999]]",
}

HIDDEN_ZEROS = {
    "0/(t-t)": "0/(t - t)",
    "zero times": "0*(1/(t - t))",
    "to the power zero": "(1/(t - t))**0",
    "hyperbolic identity": "1/(cosh(t)**2 - sinh(t)**2 - 1)",
    "doubled angle": "t/(sinh(2*t) - 2*sinh(t)*cosh(t))",
    "exponentials": "1/(exp(2*t) - exp(t)**2)",
    "exponentials with a parameter": "a/(exp(a*t)*exp(t) - exp((a + 1)*t))",
    "expansion": "1/((t + 1)**2 - t**2 - 2*t - 1)",
    "constant": "1/(0.1 + 0.2 - 0.3)",
    "constant exponentials": "1/(exp(1)*exp(2) - exp(3))",
    "inverse of an inverse": "1/(1/t - 1/t)",
    "quotient of zero": "1/((t - t)/(t + 1))",
    "negative power": "(t - t)**-3",
    "power of zero": "1/(t - t)**5",
    "nested zero power": "((1/(t - t))**0)**2",
    "parameter": "1/(a*t - t*a)",
    "deep": "1/(1 + 1/(t - 1) - t/(t - 1))",
    "in a factor of zero": "(t - t)*(1/(t - t))",
    "high degree": "1/((t + 1)**50*(t - 1)**50 - (t**2 - 1)**50)",
}


@pytest.mark.parametrize("text", NO_MATRIX.values(), ids=NO_MATRIX.keys())
def test_text_that_is_no_matrix_is_refused_with_one_line_that_names_the_place(text: str) -> None:
    with pytest.raises((ParseError, NotExactError)) as caught:
        rd.MatrixFunction(text)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith("character ")
    assert len(message) < 300


@pytest.mark.parametrize("text", NO_MATRIX.values(), ids=NO_MATRIX.keys())
def test_every_door_refuses_it(text: str) -> None:
    for door in (
        lambda: rd.rank_sequence(text, 1),
        lambda: rd.rank_at(text, 0),
        lambda: rd.Product(text, [[1]]),
        lambda: rd.MatrixFunction([[1]]) + text,
    ):
        with pytest.raises(InvalidInputError):
            door()


@pytest.mark.parametrize("entry", HIDDEN_ZEROS.values(), ids=HIDDEN_ZEROS.keys())
def test_division_by_an_identically_zero_function_is_refused_and_the_entry_named(entry: str) -> None:
    for rows in ([[1, "t"], [entry, 1]], f"[[1, t], [{entry}, 1]]"):
        with pytest.raises(InvalidInputError, match=r"entry \[1\]\[0\]|character") as caught:
            rd.MatrixFunction(rows)
        assert "zero" in str(caught.value)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("entry", HIDDEN_ZEROS.values(), ids=HIDDEN_ZEROS.keys())
def test_division_by_zero_is_refused_in_diagonals_and_coefficients(entry: str) -> None:
    with pytest.raises(InvalidInputError, match="zero"):
        rd.Separable([[1]], [entry], [[1]])
    constant = entry.replace("t", "a") if "sinh" not in entry and "exp" not in entry else "1/(a - a)"
    with pytest.raises(InvalidInputError, match="zero"):
        rd.Sum([["t"]], coefficients=[constant])


@pytest.mark.parametrize(
    "entry",
    ["1/(t - a)", "1/(exp(t) - 1)", "(t - t)/t", "1/(cosh(t)**2 - sinh(t)**2)", "1/(t**50 - 1)", "0/t", "(1/t)**0"],
)
def test_a_denominator_that_is_not_identically_zero_is_welcome(entry: str) -> None:
    assert rd.MatrixFunction([[entry]]).shape == (1, 1)


def test_the_character_that_is_named_is_the_offending_one() -> None:
    for text, position in [
        ("[[1, t], [t, $]]", 13),
        ("[[1, 2], [3]]", 9),
        ("[[1, t/0]]", 7),
        ("[[1, t**(10**9)]]", 8),
        ("[[f(t)]]", 2),
        ("[[1]] x", 6),
        ("[[oo]]", 2),
        ("[[1 2]]", 4),
        ("", 0),
        ("[[1,", 4),
        ("[[é]]", 2),
        ("[[t, 12.5.2]]", 9),
    ]:
        with pytest.raises(ParseError) as caught:
            rd.MatrixFunction(text)
        assert caught.value.position == position, text
        assert str(caught.value).startswith(f"character {position + 1}, near ")


@pytest.mark.parametrize(
    "entry",
    [
        *("sqrt(t)", "log(t)", "t**(1/2)", "a**t", "t**a", "asin(t)", "erf(t)", "gamma(t + 1)", "(t + 1)**0.5"),
        *("exp(exp(t))", "exp(1/t)", "exp(sinh(t))", "exp(t)**sin(t)", "cosh(1/(t+1))", "exp(2**(1/3)*t)"),
        *("exp(pi**2*t)", "exp(log(2)*log(3)*t)", "3**(log(5)/log(2)*t)", "exp((E + pi)*t)", "sin(t**(1/2))"),
    ],
)
def test_mathematics_beyond_the_class_is_read_and_known_to_be_outside(entry: str) -> None:
    tree = parse_expression(entry)
    assert not is_exact(tree)
    assert parse_expression(printing.text(tree)) == tree


@pytest.mark.parametrize(
    "entry",
    [
        *("sin(t)", "tanh(t)", "2**t", "pi*t", "I", "2**(1/2)", "exp(pi*t)", "sqrt(8)**t", "cos(sqrt(2)*t)"),
        *("3**(log(2)/log(3)*t)", "exp(t)**t", "log(12)", "(4/9)**(1/6)", "sqrt(-3)", "exp(t/(1 + sqrt(2)))"),
    ],
)
def test_trigonometry_powers_and_constants_are_in_the_class(entry: str) -> None:
    tree = parse_expression(entry)
    assert is_exact(tree)
    assert parse_expression(printing.text(tree)) == tree


@pytest.mark.parametrize("entry", ["abs(t)", "Abs(t)", "floor(t)", "sign(t)", "re(t)"])
def test_functions_that_are_not_analytic_are_refused_with_the_remedy(entry: str) -> None:
    for door in (lambda: rd.MatrixFunction([[entry]]), lambda: rd.MatrixFunction(f"[[{entry}]]")):
        with pytest.raises(NotExactError, match=r"character .* is not analytic.*numerical_ranks") as caught:
            door()
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        ("0**t", "must be positive"),
        ("(-2)**t", "must be positive"),
        ("(-8)**(1/3)", "must be positive"),
        ("log(0)", r"log\(0\) is not defined"),
        ("cot(0*t)", "pole"),
        ("exp(t/0)", "division by zero"),
        ("2**(1/2000000)*exp(t**201)", "degree above 200"),
        (f"log({10**60 + 7})", "more than 40 digits"),
    ],
)
def test_powers_and_logarithms_without_a_value_name_the_rule(entry: str, rule: str) -> None:
    with pytest.raises(ParseError, match=rule) as caught:
        rd.MatrixFunction([[entry]])
    assert "\n" not in str(caught.value)


# ---- values that are no entries ----

NO_ENTRIES: dict[str, Any] = {
    "None": None,
    "number": 5,
    "function": len,
    "dictionary": {"t": 1},
    "set": {1, 2},
    "iterator": iter([[1]]),
    "empty list": [],
    "empty row": [[]],
    "row of text": ["t"],
    "rows of text": ["12", "34"],
    "bytes": b"[[1]]",
    "rows of bytes": [b"12"],
    "flat list": [1, 2],
    "ragged": [[1, 2], [3]],
    "None inside": [[None]],
    "boolean": [[True]],
    "NumPy boolean": [[np.True_]],
    "NumPy booleans": np.array([[True]]),
    "SymPy boolean": [[sp.true]],
    "NaN": [[float("nan")]],
    "infinity": [[float("inf")]],
    "NumPy NaN": np.array([[np.nan]]),
    "NumPy infinity": np.array([[-np.inf]]),
    "SymPy NaN": sp.Matrix([[sp.nan]]),
    "SymPy infinity": sp.Matrix([[sp.oo]]),
    "SymPy complex infinity": sp.Matrix([[sp.zoo * sp.Symbol("t")]]),
    "SymPy infinite term": [[sp.Symbol("t") + sp.oo]],
    "Decimal NaN": [[Decimal("NaN")]],
    "complex": [[1j]],
    "NumPy complex": np.array([[1j]]),
    "three dimensions": np.zeros((2, 2, 2)),
    "one dimension": np.zeros(3),
    "no dimension": np.array(1.0),
    "nested list": [[[1], [2]]],
    "object array": np.array([[object()]]),
    "entry text that is no expression": [["t +"]],
    "entry text with two entries": [["t, t"]],
    "entry text of a matrix": [["[[t]]"]],
    "empty entry text": [[""]],
    "SymPy symbol with assumptions": [[sp.Symbol("t", real=True)]],
    "positive SymPy symbol": [[sp.exp(sp.Symbol("a", positive=True) * sp.Symbol("t"))]],
    "SymPy symbol with a strange name": [[sp.Symbol("x y")]],
    "SymPy symbol that is code": [[sp.Symbol("__import__('os')")]],
    "SymPy dummy": [[sp.Dummy("t")]],
    "SymPy function of t": [[sp.Function("f")(sp.Symbol("t"))]],
    "SymPy matrix inside": [[sp.Matrix([[1]])]],
    "huge SymPy power": [[sp.Symbol("t") ** (10**9)]],
}


@pytest.mark.parametrize("entries", NO_ENTRIES.values(), ids=NO_ENTRIES.keys())
def test_what_is_no_matrix_of_entries_is_refused_with_one_line(entries: Any) -> None:
    with pytest.raises(InvalidInputError) as caught:
        rd.MatrixFunction(entries)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    "variable", ["", "t t", "2", "exp", "pi", "t+1", "__x", None, 3, sp.Symbol("t", real=True), "é"]
)
def test_what_is_no_variable_is_refused(variable: Any) -> None:
    with pytest.raises(InvalidInputError):
        rd.MatrixFunction([[1]], variable)


@pytest.mark.parametrize("order", [-1, 10**6, limits.MAX_ORDER + 1, True, 1.0, "1", None, 10**30, float("nan"), [1]])
def test_what_is_no_order_is_refused(order: Any) -> None:
    D = rd.MatrixFunction([["t"]])
    for door in (
        lambda: rd.rank_sequence(D, order),
        lambda: rd.rank_at(D, 0, order),
        lambda: D.derivative(order),
        lambda: D.difference(order),
        lambda: rd.numerical_ranks(np.zeros((3, 1, 1)), order),
    ):
        with pytest.raises(InvalidInputError, match=r"order|k must"):
            door()


@pytest.mark.parametrize(
    "step", [0, "0", 0.0, float("nan"), float("inf"), "t", None, "1/0", True, 1j, "", "1e9999999", [1]]
)
def test_what_is_no_step_is_refused(step: Any) -> None:
    D = rd.MatrixFunction([["t"]])
    for door in (lambda: rd.rank_sequence(D, 1, kind="difference", h=step), lambda: D.difference(1, step)):
        with pytest.raises(InvalidInputError, match=r"^h must"):
            door()


@pytest.mark.parametrize("kind", ["Derivative", "", None, 1, "differences"])
def test_what_is_no_kind_is_refused(kind: Any) -> None:
    for door in (lambda: rd.rank_sequence([["t"]], 1, kind=kind), lambda: rd.rank_at([["t"]], 1, kind=kind)):
        with pytest.raises(InvalidInputError, match="kind must be"):
            door()


@pytest.mark.parametrize("budget", [-1, 1.5, "many", True])
def test_what_is_no_budget_is_refused(budget: Any) -> None:
    for door in (lambda: rd.rank_sequence([["t"]], 1, budget=budget), lambda: rd.rank_at([["t"]], 1, budget=budget)):
        with pytest.raises(InvalidInputError, match="budget must be"):
            door()


@pytest.mark.parametrize("rng", [-1, 1.5, "seed", True, np.random.RandomState])
def test_what_is_no_seed_is_refused(rng: Any) -> None:
    with pytest.raises(InvalidInputError, match="rng must be"):
        rd.rank_sequence([["t"]], 1, rng=rng)


# ---- limits ----

AT_THE_LIMIT = {
    "MAX_TEXT_CHARACTERS": (
        "t".ljust(limits.MAX_TEXT_CHARACTERS),
        "t".ljust(limits.MAX_TEXT_CHARACTERS + 1),
    ),
    "MAX_DEPTH": (
        "(" * limits.MAX_DEPTH + "t" + ")" * limits.MAX_DEPTH,
        "(" * (limits.MAX_DEPTH + 1) + "t" + ")" * (limits.MAX_DEPTH + 1),
    ),
    "MAX_DIGITS": ("7" * limits.MAX_DIGITS, "7" * (limits.MAX_DIGITS + 1)),
    "MAX_POWER": (f"(t + 1)**{limits.MAX_POWER}", f"(t + 1)**{limits.MAX_POWER + 1}"),
    "MAX_DEGREE": (f"((t + 1)**{10**3} + 1)**{10**3}", f"(((t + 1)**{10**3} + 1)**{10**3} + 1)**2"),
    "MAX_EXPONENT_DEGREE": (f"exp(t**{limits.MAX_EXPONENT_DEGREE})", f"exp(t**{limits.MAX_EXPONENT_DEGREE + 1})"),
    "MAX_PARAMETERS": (
        "+".join(f"p{i}" for i in range(limits.MAX_PARAMETERS)),
        "+".join(f"p{i}" for i in range(limits.MAX_PARAMETERS + 1)),
    ),
    "MAX_SIDE": None,
    "MAX_ORDER": None,
    "DEFAULT_BUDGET": None,
    "DEFAULT_CANDIDATES": None,
    "MAX_FIELD_DEGREE": None,
}


def test_a_number_field_beyond_the_limit_has_a_numerical_answer_that_says_so() -> None:
    # φ(420) = 96 and φ(212) = 104
    assert rd.rank_sequence("[[exp(I*pi/210)*t, t]]", 1).kind == "exact"
    beyond = rd.rank_sequence("[[exp(I*pi/106)*t, t]]", 1)
    assert beyond.kind == "numerical"
    assert f"degree 104, beyond the limit {limits.MAX_FIELD_DEGREE}" in beyond.bounds[0].method


def published() -> Iterator[str]:
    return (name for name in vars(limits) if name.isupper())


def test_every_published_limit_is_tested() -> None:
    assert set(AT_THE_LIMIT) == set(published())


@pytest.mark.parametrize("name", [name for name, texts in AT_THE_LIMIT.items() if texts])
def test_the_limit_itself_is_accepted_and_one_more_is_refused(name: str) -> None:
    accepted, refused = AT_THE_LIMIT[name]
    assert rd.MatrixFunction([[accepted]]).shape == (1, 1)
    with pytest.raises(InvalidInputError, match=r"\d") as caught:
        rd.MatrixFunction([[refused]])
    assert "\n" not in str(caught.value)
    assert any(word in str(caught.value) for word in (str(getattr(limits, name)), str(getattr(limits, name) + 1)))


def test_sides_up_to_the_limit() -> None:
    n = limits.MAX_SIDE
    assert rd.zeros(n, 1).shape == (n, 1)
    assert rd.MatrixFunction("[[" + "0," * (n - 1) + "t]]").shape == (1, n)
    for door in (
        lambda: rd.zeros(n + 1, 1),
        lambda: rd.MatrixFunction(np.zeros((1, n + 1))),
        lambda: rd.MatrixFunction("[[" + "0," * n + "t]]"),
        lambda: rd.MatrixFunction("[" + "[0]," * n + "[t]]"),
        lambda: rd.MatrixFunction([[0]] * (n + 1)),
    ):
        with pytest.raises(InvalidInputError, match=str(n)):
            door()


def test_orders_up_to_the_limit() -> None:
    assert list(rd.rank_sequence("[[exp(t)]]", limits.MAX_ORDER)) == [1] * (limits.MAX_ORDER + 1)


def test_a_power_of_a_constant_stays_within_the_digits() -> None:
    assert rd.MatrixFunction([[f"10**{limits.MAX_DIGITS - 2}"]]).shape == (1, 1)
    with pytest.raises(ParseError, match="digits"):
        rd.MatrixFunction([[f"10**{limits.MAX_DIGITS + 10}"]])
    for text in (
        "(9**1000)**1000",
        "3**4300",
        "*".join(["9**1000"] * 50_000),
        "+".join(f"1/{n}" for n in range(1, 50_000)),
    ):
        with pytest.raises(ParseError, match="digits"):
            rd.MatrixFunction([[text]])


@pytest.mark.parametrize(
    "entry",
    [
        "exp((9e1900*t)**100)",
        "exp((2*(2*(2*t)**100)**100)**100)",
        "exp((t + a)**199*(t + b))",
        "exp((t+a+b)**100)",
        "exp((9**99*t)**200)",
    ],
)
def test_exponents_that_would_explode_are_refused_before_they_are_expanded(entry: str) -> None:
    with pytest.raises(InvalidInputError, match="argument of an exponential"):
        rd.MatrixFunction([[entry]])


def test_parsing_a_bad_text_needs_no_sympy_and_little_memory() -> None:
    """The whole list in one fresh process, its address space bounded; SymPy is never imported."""
    program = (
        "import json, resource, sys; resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))\n"
        "import rankdyn as rd\n"
        "for text in json.load(sys.stdin):\n"
        "    try: rd.MatrixFunction(text)\n"
        "    except rd.InvalidInputError: continue\n"
        "    raise SystemExit(text[:50])\n"
        "assert 'sympy' not in sys.modules\n"
    )
    texts = [text for text in NO_MATRIX.values() if text.isprintable() or "\x00" in text]
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
