(******************************************************************************)
(* Generic ranks of the forward differences of a matrix of polynomials        *)
(*                                                                            *)
(* Let D be a matrix of polynomials in one variable t over a field F (of any  *)
(* characteristic), and let h be a constant, the step.                        *)
(*                                                                            *)
(*           fdiff h p == the forward difference  p(t+h) - p(t)  of p         *)
(*        fdiffn h k p == the k-th forward difference of p                    *)
(*         shiftmx h D == the matrix  D(t+h)                                  *)
(*  differencemx h k D == the matrix of the k-th forward differences of the   *)
(*                        entries of D                                        *)
(*                                                                            *)
(* Main results, where r_k is the generic rank of  differencemx h k D:        *)
(*   horner_fdiff       : the value of  fdiff h p  at t is  p(t+h) - p(t)     *)
(*   leibniz_difference : the k-th difference of A B is the sum, over j <= k, *)
(*                of C(k, j) times the (k-j)-th difference of A, at t + j h,  *)
(*                times the j-th difference of B                              *)
(*   grank_difference_growth   : r_(j+k) <= (k+1) r_j                         *)
(*   grank_difference_half     : r_(j+k) <= r_j + k floor (r_(j+1) / 2)       *)
(*   grank_difference_toeplitz : 2 r_(j+1) <= 3 r_j + r_(j+2) if 2 <> 0 in F  *)
(*   monotone_difference_rank  : if D = U diag(g) V^T with constant U, V of   *)
(*                full column rank, then  r_k = #{ i : fdiffn h k g_i <> 0 }  *)
(*   monotone_difference       : for such a D,  r_(k+1) <= r_k                *)
(*                                                                            *)
(* The shift s : p(t) |-> p(t+h) extends to the field of rational functions,  *)
(* where s - id is a skew derivation: the laws are those of skew_laws.v.      *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import skew skew_laws leibniz endomorphism generic monotone.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Polynomials.

Variables (R : comRingType) (h : R).

Definition shift : {rmorphism {poly R} -> {poly R}} :=
  [rmorphism of comp_poly ('X + h%:P)].

Definition fdiff (p : {poly R}) : {poly R} := p \Po ('X + h%:P) - p.

Definition fdiffn k (p : {poly R}) : {poly R} := iter k fdiff p.

Definition differencemx k m n (A : 'M[{poly R}]_(m, n)) : 'M[{poly R}]_(m, n) :=
  map_mx (fdiffn k) A.

Definition shiftmx m n (A : 'M[{poly R}]_(m, n)) : 'M[{poly R}]_(m, n) :=
  map_mx (comp_poly ('X + h%:P)) A.

Lemma fdiffn_is_linear k : linear (fdiffn k).
Proof.
elim: k => [|k IHk] a p q //; rewrite /fdiffn !iterS -!/(fdiffn _ _) IHk.
by rewrite /fdiff linearP /= scalerBr opprD addrACA.
Qed.
Canonical fdiffn_additive k := Additive (fdiffn_is_linear k).
Canonical fdiffn_linear k := Linear (fdiffn_is_linear k).

Theorem horner_fdiff p t : (fdiff p).[t] = p.[t + h] - p.[t].
Proof. by rewrite /fdiff hornerD hornerN horner_comp !hornerE. Qed.

Lemma differencemxE k m n (A : 'M[{poly R}]_(m, n)) :
  differencemx k A = dmxn (difference shift) k A.
Proof.
apply/matrixP=> i j; rewrite mxE.
by elim: k => [|k IHk] //; rewrite dmxnS dmxE -IHk.
Qed.

End Polynomials.

(* Shifts add up. *)
Lemma iter_shiftmx (R : comRingType) (h : R) j m n (A : 'M[{poly R}]_(m, n)) :
  iter j (@shiftmx _ h m n) A = shiftmx (h *+ j) A.
Proof.
elim: j => [|j IHj] /=; apply/matrixP=> k l; rewrite !mxE.
  by rewrite addr0 comp_polyXr.
rewrite IHj mxE -comp_polyA comp_polyD comp_polyX comp_polyC -addrA.
by rewrite -polyCD mulrS.
Qed.

Theorem leibniz_difference (R : comRingType) (h : R) m n p
    (A : 'M[{poly R}]_(m, n)) (B : 'M[{poly R}]_(n, p)) k :
  differencemx h k (A *m B) =
    \sum_(j < k.+1)
      (shiftmx (h *+ j) (differencemx h (k - j) A) *m differencemx h j B) *+ 'C(k, j).
Proof.
rewrite !differencemxE skew_leibniz; last exact: difference_twist.
by apply: eq_bigr => j _; rewrite -iter_shiftmx !differencemxE.
Qed.

Section GenericRank.

Variables (F : fieldType) (h : F).

Local Lemma shift_inj : injective (shift h).
Proof.
move=> p q /eqP; rewrite -subr_eq0 -rmorphB /= comp_poly2_eq0 ?size_XaddC //.
by rewrite subr_eq0 => /eqP.
Qed.

(* The forward difference of rational functions. *)
Definition ratfun_difference := difference (frac_endo shift_inj).

Lemma grank_differencemx k m n (D : 'M[{poly F}]_(m, n)) :
  grank (differencemx h k D) = \rank (dmxn ratfun_difference k (ratmx D)).
Proof.
rewrite differencemxE /grank; congr (\rank _); elim: k => [|k IHk] //.
rewrite !dmxnS -IHk; apply/matrixP=> i j; rewrite !mxE !differenceE.
by rewrite rmorphB frac_endo_tofrac.
Qed.

Theorem grank_difference_growth j k m n (D : 'M[{poly F}]_(m, n)) :
  (grank (differencemx h (j + k) D) <= k.+1 * grank (differencemx h j D))%N.
Proof. by rewrite !grank_differencemx skew_growth. Qed.

Theorem grank_difference_half j k m n (D : 'M[{poly F}]_(m, n)) :
  (grank (differencemx h (j + k) D)
     <= grank (differencemx h j D) + k * (grank (differencemx h j.+1 D))./2)%N.
Proof. by rewrite !grank_differencemx skew_half. Qed.

Theorem grank_difference_toeplitz j m n (D : 'M[{poly F}]_(m, n)) : (2%:R : F) != 0 ->
  (2 * grank (differencemx h j.+1 D)
     <= 3 * grank (differencemx h j D) + grank (differencemx h j.+2 D))%N.
Proof.
move=> two_neq0; rewrite !grank_differencemx.
by apply: skew_toeplitz; [apply: difference_twist | rewrite ratfun_nat_eq0].
Qed.

Variables (m n r : nat) (U : 'M[F]_(m, r)) (V : 'M[F]_(n, r)).
Hypotheses (fullU : \rank U = r) (fullV : \rank V = r).
Variable g : 'rV[{poly F}]_r.

Local Notation D := (constmx U *m diag_mx g *m (constmx V)^T).

Theorem monotone_difference_rank k :
  grank (differencemx h k D) = (\sum_(i < r) (fdiffn h k (g 0%R i) != 0%R))%N.
Proof. exact: (grank_map_linear fullU fullV g [linear of fdiffn h k]). Qed.

Theorem monotone_difference k :
  (grank (differencemx h k.+1 D) <= grank (differencemx h k D))%N.
Proof.
rewrite !monotone_difference_rank; apply: leq_sum => i _.
rewrite /fdiffn iterS -/(fdiffn _ _ _).
by case: (fdiffn h k _ =P 0) => [->|_]; rewrite ?leq_b1 // /fdiff comp_poly0 subrr eqxx.
Qed.

End GenericRank.
