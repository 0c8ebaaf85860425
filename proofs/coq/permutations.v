(******************************************************************************)
(* The permutations of 1, 2, 3 that are sequences of generic ranks            *)
(*                                                                            *)
(* Let F be a field of characteristic 0.                                      *)
(*                                                                            *)
(* Main results:                                                              *)
(*   realizable_monotone : every non-increasing sequence is realizable        *)
(*   realizable_121, realizable_212 : so are (1, 2, 1) and (2, 1, 2)          *)
(*   permutations_of_3   : a permutation of (1, 2, 3) is realizable if and    *)
(*                         only if it is neither (1, 3, 2) nor (2, 1, 3)      *)
(*                                                                            *)
(* In the two exceptions 1 is followed by 3.  The others are                  *)
(*                                                                            *)
(*   (1, 2, 3)                         by growth_sharp,                       *)
(*   (3, 2, 1)                         as a non-increasing sequence,          *)
(*   (2, 3, 1) = (1, 2, 1) + (1, 1, 0) with the matrix [ 1 t ; t t^2 ],       *)
(*   (3, 1, 2) = (2, 1, 2) + (1, 0, 0) with [ 6t 3t^2 ; 3t^2 2t^3 ];          *)
(*                                                                            *)
(* the ranks of these two matrices are certified by computation.              *)
(******************************************************************************)
From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import generic converse blocks sharp certificate.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Local Open Scope Z_scope.

Definition matrix_121 := [:: [:: [:: 1]; [:: 0; 1]]; [:: [:: 0; 1]; [:: 0; 0; 1]]].

Definition certificate_121 := [::
  Certificate 1
    [:: 1] [:: [:: [:: 1]]; [:: [:: 0; 1]]] [:: [:: [:: 1]; [:: 0; 1]]]
    0 [:: [:: 1; 0]] [:: [:: 1]; [:: 0]] 1;
  Certificate 2
    [:: 1] [:: [:: [:: 1]; [::]]; [:: [::]; [:: 1]]]
           [:: [:: [::]; [:: 1]]; [:: [:: 1]; [:: 0; 2]]]
    0 [:: [:: 1; 0]; [:: 0; 1]] [:: [:: 0; 1]; [:: 1; 0]] 1;
  Certificate 1
    [:: 1] [:: [:: [::]]; [:: [:: 2]]] [:: [:: [::]; [:: 1]]]
    0 [:: [:: 0; 1]] [:: [:: 0]; [:: 1]] 2].

Definition matrix_212 :=
  [:: [:: [:: 0; 6]; [:: 0; 0; 3]]; [:: [:: 0; 0; 3]; [:: 0; 0; 0; 2]]].

Definition certificate_212 := [::
  Certificate 2
    [:: 1] [:: [:: [:: 1]; [::]]; [:: [::]; [:: 1]]]
           [:: [:: [:: 0; 6]; [:: 0; 0; 3]]; [:: [:: 0; 0; 3]; [:: 0; 0; 0; 2]]]
    1 [:: [:: 2; -3]; [:: -3; 6]] [:: [:: 1; 0]; [:: 0; 1]] 3;
  Certificate 1
    [:: 1] [:: [:: [:: 1]]; [:: [:: 0; 1]]] [:: [:: [:: 6]; [:: 0; 6]]]
    0 [:: [:: 1; 0]] [:: [:: 1]; [:: 0]] 6;
  Certificate 2
    [:: 1] [:: [:: [:: 1]; [::]]; [:: [::]; [:: 1]]]
           [:: [:: [::]; [:: 6]]; [:: [:: 6]; [:: 0; 12]]]
    0 [:: [:: 1; 0]; [:: 0; 1]] [:: [:: 0; 1]; [:: 1; 0]] 6].

Section Permutations.

Variable F : fieldType.
Hypothesis char0 : [char F]%R =i pred0.

Theorem realizable_monotone s : sorted geq s -> realizable F s.
Proof.
case/(monotone_converse char0)=> g grank_g.
exists (head 0%N s), (head 0%N s), (diag_mx g).
by rewrite /rankseq (eq_map grank_g) -[RHS](mkseq_nth 0%N).
Qed.

Theorem realizable_121 : realizable F [:: 1; 2; 1]%N.
Proof.
exists 2%N, 2%N, (polymx F 1 2 2 matrix_121).
by apply: (certified char0 (certs := certificate_121)); vm_compute.
Qed.

Theorem realizable_212 : realizable F [:: 2; 1; 2]%N.
Proof.
exists 2%N, 2%N, (polymx F 1 2 2 matrix_212).
by apply: (certified char0 (certs := certificate_212)); vm_compute.
Qed.

Theorem permutations_of_3 (s : seq nat) : perm_eq s [:: 1; 2; 3]%N ->
  realizable F s <-> s \notin [:: [:: 1; 3; 2]; [:: 2; 1; 3]]%N.
Proof.
move=> perm_s; split=> [[m [n [D rank_D]]]|].
  rewrite !inE; apply/norP; split; apply/eqP=> def_s; move: rank_D; rewrite def_s.
    by case=> r0 r1 _; apply: (@no_1_3_from _ 0 _ _ D).
  by case=> _ r1 r2; apply: (@no_1_3_from _ 1 _ _ D).
have: s \in permutations [:: 1; 2; 3]%N by rewrite mem_permutations.
rewrite -[permutations _]/[:: _; _; _; _; _; _] !inE.
case/or4P=> [/eqP->|/eqP->|/eqP->|/or3P[]/eqP->] //= _.
- exact: (realizable_count_up char0 3).
- exact: (realizable_add _ realizable_212 (@realizable_monotone [:: 1; 0; 0]%N _)).
- exact: (realizable_add _ realizable_121 (@realizable_monotone [:: 1; 1; 0]%N _)).
- exact: realizable_monotone.
Qed.

End Permutations.
