(******************************************************************************)
(* Every non-increasing sequence is a sequence of generic ranks               *)
(*                                                                            *)
(* Let F be a field of characteristic 0.                                      *)
(*                                                                            *)
(* Main results:                                                              *)
(*   deriv_power_eq0   : (t^n)^(k) = 0 exactly when n < k                     *)
(*   monotone_converse : for every non-increasing sequence s_0, s_1, ...      *)
(*        (finite, continued by 0) there is a diagonal s_0 x s_0 matrix D of  *)
(*        polynomials with  grank D^(k) = s_k  for every k                    *)
(*                                                                            *)
(* The i-th diagonal entry (from 0) is t^(c-1), or 0 if c = 0, where c is the *)
(* number of k with s_k > i: its k-th derivative is nonzero exactly when      *)
(* k < c, that is, when i < s_k.                                              *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation fractions generic monotone.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

(* In a non-increasing sequence the entries above i come first. *)
Lemma lt_count_nth s i k : sorted geq s ->
  (k < count (ltn i) s)%N = (i < nth 0%N s k)%N.
Proof.
elim: s k => [|x s IHs] k sorted_s; first by rewrite nth_nil.
have le_x : all (geq x) s.
  by apply: order_path_min sorted_s => a b c /= ab bc; apply: leq_trans bc ab.
have /IHs{}IHs := path_sorted sorted_s.
have -> : count (ltn i) (x :: s) = ((i < x) + count (ltn i) s)%N by [].
have [lt_ix|le_xi] := ltnP i x.
  by case: k => [|k]; [rewrite lt_ix | rewrite add1n ltnS IHs].
have le_i j : (nth 0%N s j <= i)%N.
  have [lt_j|?] := ltnP j (size s); last by rewrite nth_default.
  by apply: leq_trans le_xi; apply: (allP le_x); rewrite mem_nth.
have -> : count (ltn i) s = 0%N.
  by apply/eqP; rewrite -leqn0 leqNgt IHs -leqNgt.
by rewrite ltn0; apply/esym/negbTE; rewrite -leqNgt; case: k => [|k] /=.
Qed.

Lemma sum_ltn r c : (\sum_(i < r) (i < c))%N = minn c r.
Proof.
elim: r => [|r IHr]; first by rewrite big_ord0 minn0.
rewrite big_ord_recr IHr /=; have [lt_rc|le_cr] := ltnP r c.
  by rewrite (minn_idPr _) ?(minn_idPr _) ?addn1 // ltnW.
by rewrite addn0 !(minn_idPl _) // leqW.
Qed.

Section Converse.

Variable F : fieldType.
Hypothesis char0 : [char F] =i pred0.

Theorem deriv_power_eq0 n k : (('X^n : {poly F})^`(k) == 0) = (n < k)%N.
Proof.
rewrite derivnXn -scaler_nat scaler_eq0 (charf0P _).1 //.
by rewrite (negbTE (monic_neq0 (monicXn _ _))) orbF -leqn0 leqNgt ffact_gt0 -ltnNge.
Qed.

Theorem monotone_converse (s : seq nat) : sorted geq s ->
  exists g : 'rV[{poly F}]_(head 0%N s),
    forall k, grank (derivmx k (diag_mx g)) = nth 0%N s k.
Proof.
move=> sorted_s; pose c i := count (ltn i) s.
pose p i : {poly F} := if c i is l.+1 then 'X^l else 0.
exists (\row_i p i) => k.
have idfull : \rank (1%:M : 'M[F]_(head 0%N s)) = head 0%N s by rewrite mxrank1.
have := monotone_rank idfull idfull (\row_i p i) k.
rewrite /constmx map_mx1 trmx1 mulmx1 mul1mx => ->.
rewrite (eq_bigr (fun i : 'I_(head 0%N s) => nat_of_bool (i < nth 0%N s k)%N)).
  rewrite sum_ltn; apply/minn_idPl.
  rewrite leqNgt -lt_count_nth //; apply/negP => /(leq_ltn_trans (leq0n _)).
  by rewrite lt_count_nth // nth0 ltnn.
move=> i _; rewrite mxE -lt_count_nth // /p -/(c i).
by case: (c i) => [|l]; rewrite ?linear0 ?eqxx // deriv_power_eq0 -leqNgt.
Qed.

End Converse.
