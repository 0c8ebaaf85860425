(******************************************************************************)
(* Integers and polynomials with integer coefficients, for computation        *)
(*                                                                            *)
(* MathComp's numbers and polynomials are made for proofs and do not compute. *)
(* Here the integers are Coq's binary integers Z, and a polynomial is the     *)
(* list of its coefficients, the constant one first (zeros at the end do not  *)
(* matter):  [:: 5; 0; -1]  is  5 - t^2.  Both are read in any commutative    *)
(* ring R.                                                                    *)
(*                                                                            *)
(*          ofZ R z == the integer z as an element of R                       *)
(*        polyZ R p == the list p as a polynomial over R                      *)
(*         addZ p q == the sum of p and q                                     *)
(*       scaleZ a p == the product of p with the integer a                    *)
(*         shiftZ p == the product of p with t                                *)
(*         mulZ p q == the product of p and q                                 *)
(*         derivZ p == the derivative of p                                    *)
(*        evalZ a p == the value of p at the integer a                        *)
(*           is0Z p == p is the zero polynomial                               *)
(*          eqZ p q == p and q are the same polynomial                        *)
(*                                                                            *)
(* Main results: ofZD, ofZM, polyZ_add, polyZ_mul, polyZ_deriv and ofZ_eval   *)
(* say that these operations are what they are called; moreover               *)
(*   polyZ_eq  : if eqZ p q then p and q are equal over every R               *)
(*   ofZ_eq0   : in a field of characteristic 0 only z = 0 is zero            *)
(*   polyZ_eq0 : over a field of characteristic 0, p is zero only if is0Z p   *)
(******************************************************************************)
From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Definition ofZ (R : ringType) (z : Z) : R :=
  match z with
  | Z0 => 0
  | Zpos n => (Pos.to_nat n)%:R
  | Zneg n => - (Pos.to_nat n)%:R
  end.

Section Integers.

Variable R : ringType.

Lemma ofZN z : ofZ R (Z.opp z) = - ofZ R z.
Proof. by case: z => [|n|n] /=; rewrite ?oppr0 ?opprK. Qed.

Lemma ofZ_succ z : ofZ R (Z.succ z) = ofZ R z + 1.
Proof.
have posS n : (Pos.to_nat (n + 1))%:R = (Pos.to_nat n)%:R + 1 :> R.
  by rewrite Pos2Nat.inj_add natrD.
case: z => [|n|n]; [by rewrite add0r | exact: posS |].
case: (Pos.eq_dec n 1) => [->|n_neq1]; first by rewrite /= addNr.
rewrite -(Pos.succ_pred _ n_neq1) -Pos.add_1_r; set p := Pos.pred n.
by rewrite -[Zneg _]/(Z.pred (Zneg p)) Z.succ_pred /= posS opprD addrNK.
Qed.

Lemma ofZ_pred z : ofZ R (Z.pred z) = ofZ R z - 1.
Proof. by rewrite -{2}(Z.succ_pred z) ofZ_succ addrK. Qed.

Theorem ofZD x y : ofZ R (Z.add x y) = ofZ R x + ofZ R y.
Proof.
elim/Z.peano_ind: x => [|x IHx|x IHx]; first by rewrite add0r.
  by rewrite Z.add_succ_l !ofZ_succ IHx addrAC.
by rewrite Z.add_pred_l !ofZ_pred IHx addrAC.
Qed.

Theorem ofZM x y : ofZ R (Z.mul x y) = ofZ R x * ofZ R y.
Proof.
elim/Z.peano_ind: x => [|x IHx|x IHx]; first by rewrite mul0r.
  by rewrite Z.mul_succ_l ofZD ofZ_succ IHx mulrDl mul1r.
by rewrite Z.mul_pred_l ofZD ofZN ofZ_pred IHx mulrBl mul1r.
Qed.

End Integers.

Lemma ofZ_eq0 (F : fieldType) z : [char F] =i pred0 -> (ofZ F z == 0) = Z.eqb z 0.
Proof.
move=> /charf0P char0; have pos0 n : ((Pos.to_nat n)%:R == 0 :> F) = false.
  by rewrite char0; have /ltP := Pos2Nat.is_pos n; case: (Pos.to_nat n).
by case: z => [|n|n] /=; rewrite ?oppr_eq0 ?eqxx ?pos0.
Qed.

(* Lists of coefficients. *)

Fixpoint addZ (p q : seq Z) : seq Z :=
  match p, q with
  | a :: p', b :: q' => Z.add a b :: addZ p' q'
  | [::], _ => q
  | _, [::] => p
  end.

Definition scaleZ (a : Z) (p : seq Z) : seq Z := map (Z.mul a) p.

Definition shiftZ (p : seq Z) : seq Z := Z0 :: p.

(* (a + t p) q = a q + t (p q). *)
Fixpoint mulZ (p q : seq Z) : seq Z :=
  if p is a :: p' then addZ (scaleZ a q) (shiftZ (mulZ p' q)) else [::].

