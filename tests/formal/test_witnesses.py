"""Certificates as Coq theorems: those of the atlas compile, tampered ones do not."""

import json
import re
import shutil

import pytest

import rankdyn as rd
from rankdyn.errors import InvalidInputError
from rankdyn.formal.checked import CLOSED
from rankdyn.formal.coq import CoqError, compile_file
from rankdyn.formal.witness import MAX_DEGREE, MAX_SIZE, formal_witness, from_certificate
from rankdyn.formal.witness_file import witness_file

pytestmark = pytest.mark.formal

SIX = {
    "1210": "[[1, t], [t, t**2]]",
    "123": "[[1, t, t**2], [t, t**2, t**3], [t**2, t**3, t**4]]",
    "231": "[[1, t, 0], [t, t**2, 0], [0, 0, t]]",
    "312": "[[6*t, 3*t**2, 0], [3*t**2, 2*t**3, 0], [0, 0, 1]]",
    "321": "[[1, 0, 0], [0, t, 0], [0, 0, t**2/2]]",
    "1234321": "[[1,t,t**2,t**3],[t,t**2,t**3,t**4],[t**2,t**3,t**4,t**5],[t**3,t**4,t**5,t**6]]",
}


def ranks(name):
    return tuple(map(int, name))


@pytest.fixture
def certificates(tmp_path):
    """Return the files of the six certificates."""
    files = []
    for name, text in SIX.items():
        found = rd.rank_sequence(text, len(name) - 1)
        assert tuple(found) == ranks(name)
        files.append(tmp_path / f"{name}.json")
        found.certificate.save(files[-1])
    return files


def test_the_six_compile_and_assume_nothing(certificates, run, tmp_path, compiled):
    done = run(["certify", *map(str, certificates), "--coq", str(tmp_path / "six.v")])
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"{tmp_path / 'six.v'}: written"
    text = (tmp_path / "six.v").read_text()
    assert re.findall(r"= \[:: ([\d; ]+)\]%N", text) == ["; ".join(name) for name in SIX]
    assert compile_file(tmp_path, "six.v", compiled).strip() == CLOSED


def test_every_polynomial_witness_of_the_atlas_compiles(tmp_path, compiled):
    """What is left out has an entry that is no polynomial: SymPy says so, not the code that is tested."""
    import sympy

    witnesses, others = [], []
    for row in rd.atlas.open().query(status="witness"):
        function = row.witness.function
        try:
            witnesses.append(formal_witness(function, row.ranks))
        except InvalidInputError:
            others.append(function)
    assert len(witnesses) == 282
    assert max(max(witness.shape) for witness in witnesses) <= 6
    (tmp_path / "atlas.v").write_text(witness_file(witnesses), encoding="utf-8")
    assert compile_file(tmp_path, "atlas.v", compiled).strip() == CLOSED
    assert len(witnesses) + len(others) == 789
    polynomial = 0
    for function in others:
        try:
            entries = function.to_sympy()
        except rd.NotExactError:
            continue  # irrational eigenvalues: exponentials that cannot be written down
        polynomial += all(sympy.sympify(entry).is_polynomial(rd.t) for entry in entries)
    assert polynomial == 0


TAMPERED = {
    "a rank": ("Certificate 2\n", "Certificate 1\n"),
    "an entry of D": ("[:: [:: 0; 1]; [:: 0; 0; 1]]]", "[:: [:: 0; 1]; [:: 0; 0; 2]]]"),
    "the ranks of the statement": ("= [:: 1; 2; 1; 0]", "= [:: 1; 2; 2; 0]"),
    "the number of orders": ("rankseq 4", "rankseq 3"),
    "a factor": ("    [:: [:: [:: 1]]; [:: [:: 0; 1]]]\n", "    [:: [:: [:: 1]]; [:: [:: 0; 3]]]\n"),
    "a multiplier of zero": ("Certificate 1\n    [:: 1]\n", "Certificate 1\n    [:: 0]\n"),
    "a field of characteristic not 0": ("[char F]%R =i pred0 ->", "True ->"),
}


def test_untampered_it_compiles(tmp_path, compiled):
    (tmp_path / "good.v").write_text(witness_file([formal_witness(rd.MatrixFunction(SIX["1210"]), ranks("1210"))]))
    assert compile_file(tmp_path, "good.v", compiled).strip() == CLOSED


@pytest.mark.parametrize("change", TAMPERED)
def test_a_tampered_file_does_not_compile(change, tmp_path, compiled):
    text = witness_file([formal_witness(rd.MatrixFunction(SIX["1210"]), ranks("1210"))])
    old, new = TAMPERED[change]
    assert old in text
    (tmp_path / "bad.v").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CoqError, match=r"Cannot apply lemma|No applicable tactic"):
        compile_file(tmp_path, "bad.v", compiled)


