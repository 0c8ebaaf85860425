"""falsify with the laws and constructions of the package: counterexamples are certified, theorems derived."""

import json
from dataclasses import replace
from itertools import product

import msgspec
import pytest

import rankdyn as rd
from rankdyn.conjectures import falsify as module
from rankdyn.conjectures.answer import Counterexample, NotFound, Theorem
from rankdyn.conjectures.evaluation import truth
from rankdyn.conjectures.falsify import falsify
from rankdyn.conjectures.grammar import parse
from rankdyn.conjectures.limits import MAX_RANK
from rankdyn.errors import InvalidInputError, ParseError
from rankdyn.evidence.realizability import Obstruction, Open, Witness
from rankdyn.laws import allowed
from rankdyn.realization.realize import realize
from tests.conjectures import recheck

REFUTED = {
    "r1 <= r0": (1, 2),
    "r2 <= r1 + 1": (2, 2, 4),
    "r0 + r2 >= r1": (4, 6, 1),
    "r3 <= 3*r0": (1, 2, 3, 4),  # first fails at length 4
    "r3 <= max(r0, r1, r2) + 1": (2, 3, 3, 5),
    "r0 <= 5": (6,),
    "r0 != 3 or r1*r1 < 26": (3, 6),
    "r1 < r0 implies r2 <= r1": (2, 1, 2),
    "not r0 < r1 < r2": (1, 2, 3),
    "r0 > 0 implies r1//r0 < 2": (1, 2),
    "min(r0, r1, r2) == 0": (1, 1, 1),
    "2 <= r0*r2": (0, 0, 0),
}


@pytest.mark.parametrize("conjecture", REFUTED)
def test_counterexamples_are_certified_and_the_smallest(conjecture):
    answer = falsify(conjecture)
    assert isinstance(answer, Counterexample)
    assert answer.ranks == REFUTED[conjecture]
    assert answer.minimal
    assert rd.certify(answer.witness)
    found = rd.rank_sequence(answer.function, len(answer.ranks) - 1)
    assert (tuple(found), found.kind) == (answer.ranks, "exact")
    assert truth(parse(conjecture), answer.ranks) is False
    key = max(answer.ranks), sum(answer.ranks), answer.ranks
    for ranks in product(range(max(answer.ranks) + 1), repeat=len(answer.ranks)):
        if (max(ranks), sum(ranks), ranks) < key and truth(parse(conjecture), ranks) is False:
            assert isinstance(realize(ranks, budget=0), Obstruction)


@pytest.mark.parametrize("conjecture", ["r1 <= 2*r0", "3*r0 + r2 >= 2*r1", "r[2] <= r[0] + 2*(r[1] // 2)"])
def test_theorems(conjecture):
    answer = falsify(conjecture)
    assert isinstance(answer, Theorem)
    assert answer.law in ("L", "G", "T")
    recheck.check(answer.derivation)
    assert f"from {answer.law}\n" in str(answer)


def test_a_theorem_needs_no_search():
    assert isinstance(falsify("r7 <= 8*r0", max_length=2, max_rank=0, budget=0), Theorem)
    tautology = falsify("r0 == r0")
    assert isinstance(tautology, Theorem)
    assert tautology.law == "integers"


def test_true_by_other_laws_is_proved_up_to_what_was_searched():
    answer = falsify("not (r0 == 2 and r1 == 2 and r2 == 2 and r3 == 4)")
    assert isinstance(answer, NotFound)
    assert (answer.searched.violating, answer.searched.forbidden, answer.searched.open) == (1, 1, ())
    assert answer.searched.holds_to == 8
    assert not allowed((2, 2, 2, 4))


def test_open_sequences_are_named():
    answer = falsify("r0 != 2 or r1 != 2 or r2 != 4 or r3 != 4 or r4 != 1", max_rank=4, budget=200_000)
    if isinstance(answer, NotFound):  # until a witness for (2, 2, 4, 4, 1) is found
        assert answer.searched.open == ((2, 2, 4, 4, 1),)
        assert answer.searched.holds_to == 3
    else:
        assert isinstance(answer, Counterexample)


class StoredWitness:
    """A row of an atlas."""

    def __init__(self, witness):
        self.witness = witness


def test_what_only_the_atlas_knows_is_found(monkeypatch):
    known = realize((2, 2, 4))
    assert isinstance(known, Witness)
    monkeypatch.setattr(module, "realize", lambda ranks, budget, rng: Open(ranks, ("nothing",)))
    monkeypatch.setattr(module, "_shipped", lambda: {(2, 2, 4): StoredWitness(known), (2, 0, 2): StoredWitness(None)})
    answer = falsify("r2 <= r1 + 1", max_rank=5)
    assert isinstance(answer, Counterexample)
    assert answer.witness is known
    wrong = replace(known, certificate=msgspec.structs.replace(known.certificate, function={}))
    monkeypatch.setattr(module, "_shipped", lambda: {(2, 2, 4): StoredWitness(wrong)})
    with pytest.raises(rd.CertificateError):
        falsify("r2 <= r1 + 1", max_rank=5)
    monkeypatch.setattr(module, "_shipped", lambda: None)
    assert isinstance(falsify("r2 <= r1 + 1", max_rank=5), NotFound)


def test_length_and_rank_bound_the_search():
    short = falsify("r3 <= 3*r0", max_length=3)
    assert isinstance(short, NotFound)
    assert "max_length=4" in short.searched.note
    assert (short.searched.sequences, short.searched.holds_to) == (0, -1)
    low = falsify("r0 + r2 >= r1", max_rank=5)
    assert isinstance(low, NotFound)
    assert low.searched.holds_to == 5


def test_the_same_seed_gives_the_same_answer():
    assert falsify("r2 <= r1 + 1", rng=5) == falsify("r2 <= r1 + 1", rng=5)


@pytest.mark.parametrize("conjecture", ["r1 <= r0", "r1 <= 2*r0", "not (r0 == 2 and r1 == 2 and r2 == 2 and r3 == 4)"])
def test_answers_are_plain_data(conjecture):
    answer = falsify(conjecture)
    data = json.loads(json.dumps(answer.to_dict()))
    assert data["status"] in ("counterexample", "theorem", "not-found")
    assert parse(data["conjecture"]) == parse(conjecture)
    if data["status"] == "counterexample":
        assert rd.certify(data["witness"]["certificate"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"max_length": 0}, "max_length"),
        ({"max_length": "5"}, "max_length"),
        ({"max_rank": -1}, "max_rank"),
        ({"max_rank": 2.5}, "max_rank"),
        ({"max_rank": MAX_RANK + 1}, "max_rank"),
        ({"budget": -1}, "budget"),
        ({"budget": True}, "budget"),
        ({"rng": -1}, "rng"),
    ],
)
def test_bad_arguments(arguments, message):
    with pytest.raises(InvalidInputError, match=message):
        falsify("r1 <= r0", **arguments)


def test_bad_conjectures():
    with pytest.raises(ParseError, match="unknown name 's0'"):
        falsify("r1 <= s0")
    with pytest.raises(ParseError, match="division by zero"):
        falsify("r1 <= r0 // 0")
    with pytest.raises(InvalidInputError, match=r"0 at the ranks \(0, 0\)"):
        falsify("r1 // r0 <= 2")
