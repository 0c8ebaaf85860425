"""The tab *Function*: what it says is what the library proves, and what it gives away can be used."""

import contextlib
import io
import json
import re

import pytest

import rankdyn as rd
from rankdyn.errors import InvalidInputError
from rankdyn.explorer.desk import Job
from rankdyn.explorer.link import Link
from rankdyn.explorer.questions import derivatives, function
from rankdyn.explorer.views import function as view
from rankdyn.explorer.views.answers import refusal
from rankdyn.functions.document import dumps, loads

ENTRIES = "[[1, exp(t)], [t, t*exp(t)]]"
MOMENT = ("[[1], [t], [t**2]]", "[[1], [t], [t**2]]")
DIAGONAL = ("[[1, 1], [1, -1]]", "t**2 - 1, sin(t)", "[[1, 0], [1, 1]]")

FUNCTIONS = {
    "entries": (("entries", (ENTRIES,)), rd.MatrixFunction(ENTRIES)),
    "product": (("product", MOMENT), rd.Product(*MOMENT)),
    "separable": (("separable", DIAGONAL), rd.Separable(DIAGONAL[0], ["t**2 - 1", "sin(t)"], DIAGONAL[2])),
    "parameters": (("entries", ("[[a, exp(a*t)], [t, b*t]]",)), rd.MatrixFunction("[[a, exp(a*t)], [t, b*t]]")),
}


def quiet(*_):
    """Take in reports of progress."""


def asked(form, texts, kind="derivative", step="1", order=4):
    return function.ranks(quiet, form, texts, kind, step, order)


def exported(shown):
    return {export.name: export for export in shown.exports}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize(("kind", "step"), [("derivative", "1"), ("difference", "1/2")])
def test_the_ranks_are_those_of_the_library_and_can_be_taken_home(name, kind, step, tmp_path):
    (form, texts), D = FUNCTIONS[name]
    shown = asked(form, texts, kind, step)
    expected = rd.rank_sequence(D, 4, kind, step)
    assert (shown.status, list(map(int, shown.suggestions))) == ("exact", list(expected))
    assert "exact · certificate attached" in shown.html
    files = exported(shown)
    path = tmp_path / files["Certificate"].filename
    path.write_text(files["Certificate"].text, encoding="utf-8")
    assert rd.certify(path)
    assert json.loads(files["Certificate"].text) == expected.certificate.to_dict()
    assert loads(shown.function) == loads(files["Function"].text) == D
    assert files["LaTeX"].text == f"D(t) = {D.latex()}"
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(files["Python"].text, {})
    assert printed.getvalue().strip() == expected.explain()


def test_what_is_outside_the_exact_class_says_so_and_why():
    shown = asked("entries", ("[[1, log(t + 3)], [t, t*log(t + 3)]]",), order=2)
    assert shown.status == "numerical"
    assert "numerical · not exact" in shown.html
    assert "Not exact: log(t + 3) is outside the exact class" in shown.html
    assert "Certificate" not in exported(shown)
    assert "exact · certificate" not in shown.html


@pytest.mark.parametrize(
    ("form", "texts", "message"),
    [
        ("entries", ("",), "nothing is written"),
        ("entries", ("[[1, 2], [3]]",), "row 2 has 1 entries"),
        ("entries", ("__import__('os')",), "unexpected character"),
        ("entries", ("[[<script>alert(1)</script>]]",), "unexpected character"),
        ("entries", ("[[" + "(" * 300 + "t" + ")" * 300 + "]]",), "nested"),
        ("entries", ("[[t**100000000000]]",), "exponent"),
        ("entries", ("[[" + ", ".join("1" * 25) + "]]",), "up to 24"),
        ("entries", ("x" * 20_001,), "up to 20,000"),
        ("entries", ("[[1/(t - t)]]",), "identically zero"),
        ("product", ("[[1, 2]]", "[[1]]"), "Product(U, V) = U Vᵀ needs equally many columns"),
        ("product", (f"[{', '.join(['[1]'] * 25)}]", "[[1]]"), "up to 24"),
        ("product", ("[[1]]", "[[1"), "V: "),
        ("separable", ("[[1, 1]]", "t", "[[1, 1]]"), "g has 1 functions"),
        ("separable", ("[[1]]", "t], [t", "[[1]]"), "several rows"),
        ("separable", ("[[1]]", " [ ] ", "[[1]]"), "g: nothing is written"),
        ("separable", ("[[1]]", "t,", "[[1]]"), "g: "),
        ("sum", ("[[1]]",), "do not give a function"),
    ],
)
def test_bad_texts_are_refused_with_what_is_wrong(form, texts, message):
    with pytest.raises(InvalidInputError, match=re.escape(message)) as refused:
        asked(form, texts)
    assert len(str(refused.value)) < 400
    job = Job(0)
    job.state, job.words = "refused", str(refused.value) + "<script>"
    assert "<script>" not in refusal(job).text


