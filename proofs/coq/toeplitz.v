(******************************************************************************)
(* The first Toeplitz law                                                     *)
(*                                                                            *)
(* Let K be a field with a derivation, in which 2 <> 0, and let A be a matrix *)
(* over K.                                                                    *)
(*                                                                            *)
(* Main results:                                                              *)
(*   toeplitz_rank : rank [ A' A ; A'' 2A' ] <= 3 rank A                      *)
(*   rank_triangular : rank B + rank E <= rank [ B C ; 0 E ]                  *)
(*   toeplitz      : 2 rank A^(j+1) <= 3 rank A^(j) + rank A^(j+2)            *)
(*                                                                            *)
(* With A = P Q, where P has rank A columns, the product rule reads           *)
(*                                                                            *)
(*     [ A'   A  ]     [ P'   P  0 ]   [ Q   0   ]                            *)
(*     [         ]  =  [           ] * [ Q'  Q   ]                            *)
(*     [ A'' 2A' ]     [ P'' 2P' P ]   [ Q'' 2Q' ]                            *)
(*                                                                            *)
(* which bounds the rank of the left side from above; without the block A''   *)
(* it is triangular, which bounds it from below.                              *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation growth.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Toeplitz.

Variables (K : fieldType) (d : derivation K).

Theorem rank_triangular m1 m2 n1 n2
    (B : 'M[K]_(m1, n1)) (C : 'M[K]_(m1, n2)) (E : 'M[K]_(m2, n2)) :
  (\rank B + \rank E <= \rank (block_mx B C 0 E))%N.
Proof.
rewrite block_mxEv -addsmxE addsmxC addsmxE mxrank_stack addnC.
rewrite rank_row_0mx leq_add2l.
have E0 : row_mx (0 : 'M[K]_(m2, n1)) E *m col_mx 1%:M 0 = (0 : 'M_(m2, n1)).
  by rewrite mul_row_col mul0mx mulmx0 addr0.
have [W defI] := factor_coker E0.
have {1}-> : B = row_mx B C *m col_mx 1%:M 0.
  by rewrite mul_row_col mulmx1 mulmx0 addr0.
by rewrite defI mulmxA mxrankM_maxl.
Qed.

Lemma toeplitz_product m r n (P : 'M[K]_(m, r)) (Q : 'M[K]_(r, n)) :
  block_mx (dmx d (P *m Q)) (P *m Q)
           (dmx d (dmx d (P *m Q))) (dmx d (P *m Q) *+ 2) =
  block_mx (dmx d P) (row_mx P 0)
           (dmx d (dmx d P)) (row_mx (dmx d P *+ 2) P) *m
  block_mx Q 0 (col_mx (dmx d Q) (dmx d (dmx d Q)))
           (col_mx Q (dmx d Q *+ 2)).
Proof.
rewrite mulmx_block !mul_row_col !mulmx0 !mul0mx !add0r !addr0.
rewrite !(dmxM, dmxD); congr (block_mx _ _ _ _).
  by rewrite mulr2n mulmxDl !addrA.
by rewrite !mulr2n mulmxDl mulmxDr addrACA.
Qed.

Theorem toeplitz_rank m n (A : 'M[K]_(m, n)) :
  (\rank (block_mx (dmx d A) A (dmx d (dmx d A)) (dmx d A *+ 2))
     <= 3 * \rank A)%N.
Proof.
have := toeplitz_product (col_base A) (row_base A); rewrite mulmx_base => ->.
apply: (leq_trans (mxrankM_maxr _ _)); apply: (leq_trans (rank_leq_row _)).
by rewrite !mulSn mul0n addn0.
Qed.

Theorem toeplitz j m n (A : 'M[K]_(m, n)) : (2%:R : K) != 0 ->
  (2 * \rank (dmxn d j.+1 A)
     <= 3 * \rank (dmxn d j A) + \rank (dmxn d j.+2 A))%N.
Proof.
move=> two_neq0; rewrite !dmxnS; set B := dmxn d j A.
have upper := toeplitz_rank B.
have := rank_triangular (dmx d B) B (dmx d B *+ 2).
have -> : \rank (dmx d B *+ 2) = \rank (dmx d B).
  by rewrite -scaler_nat (eqmx_scale _ two_neq0).
have -> : block_mx (dmx d B) B 0 (dmx d B *+ 2) =
  block_mx (dmx d B) B (dmx d (dmx d B)) (dmx d B *+ 2) -
  block_mx 0 0 (dmx d (dmx d B)) 0.
  by rewrite opp_block_mx add_block_mx !oppr0 !addr0 subrr.
rewrite addnn -mul2n => /leq_trans; apply.
apply: (leq_trans (mxrank_add _ _)); rewrite mxrank_opp leq_add //.
by rewrite block_mxEv row_mx0 rank_col_0mx rank_row_mx0.
Qed.

End Toeplitz.
