(******************************************************************************)
(* The rank at a point and the generic rank                                   *)
(*                                                                            *)
(* Let D be a matrix of polynomials over a field F; write D(a) for its value  *)
(* at a point a of F.                                                         *)
(*                                                                            *)
(*         evalmx a D == the matrix D(a) over F                               *)
(*                                                                            *)
(* Main results (the first three over any field, the last in char. 0):        *)
(*   rank_evalmx_le : rank D(a) <= grank D for every a                        *)
(*   rank_evalmx    : there is one nonzero polynomial q such that             *)
(*                    rank D(a) = grank D whenever q(a) <> 0                  *)
(*   rank_evalmx_all: there is one nonzero q such that, whenever q(a) <> 0,   *)
(*                    rank D^(k)(a) = grank D^(k) for all k at once           *)
(*   generic_point  : in characteristic 0 there is a point a such that        *)
(*                    rank D^(k)(a) = grank D^(k) for all k at once           *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation fractions generic.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Minors.

Variable K : fieldType.

(* The rank is the size of the largest nonzero minor. *)
Lemma minor_neq0 m n (A : 'M[K]_(m, n)) :
  exists f : 'I_(\rank A) -> 'I_m, exists g : 'I_(\rank A) -> 'I_n,
  \det (mxsub f g A) != 0.
Proof.
pose f := maxrankfun A; pose B := rowsub f A.
have fullB : row_full B^T by rewrite /row_full mxrank_tr; apply: maxrowsub_free.
exists f, (fullrankfun fullB).
have := fullrowsub_unit fullB; rewrite unitmxE unitfE -det_tr.
by congr (\det _ != 0); apply/matrixP=> i j; rewrite !mxE.
Qed.

Lemma rank_rowsub m n s (f : 'I_s -> 'I_m) (A : 'M[K]_(m, n)) :
  (\rank (rowsub f A) <= \rank A)%N.
Proof. by apply/mxrankS/row_subP => i; rewrite row_rowsub row_sub. Qed.

Lemma rank_ge_minor m n s (f : 'I_s -> 'I_m) (g : 'I_s -> 'I_n) (A : 'M[K]_(m, n)) :
  \det (mxsub f g A) != 0 -> (s <= \rank A)%N.
Proof.
rewrite -unitfE -unitmxE => /mxrank_unit {1}<-.
have -> : mxsub f g A = (rowsub g (rowsub f A)^T)^T.
  by apply/matrixP=> i j; rewrite !mxE.
by rewrite mxrank_tr (leq_trans (rank_rowsub _ _)) // mxrank_tr rank_rowsub.
Qed.

End Minors.

Section Evaluation.

Variable F : fieldType.

Definition evalmx (a : F) m n (D : 'M[{poly F}]_(m, n)) : 'M[F]_(m, n) :=
  map_mx (horner_eval a) D.

Lemma det_sub_evalmx a m n s (f : 'I_s -> 'I_m) (g : 'I_s -> 'I_n)
    (D : 'M[{poly F}]_(m, n)) :
  \det (mxsub f g (evalmx a D)) = (\det (mxsub f g D)).[a].
Proof.
rewrite -horner_evalE -det_map_mx; congr (\det _).
by apply/matrixP=> i j; rewrite !mxE.
Qed.

Lemma det_sub_ratmx_eq0 m n s (f : 'I_s -> 'I_m) (g : 'I_s -> 'I_n)
    (D : 'M[{poly F}]_(m, n)) :
  (\det (mxsub f g (ratmx D)) == 0) = (\det (mxsub f g D) == 0).
Proof.
rewrite -[RHS]tofrac_eq0 -det_map_mx; congr (\det _ == 0).
by apply/matrixP=> i j; rewrite !mxE.
Qed.

Theorem rank_evalmx_le a m n (D : 'M[{poly F}]_(m, n)) :
  (\rank (evalmx a D) <= grank D)%N.
Proof.
have [f [g]] := minor_neq0 (evalmx a D); rewrite det_sub_evalmx => det_a.
apply: (@rank_ge_minor _ _ _ _ f g); rewrite det_sub_ratmx_eq0.
by apply: contraNneq det_a => ->; rewrite horner0.
Qed.

Theorem rank_evalmx m n (D : 'M[{poly F}]_(m, n)) :
  exists2 q : {poly F}, q != 0 &
    forall a, q.[a] != 0 -> \rank (evalmx a D) = grank D.
Proof.
have [f [g]] := minor_neq0 (ratmx D); rewrite det_sub_ratmx_eq0 => det_neq0.
exists (\det (mxsub f g D)) => // a; rewrite -det_sub_evalmx => /rank_ge_minor.
by move=> rank_ge; apply/eqP; rewrite eqn_leq rank_evalmx_le.
Qed.

(* All derivatives of high order vanish. *)
Lemma derivmx_high m n (D : 'M[{poly F}]_(m, n)) :
  exists N, forall k, (N <= k)%N -> derivmx k D = 0.
Proof.
exists (\max_i \max_j size (D i j)) => k le_k; apply/matrixP=> i j; rewrite !mxE.
apply/derivn_poly0/(leq_trans _ le_k).
apply: leq_trans (leq_bigmax (F := fun i => \max_j size (D i j))%N i).
exact: (leq_bigmax (F := fun j => size (D i j))).
Qed.

Theorem rank_evalmx_all m n (D : 'M[{poly F}]_(m, n)) :
  exists2 q : {poly F}, q != 0 &
    forall a, q.[a] != 0 ->
    forall k, \rank (evalmx a (derivmx k D)) = grank (derivmx k D).
Proof.
have [N highN] := derivmx_high D.
suff [q q0 qP] : exists2 q : {poly F}, q != 0 & forall a, q.[a] != 0 ->
    forall k, (k < N)%N -> \rank (evalmx a (derivmx k D)) = grank (derivmx k D).
  exists q => // a /qP{}qP k; have [/qP //|/highN->] := ltnP k N.
  by rewrite /evalmx /grank /ratmx !map_mx0 !mxrank0.
elim: N {highN} => [|N [q q0 qP]]; first by exists 1; rewrite ?oner_neq0.
have [p p0 pP] := rank_evalmx (derivmx N D).
exists (p * q) => [|a]; first by rewrite mulf_neq0.
rewrite hornerM mulf_eq0 negb_or => /andP[/pP pa /qP qa] k.
by rewrite ltnS leq_eqVlt => /predU1P[->|/qa].
Qed.

Theorem generic_point m n (D : 'M[{poly F}]_(m, n)) : [char F] =i pred0 ->
  exists a, forall k, \rank (evalmx a (derivmx k D)) = grank (derivmx k D).
Proof.
move=> /charf0P char0; have [q q0 qP] := rank_evalmx_all D.
pose points := [seq i%:R : F | i <- iota 0 (size q)].
have nat_inj : injective (fun i : nat => i%:R : F).
  move=> i j; wlog le_ij : i j / (i <= j)%N => [hwlog|/eqP].
    by have [|/ltnW] := leqP i j => /hwlog // ji /esym/ji.
  rewrite eq_sym -subr_eq0 -natrB // char0 subn_eq0 => le_ji.
  by apply/eqP; rewrite eqn_leq le_ij.
have [/allP all_roots|] := boolP (all (root q) points).
  have := @max_poly_roots _ q points q0; rewrite /points size_map size_iota ltnn.
  by move=> contra; have := contra (introT allP all_roots);
     rewrite map_inj_uniq // iota_uniq => /(_ isT).
by case/allPn=> a _; rewrite rootE => /qP; exists a.
Qed.

End Evaluation.