def test_too_high_orders_and_bad_steps_are_refused():
    with pytest.raises(InvalidInputError, match="up to order 8"):
        asked("entries", (ENTRIES,), order=9)
    with pytest.raises(InvalidInputError, match="h must not be 0"):
        asked("entries", (ENTRIES,), "difference", "0")


@pytest.mark.parametrize("text", ["t**2 - 1, sin(t)", "[t**2 - 1, sin(t)]", " [t**2-1,\n sin(t)] "])
def test_the_brackets_of_a_diagonal_are_optional(text):
    assert function.read("separable", (DIAGONAL[0], text, DIAGONAL[2])) == FUNCTIONS["separable"][1]


@pytest.mark.parametrize("ranks", [(1, 2, 1, 1), (1, 2, 3, 2, 1, 0), (2, 2, 4, 4), (0, 0), (3,)])
def test_tight_laws_are_those_that_the_changed_sequences_break(ranks):
    cells = re.findall(r"<td[^>]*>(.*?)</td>", function.tight(quiet, ranks).html)
    assert cells[: 2 * len(ranks)] == [*map(str, range(len(ranks))), *map(str, ranks)]
    for cell, (k, change) in zip(
        cells[2 * len(ranks) :], [(k, c) for c in (1, -1) for k in range(len(ranks))], strict=True
    ):
        changed = (*ranks[:k], ranks[k] + change, *ranks[k + 1 :])
        broken = [found.law for found in rd.laws.check(changed)] if min(changed) >= 0 else []
        assert (cell == "–") == (not broken)
        assert not broken or cell.removeprefix("law ").replace("&#x27;", "'") in broken


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize(("kind", "step"), [("derivative", "1"), ("difference", "1/2")])
def test_derivatives_are_given_with_factors_and_multiplied_out(name, kind, step):
    D = FUNCTIONS[name][1]
    files = exported(derivatives.derivatives(quiet, dumps(D), kind, step, 3))
    orders = [D.derivative(k) if kind == "derivative" else D.difference(k, step) for k in range(4)]
    names = [derivatives.name_of(k, kind, step) for k in range(4)]
    written = [rf"\[ {name} = {E.expand().latex()} \]" for name, E in zip(names, orders, strict=True)]
    assert files["LaTeX, multiplied out"].text.splitlines() == written
    if type(D) is not type(orders[0].expand()):
        kept = [rf"\[ {name} = {E.latex()} \]" for name, E in zip(names, orders, strict=True)]
        assert files["LaTeX, factors kept"].text.splitlines() == kept
    for export in files.values():
        assert export.text.count("{") == export.text.count("}")
        assert export.text.count(r"\begin") == export.text.count(r"\end")


def test_names_of_orders():
    assert [derivatives.name_of(k, "derivative", "1") for k in (0, 1, 3, 4)] == ["D", "D'", "D'''", "D^{(4)}"]
    assert derivatives.name_of(1, "difference", "1") == r"\Delta D"
    assert derivatives.name_of(2, "difference", "1/2") == r"\Delta_{\frac{1}{2}}^{2} D"


def test_large_derivatives_are_shown_in_part_and_given_whole():
    D = rd.MatrixFunction([[f"t**{i + j}*exp({i}*t)" for j in range(12)] for i in range(12)])
    shown = derivatives.derivatives(quiet, dumps(D), "derivative", "1", 2)
    assert "Only a part is shown" in shown.html
    assert len(shown.html) < 60_000
    assert (
        exported(shown)["LaTeX, multiplied out"].text.splitlines()[2]
        == rf"\[ D'' = {D.derivative(2).expand().latex()} \]"
    )


def test_what_is_too_large_to_multiply_out_says_so(monkeypatch):
    monkeypatch.setattr(derivatives, "_EXPANSIONS", 10)
    D = rd.Product("[[(t + 1)**50, t]]", "[[(t + 2)**50, t]]")
    shown = derivatives.derivatives(quiet, dumps(D), "derivative", "1", 1)
    assert "Not multiplied out" in shown.html
    assert exported(shown)["LaTeX, multiplied out"].text.startswith("% D: ")
    assert "LaTeX, factors kept" in exported(shown)


