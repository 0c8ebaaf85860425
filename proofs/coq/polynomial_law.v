(******************************************************************************)
(* The polynomial law                                                         *)
(*                                                                            *)
(* Let F be a field of characteristic 0, D a matrix of polynomials over F,    *)
(* and N a number with D^(N+1) = 0.  Write r_j for the generic rank of D^(j). *)
(*                                                                            *)
(*        tdeg T p == the polynomial p in s and t has total degree <= T       *)
(*        fallp i  == the polynomial s (s-1) ... (s-i+1)                      *)
(*  eulermx N D    == the matrix  sum_(0 <= l <= N) l! fallp (N-l) t^l D_l    *)
(*                    over F[s][t], where D = sum_l t^l D_l                   *)
(*                                                                            *)
(* Main results (the first over any field):                                   *)
(*   det_vanish     : the determinant of an n x n matrix M(s) of polynomials  *)
(*                    vanishes at s = a to the order n - rank M(a) at least   *)
(*   det_eulermx    : at s = m <= N, eulermx is  m! t^(N-m) D^(N-m)           *)
(*   polynomial_law : for k <= N,                                             *)
(*                    sum_(0 <= j <= N) max(0, r_k - r_j) <= (N - k) r_k,     *)
(*                    and the same from any order i of differentiation on     *)
(*   no_2_2_3_1_0   : no D has generic ranks 2, 2, 3, 1, 0                    *)
(*                                                                            *)
(* A minor of D of size n = r_k reduces the law to an n x n matrix D with     *)
(* det D^(k) <> 0.  Let Phi = sum_e P_e(s) t^e be the determinant of eulermx. *)
(* Its total degree is at most n N.  For every value of t it vanishes at      *)
(* s = N - j to the order n - r_j, so prod_j (s - N + j)^(n - r_j) divides    *)
(* every P_e.  At s = N - k, Phi is a nonzero multiple of t^(n k), so some    *)
(* P_e with e >= n k is not zero: sum_j (n - r_j) <= deg P_e <= n N - n k.    *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation fractions generic evaluation.
From rankdyn Require Import toeplitz_general constants.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section TotalDegree.

Variable R : comRingType.

Definition tdeg T (p : {poly {poly R}}) :=
  forall e i, (T < e + i)%N -> p`_e`_i = 0.

Lemma tdeg1 : tdeg 0 1.
Proof. by case=> [|e] [|i] // _; rewrite coef1 ?coef0 // coef1. Qed.

Lemma tdegM T1 T2 p q : tdeg T1 p -> tdeg T2 q -> tdeg (T1 + T2) (p * q).
Proof.
move=> p1 q2 e i lt_T; rewrite coefM coef_sum big1 // => a _.
rewrite coefM big1 // => b _.
have [lt1|le1] := ltnP T1 (a + b); first by rewrite p1 ?mul0r.
rewrite [X in _ * X]q2 ?mulr0 // ltnNge; apply: contraL lt_T => le2.
have -> : (e + i = (a + b) + ((e - a) + (i - b)))%N.
  by rewrite addnACA !subnKC ?leq_ord.
by rewrite -leqNgt leq_add.
Qed.

Lemma tdeg_det T n (A : 'M[{poly {poly R}}]_n) :
  (forall i j, tdeg T (A i j)) -> tdeg (n * T) (\det A).
Proof.
move=> tA e l lt_T.
have tprod (f : 'I_n -> 'I_n) : tdeg (n * T) (\prod_i A i (f i)).
  have -> : (n * T = \sum_(i < n) T)%N by rewrite sum_nat_const card_ord.
  apply: (big_ind2 (fun S p => tdeg S p)) => [|S1 p1 S2 p2|i _]; first exact: tdeg1.
    exact: tdegM.
  exact: tA.
rewrite /determinant !coef_sum big1 // => s _.
by rewrite mulr_sign; case: ifP; rewrite ?coefN tprod ?oppr0.
Qed.

End TotalDegree.

Section Vanishing.

Variable F : fieldType.

(* The determinant vanishes at a to the order n - rank M(a) at least. *)
Theorem det_vanish a n (M : 'M[{poly F}]_n) :
  ('X - a%:P) ^+ (n - \rank (evalmx a M)) %| \det M.
Proof.
set A := evalmx a M; set r := \rank A.
pose L := invmx (col_ebase A); pose M1 := map_mx polyC L *m M.
pose v := \row_(i < n) ('X - a%:P) ^+ (r <= i).
have evalM1 (i j : 'I_n) : (r <= i)%N -> (M1 i j).[a] = 0.
  have evalL : evalmx a M1 = pid_mx r *m row_ebase A.
    rewrite /M1 /evalmx map_mxM -[map_mx _ M]/A -map_mx_comp.
    rewrite map_mx_id => [|x]; last by rewrite /= horner_evalE hornerC.
    by apply: (canLR (mulKmx (col_ebase_unit A))); rewrite mulmxA mulmx_ebase.
  move=> le_ri; have /matrixP/(_ i j) := evalL; rewrite mxE horner_evalE => ->.
  by rewrite mxE big1 // => l _; rewrite mxE ltnNge le_ri andbF mul0r.
have [M2 defM1] : exists M2, M1 = diag_mx v *m M2.
  exists (\matrix_(i, j) (M1 i j %/ ('X - a%:P) ^+ (r <= i))).
  apply/matrixP=> i j; rewrite mul_diag_mx [RHS]mxE [v _ _]mxE [X in _ * X]mxE mulrC.
  case: leqP => [le_ri|_]; last by rewrite expr0 divp1 mulr1.
  by rewrite expr1 divpK // dvdp_XsubCl rootE evalM1.
have defM : \det M1 = (\det L)%:P * \det M by rewrite det_mulmx det_map_mx.
have : ('X - a%:P) ^+ (n - r) %| \det M1.
  rewrite defM1 det_mulmx dvdp_mulr // det_diag -sum_leq -prodrXr.
  by rewrite (eq_bigr (fun i => v 0 i)) // => i _; rewrite mxE.
rewrite defM mul_polyC dvdpZr // -unitfE -unitmxE.
by rewrite unitmx_inv col_ebase_unit.
Qed.

Lemma prod_dvdp (I : eqType) (s : seq I) (u : I -> nat) (x : I -> F) (p : {poly F}) :
  uniq [seq x i | i <- s] -> (forall i, i \in s -> ('X - (x i)%:P) ^+ u i %| p) ->
  \prod_(i <- s) ('X - (x i)%:P) ^+ u i %| p.
Proof.
elim: s => [|i s IHs] /=; first by rewrite big_nil dvd1p.
case/andP=> x_i uniq_s dvd_p; rewrite big_cons Gauss_dvdp; last first.
  rewrite big_seq; apply: (big_ind (coprimep _)) => [|p1 p2|j js]; first exact: coprimep1.
    by rewrite coprimepMr => -> ->.
  rewrite coprimep_expl // coprimep_expr // coprimep_XsubC root_XsubC.
  by apply: contraNneq x_i => <-; apply: map_f.
rewrite dvd_p ?mem_head //; apply: IHs => // j js.
by rewrite dvd_p // inE js orbT.
Qed.

End Vanishing.

Section Law.

Variable F : fieldType.
Hypothesis char0 : [char F] =i pred0.

Lemma size_derivn_eq0 (p : {poly F}) N : p^`(N) = 0 -> (size p <= N)%N.
Proof.
move=> /polyP dp0; apply/leq_sizeP => l le_l; have := dp0 (l - N)%N.
rewrite coef0 coef_derivn subnKC // => /eqP.
rewrite -mulr_natr mulf_eq0 (charf0P F).1 // => /predU1P[] //.
by rewrite eqn0Ngt ffact_gt0 le_l.
Qed.

(* If Q divides a polynomial over F[s] at every value of t, it divides its    *)
(* coefficients: modulo Q the polynomial has too many roots.                  *)
Lemma dvdp_coef (Q : {poly F}) (Phi : {poly {poly F}}) e :
  (forall a : F, Q %| Phi.[a%:P]) -> Q %| Phi`_e.
Proof.
move=> dvdQ; pose Psi := \poly_(l < size Phi) (Phi`_l %% Q).
have evalPsi (a : F) : Psi.[a%:P] = 0.
  have /eqP <- : Phi.[a%:P] %% Q == 0 by apply: dvdQ.
  rewrite horner_poly horner_coef; elim/big_ind2: _ => [|p1 q1 p2 q2 -> ->|l _].
  - by rewrite mod0p.
  - by rewrite modpD.
  by rewrite -polyC_exp mulrC mul_polyC [in RHS]mulrC mul_polyC modpZl.
have Psi0 : Psi = 0.
  pose points := [seq (i%:R)%:P : {poly F} | i <- iota 0 (size Psi)].
  apply/eqP; apply: contraT => Psi0; have := @max_poly_roots _ Psi points Psi0.
  rewrite /points size_map size_iota ltnn => contra; apply: contra.
    by apply/allP=> _ /mapP[i _ ->]; rewrite rootE evalPsi.
  by rewrite map_inj_uniq ?iota_uniq // => i j /polyC_inj/(mulrn_inj char0 (oner_neq0 F)).
have := coef_poly (size Phi) (fun l => Phi`_l %% Q) e.
rewrite -/Psi Psi0 coef0; case: ltnP => [_ /esym mod0|le_e _].
  by rewrite /dvdp mod0.
by rewrite nth_default ?dvdp0.
Qed.

Definition fallp i : {poly F} := \prod_(u < i) ('X - (u%:R)%:P).

Lemma horner_fallp m i : (fallp i).[m%:R] = (m ^_ i)%:R.
Proof.
elim: i => [|i IHi]; first by rewrite /fallp big_ord0 hornerC.
rewrite /fallp big_ord_recr /= hornerM -/(fallp i) IHi hornerXsubC ffactnSr natrM.
have [le_im|lt_mi] := leqP i m; first by rewrite natrB.
by rewrite ffact_small // !mul0r.
Qed.

Lemma size_fallp i : size (fallp i) = i.+1.
Proof. by rewrite size_prod_XsubC /index_enum -enumT size_enum_ord. Qed.

Section Square.

(* The law for a square matrix. *)
Variables (n N : nat) (D : 'M[{poly F}]_n).
Hypothesis D_high : derivmx N.+1 D = 0.

Definition eulermx : 'M[{poly {poly F}}]_n :=
  \matrix_(i, j) \poly_(l < N.+1) (((D i j)`_l *+ l`!) *: fallp (N - l)).

Lemma tdeg_eulermx i j : tdeg N (eulermx i j).
Proof.
move=> e l lt_N; rewrite mxE coef_poly; case: ltnP => lt_e; last by rewrite coef0.
rewrite coefZ [(fallp _)`_l]nth_default ?mulr0 // size_fallp.
by rewrite -(ltn_add2l e) subnKC // -ltnS.
Qed.

Lemma ffact_swap m l u : (l <= m + u)%N -> (u <= l)%N ->
  (l`! * (m ^_ (m + u - l)) = m`! * (l ^_ u))%N.
Proof.
move=> le_l le_u.
have le_m : (m + u - l <= m)%N by rewrite leq_subLR addnC leq_add2r.
rewrite -(ffact_fact le_u) -(ffact_fact le_m) mulnAC -mulnA mulnC; congr (_ * _)%N.
by rewrite subnBA // subnDl mulnC.
Qed.

Lemma eval_eulermx m i j : (m <= N)%N ->
  map_poly (horner_eval (m%:R : F)) (eulermx i j) =
  (m`!)%:R *: ('X^(N - m) * (D i j)^`(N - m)).
Proof.
move=> le_mN; apply/polyP=> l; rewrite coef_map mxE coef_poly coefZ coefXnM.
have [lt_lN|lt_Nl] := ltnP l N.+1; last first.
  rewrite /= horner_evalE hornerC ltnNge (leq_trans (leq_subr _ _) (ltnW lt_Nl)) /=.
  have /matrixP/(_ i j) := D_high; rewrite !mxE => /size_derivn_eq0 le_size.
  rewrite coef_derivn subnKC ?(leq_trans (leq_subr _ _) (ltnW lt_Nl)) //.
  by rewrite nth_default ?mul0rn ?mulr0 // (leq_trans le_size).
rewrite /= horner_evalE hornerZ horner_fallp.
have [lt_l|le_l] := ltnP l (N - m)%N.
  by rewrite ffact_small ?mulr0 // ltn_subRL addnC -ltn_subRL.
rewrite coef_derivn subnKC // -[_ *+ l`!]mulr_natr -[_ *+ (l ^_ _)]mulr_natr.
rewrite -mulrA -natrM [RHS]mulrCA -natrM.
by have := @ffact_swap m l (N - m); rewrite subnKC // => ->.
Qed.

Theorem det_eulermx m : (m <= N)%N ->
  map_poly (horner_eval (m%:R : F)) (\det eulermx) =
  ((m`!)%:R *: 'X^(N - m)) ^+ n * \det (derivmx (N - m) D).
Proof.
move=> le_mN; rewrite -det_map_mx -detZ; congr (\det _).
by apply/matrixP=> i j; rewrite [LHS]mxE /= eval_eulermx // mxE [derivmx _ _ _ _]mxE scalerAl.
Qed.


Lemma rank_eulermx m a : (m <= N)%N ->
  (\rank (evalmx (m%:R : F) (map_mx (horner_eval a%:P) eulermx))
     <= grank (derivmx (N - m) D))%N.
Proof.
move=> le_mN.
have -> : evalmx m%:R (map_mx (horner_eval a%:P) eulermx) =
    ((m`!)%:R * a ^+ (N - m)) *: evalmx a (derivmx (N - m) D).
  apply/matrixP=> i j; rewrite mxE [map_mx _ _ _ _]mxE [RHS]mxE [evalmx _ _ _ _]mxE.
  rewrite [derivmx _ _ _ _]mxE !horner_evalE.
  have := horner_map (horner_eval_rmorphism (m%:R : F)) (eulermx i j) a%:P.
  rewrite /= !horner_evalE hornerC => <-; rewrite eval_eulermx // hornerZ hornerM.
  by rewrite hornerXn mulrA.
exact: leq_trans (mxrank_scale _ _) (rank_evalmx_le _ _).
Qed.

Lemma polynomial_law_square k : (k <= N)%N -> grank (derivmx k D) = n ->
  (\sum_(j < N.+1) (n - grank (derivmx j D)) <= n * (N - k))%N.
Proof.
move=> le_kN full; pose q j := (n - grank (derivmx j D))%N.
pose x (j : 'I_N.+1) : F := (N - j)%:R.
pose Q := \prod_(j < N.+1) ('X - (x j)%:P) ^+ q j.
have sizeQ : size Q = (\sum_(j < N.+1) q j).+1.
  rewrite size_prod => [|j _]; last by rewrite expf_neq0 ?polyXsubC_eq0.
  rewrite (eq_bigr (fun j : 'I_N.+1 => q j + 1)%N) => [|j _]; last first.
    by rewrite size_exp_XsubC addn1.
  by rewrite big_split /= sum1_card -addSn addnK.
have dvdQ (a : F) : Q %| (\det eulermx).[a%:P].
  apply: prod_dvdp => [|j _].
    rewrite map_inj_uniq ?index_enum_uniq // => i j /(mulrn_inj char0 (oner_neq0 F)) eqN.
    by apply/ord_inj; rewrite -(subKn (leq_ord i)) eqN subKn ?leq_ord.
  rewrite -horner_evalE -det_map_mx.
  apply: dvdp_trans (det_vanish (x j) _); apply: dvdp_exp2l.
  apply: leq_sub2l; apply: leq_trans (rank_eulermx _ _) _; first exact: leq_subr.
  by rewrite subKn ?leq_ord.
set m := (N - k)%N; have Nm : (N - m = k)%N by rewrite subKn.
have det0 : \det (derivmx k D) != 0.
  have : ratmx (derivmx k D) \in unitmx by rewrite -row_full_unit; apply/eqP.
  by rewrite unitmxE det_map_mx unitfE tofrac_eq0.
have le_mN : (m <= N)%N by rewrite leq_subr.
pose g := ((m`!)%:R ^+ n)%:P * \det (derivmx k D).
have g0 : g != 0.
  by rewrite mulf_neq0 // polyC_eq0 expf_neq0 // fact_char0.
have defg : map_poly (horner_eval (m%:R : F)) (\det eulermx) = 'X^(n * k) * g.
  rewrite det_eulermx // Nm -mul_polyC exprMn -exprM mulnC /g polyC_exp.
  by rewrite [RHS]mulrA; congr (_ * _); rewrite mulrC.
pose e := (n * k + (size g).-1)%N; pose P := (\det eulermx)`_e.
have P0 : P != 0.
  have := coefXnM (n * k) g e; rewrite -defg coef_map /= horner_evalE.
  rewrite ltnNge leq_addr /= addKn -lead_coefE => Pm.
  have : lead_coef g != 0 by rewrite lead_coef_eq0.
  by rewrite -Pm; apply: contraNneq; rewrite -/P => ->; rewrite horner0.
have le_e : (e + (size P).-1 <= n * N)%N.
  have : lead_coef P != 0 by rewrite lead_coef_eq0.
  by rewrite leqNgt lead_coefE; apply: contra => lt_N; rewrite (tdeg_det tdeg_eulermx).
have := dvdp_leq P0 (dvdp_coef e dvdQ); rewrite sizeQ => lt_P.
rewrite mulnBr leq_subRL; last by rewrite leq_mul2l le_kN orbT.
apply: leq_trans le_e; rewrite leq_add ?leq_addr //.
by rewrite -ltnS prednK // (leq_trans _ lt_P).
Qed.

End Square.

Lemma rank_mxsub (K : fieldType) m n r (f : 'I_r -> 'I_m) (g : 'I_r -> 'I_n) (A : 'M[K]_(m, n)) :
  (\rank (mxsub f g A) <= \rank A)%N.
Proof.
have -> : mxsub f g A = (rowsub g (rowsub f A)^T)^T by apply/matrixP=> i j; rewrite !mxE.
by rewrite mxrank_tr (leq_trans (rank_rowsub _ _)) // mxrank_tr rank_rowsub.
Qed.

Lemma grank_eq0 m n (D : 'M[{poly F}]_(m, n)) : grank D = 0%N -> D = 0.
Proof.
move=> /eqP; rewrite mxrank_eq0 => /eqP/matrixP D0; apply/matrixP=> i j.
by have /eqP := D0 i j; rewrite !mxE tofrac_eq0 => /eqP.
Qed.

Theorem polynomial_law i N k m n (D : 'M[{poly F}]_(m, n)) :
  grank (derivmx (i + N.+1) D) = 0%N -> (k <= N)%N ->
  (\sum_(j < N.+1) (grank (derivmx (i + k) D) - grank (derivmx (i + j) D))
     <= grank (derivmx (i + k) D) * (N - k))%N.
Proof.
rewrite derivmxD => /grank_eq0; rewrite derivmxD; set E := derivmx i D => E0 le_kN.
have [f [g]] := minor_neq0 (ratmx (derivmx k E)).
rewrite -[\rank _]/(grank (derivmx k E)); set r := grank _.
rewrite det_sub_ratmx_eq0 => det0.
pose S := mxsub f g E.
have derivS j : derivmx j S = mxsub f g (derivmx j E) by apply/matrixP=> a b; rewrite !mxE.
have rankS j : (grank (derivmx j S) <= grank (derivmx j E))%N.
  rewrite /grank derivS; have -> : ratmx (mxsub f g (derivmx j E)) =
      mxsub f g (ratmx (derivmx j E)) by apply/matrixP=> a b; rewrite !mxE.
  exact: rank_mxsub.
have fullS : grank (derivmx k S) = r.
  apply/mxrank_unit; rewrite unitmxE det_map_mx unitfE tofrac_eq0.
  by rewrite derivS.
have S0 : derivmx N.+1 S = 0 by rewrite derivS E0; apply/matrixP=> a b; rewrite !mxE.
have := polynomial_law_square S0 le_kN fullS; apply: leq_trans.
by apply: leq_sum => j _; rewrite derivmxD leq_sub2l.
Qed.

Theorem no_2_2_3_1_0 m n (D : 'M[{poly F}]_(m, n)) : rankseq 5 D <> [:: 2; 2; 3; 1; 0]%N.
Proof.
case=> r0 r1 r2 r3 r4; have := @polynomial_law 0 3 2 _ _ D r4 isT.
by rewrite !big_ord_recl big_ord0 !add0n r0 r1 r2 r3.
Qed.

End Law.
