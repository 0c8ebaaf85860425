(******************************************************************************)
(* Ranks of stacked and of triangular block matrices                          *)
(*                                                                            *)
(* Let A, B, ... be matrices over a field.                                    *)
(*                                                                            *)
(* Main results:                                                              *)
(*   mxrank_stack    : rank [A; B] = rank A + rank (B T),  where the columns  *)
(*                     of T span {x : A x = 0}                                *)
(*   rank_triangular : rank B + rank E <= rank [ B C ; 0 E ]                  *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Ranks.

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

End Ranks.
