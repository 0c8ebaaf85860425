(******************************************************************************)
(* The laws of growth, for every skew derivation of a field                   *)
(*                                                                            *)
(* Let K be a field (of any characteristic) with a skew derivation d of twist *)
(* s, and let A be a matrix over K.  The rank increase of A is the number of  *)
(* new dimensions that the rows of d(A) add to the row space of A:            *)
(*                                                                            *)
(*      rinc A = rank (d(A) T),   where the columns of T span {x : A x = 0}.  *)
(*                                                                            *)
(* Main results:                                                              *)
(*   skew_rinc_le_rank  : rinc A <= rank A                                    *)
(*   skew_rinc_stack    : rinc [A; d(A)] <= rinc A                            *)
(*   skew_rank_rinc     : rank d^k(A) <= rank A + k rinc A                    *)
(*   skew_growth        : rank d^(j+k)(A) <= (k+1) rank d^j(A)                *)
(*   skew_rinc_half     : rinc A + rinc A^T <= rank d(A)                      *)
(*   skew_half          : rank d^(j+k)(A) <=                                  *)
(*                           rank d^j(A) + k floor (rank d^(j+1)(A) / 2)      *)
(*   skew_toeplitz_rank : rank [ d(A) s(A) ; dd(A) sd(A)+ds(A) ] <= 3 rank A  *)
(*   skew_toeplitz      : if ds = sd, and 2 <> 0 in K, then                   *)
(*                  2 rank d^(j+1)(A) <= 3 rank d^j(A) + rank d^(j+2)(A)      *)
(*                                                                            *)
(* Growth.  No factorisation of A is needed.  From A T = 0 follows            *)
(* d(A) T = - s(A) d(T), and s keeps ranks: this bounds rinc A.  If both A    *)
(* and d(A) vanish on T then s(A) vanishes on d(T), so d(T) = s(T0) W, where  *)
(* T0 spans the right kernel of A, and dd(A) T = - s(d(A)) d(T) =             *)
(* - s(d(A) T0) W has rank at most rinc A.                                    *)
(*                                                                            *)
(* Half.  Let the columns of T span the right kernel of A and the rows of L   *)
(* its left kernel.  Then s(L) d(A) T = - d(L) A T = 0, and Frobenius'        *)
(* inequality bounds rank (s(L) d(A)) + rank (d(A) T) by rank d(A).  Now      *)
(* rinc A^T = rank (L d(A)) = rank (s(L) d(A)), because (unless d(A) = 0)     *)
(* s(A) = A + e d(A) for some e, so that [A, d(A)] and [s(A), d(A)] have the  *)
(* same rank.  The smaller of the two increases is at most half of rank d(A), *)
(* and skew_rank_rinc applies to A or to its transpose, whichever has it.     *)
(*                                                                            *)
(* Toeplitz.  In the skew polynomial ring K[x; s, d], where                   *)
(* x a = s(a) x + d(a), the coefficients of a, x a and x^2 a are the rows of  *)
(*                                                                            *)
(*              [ A           0            0    ]                             *)
(*      M(A) =  [ d(A)       s(A)          0    ],       M(P Q) = M(P) M(Q).  *)
(*              [ dd(A)  sd(A) + ds(A)   ss(A)  ]                             *)
(*                                                                            *)
(* With A = P Q, where P has rank A columns, this bounds the rank of M(A),    *)
(* and so of M(A) without its first row and last column.  Without dd(A) this  *)
(* is triangular, which bounds its rank from below.                           *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import ranks skew.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Growth.

Variables (K : fieldType) (d : skew_derivation K).

Local Notation s := (twmx d).

Definition rinc m n (A : 'M[K]_(m, n)) : nat := \rank (dmx d A *m cokermx A).

Lemma mxrank_twmx m n (A : 'M[K]_(m, n)) : \rank (s A) = \rank A.
Proof. exact: mxrank_map. Qed.

Lemma twmxM m n p (A : 'M[K]_(m, n)) (B : 'M[K]_(n, p)) : s (A *m B) = s A *m s B.
Proof. exact: map_mxM. Qed.

Theorem skew_rinc_le_rank m n (A : 'M[K]_(m, n)) : (rinc A <= \rank A)%N.
Proof.
rewrite /rinc (skew_dmxM_eq0 _ (mulmx_coker A)) mxrank_opp.
by rewrite (leq_trans (mxrankM_maxl _ _)) ?mxrank_twmx.
Qed.

Theorem skew_rinc_stack m n (A : 'M[K]_(m, n)) :
  (rinc (col_mx A (dmx d A)) <= rinc A)%N.
Proof.
rewrite /rinc; set T := cokermx (col_mx A (dmx d A)).
have /eqP := mulmx_coker (col_mx A (dmx d A)); rewrite -/T mul_col_mx col_mx_eq0.
case/andP=> /eqP AT0 /eqP dAT0.
have sAdT0 : s A *m dmx d T = 0.
  by apply/eqP; rewrite -oppr_eq0 -(skew_dmxM_eq0 _ AT0) dAT0.
have [W defdT] := factor_coker sAdT0; rewrite /twmx -map_cokermx -/(s _) in defdT.
rewrite dmx_col mul_col_mx dAT0 rank_col_0mx (skew_dmxM_eq0 _ dAT0) mxrank_opp.
by rewrite defdT mulmxA -twmxM (leq_trans (mxrankM_maxl _ _)) ?mxrank_twmx.
Qed.

Theorem skew_rank_rinc k m n (A : 'M[K]_(m, n)) :
  (\rank (dmxn d k A) <= \rank A + k * rinc A)%N.
Proof.
elim: k m A => [|k IHk] m A; first by rewrite mul0n addn0.
rewrite dmxnSr; apply: (leq_trans (mxrank_col_maxr (dmxn d k A) _)).
rewrite -dmxn_col; apply: (leq_trans (IHk _ _)).
by rewrite mxrank_stack mulSn -!addnA !leq_add2l leq_mul2l skew_rinc_stack orbT.
Qed.

Theorem skew_growth j k m n (A : 'M[K]_(m, n)) :
  (\rank (dmxn d (j + k) A) <= k.+1 * \rank (dmxn d j A))%N.
Proof.
rewrite dmxn_add mulSn; apply: (leq_trans (skew_rank_rinc _ _)).
by rewrite leq_add2l leq_mul2l skew_rinc_le_rank orbT.
Qed.

End Growth.

Section Half.

Variables (K : fieldType) (d : skew_derivation K).

Local Notation s := (twmx d).

(* Both sides are the rank of [A; d(A)], less that of A. *)
Lemma rinc_twist m n (A : 'M[K]_(m, n)) :
  rinc d A = \rank (dmx d A *m cokermx (s A)).
Proof.
have [dA0|/matrix0Pn[i [j]]] := eqVneq (dmx d A) 0.
  by rewrite /rinc dA0 !mul0mx.
rewrite dmxE => /skew_twist[e sE]; apply/eqP.
rewrite -(eqn_add2l (\rank A)) -mxrank_stack -(mxrank_twmx d A) -mxrank_stack.
have -> : col_mx (s A) (dmx d A) = block_mx 1%:M e%:M 0 1%:M *m col_mx A (dmx d A).
  rewrite mul_block_col !mul1mx mul0mx add0r mul_scalar_mx; congr col_mx.
  by apply/matrixP=> k l; rewrite !mxE sE.
by rewrite eqmxMfull // row_full_unit unitmxE det_ublock !det1 mulr1 unitr1.
Qed.

Theorem skew_rinc_half m n (A : 'M[K]_(m, n)) :
  (rinc d A + rinc d A^T <= \rank (dmx d A))%N.
Proof.
set L := (cokermx A^T)^T; set T := cokermx A.
have LA0 : L *m A = 0.
  by rewrite -[X in _ *m X]trmxK /L -trmx_mul mulmx_coker trmx0.
have LdAT0 : s L *m dmx d A *m T = 0.
  have -> : s L *m dmx d A = - (dmx d L *m A) by rewrite (skew_dmxM_eq0 _ LA0) opprK.
  by rewrite mulNmx -mulmxA mulmx_coker mulmx0 oppr0.
have rincT : rinc d A^T = \rank (s L *m dmx d A).
  by rewrite rinc_twist dmx_tr -mxrank_tr trmx_mul trmxK /twmx -map_cokermx map_trmx.
have := mxrank_Frobenius (s L) (dmx d A) T.
by rewrite LdAT0 mxrank0 addn0 -rincT addnC.
Qed.

Theorem skew_half j k m n (A : 'M[K]_(m, n)) :
  (\rank (dmxn d (j + k) A)
     <= \rank (dmxn d j A) + k * (\rank (dmxn d j.+1 A))./2)%N.
Proof.
rewrite dmxn_add dmxnS; set B := dmxn d j A.
have := skew_rinc_half B; case: (leqP (rinc d B) (rinc d B^T)) => le_rinc sum_le.
  apply: (leq_trans (skew_rank_rinc _ _ _)); rewrite leq_add2l leq_mul2l.
  by rewrite geq_half_double -addnn (leq_trans _ sum_le) ?orbT ?leq_add2l.
rewrite -mxrank_tr -dmxn_tr -[\rank B]mxrank_tr.
apply: (leq_trans (skew_rank_rinc _ _ _)); rewrite leq_add2l leq_mul2l.
by rewrite geq_half_double -addnn (leq_trans _ sum_le) ?orbT ?leq_add2r // ltnW.
Qed.

End Half.

Section Toeplitz.

Variables (K : fieldType) (d : skew_derivation K).

Local Notation s := (twmx d).

Lemma skew_toeplitz_product m r n (P : 'M[K]_(m, r)) (Q : 'M[K]_(r, n)) :
  block_mx (dmx d (P *m Q)) (s (P *m Q))
           (dmx d (dmx d (P *m Q))) (s (dmx d (P *m Q)) + dmx d (s (P *m Q))) =
  block_mx (dmx d P) (row_mx (s P) 0)
           (dmx d (dmx d P)) (row_mx (s (dmx d P) + dmx d (s P)) (s (s P))) *m
  block_mx Q 0 (col_mx (dmx d Q) (dmx d (dmx d Q)))
           (col_mx (s Q) (s (dmx d Q) + dmx d (s Q))).
Proof.
rewrite mulmx_block !mul_row_col !mulmx0 !mul0mx !add0r !addr0.
have sD a b (A B : 'M[K]_(a, b)) : s (A + B) = s A + s B by apply: map_mxD.
rewrite !(twmxM, skew_dmxM, dmxD, sD); congr (block_mx _ _ _ _).
  by rewrite mulmxDl !addrA.
by rewrite mulmxDl mulmxDr addrACA.
Qed.

Theorem skew_toeplitz_rank m n (A : 'M[K]_(m, n)) :
  (\rank (block_mx (dmx d A) (s A) (dmx d (dmx d A)) (s (dmx d A) + dmx d (s A)))
     <= 3 * \rank A)%N.
Proof.
have := skew_toeplitz_product (col_base A) (row_base A); rewrite mulmx_base => ->.
apply: (leq_trans (mxrankM_maxr _ _)); apply: (leq_trans (rank_leq_row _)).
by rewrite !mulSn mul0n addn0.
Qed.

Theorem skew_toeplitz j m n (A : 'M[K]_(m, n)) :
    (forall a, d (twist d a) = twist d (d a)) -> (2%:R : K) != 0 ->
  (2 * \rank (dmxn d j.+1 A)
     <= 3 * \rank (dmxn d j A) + \rank (dmxn d j.+2 A))%N.
Proof.
move=> ds two_neq0; rewrite !dmxnS; set B := dmxn d j A.
have := skew_toeplitz_rank B; rewrite twmx_dmx // -mulr2n => upper.
have := rank_triangular (dmx d B) (s B) (s (dmx d B) *+ 2).
have -> : \rank (s (dmx d B) *+ 2) = \rank (dmx d B).
  by rewrite -scaler_nat (eqmx_scale _ two_neq0) mxrank_twmx.
have -> : block_mx (dmx d B) (s B) 0 (s (dmx d B) *+ 2) =
  block_mx (dmx d B) (s B) (dmx d (dmx d B)) (s (dmx d B) *+ 2) -
  block_mx 0 0 (dmx d (dmx d B)) 0.
  by rewrite opp_block_mx add_block_mx !oppr0 !addr0 subrr.
rewrite addnn -mul2n => /leq_trans; apply.
apply: (leq_trans (mxrank_add _ _)); rewrite mxrank_opp leq_add //.
by rewrite block_mxEv row_mx0 rank_col_0mx rank_row_mx0.
Qed.

End Toeplitz.
