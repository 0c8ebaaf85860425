(******************************************************************************)
(* Three ranks 2 in a row                                                     *)
(*                                                                            *)
(* Let K be a field with a derivation, in which 2 <> 0, and A a matrix over K.*)
(*                                                                            *)
(* Main results:                                                              *)
(*   two_two_two       : if A, A', A'' have rank 2 then no A^(k) has a rank   *)
(*                       above 3                                              *)
(*   grank_two_two_two : the same for generic ranks, from any order on        *)
(*   no_2_2_2_4, no_2_2_2_3_4 : no D has generic ranks 2, 2, 2, 4, nor        *)
(*                       2, 2, 2, 3, 4                                        *)
(*                                                                            *)
(* Suppose that some A^(k) has a rank above 3.  Then rinc A = rinc A^T = 1,   *)
(* and no space of dimension 3 contains the rows (or the columns) of A, A'    *)
(* and A''.  The column space of A has a basis x, u with  x' = b x + a u.     *)
(* With  A = x w + u z,  w1 = w' + b w,  z1 = a w + z'  and  w2 = w1' + b w1  *)
(*                                                                            *)
(*     A'  = x w1 + u z1 + u' z,                                              *)
(*     A'' = x w2 + u (a w1 + z1') + u' (z1 + z') + u'' z,                    *)
(*                                                                            *)
(* and x, u, u', u'' are independent, so that w1, z1, z span the row space of *)
(* A', and  w2, ..., z1 + z', z  that of A''; both have dimension 2.          *)
(* If z' were not in <w, z> then these spaces would be <z, z1> and            *)
(* <z, z1 + z'>, both in <w, z, z'>: impossible.  So z' = e w + f z.  If      *)
(* e + a <> 0 then w and w' would lie in the row space of A', and if a <> 0   *)
(* then w would lie in that of A''; either way w, z, w', w'' would span a     *)
(* space of dimension at most 3, which contains the rows of A, A', A''.       *)
(* Hence a = e = 0, and every A^(k) has the form x p + q z: its rank is at    *)
(* most 2.                                                                    *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation growth half toeplitz fractions generic.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Field.

Variables (K : fieldType) (d : derivation K).

Lemma dmx_scale a m n (A : 'M[K]_(m, n)) : dmx d (a *: A) = d a *: A + a *: dmx d A.
Proof. by apply/matrixP=> i j; rewrite !mxE derM. Qed.

Lemma rank_adds_row m n (B : 'M[K]_(m, n)) (p : 'rV[K]_n) :
  \rank (B + p)%MS = (\rank B + ~~ (p <= B)%MS)%N.
Proof. by rewrite addsmxE mxrank_stack rank_rV submxE. Qed.

Lemma rank_adds_row_le m n (B : 'M[K]_(m, n)) (p : 'rV[K]_n) :
  (\rank (B + p)%MS <= \rank B + 1)%N.
Proof. by rewrite rank_adds_row leq_add2l leq_b1. Qed.

Lemma sub_of_rank m1 m2 n (A : 'M[K]_(m1, n)) (B : 'M[K]_(m2, n)) :
  (A <= B)%MS -> (\rank B <= \rank A)%N -> (B <= A)%MS.
Proof. by move=> sAB; rewrite (geq_leqif (mxrank_leqif_sup sAB)). Qed.

(* No space of dimension 3 contains the rows of A, A' and A''. *)
Lemma rank_three_derivatives k m n r (A : 'M[K]_(m, n)) (B : 'M[K]_(r, n)) :
  \rank A = 2%N -> rinc d A = 1%N -> (3 < \rank (dmxn d k A))%N ->
  (A <= B)%MS -> (dmx d A <= B)%MS -> (dmx d (dmx d A) <= B)%MS ->
  (3 < \rank B)%N.
Proof.
move=> rkA rincA gt3 A_B dA_B ddA_B; set R := col_mx A (dmx d A).
have rkR : \rank R = 3%N by rewrite rank_stack rkA rincA.
have rincR : (0 < rinc d R)%N.
  rewrite lt0n; apply: contraTneq gt3 => rincR0; rewrite -leqNgt.
  apply: (@leq_trans (\rank (dmxn d k R))).
    by rewrite dmxn_col mxrankS // -addsmxE addsmxSl.
  by apply: leq_trans (rank_rinc _ _ _) _; rewrite rincR0 muln0 addn0 rkR.
have : (\rank (col_mx R (dmx d R)) <= \rank B)%N.
  by apply: mxrankS; rewrite dmx_col !col_mx_sub A_B dA_B ddA_B.
by apply: leq_trans; rewrite rank_stack rkR -addn1 leq_add2l.
Qed.

(* The row space of A has a basis y, u with y' in it. *)
Lemma stable_basis m n (A : 'M[K]_(m, n)) : \rank A = 2%N -> rinc d A = 1%N ->
  exists c1 c2 : 'cV[K]_m, exists y u : 'rV[K]_n, exists a b,
  A = c1 *m y + c2 *m u /\ dmx d y = b *: y + a *: u.
Proof.
move=> rkA rincA; pose N := kermx (dmx d A *m cokermx A).
have NA0 : N *m A != 0.
  rewrite -mxrank_eq0 -lt0n; have := mxrank_mul_min N A.
  rewrite mxrank_ker -/(rinc d A) rkA rincA; apply: leq_trans.
  have : (0 < m)%N by apply: leq_trans (rank_leq_row A); rewrite rkA.
  by case: (m) => // l _; rewrite subn1 /= addn2 subSnn.
have [i yi0] : exists i, row i (N *m A) != 0.
  apply/existsP; apply: contraR NA0 => /existsPn rows0.
  by apply/eqP/row_matrixP=> i; rewrite row0; apply/eqP; apply: contraR (rows0 i).
pose y := row i (N *m A); have yA : (y <= A)%MS by rewrite /y row_mul submxMl.
have dyA : (dmx d y <= A)%MS.
  rewrite submxE /y row_mul dmxM mulmxDl -mulmxA mulmx_coker mulmx0 add0r.
  by rewrite -mulmxA -row_mul mulmx_ker row0.
have rk_diff : \rank (A :\: y)%MS = 1%N.
  have := mxrank_cap_compl A y; rewrite rkA.
  by rewrite (capmx_idPr yA) rank_rV yi0 => /eqP; rewrite eqSS => /eqP.
have [u sub_u] : exists u : 'rV_n, (A :\: y <= u)%MS.
  move: (col_base (A :\: y)%MS) (row_base (A :\: y)%MS) (mulmx_base (A :\: y)%MS).
  by rewrite rk_diff => c u <-; exists u; rewrite submxMl.
have sub_yu : (A <= y + u)%MS.
  rewrite -(addsmx_diff_cap_eq A y) addsmx_sub (submx_trans sub_u) ?addsmxSr //=.
  by rewrite (submx_trans (capmxSr _ _)) ?addsmxSl.
have /sub_addsmxP[[c1 c2] /= defA] := sub_yu.
have /sub_addsmxP[[b a] /= defdy] := submx_trans dyA sub_yu.
exists c1, c2, y, u, (a 0 0), (b 0 0); split=> //.
by rewrite defdy [a]mx11_scalar [b]mx11_scalar !mul_scalar_mx !mxE.
Qed.


Lemma rinc_gt0 k m n (A : 'M[K]_(m, n)) : \rank A = 2%N ->
  (3 < \rank (dmxn d k A))%N -> (0 < rinc d A)%N.
Proof.
move=> rkA gt3; rewrite lt0n; apply: contraTneq gt3 => rincA; rewrite -leqNgt.
by apply: leq_trans (rank_rinc _ _ _) _; rewrite rincA muln0 addn0 rkA.
Qed.

Section Adapted.

Variables (k m n : nat) (A : 'M[K]_(m, n)).
Hypotheses (rkA : \rank A = 2%N) (rkdA : \rank (dmx d A) = 2%N).
Hypotheses (rkddA : \rank (dmx d (dmx d A)) = 2%N) (gt3 : (3 < \rank (dmxn d k A))%N).

Lemma rinc_both : rinc d A = 1%N /\ rinc d A^T = 1%N.
Proof.
have := rinc_half d A; rewrite rkdA; have := rinc_gt0 rkA gt3.
have := @rinc_gt0 k _ _ A^T; rewrite dmxn_tr !mxrank_tr => /(_ rkA gt3).
by case: (rinc d A) => [|[|?]]; case: (rinc d A^T) => [|[|?]] //; rewrite addnS.
Qed.

Variables (x u : 'cV[K]_m) (w z : 'rV[K]_n) (a b : K).
Hypotheses (defA : A = x *m w + u *m z) (dx : dmx d x = b *: x + a *: u).

Let w1 := dmx d w + b *: w.
Let z1 := a *: w + dmx d z.
Let w2 := dmx d w1 + b *: w1.
Let z2 := a *: w1 + dmx d z1.

Lemma dmx_basis (p q : 'rV_n) : dmx d (x *m p + u *m q) =
  x *m (dmx d p + b *: p) + u *m (a *: p + dmx d q) + dmx d u *m q.
Proof.
rewrite dmxD !dmxM dx mulmxDl -!scalemxAl !scalemxAr !mulmxDr.
by rewrite [X in X + _ = _]addrC [dmx d u *m q + _]addrC !addrA.
Qed.

Lemma rows_derivatives :
  (dmx d A :=: col_mx (col_mx w1 z1) (col_mx z (0 : 'rV_n)))%MS /\
  (dmx d (dmx d A) :=: col_mx (col_mx w2 z2) (col_mx (z1 + dmx d z) z))%MS.
Proof.
have dAE : dmx d A = x *m w1 + u *m z1 + dmx d u *m z by rewrite defA dmx_basis.
have ddAE : dmx d (dmx d A) =
    x *m w2 + u *m z2 + (dmx d u *m (z1 + dmx d z) + dmx d (dmx d u) *m z).
  rewrite dAE dmxD dmx_basis dmxM [dmx d u *m (z1 + _)]mulmxDr [X in _ + X = _]addrC.
  by rewrite !addrA.
pose X := row_mx (row_mx x u) (row_mx (dmx d u) (dmx d (dmx d u))).
have XE (p q r s : 'rV_n) : X *m col_mx (col_mx p q) (col_mx r s) =
    x *m p + u *m q + (dmx d u *m r + dmx d (dmx d u) *m s).
  by rewrite !mul_row_col.
have AX : A = X *m col_mx (col_mx w z) (col_mx 0 0) by rewrite XE !mulmx0 !addr0.
have dAX : dmx d A = X *m col_mx (col_mx w1 z1) (col_mx z 0).
  by rewrite XE mulmx0 addr0.
have ddAX : dmx d (dmx d A) = X *m col_mx (col_mx w2 z2) (col_mx (z1 + dmx d z) z).
  by rewrite XE.
suff fullX : row_full X by rewrite {1}dAX {1}ddAX; split; apply: eqmxMfull.
have rkAT : \rank A^T = 2%N by rewrite mxrank_tr.
have gt3T : (3 < \rank (dmxn d k A^T))%N by rewrite dmxn_tr mxrank_tr.
rewrite /row_full eqn_leq rank_leq_col -mxrank_tr.
apply: (rank_three_derivatives rkAT rinc_both.2 gt3T); rewrite ?dmx_tr.
- by rewrite {1}AX trmx_mul submxMl.
- by rewrite {1}dAX trmx_mul submxMl.
by rewrite {1}ddAX trmx_mul submxMl.
Qed.

Lemma rows_dA : [/\ (w1 <= dmx d A)%MS, (z1 <= dmx d A)%MS & (z <= dmx d A)%MS].
Proof.
have : (dmx d A <= dmx d A)%MS by [].
rewrite {1}rows_derivatives.1 !col_mx_sub.
by case/andP=> /andP[? ?] /andP[].
Qed.

Lemma rows_ddA : [/\ (w2 <= dmx d (dmx d A))%MS,
  ((z1 + dmx d z)%R <= dmx d (dmx d A))%MS & (z <= dmx d (dmx d A))%MS].
Proof.
have : (dmx d (dmx d A) <= dmx d (dmx d A))%MS by [].
rewrite {1}rows_derivatives.2 !col_mx_sub.
by case/andP=> /andP[? _] /andP[].
Qed.

Lemma rows_A p (B : 'M[K]_(p, n)) : (w <= B)%MS -> (z <= B)%MS -> (A <= B)%MS.
Proof. by move=> wB zB; rewrite defA addmx_sub ?(submx_trans (submxMl _ _)). Qed.

(* A matrix of rank 2 whose rows include z and r has the row space <z, r>. *)
Lemma rows_span p (B : 'M[K]_(p, n)) (r : 'rV[K]_n) : z != 0 -> \rank B = 2%N ->
  (z <= B)%MS -> (r <= B)%MS -> ~~ (r <= z)%MS -> (B <= z + r)%MS.
Proof.
move=> z0 rkB zB rB rz; apply: sub_of_rank; first by rewrite addsmx_sub zB.
by rewrite rkB rank_adds_row rank_rV z0 rz.
Qed.

Lemma z_stable : (2%:R : K) != 0 -> (dmx d z <= w + z)%MS.
Proof.
move=> two0; apply: contraT => z'_wz.
have [[_ z1_dA z_dA] [_ zz_ddA z_ddA]] := (rows_dA, rows_ddA).
have z0 : z != 0 by apply: contraNneq z'_wz => ->; rewrite dmx0 sub0mx.
have subD (y r : 'rV[K]_n) c : y = r - c *: w -> (r <= z)%MS -> (y <= w + z)%MS.
  move=> -> rz; rewrite addmx_sub ?eqmx_opp ?scalemx_sub ?addsmxSl //.
  by rewrite (submx_trans rz) ?addsmxSr.
pose B := (w + z + dmx d z)%MS.
have wB : (w <= B)%MS by rewrite /B -addsmxA addsmxSl.
have zB : (z <= B)%MS by rewrite /B addsmxC addsmxA addsmxSr.
have dzB : (dmx d z <= B)%MS by rewrite addsmxSr.
have z1B : (z1 <= B)%MS by rewrite addmx_sub ?scalemx_sub.
have : (3 < \rank B)%N.
  apply: (rank_three_derivatives rkA rinc_both.1 gt3); first exact: rows_A.
    apply: submx_trans (rows_span z0 rkdA z_dA z1_dA _) _; last by rewrite addsmx_sub zB.
    by apply: contra z'_wz; apply: (subD _ z1 a); rewrite addrC addKr.
  apply: submx_trans (rows_span z0 rkddA z_ddA zz_ddA _) _; last first.
    by rewrite addsmx_sub zB addmx_sub.
  apply: contra z'_wz => zz_z; rewrite -(eqmx_scale _ two0).
  apply: (subD _ (z1 + dmx d z) a) => //.
  by rewrite /z1 scaler_nat mulr2n -[a *: w + _ + _]addrA addrC addKr.
rewrite ltnNge => /negP; case; apply: leq_trans (rank_adds_row_le _ _) _.
rewrite addn1 ltnS; apply: leq_trans (rank_adds_row_le _ _) _.
by rewrite addn1 ltnS rank_leq_row.
Qed.

Section Stable.

Variables e f : K.
Hypothesis dz : dmx d z = e *: w + f *: z.

Lemma rank_four p (B : 'M[K]_(p, n)) : (w <= B)%MS -> (z <= B)%MS ->
  (dmx d w <= B)%MS -> (dmx d (dmx d w) <= B)%MS -> (3 < \rank B)%N.
Proof.
move=> wB zB dwB ddwB; have in_B := (addmx_sub, scalemx_sub).
have dzB : (dmx d z <= B)%MS by rewrite dz !in_B.
have ddzB : (dmx d (dmx d z) <= B)%MS by rewrite dz dmxD !dmx_scale !in_B.
have w1B : (w1 <= B)%MS by rewrite !in_B.
have z1B : (z1 <= B)%MS by rewrite !in_B.
apply: (rank_three_derivatives rkA rinc_both.1 gt3); first exact: rows_A.
  by rewrite rows_derivatives.1 !col_mx_sub w1B z1B zB sub0mx.
by rewrite rows_derivatives.2 !col_mx_sub zB !in_B // ?dmxD ?dmx_scale ?in_B.
Qed.

Lemma not_rank_four p (B : 'M[K]_(p, n)) (r : 'rV[K]_n) : \rank B = 2%N ->
  (3 < \rank (B + r)%MS)%N -> False.
Proof. by move=> rkB; rewrite ltnNge (leq_trans (rank_adds_row_le _ _)) ?rkB. Qed.

Lemma coef_opp : e = - a.
Proof.
have [w1_dA z1_dA z_dA] := rows_dA.
apply/eqP; rewrite -addr_eq0; apply: contraT => ea0.
have wB : (w <= dmx d A)%MS.
  rewrite -(eqmx_scale _ ea0); have -> : (e + a) *: w = z1 - f *: z.
    by rewrite /z1 dz addrA addrK -scalerDl addrC.
  by rewrite addmx_sub ?eqmx_opp ?scalemx_sub.
case: (@not_rank_four _ _ (dmx d (dmx d w)) rkdA); apply: rank_four; rewrite ?addsmxSr //.
- by rewrite (submx_trans wB) ?addsmxSl.
- by rewrite (submx_trans z_dA) ?addsmxSl.
have -> : dmx d w = w1 - b *: w by rewrite addrK.
by rewrite (submx_trans _ (addsmxSl _ _)) // addmx_sub ?eqmx_opp ?scalemx_sub.
Qed.

Lemma coef_eq0 : a = 0.
Proof.
have [w2_ddA zz_ddA z_ddA] := rows_ddA.
apply/eqP; apply: contraT => a0.
have wB : (w <= dmx d (dmx d A))%MS.
  rewrite -(eqmx_scale _ a0); have -> : a *: w = (2%:R * f) *: z - (z1 + dmx d z).
    rewrite /z1 dz coef_opp scaleNr addrA addNKr -scalerA scaler_nat mulr2n.
    by rewrite [X in - X]addrAC opprB addrCA subrr addr0.
  by rewrite addmx_sub ?eqmx_opp ?scalemx_sub.
pose B := (dmx d (dmx d A) + dmx d w)%MS.
have sB : (dmx d (dmx d A) <= B)%MS by rewrite addsmxSl.
have dwB : (dmx d w <= B)%MS by rewrite addsmxSr.
have {}wB : (w <= B)%MS := submx_trans wB sB.
have w1B : (w1 <= B)%MS by rewrite addmx_sub ?scalemx_sub.
case: (@not_rank_four _ _ (dmx d w) rkddA); apply: (@rank_four _ B) => //.
  exact: submx_trans sB.
have -> : dmx d (dmx d w) = w2 - (b *: w1 + (d b *: w + b *: dmx d w)).
  by rewrite /w2 /w1 opprD addrA addrK dmxD dmx_scale addrK.
rewrite addmx_sub ?(submx_trans w2_ddA) // eqmx_opp.
by rewrite !addmx_sub ?scalemx_sub.
Qed.

Lemma derivatives_basis l : exists p q, dmxn d l A = x *m p + q *m z.
Proof.
elim: l => [|l [p [q IHl]]]; first by exists w, u.
exists (dmx d p + b *: p), (dmx d q + f *: q).
rewrite dmxnS IHl dmxD !dmxM dx dz coef_opp coef_eq0 oppr0 !scale0r addr0 add0r.
by rewrite mulmxDl mulmxDr -!scalemxAl -!scalemxAr [b *: _ + _]addrC.
Qed.

End Stable.

Lemma adapted_absurd : (2%:R : K) != 0 -> False.
Proof.
move=> /z_stable /sub_addsmxP[[e f] /=].
rewrite [e]mx11_scalar [f]mx11_scalar !mul_scalar_mx => dz.
have [p [q lowk]] := derivatives_basis dz k; move: gt3; rewrite lowk ltnNge => /negP; apply.
apply: leq_trans (mxrank_add _ _) _; rewrite (@leq_add _ _ 1 2) //.
  exact: leq_trans (mxrankM_maxl _ _) (rank_leq_col _).
exact: leq_trans (mxrankM_maxr _ _) (leq_trans (rank_leq_row _) _).
Qed.

End Adapted.

Theorem two_two_two k m n (A : 'M[K]_(m, n)) : (2%:R : K) != 0 ->
  \rank A = 2%N -> \rank (dmx d A) = 2%N -> \rank (dmx d (dmx d A)) = 2%N ->
  (\rank (dmxn d k A) <= 3)%N.
Proof.
move=> two0 rkA rkdA rkddA; rewrite leqNgt; apply/negP => gt3.
have rkAT : \rank A^T = 2%N by rewrite mxrank_tr.
have [_ rincAT] := rinc_both rkA rkdA gt3.
have [w [z [y [v [a [b [defAT defdy]]]]]]] := stable_basis rkAT rincAT.
apply: (@adapted_absurd k _ _ A rkA rkdA rkddA gt3 y^T v^T w^T z^T a b) => //.
  by rewrite -[A]trmxK defAT linearD /= !trmx_mul.
by rewrite dmx_tr defdy linearD /= !linearZ.
Qed.

End Field.

Section GenericRank.

Variable F : fieldType.
Hypothesis two0 : (2%:R : F) != 0.

Theorem grank_two_two_two j k m n (D : 'M[{poly F}]_(m, n)) :
  grank (derivmx j D) = 2%N -> grank (derivmx j.+1 D) = 2%N ->
  grank (derivmx j.+2 D) = 2%N -> (grank (derivmx (j + k) D) <= 3)%N.
Proof.
rewrite !grank_derivmx !dmxnS dmxnD => r0 r1 r2.
by apply: two_two_two; rewrite ?ratfun_nat_eq0.
Qed.

Theorem no_2_2_2_4 m n (D : 'M[{poly F}]_(m, n)) : rankseq 4 D <> [:: 2; 2; 2; 4]%N.
Proof.
by case=> r0 r1 r2 r3; have := grank_two_two_two 3 r0 r1 r2; rewrite add0n r3.
Qed.

Theorem no_2_2_2_3_4 m n (D : 'M[{poly F}]_(m, n)) : rankseq 5 D <> [:: 2; 2; 2; 3; 4]%N.
Proof.
by case=> r0 r1 r2 _ r4; have := grank_two_two_two 4 r0 r1 r2; rewrite add0n r4.
Qed.

End GenericRank.
