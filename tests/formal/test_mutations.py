"""Changes to the proofs that mean something else: each must be noticed, and here it says by what."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from rankdyn.formal.coq import CoqError, compile_file
from rankdyn.formal.development import locate
from tests.formal.honesty import (
    CLOSED,
    EXPLICIT,
    STATEMENTS,
    assuming_words,
    assumptions,
    explicit,
    statements,
    stored,
)

pytestmark = pytest.mark.formal

DEVELOPMENT = locate()


@dataclass(frozen=True)
class Mutation:
    """One change of the text of one file.

    `noticed` is what must notice it: 'coqc' (something has no proof any more), 'statement' (what is stored differs,
    with and without notations), 'words' (an assuming word), or 'axioms' (such a word, and the theorem assumes it).
    """

    name: str
    file: str
    old: str
    new: str
    noticed: str
    theorem: str = ""
    more: tuple[tuple[str, str], ...] = ()
    """Further changes of the same file, such as of a proof that is to go through."""


MUTATIONS = (
    # constants of statements
    Mutation("growth with k for k + 1", "growth.v", "k.+1 * ", "k * ", "coqc"),
    Mutation("growth of skew derivations with k for k + 1", "skew_laws.v", "k.+1 * ", "k * ", "coqc"),
    Mutation(
        "half with floor of r_(j+1) / 3",
        "half.v",
        "(\\rank (dmxn d j.+1 A))./2",
        "(\\rank (dmxn d j.+1 A)) %/ 3",
        "coqc",
    ),
    Mutation("Toeplitz with 2 for 3", "toeplitz.v", "3 * \\rank (dmxn d j A)", "2 * \\rank (dmxn d j A)", "coqc"),
    Mutation(
        "sharp with k for k + 1",
        "sharp.v",
        "grank (derivmx k (powmx n)) = k.+1.",
        "grank (derivmx k (powmx n)) = k.",
        "coqc",
    ),
    Mutation(
        "(1, 2) forbidden for (1, 3)", "generic.v", "rankseq 2 D <> [:: 1; 3]%N", "rankseq 2 D <> [:: 1; 2]%N", "coqc"
    ),
    Mutation(
        "permutations with another exception",
        "permutations.v",
        "s \\notin [:: [:: 1; 3; 2]; [:: 2; 1; 3]]%N",
        "s \\notin [:: [:: 1; 3; 2]; [:: 2; 3; 1]]%N",
        "coqc",
    ),
    # a weaker statement that has a proof
    Mutation(
        "growth with k + 2 for k + 1",
        "growth.v",
        "Theorem growth j k m n (A : 'M[K]_(m, n)) :\n  (\\rank (dmxn d (j + k) A) <= k.+1 * \\rank (dmxn d j A))%N.\n"
        "Proof. exact: skew_growth. Qed.",
        "Theorem growth j k m n (A : 'M[K]_(m, n)) :\n  (\\rank (dmxn d (j + k) A) <= k.+2 * \\rank (dmxn d j A))%N.\n"
        "Proof. by apply: leq_trans (skew_growth d j k A) _; rewrite leq_mul2r leqnSn orbT. Qed.",
        "statement",
        "growth",
    ),
    # hypotheses
    Mutation("Toeplitz without 2 <> 0", "toeplitz.v", " (2%:R : K) != 0 ->", "", "coqc"),
    Mutation("converse without characteristic 0", "converse.v", "Hypothesis char0 : [char F] =i pred0.\n", "", "coqc"),
    Mutation(
        "converse for sequences that may increase", "converse.v", "sorted geq s ->\n  exists g", "exists g", "coqc"
    ),
    Mutation("monotone without independent columns", "monotone.v", "\\rank U = r", "\\rank U = \\rank U", "coqc"),
    Mutation("sharp for every k", "sharp.v", "(k < n)%N -> grank", "grank", "coqc"),
    Mutation(
        "a hypothesis of the section that says everything",
        "generic.v",
        "Theorem no_1_3 m n (D : 'M[{poly F}]_(m, n)) : rankseq 2 D <> [:: 1; 3]%N.\n"
        "Proof. by case=> r0 r1; apply: (@no_1_3_from 0 _ _ D). Qed.",
        "Hypothesis everything : False.\n"
        "Theorem no_1_3 m n (D : 'M[{poly F}]_(m, n)) : rankseq 2 D <> [:: 1; 3]%N.\n"
        "Proof. by case: everything. Qed.",
        "statement",
        "no_1_3",
    ),
    # definitions
    Mutation(
        "the generic rank is always 0",
        "generic.v",
        ": nat := \\rank (ratmx D).",
        ": nat := 0.",
        "coqc",
    ),
    Mutation(
        "the derivative is the function",
        "generic.v",
        "map_mx (derivn k) D.",
        "map_mx (derivn 0) D.",
        "coqc",
    ),
    Mutation(
        "a sequence of no ranks",
        "generic.v",
        "| k <- iota 0 L].",
        "| k <- iota 0 0].",
        "coqc",
    ),
    Mutation(
        "everything is realizable",
        "blocks.v",
        "rankseq (size s) D = s.",
        "rankseq (size s) D = s \\/ True.",
        "statement",
        "realizable",
        (
            (
                DEVELOPMENT.text("blocks.v").split("Theorem realizable_add")[1].split("Proof.")[1].split("Qed.")[0],
                " by move=> *; exists 0%N, 0%N, 0; right. ",
            ),
        ),
    ),
    Mutation(
        "a checker that says yes",
        "certificate.v",
        "check_orders m n D certs].",
        "true || check_orders m n D certs].",
        "coqc",
    ),
    # notation that hides what is said
    Mutation(
        "<= means true",
        "generic.v",
        "Section GenericRank.\n",
        'Notation "m <= n" := (m <= (m + n))%N : nat_scope.\nSection GenericRank.\n',
        "coqc",
    ),
    # assuming
    Mutation(
        "Admitted",
        "growth.v",
        "Proof. exact: skew_growth. Qed.",
        "Proof. Admitted.",
        "axioms",
        "growth",
    ),
    Mutation(
        "an axiom",
        "half.v",
        "Section Half.\n",
        "Axiom everything : False.\nSection Half.\n",
        "words",
    ),
    Mutation(
        "an axiom that is used",
        "growth.v",
        "Proof. exact: skew_growth. Qed.",
        "Proof. by case: (everything). Qed.",
        "axioms",
        "growth",
        (("Section Growth.\n", "Axiom everything : False.\nSection Growth.\n"),),
    ),
    # certificates
    Mutation(
        "a wrong rank in a certificate",
        "permutations.v",
        "Certificate 2\n    [:: 1]",
        "Certificate 1\n    [:: 1]",
        "coqc",
    ),
    Mutation("a wrong entry of a matrix", "permutations.v", "[:: 0; 0; 1]]].", "[:: 0; 0; 2]]].", "coqc"),
    Mutation(
        "a wrong integer in a factor",
        "permutations.v",
        "[:: [:: [:: 6]; [:: 0; 6]]]",
        "[:: [:: [:: 6]; [:: 0; 7]]]",
        "coqc",
    ),
    Mutation(
        "a wrong scale of an inverse",
        "permutations.v",
        "[:: [:: 2; -3]; [:: -3; 6]] [:: [:: 1; 0]; [:: 0; 1]] 3",
        "[:: [:: 2; -3]; [:: -3; 6]] [:: [:: 1; 0]; [:: 0; 1]] 4",
        "coqc",
    ),
)


@pytest.fixture
def changed(compiled: Path, tmp_path: Path) -> Path:
    """Return a copy of the compiled development, to be changed."""
    folder = tmp_path / "changed"
    shutil.copytree(compiled, folder)
    return folder


def after(file: str) -> list[str]:
    """Return the files that rest on one, in the order in which they are compiled."""
    return [other for other in DEVELOPMENT.files if other != file and file in DEVELOPMENT.needed([other])]


def compile_all(folder: Path, files: list[str]) -> None:
    for file in files:
        compile_file(folder, file)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_it_is_noticed(mutation, changed, tmp_path):
    original = (changed / mutation.file).read_text(encoding="utf-8")
    assert mutation.old in original, "the text to be changed is gone: write the mutation anew"
    text = original.replace(mutation.old, mutation.new)
    for old, new in mutation.more:
        assert old in text
        text = text.replace(old, new)
    (changed / mutation.file).write_text(text, encoding="utf-8")
    if mutation.noticed == "coqc":
        with pytest.raises(CoqError):
            compile_all(changed, [mutation.file, *after(mutation.file)])
        return
    if mutation.noticed in ("words", "axioms"):
        assert assuming_words(text)
        if not mutation.theorem:
            return
        compile_file(changed, mutation.file)
        assert closed(changed, tmp_path, mutation) != CLOSED
        return
    compile_file(changed, mutation.file)
    assert said(statements, STATEMENTS, changed, tmp_path, mutation)
    assert said(explicit, EXPLICIT, changed, tmp_path, mutation)


def only(mutation: Mutation):
    """Return the development up to the changed file: what comes after it need not compile any more."""
    files = DEVELOPMENT.needed([mutation.file])
    development = locate()
    development.__dict__["files"] = files
    return development


def said(ask, path, changed, folder, mutation) -> bool:
    """Return whether the statement or definition differs from what is stored."""
    found = ask(folder, changed, only(mutation), [mutation.theorem])[mutation.theorem]
    return found != stored(path)[mutation.theorem]


def closed(changed, folder, mutation) -> str:
    return assumptions(folder, changed, only(mutation), [mutation.theorem])[mutation.theorem]


@pytest.mark.parametrize("theorem", ["growth", "half", "certified"])
def test_without_a_change_nothing_is_noticed(theorem, changed, tmp_path):
    place = DEVELOPMENT.places[theorem]
    nothing = Mutation("", place.file, "", "", "", theorem)
    compile_file(changed, place.file)
    assert not said(statements, STATEMENTS, changed, tmp_path, nothing)
    assert not said(explicit, EXPLICIT, changed, tmp_path, nothing)
    assert closed(changed, tmp_path, nothing) == CLOSED
