(******************************************************************************)
(* A derivation extends to the field of fractions                             *)
(*                                                                            *)
(* Let R be an integral domain with a derivation d, and let x be a fraction.  *)
(* Its derivative x' is the one fraction such that, for all p, q in R,        *)
(*                                                                            *)
(*      x q = p   implies   x' q = p' - x q'.                                 *)
(*                                                                            *)
(* This property (rather than the quotient formula, which depends on a choice *)
(* of numerator and denominator) is what all proofs below use.                *)
(*                                                                            *)
(*   frac_derivation d == the extension of d, a derivation of {fraction R}    *)
(*                                                                            *)
(* Main results:                                                              *)
(*   frac_der_char   : the property displayed above                           *)
(*   frac_der_tofrac : the extension agrees with d on R                       *)
(*   frac_der_unique : it is the only derivation that does                    *)
(*   dmxn_tofrac     : matrices over R may be differentiated k times before   *)
(*                     or after they are read over the field of fractions     *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Extension.

Variables (R : idomainType) (d : derivation R).

Local Notation fracR := {fraction R}.
Local Notation "p %:F" := (@FracField.tofrac R p) (at level 2, format "p %:F").

(* Every fraction has a denominator, and two fractions have a common one. *)
Lemma frac_repr (x : fracR) : exists p q, q != 0 /\ x * q%:F = p%:F.
Proof.
elim/quotW: x => r; exists \n_r, \d_r; split; first exact: denom_ratioP.
rewrite -[r]Ratio_numden; unlock FracField.tofrac.
rewrite -[LHS]FracField.pi_mul; apply/eqmodP.
rewrite /= FracField.equivfE /FracField.mulf.
by rewrite !numden_Ratio ?mulf_neq0 ?oner_neq0 ?denom_ratioP // !mulr1 mulrC.
Qed.

Lemma frac_repr2 (x y : fracR) :
  exists p r q, [/\ q != 0, x * q%:F = p%:F & y * q%:F = r%:F].
Proof.
have [p [q [q0 xq]]] := frac_repr x; have [r [s [s0 ys]]] := frac_repr y.
exists (p * s), (r * q), (q * s); rewrite mulf_neq0 //.
by split=> //; rewrite !rmorphM /= -?xq -?ys ?mulrA // mulrAC.
Qed.

Lemma frac_reprE (x : fracR) :
  exists pq : R * R, (pq.2 != 0) && (x * pq.2%:F == pq.1%:F).
Proof.
by have [p [q [q0 xq]]] := frac_repr x; exists (p, q); rewrite q0 xq /=.
Qed.

Definition frac_der (x : fracR) : fracR :=
  let pq := xchoose (frac_reprE x) in
  ((d pq.1)%:F - x * (d pq.2)%:F) / pq.2%:F.

Theorem frac_der_char x p q :
  x * q%:F = p%:F -> frac_der x * q%:F = (d p)%:F - x * (d q)%:F.
Proof.
move=> xq; rewrite /frac_der.
case: (xchoose _) (xchooseP (frac_reprE x)) => n e /= /andP[e0 /eqP xe].
have e0F : e%:F != 0 by rewrite tofrac_eq0.
apply: (mulIf e0F); rewrite mulrAC mulfVK //.
have nq_pe : n * q = p * e.
  by apply/eqP; rewrite -tofrac_eq !rmorphM /= -xe -xq mulrAC.
have /eqP := congr1 (fun a => (d a)%:F) nq_pe.
rewrite !derM !rmorphD !rmorphM /= -xe -xq => dE.
apply/eqP; rewrite !mulrBl subr_eq addrAC eq_sym subr_eq eq_sym.
by rewrite [x * _ * e%:F]mulrAC [x * _ * q%:F]mulrAC.
Qed.

Lemma frac_der_is_additive : additive frac_der.
Proof.
move=> x y; have [p [r [q [q0 xq yq]]]] := frac_repr2 x y.
have q0F : q%:F != 0 by rewrite tofrac_eq0.
have xyq : (x - y) * q%:F = (p - r)%:F by rewrite mulrBl xq yq -rmorphB.
apply: (mulIf q0F); rewrite mulrBl !(frac_der_char xq, frac_der_char yq).
rewrite (frac_der_char xyq) raddfB rmorphB /= mulrBl !opprD !opprK.
by rewrite addrACA.
Qed.
Canonical frac_der_additive := Additive frac_der_is_additive.

Lemma frac_der_mul x y : frac_der (x * y) = frac_der x * y + x * frac_der y.
Proof.
have [p [r [q [q0 xq yq]]]] := frac_repr2 x y.
have q0F : q%:F != 0 by rewrite tofrac_eq0.
have xyq : (x * y) * (q * q)%:F = (p * r)%:F.
  by rewrite !rmorphM /= mulrACA xq yq.
apply: (mulIf q0F); apply: (mulIf q0F); rewrite -[LHS]mulrA -rmorphM.
rewrite (frac_der_char xyq) !derM !rmorphD !rmorphM /= -xq -yq.
have -> : (frac_der x * y + x * frac_der y) * q%:F * q%:F =
          (frac_der x * q%:F) * (y * q%:F) + (x * q%:F) * (frac_der y * q%:F).
  by rewrite -mulrA mulrDl !(mulrACA _ _ q%:F).
rewrite (frac_der_char xq) (frac_der_char yq) mulrBl mulrBr.
rewrite [RHS]addrACA -opprD mulrDr; congr (_ - (_ + _)).
  by rewrite mulrACA.
by rewrite mulrACA.
Qed.

Definition frac_derivation : derivation [ringType of fracR] :=
  @Derivation _ [additive of frac_der] frac_der_mul.

Theorem frac_der_tofrac p : frac_derivation p%:F = (d p)%:F.
Proof.
have p1 : p%:F * 1%:F = p%:F by rewrite rmorph1 mulr1.
by have := frac_der_char p1; rewrite der1 rmorph0 mulr0 subr0 rmorph1 mulr1.
Qed.

Theorem frac_der_unique (e : derivation [ringType of fracR]) :
  (forall p, e p%:F = (d p)%:F) -> e =1 frac_derivation.
Proof.
move=> eE x; have [p [q [q0 xq]]] := frac_repr x.
have q0F : q%:F != 0 by rewrite tofrac_eq0.
apply: (mulIf q0F); rewrite (frac_der_char xq).
by apply/eqP; rewrite eq_sym subr_eq -!eE -xq derM.
Qed.

Theorem dmxn_tofrac k m n (A : 'M[R]_(m, n)) :
  dmxn frac_derivation k (map_mx (@FracField.tofrac R) A) =
  map_mx (@FracField.tofrac R) (dmxn d k A).
Proof.
elim: k => [|k IHk] //; rewrite !dmxnS IHk; apply/matrixP=> i j.
by rewrite !mxE frac_der_tofrac.
Qed.

End Extension.
