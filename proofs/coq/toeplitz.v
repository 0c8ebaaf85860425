(******************************************************************************)
(* The first Toeplitz law                                                     *)
(*                                                                            *)
(* Let K be a field with a derivation, in which 2 <> 0, and let A be a matrix *)
(* over K.                                                                    *)
(*                                                                            *)
(* Main results:                                                              *)
(*   toeplitz_rank : rank [ A' A ; A'' 2A' ] <= 3 rank A                      *)
(*   toeplitz      : 2 rank A^(j+1) <= 3 rank A^(j) + rank A^(j+2)            *)
(*                                                                            *)
(* The proofs are those of skew_laws.v, for the identity as twist: with       *)
(* A = P Q, where P has rank A columns, the product rule reads                *)
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

Theorem toeplitz_rank m n (A : 'M[K]_(m, n)) :
  (\rank (block_mx (dmx d A) A (dmx d (dmx d A)) (dmx d A *+ 2))
     <= 3 * \rank A)%N.
Proof. by have := skew_toeplitz_rank d A; rewrite !twmx_id -mulr2n. Qed.

Theorem toeplitz j m n (A : 'M[K]_(m, n)) : (2%:R : K) != 0 ->
  (2 * \rank (dmxn d j.+1 A)
     <= 3 * \rank (dmxn d j A) + \rank (dmxn d j.+2 A))%N.
Proof. exact: (skew_toeplitz (d := d)). Qed.

End Toeplitz.
