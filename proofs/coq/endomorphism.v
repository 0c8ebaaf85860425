(******************************************************************************)
(* An injective endomorphism extends to the field of fractions                *)
(*                                                                            *)
(* Let s be an injective ring endomorphism of an integral domain R.  The      *)
(* image of a fraction x is the one fraction such that, for all p, q in R,    *)
(*                                                                            *)
(*      x q = p   implies   s(x) s(q) = s(p).                                 *)
(*                                                                            *)
(*   frac_endo s_inj == the extension of s, an endomorphism of {fraction R},  *)
(*                      where s_inj is the proof that s is injective          *)
(*                                                                            *)
(* Main results:                                                              *)
(*   frac_endo_char   : the property displayed above                          *)
(*   frac_endo_tofrac : the extension agrees with s on R                      *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import fractions.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Extension.

Variables (R : idomainType) (s : {rmorphism R -> R}).
Hypothesis s_inj : injective s.

Local Notation fracR := {fraction R}.
Local Notation "p %:F" := (@FracField.tofrac R p) (at level 2, format "p %:F").

Definition frac_endo_fun (x : fracR) : fracR :=
  let pq := xchoose (frac_reprE x) in (s pq.1)%:F / (s pq.2)%:F.

Local Lemma endo_neq0 q : q != 0 -> (s q)%:F != 0.
Proof. by rewrite tofrac_eq0 -(inj_eq s_inj) rmorph0. Qed.

Theorem frac_endo_char x p q :
  x * q%:F = p%:F -> frac_endo_fun x * (s q)%:F = (s p)%:F.
Proof.
move=> xq; rewrite /frac_endo_fun.
case: (xchoose _) (xchooseP (frac_reprE x)) => n e /= /andP[e0 /eqP xe].
have nq_pe : n * q = p * e.
  by apply/eqP; rewrite -tofrac_eq !rmorphM /= -xe -xq mulrAC.
apply: (mulIf (endo_neq0 e0)); rewrite mulrAC divfK ?endo_neq0 //.
by rewrite -!rmorphM nq_pe.
Qed.

Local Lemma frac_endo_additive : additive frac_endo_fun.
Proof.
move=> x y; have [p [r [q [q0 xq yq]]]] := frac_repr2 x y.
have xyq : (x - y) * q%:F = (p - r)%:F by rewrite mulrBl xq yq -rmorphB.
apply: (mulIf (endo_neq0 q0)); rewrite (frac_endo_char xyq) mulrBl.
by rewrite (frac_endo_char xq) (frac_endo_char yq) -!rmorphB.
Qed.

Local Lemma frac_endo_one : frac_endo_fun 1 = 1.
Proof.
have e1 : 1 * 1%:F = 1%:F :> fracR by rewrite mul1r.
by have := frac_endo_char e1; rewrite !rmorph1 mulr1.
Qed.

Local Lemma frac_endo_multiplicative : multiplicative frac_endo_fun.
Proof.
split=> [x y|]; last exact: frac_endo_one.
have [p [r [q [q0 xq yq]]]] := frac_repr2 x y.
have xyq : (x * y) * (q * q)%:F = (p * r)%:F.
  by rewrite !rmorphM /= mulrACA xq yq.
apply: (mulIf (endo_neq0 (mulf_neq0 q0 q0))); rewrite (frac_endo_char xyq).
by rewrite !rmorphM /= mulrACA (frac_endo_char xq) (frac_endo_char yq).
Qed.

Definition frac_endo : {rmorphism fracR -> fracR} :=
  RMorphism (GRing.RMorphism.Class frac_endo_additive frac_endo_multiplicative).

Theorem frac_endo_tofrac p : frac_endo p%:F = (s p)%:F.
Proof.
have p1 : p%:F * 1%:F = p%:F by rewrite rmorph1 mulr1.
by have := frac_endo_char p1; rewrite !rmorph1 mulr1.
Qed.

End Extension.
