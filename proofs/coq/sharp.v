(******************************************************************************)
(* The growth bound is attained                                               *)
(*                                                                            *)
(* Let F be a field of characteristic 0 and let H be the n x n matrix with    *)
(* the entries t^(i+j), for 0 <= i, j < n.                                    *)
(*                                                                            *)
(* Main results:                                                              *)
(*   growth_sharp : grank H^(k) = k + 1  for every k < n                      *)
(*   realizable_count_up : the sequence (1, 2, ..., n) is realizable            *)
(*                                                                            *)
(* H has rank 1, so growth gives <=.  The value of H^(k) at t = 0 has k! at   *)
(* the k+1 places with i + j = k and 0 elsewhere, which gives >=.             *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation fractions generic blocks evaluation.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Sharp.

Variable F : fieldType.
Hypothesis char0 : [char F] =i pred0.

Definition powmx n : 'M[{poly F}]_n := \matrix_(i, j) 'X^(i + j).

Lemma grank_powmx_le1 n : (grank (powmx n) <= 1)%N.
Proof.
have -> : powmx n = (\col_i 'X^i) *m (\row_j 'X^j).
  by apply/matrixP=> i j; rewrite !mxE big_ord1 !mxE exprD.
rewrite /grank /ratmx map_mxM; apply: leq_trans (mxrankM_maxr _ _) _.
exact: rank_leq_row.
Qed.

Theorem growth_sharp n k : (k < n)%N -> grank (derivmx k (powmx n)) = k.+1.
Proof.
move=> lt_kn; apply/eqP; rewrite eqn_leq; apply/andP; split.
  have := grank_growth 0 k (powmx n); rewrite add0n derivmx0 => /leq_trans.
  by apply; rewrite -{2}[k.+1]muln1 leq_mul2l grank_powmx_le1 orbT.
apply: leq_trans (rank_evalmx_le 0 _).
pose f (i : 'I_k.+1) := widen_ord lt_kn i.
apply: (@rank_ge_minor _ _ _ _ f (f \o @rev_ord _)).
have -> : mxsub f (f \o @rev_ord _) (evalmx 0 (derivmx k (powmx n))) = (k`!)%:R%:M.
  apply/matrixP=> i j; rewrite !mxE horner_evalE horner_coef0.
  rewrite coef_derivn addn0 ffactnn coefXn /= subSS.
  have -> : (k == i + (k - j))%N = (i == j).
    have le_jk : (j <= k)%N by rewrite -ltnS.
    by rewrite -{1}(subnKC le_jk) eqn_add2r eq_sym.
  by case: (i == j); rewrite ?mulr1n // mul0rn.
by rewrite det_scalar expf_neq0 // (charf0P _).1 // -lt0n fact_gt0.
Qed.

Theorem realizable_count_up n : realizable F (iota 1 n).
Proof.
exists n, n, (powmx n); rewrite size_iota /rankseq (iotaDl 1 0).
by apply/eq_in_map => k; rewrite mem_iota => /growth_sharp.
Qed.

End Sharp.
