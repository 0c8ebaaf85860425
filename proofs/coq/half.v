(******************************************************************************)
(* Half growth: the rank of the first derivative limits all later growth      *)
(*                                                                            *)
(* Let K be a field (of any characteristic) with a derivation, and let A be   *)
(* a matrix over K.                                                           *)
(*                                                                            *)
(* Main results:                                                              *)
(*   rinc_half    : rinc A + rinc A^T <= rank A'                              *)
(*   half         : rank A^(j+k) <= rank A^(j) + k floor (rank A^(j+1) / 2)   *)
(*   growth_one   : rank A^(j+1) <= 1 implies, for all k,                     *)
(*                  rank A^(j+k) <= rank A^(j)                                *)
(*                                                                            *)
(* The proofs are those of skew_laws.v, for the identity as twist.            *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation growth.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Half.

Variables (K : fieldType) (d : derivation K).

Theorem rinc_half m n (A : 'M[K]_(m, n)) :
  (rinc d A + rinc d A^T <= \rank (dmx d A))%N.
Proof. exact: skew_rinc_half. Qed.

Theorem half j k m n (A : 'M[K]_(m, n)) :
  (\rank (dmxn d (j + k) A)
     <= \rank (dmxn d j A) + k * (\rank (dmxn d j.+1 A))./2)%N.
Proof. exact: skew_half. Qed.

Theorem growth_one j k m n (A : 'M[K]_(m, n)) :
  (\rank (dmxn d j.+1 A) <= 1)%N ->
  (\rank (dmxn d (j + k) A) <= \rank (dmxn d j A))%N.
Proof.
move=> r1; have := half j k A.
by case: (\rank (dmxn d j.+1 A)) r1 => [|[|r]] //= _; rewrite muln0 addn0.
Qed.

End Half.