def test_a_decomposable_function_has_a_diagonal_that_alone_moves():
    D = rd.MatrixFunction("[[t, 1], [1, t]]")
    shown = derivatives.decomposition(quiet, dumps(D), "derivative", "1", 2)
    assert shown.status == "decomposable"
    assert "only the diagonal moves" in shown.html
    assert loads(exported(shown)["Function"].text).equals(D)


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("[[t, 1], [0, t]]", "not-decomposable", "diagonalisable"),
        ("[[cos(t), -sin(t)], [sin(t), cos(t)]]", "decomposable", "over the complex numbers"),
        ("[[log(t + 3), 1]]", "open", "nothing is claimed"),
    ],
)
def test_decompositions_say_what_was_decided(text, status, words):
    shown = derivatives.decomposition(quiet, dumps(rd.MatrixFunction(text)), "derivative", "1", 2)
    assert shown.status == status
    assert words in shown.html


def test_special_points_are_those_of_the_order_asked_for():
    D = rd.MatrixFunction("[[t**2 - 2, 0], [0, sin(t)]]")
    shown = function.special(quiet, dumps(D), "derivative", "1", 1, "-2", "5/2")
    assert shown.status == "exact"
    assert exported(shown)["Text"].text.strip() == str(rd.special_points(D, 1, ("-2", "5/2")))
    moved = function.special(quiet, dumps(D), "difference", "1/2", 2, "0", "7")
    assert exported(moved)["Text"].text.strip() == str(rd.special_points(D.difference(2, "1/2"), 0, (0, 7)))
    assert "here D stands for" in moved.html


def test_special_points_need_numbers_and_the_exact_class():
    with pytest.raises(InvalidInputError, match="parameters a"):
        function.special(quiet, dumps(rd.MatrixFunction("[[a*t]]")), "derivative", "1", 0, "-2", "2")
    with pytest.raises(InvalidInputError, match="the end of the interval must be a rational number"):
        function.special(quiet, dumps(rd.MatrixFunction("[[t]]")), "derivative", "1", 0, "-2", "pi")
    with pytest.raises(InvalidInputError):
        function.special(quiet, dumps(rd.MatrixFunction("[[t]]")), "derivative", "1", 0, "2", "-2")
    outside = function.special(quiet, dumps(rd.MatrixFunction("[[log(t + 3)]]")), "derivative", "1", 0, "-2", "2")
    assert outside.status == "open"


# ---- the page ---------------------------------------------------------------------------------------------------


class Asked:
    """A desk that notes what is asked."""

    def __init__(self):
        self.questions = []

    def ask(self, lane, question, *arguments):
        self.questions.append((lane, question, arguments))
        return Job(len(self.questions))


def test_a_link_gives_the_state_and_the_state_the_link():
    state = {"f_form": "product", "f_u": "[[t]]", "f_v": "[[1]]", "f_kind": "difference", "f_h": "1/3", "f_order": "2"}
    parameters = dict(state)
    link = Link(parameters)
    chosen = view.controls(link).value
    desk = Asked()
    view.ask(desk, link, chosen)
    assert desk.questions == [
        ("function", function.ranks, ("product", ("[[t]]", "[[1]]"), "difference", "1/3", 2)),
    ]
    assert parameters == state


@pytest.mark.parametrize("look", view.LOOKS)
def test_only_the_open_look_is_worked_on_and_every_question_can_be_answered(look):
    shown = asked("entries", ("[[t, 1], [1, t]]",), order=2)
    link = Link({})
    desk, where = Asked(), view.along(link).value
    jobs = view.look_closer(desk, link, shown, view.controls(link).value, look, where)
    assert len(jobs) == 3
    assert len(desk.questions) == sum(job is not None for job in jobs) <= 3
    assert len({lane for lane, _, _ in desk.questions}) == len(desk.questions)
    for _, question, arguments in desk.questions:
        assert question(quiet, *arguments) is not None


def test_laws_are_asked_only_about_proved_ranks():
    shown = asked("entries", ("[[log(t + 3)]]",), order=1)
    desk, link = Asked(), Link({})
    view.look_closer(desk, link, shown, view.controls(link).value, "Staircase", view.along(link).value)
    ((_, _, (name, arguments)),) = desk.questions
    assert (name, arguments["kind"]) == ("staircase", "numerical")


def test_nothing_is_asked_before_there_is_a_function():
    desk, link = Asked(), Link({})
    chosen, where = view.controls(link).value, view.along(link).value
    assert view.look_closer(desk, link, None, chosen, "Along t", where) == [None] * 3
    assert desk.questions == []


@pytest.mark.parametrize("name", view.EXAMPLES)
def test_the_examples_are_answered(name):
    link = Link(dict(view.EXAMPLES[name]))
    desk = Asked()
    view.ask(desk, link, view.controls(link).value)
    ((_, question, arguments),) = desk.questions
    assert question(quiet, *arguments).status == ("numerical" if name == "outside the exact class" else "exact")
