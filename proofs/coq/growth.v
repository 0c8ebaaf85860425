(******************************************************************************)
(* Growth: how fast the rank of the derivatives can grow                      *)
(*                                                                            *)
(* Let K be a field (of any characteristic) with a derivation, and let A be   *)
(* a matrix over K.  The rank increase of A is the number of new dimensions   *)
(* that the rows of A' add to the row space of A:                             *)
(*                                                                            *)
(*      rinc A = rank (A' T),     where the columns of T span {x : A x = 0}.  *)
(*                                                                            *)
(* Main results:                                                              *)
(*   mxrank_stack : rank [A; B]  = rank A + rank (B T)                        *)
(*   rank_stack   : rank [A; A'] = rank A + rinc A                            *)
(*   rinc_le_rank : rinc A <= rank A                                          *)
(*   rinc_stack   : rinc [A; A'] <= rinc A                                    *)
(*   rank_rinc    : rank A^(k) <= rank A + k rinc A                           *)
(*   growth       : rank A^(j+k) <= (k+1) rank A^(j)                          *)
(*                                                                            *)
(* No factorisation of A is needed.  From A T = 0 follows A' T = - A T',      *)
(* which bounds rinc A.  If both A and A' vanish on T then A vanishes on T',  *)
(* so A'' T = - A' T' has rank at most rinc A.                                *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Stack.

Variable K : fieldType.

(* A matrix killed by A on the left factors through the right kernel of A. *)
Lemma factor_coker m n p (A : 'M[K]_(m, n)) (S : 'M[K]_(n, p)) :
  A *m S = 0 -> exists W, S = cokermx A *m W.
Proof.
move=> AS0; have : (S^T <= kermx A^T)%MS by rewrite sub_kermx -trmx_mul AS0 trmx0.
have kerT : (kermx A^T <= (cokermx A)^T)%MS.
  have sub : ((cokermx A)^T <= kermx A^T)%MS.
    by rewrite sub_kermx -trmx_mul mulmx_coker trmx0.
  by rewrite -(geq_leqif (mxrank_leqif_sup sub)) mxrank_tr mxrank_coker
             mxrank_ker mxrank_tr.
move/submx_trans/(_ kerT)/submxP=> [W defS].
by exists W^T; rewrite -[S]trmxK defS trmx_mul trmxK.
Qed.

Theorem mxrank_stack m1 m2 n (A : 'M[K]_(m1, n)) (B : 'M[K]_(m2, n)) :
  \rank (col_mx A B) = (\rank A + \rank (B *m cokermx A))%N.
Proof.
have kerE : (kermx (cokermx A) :=: A)%MS.
  by apply/eqmxP/andP; split; rewrite ?sub_kermx ?mulmx_coker // submxE mulmx_ker.
have := mxrank_mul_ker B (cokermx A).
have -> : \rank (B :&: kermx (cokermx A))%MS = \rank (A :&: B)%MS.
  by rewrite (cap_eqmx (eqmx_refl B) kerE) capmxC.
have := mxrank_sum_cap A B; rewrite addsmxE => sumE mulE.
by apply/eqP; rewrite -(eqn_add2r (\rank (A :&: B)%MS)) sumE -addnA mulE.
Qed.

Lemma mxrank_col_maxr m1 m2 n (A : 'M[K]_(m1, n)) (B : 'M[K]_(m2, n)) :
  (\rank B <= \rank (col_mx A B))%N.
Proof. by rewrite mxrankS // -addsmxE addsmxSr. Qed.

End Stack.

Section Growth.

Variables (K : fieldType) (d : derivation K).

Definition rinc m n (A : 'M[K]_(m, n)) : nat := \rank (dmx d A *m cokermx A).

Theorem rank_stack m n (A : 'M[K]_(m, n)) :
  \rank (col_mx A (dmx d A)) = (\rank A + rinc A)%N.
Proof. exact: mxrank_stack. Qed.

Theorem rinc_le_rank m n (A : 'M[K]_(m, n)) : (rinc A <= \rank A)%N.
Proof.
by rewrite /rinc (dmxM_eq0 _ (mulmx_coker A)) mxrank_opp mxrankM_maxl.
Qed.

Theorem rinc_stack m n (A : 'M[K]_(m, n)) :
  (rinc (col_mx A (dmx d A)) <= rinc A)%N.
Proof.
rewrite /rinc; set T := cokermx (col_mx A (dmx d A)).
have /eqP := mulmx_coker (col_mx A (dmx d A)); rewrite -/T mul_col_mx col_mx_eq0.
case/andP=> /eqP AT0 /eqP dAT0.
have AdT0 : A *m dmx d T = 0.
  by apply/eqP; rewrite -oppr_eq0 -(dmxM_eq0 _ AT0) dAT0.
have [W defdT] := factor_coker AdT0.
rewrite dmx_col mul_col_mx dAT0 rank_col_0mx (dmxM_eq0 _ dAT0) mxrank_opp.
by rewrite defdT mulmxA mxrankM_maxl.
Qed.

Theorem rank_rinc k m n (A : 'M[K]_(m, n)) :
  (\rank (dmxn d k A) <= \rank A + k * rinc A)%N.
Proof.
elim: k m A => [|k IHk] m A; first by rewrite mul0n addn0.
rewrite dmxnSr; apply: (leq_trans (mxrank_col_maxr (dmxn d k A) _)).
rewrite -dmxn_col; apply: (leq_trans (IHk _ _)).
by rewrite rank_stack mulSn -!addnA !leq_add2l leq_mul2l rinc_stack orbT.
Qed.

Theorem growth j k m n (A : 'M[K]_(m, n)) :
  (\rank (dmxn d (j + k) A) <= k.+1 * \rank (dmxn d j A))%N.
Proof.
rewrite dmxnD mulSn; apply: (leq_trans (rank_rinc _ _)).
by rewrite leq_add2l leq_mul2l rinc_le_rank orbT.
Qed.

End Growth.
