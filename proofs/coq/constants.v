(******************************************************************************)
(* Constant rows, and the rank before a small rank                            *)
(*                                                                            *)
(* Let K be a field with a derivation and A a matrix over K.  If rinc A = 0,  *)
(* that is, if the rows of A' lie in the row space of A, then that space is   *)
(* spanned by constant rows.                                                  *)
(*                                                                            *)
(* Main results (all but the first in characteristic 0):                      *)
(*   stable_rows     : rinc A = 0 implies that A has the row space of some R  *)
(*                     with rank A rows and R' = 0                            *)
(*   wronskian_eq0   : if p' q = p q' and q <> 0 then p is a constant         *)
(*                     multiple of q (polynomials)                            *)
(*   ratfun_constant : a rational function with x' = 0 is a constant          *)
(*   constant_rows   : over F(t), R comes from a matrix over F                *)
(*   grank_before    : for i < k, if grank D^(k+1) <= 1 then                  *)
(*                     grank D^(k-1) <= grank D^(i) + grank D^(k)             *)
(*   grank_before_one : for i < k, if grank D^(k) = 1 and                     *)
(*                     grank D^(k+1) <= 1 then                                *)
(*                     grank D^(k-1) <= grank D^(i) + 1                       *)
(*   no_2_3_4_1_1    : no D has generic ranks 2, 3, 4, 1, 1                   *)
(*                                                                            *)
(* If N is an invertible square part of A (rows spanning the row space) then  *)
(* R = N^-1 A has an identity matrix inside, so R' = G R forces G = 0.        *)
(* If grank D^(k+1) <= 1 then, by rinc_half, D^(k) or its transpose has       *)
(* rinc = 0, hence constant rows C.  With the columns of X spanning the       *)
(* kernel of C, the k-th derivative of D X vanishes, so that                  *)
(* grank D^(k-1) X <= grank D^(i) X by grank_last; and X costs at most        *)
(* rank C dimensions.                                                         *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation growth half fractions generic monotone.
From rankdyn Require Import toeplitz_general.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Echelon.

Variables (K : fieldType) (d : derivation K).

Theorem stable_rows m n (A : 'M[K]_(m, n)) : rinc d A = 0%N ->
  exists2 R : 'M[K]_(\rank A, n), dmx d R = 0 & (A :=: R)%MS.
Proof.
move=> /eqP; rewrite mxrank_eq0 -submxE => sub_dA.
have full : row_full (row_base A)^T by rewrite /row_full mxrank_tr eq_row_base.
pose f := fullrankfun full; pose R := invmx (colsub f (row_base A)) *m row_base A.
have unitN : colsub f (row_base A) \in unitmx.
  have -> : colsub f (row_base A) = (rowsub f (row_base A)^T)^T.
    by apply/matrixP=> i j; rewrite !mxE.
  by rewrite unitmx_tr; apply: fullrowsub_unit.
have eqR : (A :=: R)%MS.
  apply: eqmx_sym; apply: (eqmx_trans _ (eq_row_base A)).
  by apply: eqmxMfull; rewrite row_full_unit unitmx_inv.
have fR : colsub f R = 1%:M by rewrite -mulmx_colsub mulVmx.
exists R => //.
have [W defR] : exists W, R = W *m A by apply/submxP; rewrite -eqR.
have [G defdR] : exists G, dmx d R = G *m R.
  apply/submxP; rewrite -eqR {1}defR dmxM addmx_sub ?submxMl //.
  by rewrite (submx_trans (submxMl _ _)).
suff G0 : G = 0 by rewrite defdR G0 mul0mx.
rewrite -[G]mulmx1 -fR mulmx_colsub -defdR.
have -> : colsub f (dmx d R) = dmx d (colsub f R) by apply/matrixP=> i j; rewrite !mxE.
by rewrite fR dmx1.
Qed.

End Echelon.

Section Constants.

Variable F : fieldType.
Hypothesis char0 : [char F] =i pred0.

Local Notation fracF := {fraction {poly F}}.
Local Notation "p %:F" := (@FracField.tofrac _ p) (at level 2, format "p %:F").

(* In characteristic 0 natural numbers are distinct. *)
Lemma mulrn_inj (a : F) k l : a != 0 -> a *+ k = a *+ l -> k = l.
Proof.
move=> a0; wlog le_kl : k l / (k <= l)%N => [hwlog|].
  by have [|/ltnW] := leqP k l => /hwlog // lk /esym/lk.
move/eqP; rewrite eq_sym -subr_eq0 -mulrnBr // -mulr_natr mulf_eq0 (negbTE a0) /=.
by rewrite (charf0P F).1 // subn_eq0 => le_lk; apply/eqP; rewrite eqn_leq le_kl.
Qed.

Lemma lead_coef_deriv (p : {poly F}) : lead_coef p^`() = lead_coef p *+ (size p).-1.
Proof.
have [le1|gt1] := leqP (size p) 1.
  by rewrite (size1_polyC le1) derivC lead_coef0 size_polyC; case: eqP.
case sz: (size p) gt1 => [|[|k]] // _; rewrite /deriv sz.
have lc0 : p`_k.+1 != 0.
  by rewrite -[k.+1]/(k.+2.-1) -sz -lead_coefE lead_coef_eq0 -size_poly_gt0 sz.
rewrite lead_coef_poly //= ?lead_coefE ?sz //.
by rewrite -mulr_natr mulf_neq0 // (charf0P F).1.
Qed.

(* Comparing leading coefficients, p and q have the same size; so has p - c q *)
(* unless it vanishes, and with the right c it is smaller.                    *)
Theorem wronskian_eq0 (p q : {poly F}) : q != 0 -> p^`() * q = p * q^`() ->
  exists c, p = c *: q.
Proof.
move=> q0 pq.
have same_size (r : {poly F}) : r != 0 -> r^`() * q = r * q^`() -> size r = size q.
  move=> r0 /(congr1 lead_coef); rewrite !lead_coefM !lead_coef_deriv mulrnAl mulrnAr.
  have lc0 : lead_coef r * lead_coef q != 0 by rewrite mulf_neq0 ?lead_coef_eq0.
  by move=> /(mulrn_inj lc0) /eqP; rewrite -eqSS !prednK ?size_poly_gt0 // => /eqP.
have [->|p0] := eqVneq p 0; first by exists 0; rewrite scale0r.
pose c := lead_coef p / lead_coef q; exists c; apply/eqP; rewrite -subr_eq0.
apply: contraT => r0; have := lead_coef_eq0 (p - c *: q).
rewrite lead_coefE same_size //; last first.
  by rewrite derivB derivZ !mulrBl pq -!scalerAl [q^`() * q]mulrC.
rewrite coefB coefZ -{1}(same_size p) // -!lead_coefE mulfVK ?lead_coef_eq0 //.
by rewrite subrr eqxx (negbTE r0).
Qed.

Theorem ratfun_constant (x : fracF) : ratfun_derivation F x = 0 -> exists c, x = c%:P%:F.
Proof.
move=> dx0; have [p [q [q0 xq]]] := frac_repr x.
have q0F : q%:F != 0 by rewrite tofrac_eq0.
have /eqP := frac_der_char (poly_derivation _) xq.
rewrite [frac_der _ _]dx0 mul0r eq_sym subr_eq0 => /eqP dp.
have [|c pc] := @wronskian_eq0 p q q0.
  by apply/eqP; rewrite -tofrac_eq !rmorphM /= dp mulrAC xq.
by exists c; apply: (mulIf q0F); rewrite xq pc -mul_polyC rmorphM.
Qed.

Theorem constant_rows m n (D : 'M[{poly F}]_(m, n)) :
  rinc (ratfun_derivation F) (ratmx D) = 0%N ->
  exists C : 'M[F]_(grank D, n), (ratmx D :=: ratmx (constmx C))%MS.
Proof.
move=> /stable_rows [R dR0 eqR].
have constR ij : exists c, R ij.1 ij.2 = c%:P%:F.
  by apply: ratfun_constant; have /matrixP/(_ ij.1 ij.2) := dR0; rewrite !mxE.
have [C defC] := fin_all_exists constR; exists (\matrix_(i, j) C (i, j)).
suff <- : R = ratmx (constmx (\matrix_(i, j) C (i, j))) by [].
by apply/matrixP=> i j; rewrite !mxE -defC.
Qed.

Lemma grank_before_rinc i p m n (D : 'M[{poly F}]_(m, n)) :
  rinc (ratfun_derivation F) (ratmx (derivmx (i + p.+1) D)) = 0%N ->
  (grank (derivmx (i + p) D) <= grank (derivmx i D) + grank (derivmx (i + p.+1) D))%N.
Proof.
move=> /constant_rows [C eqC]; set X := cokermx C.
have defD k : derivmx k (D *m constmx X) = derivmx k D *m constmx X.
  have := derivmx_constant_factors k 1%:M D X^T.
  by rewrite /constmx map_trmx trmxK map_mx1 !mul1mx.
have CX0 : ratmx (constmx C) *m ratmx (constmx X) = 0.
  have := congr1 (fun M => ratmx (constmx M)) (mulmx_coker C).
  by rewrite /ratmx /constmx !map_mxM !map_mx0.
have rankX k : grank (derivmx k (D *m constmx X)) =
    \rank (ratmx (derivmx k D) *m ratmx (constmx X)).
  by rewrite defD /grank /ratmx map_mxM.
have rk0 : grank (derivmx (i + p.+1) (D *m constmx X)) = 0%N.
  by rewrite rankX (eqmxMr _ eqC) CX0 mxrank0.
have := grank_last char0 rk0; rewrite !rankX => le_r.
have := mxrank_mul_min (ratmx (derivmx (i + p) D)) (ratmx (constmx X)).
rewrite rank_ratmx_constmx mxrank_coker leq_subLR.
rewrite -[X in (_ <= X + _)%N](subnKC (rank_leq_col C)) addnAC leq_add2r.
move=> /leq_trans; apply; rewrite addnC leq_add ?rank_leq_row //.
exact: leq_trans le_r (mxrankM_maxl _ _).
Qed.

Theorem grank_before i p m n (D : 'M[{poly F}]_(m, n)) :
  (grank (derivmx (i + p.+2) D) <= 1)%N ->
  (grank (derivmx (i + p) D) <= grank (derivmx i D) + grank (derivmx (i + p.+1) D))%N.
Proof.
rewrite addnS -addn1 derivmxD grank_derivmx /= => rank_le1.
have := leq_trans (rinc_half (ratfun_derivation F) (ratmx (derivmx (i + p.+1) D))) rank_le1.
case rincE: (rinc _ (ratmx _)) => [|a]; first by move=> _; apply: grank_before_rinc.
case rincTE: (rinc _ _^T) => [|b]; last by rewrite addnS.
have derivmx_tr k : derivmx k D^T = (derivmx k D)^T by rewrite /derivmx map_trmx.
move=> _; have := @grank_before_rinc i p _ _ D^T.
by rewrite !derivmx_tr !grank_tr; apply; rewrite -rincTE /ratmx !map_trmx.
Qed.

Corollary grank_before_one k i m n (D : 'M[{poly F}]_(m, n)) : (i < k)%N ->
  grank (derivmx k D) = 1%N -> (grank (derivmx k.+1 D) <= 1)%N ->
  (grank (derivmx k.-1 D) <= (grank (derivmx i D)).+1)%N.
Proof.
move=> /subnKC <- /=; rewrite addSn -addnS => r1; rewrite -addnS => le1.
by have := grank_before le1; rewrite r1 addn1.
Qed.

Theorem no_2_3_4_1_1 m n (D : 'M[{poly F}]_(m, n)) : rankseq 5 D <> [:: 2; 3; 4; 1; 1]%N.
Proof.
case=> r0 r1 r2 r3 r4; have := @grank_before_one 3 0 _ _ D isT r3.
by rewrite r0 r2 r4 => /(_ isT).
Qed.

End Constants.