(* (a + t p)' = p + t p'. *)
Fixpoint derivZ (p : seq Z) : seq Z :=
  if p is a :: p' then addZ p' (shiftZ (derivZ p')) else [::].

(* Horner's rule. *)
Fixpoint evalZ (a : Z) (p : seq Z) : Z :=
  if p is c :: p' then Z.add c (Z.mul a (evalZ a p')) else Z0.

Definition is0Z (p : seq Z) : bool := all (Z.eqb 0) p.

Definition eqZ (p q : seq Z) : bool := is0Z (addZ p (scaleZ (-1) q)).

Definition polyZ (R : ringType) (p : seq Z) : {poly R} := Poly (map (ofZ R) p).

Section Lists.

Variable R : comRingType.

Lemma polyZ_cons a p : polyZ R (a :: p) = polyZ R p * 'X + (ofZ R a)%:P.
Proof. by rewrite /polyZ /= cons_poly_def. Qed.

Lemma polyZ_shift p : polyZ R (shiftZ p) = polyZ R p * 'X.
Proof. by rewrite polyZ_cons addr0. Qed.

Theorem polyZ_add p q : polyZ R (addZ p q) = polyZ R p + polyZ R q.
Proof.
elim: p q => [|a p IHp] [|b q] //=; rewrite ?add0r ?addr0 //.
by rewrite !polyZ_cons IHp ofZD polyCD mulrDl addrACA.
Qed.

Lemma polyZ_scale a p : polyZ R (scaleZ a p) = (ofZ R a)%:P * polyZ R p.
Proof.
elim: p => [|b p IHp] /=; first by rewrite mulr0.
by rewrite !polyZ_cons IHp ofZM polyCM mulrDr mulrA.
Qed.

Theorem polyZ_mul p q : polyZ R (mulZ p q) = polyZ R p * polyZ R q.
Proof.
elim: p => [|a p IHp] /=; first by rewrite mul0r.
by rewrite polyZ_add polyZ_scale polyZ_shift IHp polyZ_cons mulrDl addrC mulrAC.
Qed.

Theorem polyZ_deriv p : polyZ R (derivZ p) = (polyZ R p)^`().
Proof.
elim: p => [|a p IHp] /=; first by rewrite deriv0.
by rewrite polyZ_add polyZ_shift IHp polyZ_cons !derivE.
Qed.

Theorem ofZ_eval a p : ofZ R (evalZ a p) = (polyZ R p).[ofZ R a].
Proof.
elim: p => [|b p IHp] /=; first by rewrite horner0.
by rewrite polyZ_cons !hornerE ofZD ofZM IHp addrC mulrC.
Qed.

Lemma polyZ_is0 p : is0Z p -> polyZ R p = 0.
Proof.
elim: p => [|a p IHp] // /andP[/Z.eqb_eq<- /IHp p0].
by rewrite polyZ_cons p0 mul0r addr0.
Qed.

Theorem polyZ_eq p q : eqZ p q -> polyZ R p = polyZ R q.
Proof.
move=> /polyZ_is0/eqP; rewrite polyZ_add polyZ_scale polyCN mulN1r subr_eq0.
by move/eqP.
Qed.

End Lists.

Theorem polyZ_eq0 (F : fieldType) p : [char F] =i pred0 ->
  (polyZ F p == 0) = is0Z p.
Proof.
move=> char0; apply/eqP/idP => [p0|/polyZ_is0-> //].
apply/(all_nthP Z0) => i lt_i; rewrite Z.eqb_sym -(ofZ_eq0 _ char0).
by rewrite -(nth_map _ 0) // -coef_Poly [Poly _]p0 coef0.
Qed.
