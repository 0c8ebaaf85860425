"""``rankdyn realize``: answers, alternatives, exit statuses."""

import json

import pytest

import rankdyn as rd
from rankdyn.evidence.realizability import Obstruction, Open, Witness
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.laws import check
from rankdyn.realization import alternatives
from rankdyn.realization import realize as realization

ROTATION = ConstantClass([[0, 1], [2, 0]], [[1, 0], [0, 0]], [[0, 0], [1, 0]])
"""Irrational eigenvalues: no entries."""


def witness(function, ranks, **fields):
    found = rd.rank_sequence(function, len(ranks) - 1)
    assert found.kind == "exact"
    return Witness(function, ranks, found.certificate, "made for a test", **fields)


@pytest.fixture
def answers(monkeypatch):
    """Put a function in place of realize; it records what it was asked."""
    asked = []

    def answer(ranks, **options):
        asked.append((ranks, options))
        mode = options["mode"]
        if mode == "generic" and ranks == (1, 2, 1):
            return witness(rd.MatrixFunction("[[1, t], [t, t**2]]"), ranks)
        if mode == "generic" and ranks == (1, 2, 2):
            return witness(ROTATION, ranks)
        if mode == "generic" and ranks == (1, 3, 2):
            law = check(ranks)[0]
            return Obstruction(ranks, law.law, law.explanation, "a proof", ((1, 2, 2), (1, 2, 1), (9, 9, 9)))
        if mode == "shifted":
            function = rd.MatrixFunction("[[1, t, 0], [t, t**2, 0], [0, 0, t**2]]")
            return witness(function, (2, 3), mode="shifted", shift=1, shift_lower_bound=1)
        if mode == "orders":
            return witness(rd.MatrixFunction("[[t, 0], [0, 1]]"), (2, 1), mode="orders", orders=(0, 1))
        if mode == "pointwise":
            found = rd.rank_at(rd.MatrixFunction("[[t]]"), 0, 1).certificate
            where = {"mode": "pointwise", "points": (0,), "certificates": (found,)}
            return Witness(rd.MatrixFunction("[[t]]"), (0, 1), found, "Taylor", **where)
        return Open(ranks, ("the library", "a search"))

    monkeypatch.setattr(realization, "realize", answer)
    monkeypatch.setattr(alternatives, "realize", answer)
    return asked


def test_a_witness_is_printed_with_construction_and_evidence(answers, call):
    done = call("realize 1,2,1")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "generic ranks 1,2,1 of successive derivatives: yes, certified",
        "",
        "D(t) =",
        "  [ 1     t ]",
        "  [ t  t**2 ]",
        "",
        "size          2 x 2",
        "construction  made for a test",
        "evidence      exact, accepted by the independent checker: 1,2,1",
    ]


def test_a_function_without_entries_is_printed_as_its_matrices(answers, call):
    lines = call("realize 1,2,2").out.splitlines()
    assert lines[2:6] == ["D(t) = e^(tA) D0 e^(tB) with", "A =", "  [ 0  1 ]", "  [ 2  0 ]"]
    document = json.loads(call("realize 1,2,2 --json").out)
    assert document["entries"] is None
    assert eval(document["python"], vars(rd)) == ROTATION


def test_latex(answers, call):
    assert r"\begin{pmatrix} 1 & t \\ t & t^{2} \end{pmatrix}" in call("realize 1,2,1 --latex").out
    assert "D(t)" not in call("realize 1,2,1 --latex").out


def test_json_of_a_witness_is_one_document_whose_certificate_is_accepted(answers, call, tmp_path):
    done = call("realize 1,2,1 --json")
    document = json.loads(done.out)
    assert (done.code, document["status"], document["ranks"]) == (0, "witness", [1, 2, 1])
    assert document["entries"] == [["1", "t"], ["t", "t**2"]]
    assert document["shape"] == [2, 2]
    file = tmp_path / "certificate.json"
    file.write_text(json.dumps(document["certificate"]))
    assert call(["certify", str(file)]).code == 0


def test_an_obstruction_names_law_numbers_near_sequences_and_modes(answers, call):
    done = call("realize 1,3,2")
    assert (done.code, done.err) == (1, "")
    lines = done.out.splitlines()
    assert lines[0] == "ranks 1,3,2: impossible"
    assert lines[2].startswith("law L  ")
    assert "r_1 <= 2*r_0 = 2, but 3 was asked" in lines[2]
    assert lines[3] == "proof  a proof"
    assert lines[4] == "nearest sequences that work  1,2,2  1,2,1"  # 9,9,9 is open and not named
    assert lines[5:] == [
        "",
        "the same ranks in other readings:",
        "  pointwise  yes, at t = 0",
        "  shifted    yes, plus 1 (least): 3,4",
        "  orders     yes, at orders 0, 1 of 2,1",
    ]
    document = json.loads(call("realize 1,3,2 --json").out)
    assert (document["status"], document["law"]) == ("obstruction", "L")
    assert document["nearest_realized"] == [[1, 2, 2], [1, 2, 1]]
    assert {mode: found["status"] for mode, found in document["modes"].items()} == {
        "pointwise": "witness",
        "shifted": "witness",
        "orders": "witness",
    }


