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
(*   rank_stack   : rank [A; A'] = rank A + rinc A                            *)
(*   rinc_le_rank : rinc A <= rank A                                          *)
(*   rinc_stack   : rinc [A; A'] <= rinc A                                    *)
(*   rank_rinc    : rank A^(k) <= rank A + k rinc A                           *)
(*   growth       : rank A^(j+k) <= (k+1) rank A^(j)                          *)
(*                                                                            *)
(* The proofs are those of skew_laws.v, for the identity as twist.            *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation.
From rankdyn Require Export ranks skew_laws.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Growth.

Variables (K : fieldType) (d : derivation K).

Theorem rank_stack m n (A : 'M[K]_(m, n)) :
  \rank (col_mx A (dmx d A)) = (\rank A + rinc d A)%N.
Proof. exact: mxrank_stack. Qed.

Theorem rinc_le_rank m n (A : 'M[K]_(m, n)) : (rinc d A <= \rank A)%N.
Proof. exact: skew_rinc_le_rank. Qed.

Theorem rinc_stack m n (A : 'M[K]_(m, n)) :
  (rinc d (col_mx A (dmx d A)) <= rinc d A)%N.
Proof. exact: skew_rinc_stack. Qed.

Theorem rank_rinc k m n (A : 'M[K]_(m, n)) :
  (\rank (dmxn d k A) <= \rank A + k * rinc d A)%N.
Proof. exact: skew_rank_rinc. Qed.

Theorem growth j k m n (A : 'M[K]_(m, n)) :
  (\rank (dmxn d (j + k) A) <= k.+1 * \rank (dmxn d j A))%N.
Proof. exact: skew_growth. Qed.

End Growth.