def test_every_integer_of_a_proof_matters(tmp_path, compiled):
    """Each integer of a matrix and its certificate raised by one: the checker that is proved says no.

    What may pass is another valid proof: P and Q may not meet an entry at all, and then the point may move; in an order
    of rank 0 nothing but c ≠ 0 and e ≠ 0 is asked.
    """
    text = witness_file([formal_witness(rd.MatrixFunction(SIX["1210"]), ranks("1210"))])
    head, definitions = text.split("Definition matrix_", 1)
    definitions = "Definition matrix_" + definitions.split("Theorem ", 1)[0]
    start = definitions.index(":=")
    places = [match.span() for match in re.finditer(r"(?<![_\d])\d+", definitions) if match.start() > start]
    parts = [head]
    for index, (a, b) in enumerate([(0, 0), *places]):
        changed = definitions if a == b else f"{definitions[:a]}{int(definitions[a:b]) + 1}{definitions[b:]}"
        changed = changed.replace("_1_2_1_0", f"_number_{index}")
        parts.append(f"{changed}\nEval vm_compute in check 2 2 matrix_number_{index} certificate_number_{index}.\n")
    (tmp_path / "tampered.v").write_text("\n".join(parts), encoding="utf-8")
    answers = re.findall(r"= (true|false)", compile_file(tmp_path, "tampered.v", compiled))
    assert len(answers) == len(places) + 1 > 50
    assert answers[0] == "true", "untampered it is right"
    last = definitions.index("Certificate 0")
    for (a, _), answer in zip(places, answers[1:], strict=True):
        line = definitions[:a].rpartition("\n")[2]
        in_matrix = a < definitions.index("Certificate")
        in_factors = line.strip().startswith("[:: [:: [::") or line.strip().startswith("Certificate")
        if in_matrix or (in_factors and a < last):
            assert answer == "false", definitions[max(0, a - 80) : a + 20]
    assert answers.count("true") < len(answers) / 4


def test_a_tampered_certificate_is_not_written(certificates, run, tmp_path):
    document = json.loads(certificates[0].read_text())
    document["claim"]["ranks"][1] = document["orders"][1]["rank"] = 1
    certificates[0].write_text(json.dumps(document))
    done = run(["certify", *map(str, certificates), "--coq", str(tmp_path / "out.v")])
    assert done.returncode == 1
    assert "INVALID" in done.stdout
    assert "NOT written" in done.stdout
    assert not (tmp_path / "out.v").exists()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["ranks", "[[1,exp(t)],[t,t*exp(t)]]", "-K", "1"], "not a matrix of polynomials"),
        (["ranks", "[[a*t]]", "-K", "1"], "not a matrix of polynomials"),
        (["ranks", "[[t, 1/t]]", "-K", "1"], "not a matrix of polynomials"),
        (["ranks", "[[t**2]]", "-K", "1", "--kind", "difference"], "difference"),
        (["ranks", "[[t**2]]", "-K", "1", "--at", "0"], "pointwise"),
        (["ranks", f"[[t**{MAX_DEGREE + 1}]]", "-K", "1"], f"at most {MAX_DEGREE}"),
    ],
)
def test_what_coq_cannot_prove_is_refused(options, reason, run, tmp_path):
    done = run([*options, "--json"])
    (tmp_path / "c.json").write_text(json.dumps(json.loads(done.stdout)["certificate"]))
    done = run(["certify", str(tmp_path / "c.json"), "--coq", str(tmp_path / "out.v")])
    assert done.returncode == 2
    assert reason in done.stderr
    assert str(tmp_path / "c.json") in done.stderr
    assert not (tmp_path / "out.v").exists()


def test_too_large_a_matrix_is_refused():
    with pytest.raises(InvalidInputError, match=f"at most {MAX_SIZE}"):
        formal_witness(rd.MatrixFunction([["t"] * (MAX_SIZE + 1)]), (1,))


def test_a_wrong_rank_is_refused():
    with pytest.raises(InvalidInputError, match="order 1: the generic rank is not 1"):
        formal_witness(rd.MatrixFunction(SIX["1210"]), (1, 1))


def test_denominators_are_common():
    found = rd.rank_sequence("[[t/2, t**2/3]]", 2)
    witness = from_certificate(json.loads(found.certificate.to_json()))
    assert witness.denominator == 6
    assert "polymx F 6 1 2" in witness_file([witness])


def test_equal_ranks_get_different_names():
    witness = formal_witness(rd.MatrixFunction("[[t]]"), (1, 1))
    assert re.findall(r"Theorem (\w+)", witness_file([witness, witness])) == ["witness_1_1", "witness_1_1_number_2"]


def test_where_coq_is_missing_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("coqc") is None
    with pytest.raises(CoqError, match="apt-get install"):
        compile_file(tmp_path, "x.v")
