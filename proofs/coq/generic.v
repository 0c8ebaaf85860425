(******************************************************************************)
(* Generic ranks of a matrix of polynomials and of its derivatives            *)
(*                                                                            *)
(* Let D be a matrix of polynomials in one variable t over a field F (of any  *)
(* characteristic).                                                           *)
(*                                                                            *)
(*       derivmx k D == the matrix D^(k) of the k-th derivatives              *)
(*           grank D == the generic rank of D: its rank over the field of     *)
(*                      rational functions F(t)                               *)
(*      rankseq L D  == the sequence [grank D; grank D'; ... grank D^(L-1)]   *)
(*                                                                            *)
(* Main results:                                                              *)
(*   grank_growth : grank D^(j+k) <= (k+1) grank D^(j)                        *)
(*   grank_half   : grank D^(j+k) <=                                          *)
(*                     grank D^(j) + k floor (grank D^(j+1) / 2)              *)
(*   grank_toeplitz : if 2 <> 0 in F,                                         *)
(*                  2 grank D^(j+1) <= 3 grank D^(j) + grank D^(j+2)          *)
(*   no_1_3       : no D has generic ranks 1, 3                               *)
(*   no_1_1_2     : no D has generic ranks 1, 1, 2                            *)
(*   no_1_3_from, no_1_1_2_from : nor do they occur in a row from any order   *)
(*                  of differentiation on                                     *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation leibniz growth half toeplitz fractions.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section GenericRank.

Variable F : fieldType.

Local Notation "p %:F" := (@FracField.tofrac _ p) (at level 2, format "p %:F").

(* Differentiation of rational functions. *)
Definition ratfun_derivation :=
  frac_derivation (poly_derivation [comRingType of F]).

Definition derivmx k m n (D : 'M[{poly F}]_(m, n)) : 'M[{poly F}]_(m, n) :=
  map_mx (derivn k) D.

Definition ratmx m n (D : 'M[{poly F}]_(m, n)) : 'M[{fraction {poly F}}]_(m, n) :=
  map_mx (@FracField.tofrac [idomainType of {poly F}]) D.

Definition grank m n (D : 'M[{poly F}]_(m, n)) : nat := \rank (ratmx D).

Definition rankseq L m n (D : 'M[{poly F}]_(m, n)) : seq nat :=
  [seq grank (derivmx k D) | k <- iota 0 L].

Lemma derivmx0 m n (D : 'M[{poly F}]_(m, n)) : derivmx 0 D = D.
Proof. by apply/matrixP=> i j; rewrite mxE. Qed.

Lemma derivmxD j k m n (D : 'M[{poly F}]_(m, n)) :
  derivmx (j + k) D = derivmx k (derivmx j D).
Proof. by apply/matrixP=> i l; rewrite !mxE addnC /derivn iterD. Qed.

(* The generic rank of a derivative is the rank of a derivative. *)
Lemma grank_derivmx k m n (D : 'M[{poly F}]_(m, n)) :
  grank (derivmx k D) = \rank (dmxn ratfun_derivation k (ratmx D)).
Proof.
rewrite dmxn_tofrac /grank; congr (\rank (map_mx _ _)).
by apply/matrixP=> i j; rewrite dmxn_polyE mxE.
Qed.

Lemma grank_tr m n (D : 'M[{poly F}]_(m, n)) : grank D^T = grank D.
Proof. by rewrite /grank /ratmx -map_trmx mxrank_tr. Qed.

Lemma grank_le_min m n (D : 'M[{poly F}]_(m, n)) : (grank D <= minn m n)%N.
Proof. by rewrite leq_min rank_leq_row rank_leq_col. Qed.

Lemma ratfun_nat_eq0 k : (k%:R == 0 :> {fraction {poly F}}) = (k%:R == 0 :> F).
Proof.
rewrite -(rmorph_nat (tofrac_rmorphism _)) tofrac_eq0.
by rewrite -(rmorph_nat (polyC_rmorphism F)) polyC_eq0.
Qed.

Theorem grank_growth j k m n (D : 'M[{poly F}]_(m, n)) :
  (grank (derivmx (j + k) D) <= k.+1 * grank (derivmx j D))%N.
Proof. by rewrite !grank_derivmx growth. Qed.

Theorem grank_half j k m n (D : 'M[{poly F}]_(m, n)) :
  (grank (derivmx (j + k) D)
     <= grank (derivmx j D) + k * (grank (derivmx j.+1 D))./2)%N.
Proof. by rewrite !grank_derivmx half. Qed.

Theorem grank_toeplitz j m n (D : 'M[{poly F}]_(m, n)) : (2%:R : F) != 0 ->
  (2 * grank (derivmx j.+1 D)
     <= 3 * grank (derivmx j D) + grank (derivmx j.+2 D))%N.
Proof. by move=> two_neq0; rewrite !grank_derivmx toeplitz // ratfun_nat_eq0. Qed.

Theorem no_1_3_from j m n (D : 'M[{poly F}]_(m, n)) :
  ~ (grank (derivmx j D) = 1%N /\ grank (derivmx j.+1 D) = 3%N).
Proof.
by case=> r0 r1; have := grank_growth j 1 D; rewrite addn1 r0 r1.
Qed.

Theorem no_1_1_2_from j m n (D : 'M[{poly F}]_(m, n)) :
  ~ [/\ grank (derivmx j D) = 1%N, grank (derivmx j.+1 D) = 1%N
      & grank (derivmx j.+2 D) = 2%N].
Proof.
by case=> r0 r1 r2; have := grank_half j 2 D; rewrite addn2 r0 r1 r2.
Qed.

Theorem no_1_3 m n (D : 'M[{poly F}]_(m, n)) : rankseq 2 D <> [:: 1; 3]%N.
Proof. by case=> r0 r1; apply: (@no_1_3_from 0 _ _ D). Qed.

Theorem no_1_1_2 m n (D : 'M[{poly F}]_(m, n)) : rankseq 3 D <> [:: 1; 1; 2]%N.
Proof. by case=> r0 r1 r2; apply: (@no_1_1_2_from 0 _ _ D). Qed.

End GenericRank.