def test_open_says_what_was_tried_and_exits_3(answers, call):
    done = call("realize 5,5,5")
    assert done.code == 3
    assert done.out.splitlines() == [
        "ranks 5,5,5: open. No function was found and no law forbids them; nothing is proved.",
        "",
        "tried:",
        "  the library",
        "  a search",
    ]
    assert json.loads(call("realize 5,5,5 --json").out)["status"] == "open"


def test_the_other_modes_say_what_the_ranks_are_ranks_of(answers, call):
    done = call("realize 2,3 --mode shifted")
    assert done.out.startswith("generic ranks 2,3 plus 1 of successive derivatives: yes")
    assert "shift         1: the least shift" in done.out
    done = call("realize 2,1 --mode orders")
    assert done.out.startswith("generic ranks 2,1 of derivatives of chosen orders: yes")
    assert "orders        0, 1" in done.out
    done = call("realize 0,1 --mode pointwise")
    assert done.out.startswith("ranks of successive derivatives at chosen points: 0,1 at t = 0: yes")


def test_options_reach_the_search(answers, call):
    call("realize '4, 4' --kind difference --shape 3x4 --budget 7 --timeout 2.5 --seed 9")
    ranks, options = answers[-1]
    assert ranks == (4, 4)
    assert options == {
        "mode": "generic",
        "kind": "difference",
        "shape": (3, 4),
        "max_size": None,
        "points": None,
        "budget": 7,
        "timeout": 2.5,
        "rng": 9,
    }
    call("realize 1,2 0,1 --mode pointwise --points 0,1/2 --max-size 4")
    ranks, options = answers[-1]
    assert (ranks, options["points"], options["max_size"]) == ([(1, 2), (0, 1)], ["0", "1/2"], 4)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("realize 2,x", "item 2 of the sequence '2,x' is 'x'"),
        ("realize -1,2", "item 1 of the sequence '-1,2' is '-1'"),
        ("realize ''", "the sequence is empty"),
        ("realize 1,2 2,1", "several sequences are for --mode pointwise"),
        ("realize 1,2 --shape 3", "ROWSxCOLUMNS"),
        ("realize 1,2 --mode pointwise --points a", "item 1 of the points is 'a'"),
        ("realize 1,2 --mode sideways", "sideways"),
        ("realize 1,2 --budget -1", "budget"),
        ("realize 1,2 --jsn", "--jsn"),
        ("realize", "RANKS"),
    ],
)
def test_bad_input(words, what, answers, call):
    done = call(words)
    assert (done.code, done.out) == (2, "")
    assert what in done.err
    assert answers == []


def test_a_witness_whose_certificate_is_wrong_is_never_printed(monkeypatch, call):
    good = witness(rd.MatrixFunction("[[1, t], [t, t**2]]"), (1, 2, 1))
    other = rd.rank_sequence("[[t]]", 2).certificate
    wrong = Witness(good.function, good.ranks, type(other)(**{**as_fields(other), "claim": good.certificate.claim}), "")
    monkeypatch.setattr(realization, "realize", lambda ranks, **options: wrong)
    done = call("realize 1,2,1")
    assert (done.code, done.out) == (2, "")
    assert "claim.ranks[1]" in done.err


def as_fields(certificate):
    return {name: getattr(certificate, name) for name in certificate.__struct_fields__}


# ---- nothing put in the way -----------------------------------------------------------------------------------------


def test_a_real_witness_in_a_process_of_its_own(run, tmp_path):
    done = run("realize 1,2 --json")
    document = json.loads(done.stdout)
    assert (done.returncode, document["status"], document["ranks"]) == (0, "witness", [1, 2])
    file = tmp_path / "certificate.json"
    file.write_text(json.dumps(document["certificate"]))
    assert run(["certify", str(file)]).returncode == 0
    assert list(rd.rank_sequence(eval(document["python"], vars(rd)), 1)) == [1, 2]


def test_a_real_obstruction_in_a_process_of_its_own(run):
    done = run("realize 1,3")
    assert done.returncode == 1
    assert "r_1 <= 2*r_0 = 2" in done.stdout
    assert "pointwise  yes" in done.stdout
    assert "Traceback" not in done.stderr
