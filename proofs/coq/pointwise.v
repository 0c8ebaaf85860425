(******************************************************************************)
(* At a single point every sequence of ranks occurs                           *)
(*                                                                            *)
(* Let F be a field of characteristic 0.                                      *)
(*                                                                            *)
(* Main result:                                                               *)
(*   pointwise : for all numbers r_0, ..., r_(L-1) <= min(m, n) there is an   *)
(*               m x n matrix D of polynomials with  rank D^(k)(0) = r_k      *)
(*               for every k < L                                              *)
(*                                                                            *)
(* The matrix is  D = sum_k  I_(r_k) t^k / k!,  where I_r has r ones on its   *)
(* diagonal and zeros elsewhere: its k-th derivative at 0 is I_(r_k).         *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation fractions generic evaluation.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Theorem pointwise (F : fieldType) m n (r : seq nat) : [char F] =i pred0 ->
  all (fun x => x <= minn m n)%N r ->
  exists D : 'M[{poly F}]_(m, n), forall k, (k < size r)%N ->
    \rank (evalmx 0 (derivmx k D)) = nth 0%N r k.
Proof.
move=> /charf0P char0 /allP le_r.
pose I k : 'M[F]_(m, n) := pid_mx (nth 0%N r k).
exists (\matrix_(i, j) \poly_(k < size r) (I k i j / (k`!)%:R)) => k lt_k.
have -> : evalmx 0 (derivmx k (\matrix_(i, j)
    \poly_(k < size r) (I k i j / (k`!)%:R))) = I k.
  apply/matrixP=> i j; rewrite [LHS]mxE horner_evalE horner_coef0 mxE.
  rewrite coef_derivn addn0 ffactnn mxE coef_poly lt_k -mulr_natr mulfVK //.
  by rewrite char0 -lt0n fact_gt0.
have := le_r _ (mem_nth 0%N lt_k); rewrite leq_min => /andP[le_m le_n].
exact: rank_pid_mx.
Qed.
