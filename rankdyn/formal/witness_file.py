"""Coq files that state the ranks of polynomial matrices, for the checker that is proved in proofs/coq/certificate.v."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from flint import fmpz_poly

from rankdyn.formal.development import LIBRARY
from rankdyn.formal.factorization import Factorization, Polynomials
from rankdyn.formal.witness import FormalWitness

_WIDTH = 110


def witness_file(witnesses: Iterable[FormalWitness]) -> str:
    """Return a Coq file with one theorem for each witness, and the question what they assume."""
    seen: Counter[str] = Counter()
    parts, names = [], []
    for witness in witnesses:
        name = "_".join(map(str, witness.ranks))
        seen[name] += 1
        if seen[name] > 1:
            name += f"_number_{seen[name]}"
        names.append(f"witness_{name}")
        parts.append(_theorem(name, witness))
    together = _folded("Definition witnesses := (", [f"@{name}" for name in names], ").")
    return "\n\n".join([_HEAD, *parts, f"{together}\n\nPrint Assumptions witnesses.\n"])


_HEAD = f"""\
(* Generic ranks of polynomial matrices and of their derivatives, proved by a
   checker that is itself proved: {LIBRARY}.certificate.  A polynomial is the list
   of its coefficients, the constant one first; a matrix is the list of its rows.
   See certificate.v for what a certificate holds.

   With the development compiled in proofs/coq (make proofs) this file is checked
   by   coqc -Q proofs/coq {LIBRARY} FILE   which ends with
   'Closed under the global context': no axioms.                               *)
From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From {LIBRARY} Require Import generic certificate.

Local Open Scope Z_scope."""


def _theorem(name: str, witness: FormalWitness) -> str:
    m, n = witness.shape
    ranks = "; ".join(map(str, witness.ranks))
    orders = ";\n".join(_certificate(proof) for proof in witness.proofs)
    return f"""\
(* {m} x {n}{f", divided by {witness.denominator}" if witness.denominator > 1 else ""} *)
Definition matrix_{name} : seq (seq (seq Z)) :=
  {_polynomials(witness.matrix)}.

Definition certificate_{name} := [::
{orders}].

Theorem witness_{name} (F : fieldType) : [char F]%R =i pred0 ->
  rankseq {len(witness.ranks)} (polymx F {witness.denominator} {m} {n} matrix_{name}) = [:: {ranks}]%N.
Proof. by move=> char0; apply: (certified char0 (certs := certificate_{name})); vm_compute. Qed."""


def _certificate(proof: Factorization) -> str:
    parts = [
        _polynomial(proof.multiplier),
        _polynomials(proof.left),
        _polynomials(proof.right),
        _integer(proof.point),
        _integers(proof.rows),
        _integers(proof.columns),
        _integer(proof.scale),
    ]
    return f"  Certificate {proof.rank}\n" + "\n".join(f"    {part}" for part in parts)


def _integer(value: int) -> str:
    return str(value) if value >= 0 else f"({value})"


def _polynomial(value: fmpz_poly) -> str:
    return _list(str(int(coefficient)) for coefficient in value.coeffs())


def _polynomials(rows: Polynomials) -> str:
    return _list(_list(map(_polynomial, row)) for row in rows)


def _integers(rows: Sequence[Sequence[int]]) -> str:
    return _list(_list(map(str, row)) for row in rows)


def _list(items: Iterable[str]) -> str:
    """Return a Coq list; items need no parentheses between semicolons."""
    inside = "; ".join(items)
    return f"[:: {inside}]" if inside else "[::]"


def _folded(head: str, items: Sequence[str], tail: str) -> str:
    lines = [head]
    for index, item in enumerate(items):
        word = item + (tail if index == len(items) - 1 else ",")
        if len(lines[-1]) + len(word) + 1 > _WIDTH:
            lines.append(" ")
        lines[-1] += ("" if lines[-1].endswith("(") else " ") + word
    return "\n".join(lines)
