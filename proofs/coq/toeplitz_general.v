(******************************************************************************)
(* The Toeplitz laws                                                          *)
(*                                                                            *)
(* Let K be a field with a skew derivation d that commutes with its twist s   *)
(* (a derivation with s = id, or a difference d = s - id), A a matrix over K, *)
(* r_k the rank of A^(k), and M, p two numbers such that (M+p-1)! <> 0 in K   *)
(* (always true in characteristic 0).                                         *)
(*                                                                            *)
(*   taylmx k A       == the Taylor coefficient  A_k = A^(k) / k!             *)
(*   windowmx M p A   == the M x M blocks  s^j A_(p+i-j),  0 where j > p + i  *)
(*   lowermx M p A    == its part below the diagonal, the blocks with j < i   *)
(*                                                                            *)
(* Main results:                                                              *)
(*   rank_block_triangular : the rank of a block triangular matrix is at      *)
(*                      least the sum of the ranks of its diagonal blocks     *)
(*   taylmxM          : (P Q)_k = sum_(0 <= j <= k) s^j P_(k-j) Q_j           *)
(*   rank_windowmx    : rank windowmx <= (M+p) r_0                            *)
(*   rank_lowermx     : rank lowermx <= floor (M^2 / 4) r_(p+1)               *)
(*   skew_toeplitz_general, toeplitz_general (for derivations) :              *)
(*                      M r_(j+p) <= (M+p) r_j + floor (M^2 / 4) r_(j+p+1)    *)
(*   grank_toeplitz_general, grank_difference_toeplitz_general : the same for *)
(*                      generic ranks, of derivatives and of differences      *)
(*   grank_last       : in characteristic 0, if D^(j+p+1) = 0 then            *)
(*                          grank D^(j+p) <= grank D^(j)                      *)
(*   no_3_5_1_from, no_1_2_3_1_from : the generic ranks 3, 5, 1 and           *)
(*                      1, 2, 3, 1 do not occur in a row (characteristic 0)   *)
(*                                                                            *)
(* With A = P Q, where P has r_0 columns, the window is the product of the    *)
(* M x (M+p) blocks s^l P_(p+i-l) and the (M+p) x M blocks s^j Q_(l-j), which *)
(* bounds its rank.  Without the part below the diagonal it is triangular,    *)
(* with s^i A_p on the diagonal.  For j < i the block s^j A_(p+i-j) is a      *)
(* multiple of the Taylor coefficient of order i-j-1 of s^j B, B = A^(p+1).   *)
(* With B = P Q, where P now has r_(p+1) columns, the product rule writes the *)
(* lower part as a sum over l of blocks that vanish unless j <= l < i: this   *)
(* leaves l+1 columns and M-l-1 rows of blocks, and                           *)
(* sum_l min(l+1, M-l-1) = floor (M^2 / 4).                                   *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation leibniz growth toeplitz fractions generic.
From rankdyn Require Import differences.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section BlockRanks.

Variable K : fieldType.

Lemma mxrank_sum_le m n (I : finType) (A : I -> 'M[K]_(m, n)) :
  (\rank (\sum_i A i)%R <= \sum_i \rank (A i))%N.
Proof.
apply: (big_ind2 (fun (B : 'M_(m, n)) r => \rank B <= r)%N) => // [|A1 r1 A2 r2 le1 le2].
  by rewrite mxrank0.
by apply: leq_trans (mxrank_add _ _) _; rewrite leq_add.
Qed.

Lemma mxrank_mxcol_le M n (m_ : 'I_M -> nat) (A : forall i, 'M[K]_(m_ i, n)) :
  (\rank (\mxcol_i A i) <= \sum_i \rank (A i))%N.
Proof.
apply: (@leq_trans (\rank (\sum_i <<A i>>)%MS)); last first.
  rewrite (eq_bigr (fun i => \rank <<A i>>%MS)) ?mxrank_sum_leqif // => i _.
  by rewrite genmxE.
apply/mxrankS/row_subP => i; rewrite row_mxcol.
by rewrite (submx_trans (row_sub _ _)) // (sumsmx_sup (tagnat.sig1 i)) ?genmxE.
Qed.

Lemma mxrank_mxrow_le N m (n_ : 'I_N -> nat) (A : forall j, 'M[K]_(m, n_ j)) :
  (\rank (\mxrow_j A j) <= \sum_j \rank (A j))%N.
Proof.
rewrite -mxrank_tr tr_mxrow; apply: leq_trans (mxrank_mxcol_le _) _.
by apply: leq_sum => j _; rewrite mxrank_tr.
Qed.

Lemma rank_castmx m n m' n' (e : (m = m') * (n = n')) (A : 'M[K]_(m, n)) :
  \rank (castmx e A) = \rank A.
Proof. by case: e => em en; case: m' / em; case: n' / en; rewrite castmx_id. Qed.

Theorem rank_block_triangular M (m_ n_ : 'I_M -> nat)
    (B : forall i j, 'M[K]_(m_ i, n_ j)) :
  (forall i j : 'I_M, (j < i)%N -> B i j = 0) ->
  (\sum_i \rank (B i i) <= \rank (\mxblock_(i, j) B i j))%N.
Proof.
elim: M m_ n_ B => [|M IHM] m_ n_ B B0; first by rewrite big_ord0.
rewrite mxblock_recul rank_castmx big_ord_recl.
have -> : \mxcol_i B (lift ord0 i) ord0 = 0.
  by rewrite -[RHS]mxcol0; apply: eq_mxcol => i; rewrite B0.
apply: leq_trans (rank_triangular _ _ _); rewrite leq_add2l.
by apply: (IHM _ _ (fun i j => B (lift ord0 i) (lift ord0 j))) => i j lt_ji; rewrite B0.
Qed.

End BlockRanks.

(* Three sums over an interval of indices. *)
Lemma sum_minn M : (\sum_(l < M) minn l.+1 (M - l.+1) = M ^ 2 %/ 4)%N.
Proof.
elim/ltn_ind: M => [] [|[|M]] IHM; rewrite ?big_ord0 ?big_ord1 //.
have -> : (M.+2 ^ 2 = M.+1 * 4 + M ^ 2)%N.
  by rewrite -addn2 sqrnD mulnCA -addnA addnC mulSn.
rewrite divnMDl // -IHM // big_ord_recr /= subnn minn0 addn0.
rewrite (eq_bigr (fun l : 'I_M.+1 => 1 + minn l (M - l))%N) => [|l _].
  by rewrite big_split /= sum1_card card_ord big_ord_recl min0n add0n.
by rewrite !add1n -minnSS subSS subSn // -ltnS.
Qed.

Lemma sum_leq M l : (\sum_(i < M) (l <= i) = M - l)%N.
Proof.
elim: M => [|M IHM]; first by rewrite big_ord0.
rewrite big_ord_recr IHM /=; have [le_lM|lt_Ml] := leqP l M.
  by rewrite subSn // addn1.
by rewrite (eqP lt_Ml) (eqP (ltnW lt_Ml)).
Qed.

Lemma sum_geq M l : (\sum_(j < M) (j <= l) <= l.+1)%N.
Proof.
rewrite -(leq_add2r (M - l.+1)) -{1}sum_leq -big_split /=.
rewrite (eq_bigr (fun=> 1%N)) => [|j _]; last by case: leqP.
by rewrite sum1_card card_ord -maxnE leq_maxr.
Qed.

Section Toeplitz.

Variables (K : fieldType) (d : skew_derivation K).
Hypothesis ds : forall a, d (twist d a) = twist d (d a).

(* The iterates of the twist. *)
Local Notation s j := (iter j (@twmx _ d _ _)).

Lemma twmxnM j m r n (P : 'M[K]_(m, r)) (Q : 'M[K]_(r, n)) :
  s j (P *m Q) = s j P *m s j Q.
Proof. by elim: j => //= j ->; apply: twmxM. Qed.

Lemma twmxnZ j c m n (A : 'M[K]_(m, n)) : twist d c = c -> s j (c *: A) = c *: s j A.
Proof. by move=> sc; elim: j => //= j ->; rewrite /twmx map_mxZ sc. Qed.

Lemma twmxn_sum j N m n (A : 'I_N -> 'M[K]_(m, n)) : s j (\sum_l A l) = \sum_l s j (A l).
Proof. by elim: j => //= j ->; rewrite /twmx raddf_sum. Qed.

Lemma mxrank_twmxn j m n (A : 'M[K]_(m, n)) : \rank (s j A) = \rank A.
Proof. by elim: j => //= j <-; apply: mxrank_twmx. Qed.

Definition taylmx k m n (A : 'M[K]_(m, n)) : 'M[K]_(m, n) :=
  (k`!%:R)^-1 *: dmxn d k A.

Lemma fact_neq0_le k l : (k <= l)%N -> (l`!%:R : K) != 0 -> (k`!%:R : K) != 0.
Proof.
move=> le_kl; apply: contraNneq => k0.
by rewrite -(bin_fact le_kl) !natrM k0 mul0r mulr0.
Qed.

Lemma rank_taylmx k m n (A : 'M[K]_(m, n)) : (k`!%:R : K) != 0 ->
  \rank (taylmx k A) = \rank (dmxn d k A).
Proof. by move=> k0; rewrite mxrank_scale_nz ?invr_eq0. Qed.

Lemma taylmxM k m r n (P : 'M[K]_(m, r)) (Q : 'M[K]_(r, n)) : (k`!%:R : K) != 0 ->
  taylmx k (P *m Q) = \sum_(j < k.+1) s j (taylmx (k - j) P) *m taylmx j Q.
Proof.
move=> k0; rewrite /taylmx skew_leibniz // scaler_sumr; apply: eq_bigr => j _.
rewrite twmxnZ ?fmorphV ?rmorph_nat //.
have le_jk : (j <= k)%N by rewrite -ltnS.
rewrite -scalemxAl -scalemxAr -scaler_nat !scalerA; congr (_ *: _).
have C0 : ('C(k, j)%:R : K) != 0.
  by apply: contraNneq k0 => C0; rewrite -(bin_fact le_jk) !natrM C0 mul0r.
by rewrite -(bin_fact le_jk) !natrM invfM mulrAC mulVf // mul1r invfM mulrC.
Qed.

Lemma taylmxM_window a b N m r n (P : 'M[K]_(m, r)) (Q : 'M[K]_(r, n)) :
  (a < N)%N -> (a`!%:R : K) != 0 ->
  \sum_(l < N) (if (b <= l <= a)%N
                 then s l (taylmx (a - l) P) *m s b (taylmx (l - b) Q) else 0) =
  if (b <= a)%N then s b (taylmx (a - b) (P *m Q)) else 0.
Proof.
move=> lt_aN a0; case: leqP => [le_ba|lt_ab]; last first.
  rewrite big1 // => l _; case: ifP => // /andP[le_bl le_la].
  by have := leq_trans le_bl le_la; rewrite leqNgt lt_ab.
rewrite taylmxM ?(fact_neq0_le _ a0) ?leq_subr // -subSn //.
rewrite twmxn_sum.
rewrite -(big_mkord xpredT (fun j => s b (s j (taylmx (a - b - j) P) *m taylmx j Q))).
rewrite -(big_mkord xpredT (fun l => if (b <= l <= a)%N then
  s l (taylmx (a - l) P) *m s b (taylmx (l - b) Q) else 0)).
rewrite (big_cat_nat _ (n := b)) ?(leq_trans le_ba (ltnW _)) //=.
rewrite big_nat big1 ?add0r => [|l /andP[_ lt_lb]]; last by rewrite leqNgt lt_lb.
rewrite (big_cat_nat _ (n := a.+1)) ?leqW //= [X in _ + X]big_nat addrC.
rewrite big1 ?add0r => [|l /andP[lt_al _]]; last by rewrite [(l <= a)%N]leqNgt lt_al andbF.
rewrite -{1}[b]add0n big_addn big_nat [RHS]big_nat; apply: eq_bigr => l /andP[_ lt_l].
by rewrite twmxnM -iterD leq_addl addnK [(l + b)%N]addnC -ltnS -ltn_subRL lt_l subnDA.
Qed.

(* The window of M x M blocks and its part below the diagonal. *)
Definition windowmx M p m n (A : 'M[K]_(m, n)) :=
  \mxblock_(i < M, j < M) (if (j <= p + i)%N then s j (taylmx (p + i - j) A) else 0).

Definition lowermx M p m n (A : 'M[K]_(m, n)) :=
  \mxblock_(i < M, j < M) (if (j < i)%N then s j (taylmx (p + i - j) A) else 0).

Theorem rank_windowmx M p m n (A : 'M[K]_(m, n)) : ((M + p).-1`!%:R : K) != 0 ->
  (\rank (windowmx M p A) <= (M + p) * \rank A)%N.
Proof.
move=> fact0; pose P l := taylmx l (col_base A); pose Q l := taylmx l (row_base A).
have -> : windowmx M p A =
    \mxblock_(i < M, l < M + p) (if (l <= p + i)%N then s l (P (p + i - l)%N) else 0) *m
    \mxblock_(l < M + p, j < M) (if (j <= l)%N then s j (Q (l - j)%N) else 0).
  rewrite mul_mxblock; apply: eq_mxblock => i j.
  have lt_i : (p + i < M + p)%N by rewrite addnC ltn_add2r.
  have fact0i : ((p + i)`!%:R : K) != 0.
    by apply: fact_neq0_le fact0; rewrite -ltnS prednK // (leq_ltn_trans _ lt_i).
  rewrite -[in LHS](mulmx_base A) -(taylmxM_window _ _ _ lt_i) //.
  apply: eq_bigr => l _; case: (leqP j l) => _ /=; last by rewrite mulmx0.
  by case: ifP => // _; rewrite mul0mx.
apply: leq_trans (mxrankM_maxl _ _) _; apply: leq_trans (rank_leq_col _) _.
by rewrite sum_nat_const card_ord.
Qed.

(* One term of the lower part: its block rows vanish up to l, its columns after l. *)
Lemma rank_lower_term M l s m n (c : nat -> nat -> K)
    (P : nat -> 'M[K]_(m, s)) (Q : nat -> 'M[K]_(s, n)) :
  (\rank (\mxblock_(i < M, j < M) (if (j <= l < i)%N then c i j *: (P i *m Q j) else 0)%R)
    <= minn l.+1 (M - l.+1) * s)%N.
Proof.
rewrite minnMl leq_min -(sum_leq M l.+1); apply/andP; split.
  apply: (@leq_trans ((\sum_(j < M) (j <= l)) * s)); last by rewrite leq_mul2r sum_geq orbT.
  rewrite mxblockEh big_distrl; apply: leq_trans (mxrank_mxrow_le _) _.
  apply: leq_sum => j _; case: (j <= l)%N => /=; last by rewrite mxcol0 mxrank0.
  rewrite mul1n (_ : mxcol _ = (\mxcol_(i < M) if (l < i)%N then c i j *: P i else 0) *m Q j).
    exact: leq_trans (mxrankM_maxr _ _) (rank_leq_row _).
  by rewrite mxcol_mul; apply: eq_mxcol => i; case: ifP; rewrite ?mul0mx ?scalemxAl.
rewrite mxblockEv big_distrl; apply: leq_trans (mxrank_mxcol_le _) _.
apply: leq_sum => i _; case: (ltnP l i) => _ /=; last first.
  by rewrite (eq_mxrow (B_ := fun=> 0)) ?mxrow0 ?mxrank0 // => j; rewrite andbF.
rewrite mul1n (_ : mxrow _ = P i *m (\mxrow_(j < M) if (j <= l)%N then c i j *: Q j else 0)).
  exact: leq_trans (mxrankM_maxl _ _) (rank_leq_col _).
by rewrite mul_mxrow; apply: eq_mxrow => j; rewrite andbT; case: ifP; rewrite ?mulmx0 ?scalemxAr.
Qed.

Theorem rank_lowermx M p m n (A : 'M[K]_(m, n)) : ((M + p).-1`!%:R : K) != 0 ->
  (\rank (lowermx M p A) <= M ^ 2 %/ 4 * \rank (dmxn d p.+1 A))%N.
Proof.
move=> fact0; set B := dmxn d p.+1 A.
pose c i j := ((p + i - j)`!%:R)^-1 * (i.-1 - j)`!%:R : K.
pose T l i j := if (j <= l < i)%N then
  c i j *: (s l (taylmx (i.-1 - l) (col_base B)) *m s j (taylmx (l - j) (row_base B))) else 0.
have -> : lowermx M p A = \sum_(l < M) \mxblock_(i < M, j < M) T l i j.
  rewrite -mxblock_sum; apply: eq_mxblock => i j; rewrite /T.
  case: ltnP => [lt_ji|le_ij]; last first.
    rewrite big1 // => l _; case: ifP => // /andP[le_jl /(leq_ltn_trans le_jl)].
    by rewrite ltnNge le_ij.
  have i0 : (0 < i)%N by apply: leq_ltn_trans lt_ji.
  have lt_iM : (i.-1 < M)%N by rewrite prednK // ltnW.
  have le_ji : (j <= i.-1)%N by rewrite -ltnS prednK.
  have fact0i : (i.-1`!%:R : K) != 0.
    apply: fact_neq0_le fact0; rewrite -!subn1 leq_sub2r //.
    exact: leq_trans (ltnW (ltn_ord i)) (leq_addr p M).
  have -> : taylmx (p + i - j) A = c i j *: taylmx (i.-1 - j) B.
    rewrite /taylmx scalerA mulfK ?(fact_neq0_le (leq_subr _ _) fact0i) //.
    by rewrite /B -dmxn_add addnBA // addSnnS prednK.
  have := taylmxM_window j (col_base B) (row_base B) lt_iM fact0i.
  rewrite le_ji mulmx_base twmxnZ; last by rewrite rmorphM fmorphV !rmorph_nat.
  move=> <-; rewrite scaler_sumr; apply: eq_bigr => l _.
  by rewrite -[(l <= _)%N]ltnS prednK // /T; case: ifP; rewrite ?scaler0.
apply: leq_trans (mxrank_sum_le _) _; rewrite -sum_minn big_distrl.
by apply: leq_sum => l _; apply: (rank_lower_term M l c
  (fun i => s l (taylmx (i.-1 - l) (col_base B))) (fun j => s j (taylmx (l - j) (row_base B)))).
Qed.

Theorem skew_toeplitz_general j M p m n (A : 'M[K]_(m, n)) : ((M + p).-1`!%:R : K) != 0 ->
  (M * \rank (dmxn d (j + p) A) <= (M + p) * \rank (dmxn d j A)
     + M ^ 2 %/ 4 * \rank (dmxn d (j + p.+1) A))%N.
Proof.
case: M => [|M] // fact0; rewrite !dmxn_add; set B := dmxn d j A.
have fact0p : (p`!%:R : K) != 0 by apply: fact_neq0_le fact0; rewrite addSn leq_addl.
apply: leq_trans (leq_add (rank_windowmx B fact0) (rank_lowermx B fact0)).
rewrite -[X in (_ <= _ + X)%N]mxrank_opp.
apply: leq_trans (mxrank_add _ _); rewrite -mxblockB.
apply: leq_trans (rank_block_triangular _) => [|i l lt_li].
  rewrite (eq_bigr (fun=> \rank (dmxn d p B))) => [|i _].
    by rewrite sum_nat_const card_ord.
  by rewrite leq_addl ltnn subr0 addnK mxrank_twmxn rank_taylmx.
by rewrite lt_li (leq_trans (ltnW lt_li)) ?leq_addl // subrr.
Qed.

End Toeplitz.

Theorem toeplitz_general (K : fieldType) (d : derivation K) j M p m n (A : 'M[K]_(m, n)) :
  ((M + p).-1`!%:R : K) != 0 ->
  (M * \rank (dmxn d (j + p) A) <= (M + p) * \rank (dmxn d j A)
     + M ^ 2 %/ 4 * \rank (dmxn d (j + p.+1) A))%N.
Proof. exact: (skew_toeplitz_general (d := d)). Qed.

Section GenericRank.

Variable F : fieldType.

Theorem grank_toeplitz_general j M p m n (D : 'M[{poly F}]_(m, n)) :
  ((M + p).-1`!%:R : F) != 0 ->
  (M * grank (derivmx (j + p) D) <= (M + p) * grank (derivmx j D)
     + M ^ 2 %/ 4 * grank (derivmx (j + p.+1) D))%N.
Proof.
move=> fact0; rewrite !grank_derivmx; apply: toeplitz_general.
rewrite -[_%:R](rmorph_nat (tofrac_rmorphism _)) tofrac_eq0.
by rewrite -(rmorph_nat (polyC_rmorphism F)) polyC_eq0.
Qed.

Theorem grank_difference_toeplitz_general h j M p m n (D : 'M[{poly F}]_(m, n)) :
  ((M + p).-1`!%:R : F) != 0 ->
  (M * grank (differencemx h (j + p) D) <= (M + p) * grank (differencemx h j D)
     + M ^ 2 %/ 4 * grank (differencemx h (j + p.+1) D))%N.
Proof.
move=> fact0; rewrite !grank_differencemx; apply: skew_toeplitz_general.
  exact: difference_twist.
by rewrite ratfun_nat_eq0.
Qed.

Section Char0.

Hypothesis char0 : [char F] =i pred0.

Lemma fact_char0 k : (k`!%:R : F) != 0.
Proof. by rewrite (charf0P F).1 // -lt0n fact_gt0. Qed.

Theorem grank_last j p m n (D : 'M[{poly F}]_(m, n)) :
  grank (derivmx (j + p.+1) D) = 0%N ->
  (grank (derivmx (j + p) D) <= grank (derivmx j D))%N.
Proof.
move=> last0; set r := grank (derivmx j D).
have := grank_toeplitz_general j D (fact_char0 (((p * r).+1 + p).-1)).
rewrite last0 muln0 addn0 -/r.
rewrite mulnDl => le_mul; rewrite leqNgt; apply/negP => lt_r.
suff: ((p * r).+1 * r.+1 <= (p * r).+1 * r + p * r)%N.
  by rewrite mulnS addnC leq_add2l ltnn.
by apply: leq_trans le_mul; rewrite leq_mul2l lt_r.
Qed.

Theorem no_3_5_1_from j m n (D : 'M[{poly F}]_(m, n)) :
  ~ [/\ grank (derivmx j D) = 3%N, grank (derivmx j.+1 D) = 5%N
      & grank (derivmx j.+2 D) = 1%N].
Proof.
case=> r0 r1 r2; have := grank_toeplitz_general j D (fact_char0 (3 + 1).-1).
by rewrite addn1 addn2 r0 r1 r2.
Qed.

Theorem no_1_2_3_1_from j m n (D : 'M[{poly F}]_(m, n)) :
  ~ [/\ grank (derivmx j D) = 1%N, grank (derivmx j.+1 D) = 2%N,
        grank (derivmx j.+2 D) = 3%N & grank (derivmx j.+3 D) = 1%N].
Proof.
case=> r0 r1 r2 r3; have := grank_toeplitz_general j D (fact_char0 (2 + 2).-1).
by rewrite addn2 addn3 r0 r2 r3.
Qed.

End Char0.

End GenericRank.
