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
(* Let the columns of T span the right kernel of A and the rows of L its left *)
(* kernel.  Then L A' T = - L' A T = 0, and Frobenius' inequality             *)
(* rank (L A') + rank (A' T) <= rank A' + rank (L A' T) gives rinc_half.  The *)
(* smaller of the two increases is at most half of rank A', and growth.v      *)
(* applies to A or to its transpose, whichever has it.                        *)
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
Proof.
set L := (cokermx A^T)^T; set T := cokermx A.
have LA0 : L *m A = 0.
  by rewrite -[X in _ *m X]trmxK /L -trmx_mul mulmx_coker trmx0.
have LdAT0 : L *m dmx d A *m T = 0.
  have -> : L *m dmx d A = - (dmx d L *m A) by rewrite (dmxM_eq0 _ LA0) opprK.
  by rewrite mulNmx -mulmxA mulmx_coker mulmx0 oppr0.
have rincT : rinc d A^T = \rank (L *m dmx d A).
  by rewrite /rinc dmx_tr -mxrank_tr trmx_mul trmxK.
have := mxrank_Frobenius L (dmx d A) T.
by rewrite LdAT0 mxrank0 addn0 -rincT addnC.
Qed.

Theorem half j k m n (A : 'M[K]_(m, n)) :
  (\rank (dmxn d (j + k) A)
     <= \rank (dmxn d j A) + k * (\rank (dmxn d j.+1 A))./2)%N.
Proof.
rewrite dmxnD dmxnS; set B := dmxn d j A.
have := rinc_half B; case: (leqP (rinc d B) (rinc d B^T)) => le_rinc sum_le.
  apply: (leq_trans (rank_rinc _ _ _)); rewrite leq_add2l leq_mul2l.
  by rewrite geq_half_double -addnn (leq_trans _ sum_le) ?orbT ?leq_add2l.
rewrite -mxrank_tr -dmxn_tr -[\rank B]mxrank_tr.
apply: (leq_trans (rank_rinc _ _ _)); rewrite leq_add2l leq_mul2l.
by rewrite geq_half_double -addnn (leq_trans _ sum_le) ?orbT ?leq_add2r // ltnW.
Qed.

Theorem growth_one j k m n (A : 'M[K]_(m, n)) :
  (\rank (dmxn d j.+1 A) <= 1)%N ->
  (\rank (dmxn d (j + k) A) <= \rank (dmxn d j A))%N.
Proof.
move=> r1; have := half j k A.
by case: (\rank (dmxn d j.+1 A)) r1 => [|[|r]] //= _; rewrite muln0 addn0.
Qed.

End Half.
