(******************************************************************************)
(* Constant outer factors: generic ranks never increase                       *)
(*                                                                            *)
(* Let U (m x r) and V (n x r) be constant matrices of full column rank over  *)
(* a field F (of any characteristic), g = (g_1, ..., g_r) polynomials over F, *)
(* and  D = U diag(g) V^T.                                                    *)
(*                                                                            *)
(* Main results:                                                              *)
(*   rank_diag_mx  : the rank of a diagonal matrix is the number of its       *)
(*                   nonzero diagonal entries                                 *)
(*   grank_constant_factors : constant factors of full column rank do not     *)
(*                   change the generic rank                                  *)
(*   grank_map_linear : if f is an F-linear map, applied to every entry of D, *)
(*                   then  grank f(D) = #{ i : f(g_i) <> 0 }                  *)
(*   monotone_rank : grank D^(k) = #{ i : g_i^(k) <> 0 }                      *)
(*   monotone      : grank D^(k+1) <= grank D^(k)                             *)
(*   monotone_seq  : the sequence of generic ranks of D is non-increasing     *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation fractions generic.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Theorem rank_diag_mx (K : fieldType) n (g : 'rV[K]_n) :
  \rank (diag_mx g) = (\sum_i (g 0%R i != 0%R))%N.
Proof.
elim: n g => [|n IHn] g; first by rewrite big_ord0 [diag_mx g]flatmx0 mxrank0.
have split_diag (h : 'rV[K]_(1 + n)) : \rank (diag_mx h) =
    (\rank (diag_mx (lsubmx h)) + \rank (diag_mx (rsubmx h)))%N.
  by rewrite -{1}[h]hsubmxK diag_mx_row rank_diag_block_mx.
rewrite (split_diag g) IHn (@big_split_ord _ _ _ 1 n) /= big_ord1.
congr (_ + _)%N; last by apply: eq_bigr => i _; rewrite mxE.
rewrite rank_rV; congr (nat_of_bool (~~ _)).
apply/eqP/eqP => [/matrixP/(_ 0 0)|g0]; first by rewrite !mxE eqxx.
by apply/matrixP=> i j; rewrite !ord1 !mxE eqxx -[RHS]g0.
Qed.

Section Monotone.

Variable F : fieldType.

Definition constmx m n (U : 'M[F]_(m, n)) : 'M[{poly F}]_(m, n) := map_mx polyC U.

Lemma rank_ratmx_constmx m n (U : 'M[F]_(m, n)) :
  \rank (ratmx (constmx U)) = \rank U.
Proof.
rewrite -(mxrank_map [rmorphism of @FracField.tofrac [idomainType of {poly F}] \o polyC]).
by rewrite /ratmx /constmx -map_mx_comp.
Qed.

Theorem grank_constant_factors m r s n (U : 'M[F]_(m, r)) (A : 'M[{poly F}]_(r, s))
    (V : 'M[F]_(n, s)) : \rank U = r -> \rank V = s ->
  grank (constmx U *m A *m (constmx V)^T) = grank A.
Proof.
move=> fullU fullV; rewrite /grank /ratmx !map_mxM -map_trmx.
rewrite mxrankMfree; last first.
  by rewrite /row_free mxrank_tr [\rank _](rank_ratmx_constmx V) fullV.
by rewrite eqmxMfull // /row_full [\rank _](rank_ratmx_constmx U) fullU.
Qed.

(* Maps that are linear over F commute with constant factors. *)
Lemma map_constant_factors (f : {linear {poly F} -> {poly F}}) m r s n
    (U : 'M[F]_(m, r)) (A : 'M[{poly F}]_(r, s)) (V : 'M[F]_(n, s)) :
  map_mx f (constmx U *m A *m (constmx V)^T) =
  constmx U *m map_mx f A *m (constmx V)^T.
Proof.
apply/matrixP=> i j; rewrite !mxE linear_sum; apply: eq_bigr => l _; rewrite !mxE.
rewrite mulrC mul_polyC linearZ_LR linear_sum -mul_polyC mulrC; congr (_ * _).
by apply: eq_bigr => l' _; rewrite !mxE !mul_polyC linearZ_LR.
Qed.

Lemma derivmx_constant_factors k m r s n (U : 'M[F]_(m, r))
    (A : 'M[{poly F}]_(r, s)) (V : 'M[F]_(n, s)) :
  derivmx k (constmx U *m A *m (constmx V)^T) =
  constmx U *m derivmx k A *m (constmx V)^T.
Proof. exact: (map_constant_factors [linear of derivn k]). Qed.

Variables (m n r : nat) (U : 'M[F]_(m, r)) (V : 'M[F]_(n, r)).
Hypotheses (fullU : \rank U = r) (fullV : \rank V = r).
Variable g : 'rV[{poly F}]_r.

Local Notation D := (constmx U *m diag_mx g *m (constmx V)^T).

Theorem grank_map_linear (f : {linear {poly F} -> {poly F}}) :
  grank (map_mx f D) = (\sum_(i < r) (f (g 0%R i) != 0%R))%N.
Proof.
rewrite map_constant_factors grank_constant_factors //.
have -> : map_mx f (diag_mx g) = diag_mx (map_mx f g).
  by apply/matrixP=> i j; rewrite !mxE raddfMn.
rewrite /grank /ratmx map_diag_mx rank_diag_mx.
by apply: eq_bigr => i _; rewrite !mxE tofrac_eq0.
Qed.

Theorem monotone_rank k :
  grank (derivmx k D) = (\sum_(i < r) ((g 0%R i)^`(k) != 0%R))%N.
Proof. exact: (grank_map_linear [linear of derivn k]). Qed.

Theorem monotone k : (grank (derivmx k.+1 D) <= grank (derivmx k D))%N.
Proof.
rewrite !monotone_rank; apply: leq_sum => i _; rewrite derivnS.
by case: ((g 0 i)^`(k) =P 0) => [->|_] /=; rewrite ?deriv0 ?eqxx ?leq_b1.
Qed.

Theorem monotone_seq L : sorted geq (rankseq L D).
Proof.
rewrite /rankseq; elim: L 0%N => [|[|L] IHL] j //=.
by have := IHL j.+1; rewrite /= => ->; rewrite andbT monotone.
Qed.

End Monotone.
