(******************************************************************************)
(* Certificates for generic ranks, checked by computation                     *)
(*                                                                            *)
(* Let F be a field of characteristic 0, q > 0 an integer and D an m x n      *)
(* matrix of polynomials with integer coefficients.  The generic ranks of     *)
(* (1/q) D and of its derivatives are proved by computing with integers only. *)
(* Integers are those of integers.v, a polynomial is the list of its          *)
(* coefficients and a matrix is the list of its rows; missing entries are 0.  *)
(*                                                                            *)
(*    polymx F q m n D == the m x n matrix (1/q) D of polynomials over F      *)
(*   intpolymx F m n D == the m x n matrix D of polynomials over F            *)
(*         certificate == evidence that a matrix D has generic rank r: the    *)
(*                        list  Certificate r c A B a P Q e  of               *)
(*          r, the rank;                                                      *)
(*          c, A, B, for rank <= r: a polynomial c <> 0 and matrices          *)
(*             A (m x r) and B (r x n) of polynomials with  c D = A B;        *)
(*          a, P, Q, e, for rank >= r: a point a, matrices P (r x m) and      *)
(*             Q (n x r) of integers and an integer e <> 0 with               *)
(*             P D(a) Q = e I,  I the identity matrix                         *)
(*   check m n D certs == D has m rows and n columns and certs is a list of   *)
(*                        certificates, one for each of  D, D', D'', ...      *)
(*                                                                            *)
(* Main results:                                                              *)
(*   check_rank : a correct certificate gives the generic rank                *)
(*   certified  : if check m n D certs then the generic ranks of (1/q) D and  *)
(*                of its derivatives are those in the certificates            *)
(*                                                                            *)
(* check computes fast under vm_compute; certified makes the outcome a proof. *)
(* Files that use it load ZArith before MathComp: then %N stays MathComp's.   *)
(******************************************************************************)
From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation fractions generic evaluation integers.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

(* Matrices as lists of rows, over any type of entries that computes.  They   *)
(* are read in a ring R through a map phi that respects the operations.       *)
Section Tables.

Variables (T : Type) (zero : T) (add mul : T -> T -> T).

Definition entry (A : seq (seq T)) i j : T := nth zero (nth [::] A i) j.

Definition table m n (f : nat -> nat -> T) : seq (seq T) :=
  [seq [seq f i j | j <- iota 0 n] | i <- iota 0 m].

Definition multable m r n (A B : seq (seq T)) : seq (seq T) :=
  table m n (fun i j =>
    foldr (fun k => add (mul (entry A i k) (entry B k j))) zero (iota 0 r)).

Lemma entry_table m n f (i : 'I_m) (j : 'I_n) : entry (table m n f) i j = f i j.
Proof. by rewrite /entry !(nth_map 0%N) ?size_iota ?nth_iota. Qed.

Variables (R : ringType) (phi : T -> R).
Hypotheses (phi0 : phi zero = 0) (phiD : {morph phi : x y / add x y >-> x + y}).
Hypothesis phiM : {morph phi : x y / mul x y >-> x * y}.

Definition tablemx m n (A : seq (seq T)) : 'M[R]_(m, n) :=
  \matrix_(i, j) phi (entry A i j).

Lemma tablemx_mul m r n A B :
  tablemx m n (multable m r n A B) = tablemx m r A *m tablemx r n B.
Proof.
apply/matrixP=> i j; rewrite !mxE entry_table.
transitivity (\sum_(0 <= k < r) phi (entry A i k) * phi (entry B k j)).
  rewrite /index_iota subn0; elim: (iota 0 r) => [|k s IHs]; first by rewrite big_nil.
  by rewrite big_cons /= phiD phiM IHs.
by rewrite big_mkord; apply: eq_bigr => k _; rewrite !mxE.
Qed.

End Tables.

Definition forall_entries m n (p : nat -> nat -> bool) : bool :=
  all (fun i => all (p i) (iota 0 n)) (iota 0 m).

Lemma forall_entriesP m n p :
  forall_entries m n p -> forall (i : 'I_m) (j : 'I_n), p i j.
Proof.
by move=> /allP p_rows i j; apply: (allP (p_rows i _)); rewrite mem_iota /=.
Qed.

(* The checker. *)

Local Notation polynomials := (seq (seq (seq Z))).
Local Notation integers := (seq (seq Z)).

Record certificate := Certificate {
  rank : nat;
  upper_scale : seq Z; upper_left : polynomials; upper_right : polynomials;
  point : Z; lower_left : integers; lower_right : integers; lower_scale : Z }.

Local Notation polyentry := (entry (T := seq Z) [::]).
Local Notation intentry := (entry Z0).

(* c <> 0 and c D = A B. *)
Definition check_upper m n (D : polynomials) r c A B : bool :=
  let AB := multable [::] addZ mulZ m r n A B in
  ~~ is0Z c &&
  forall_entries m n (fun i j => eqZ (mulZ c (polyentry D i j)) (polyentry AB i j)).

(* e <> 0 and P D(a) Q = e I. *)
Definition check_lower m n (D : polynomials) r a P Q e : bool :=
  let Da := table m n (fun i j => evalZ a (polyentry D i j)) in
  let PDa := multable Z0 Z.add Z.mul r m n P Da in
  let PDaQ := multable Z0 Z.add Z.mul r n r PDa Q in
  ~~ Z.eqb e 0 &&
  forall_entries r r (fun i j => Z.eqb (intentry PDaQ i j) (if i == j then e else Z0)).

Definition check_order m n (D : polynomials) (w : certificate) : bool :=
  let: Certificate r c A B a P Q e := w in
  check_upper m n D r c A B && check_lower m n D r a P Q e.

Fixpoint check_orders m n (D : polynomials) (certs : seq certificate) : bool :=
  if certs is w :: certs' then
    check_order m n D w &&
    check_orders m n (table m n (fun i j => derivZ (polyentry D i j))) certs'
  else true.

Definition check (m n : nat) (D : polynomials) (certs : seq certificate) : bool :=
  [&& size D == m, all (fun row => size row == n) D & check_orders m n D certs].

Section Soundness.

Variable F : fieldType.
Hypothesis char0 : [char F] =i pred0.

Definition intpolymx m n (D : polynomials) : 'M[{poly F}]_(m, n) :=
  tablemx [::] (polyZ F) m n D.

Definition polymx (q : positive) m n (D : polynomials) : 'M[{poly F}]_(m, n) :=
  \matrix_(i, j) ((ofZ F (Zpos q))^-1 *: polyZ F (polyentry D i j)).

Lemma grank_scale (c : {poly F}) m n (D : 'M[{poly F}]_(m, n)) :
  c != 0 -> grank (c *: D) = grank D.
Proof.
by move=> c0; rewrite /grank /ratmx map_mxZ mxrank_scale_nz // tofrac_eq0.
Qed.

Lemma grank_polymx q m n D : grank (polymx q m n D) = grank (intpolymx m n D).
Proof.
have -> : polymx q m n D = (ofZ F (Zpos q))^-1%:P *: intpolymx m n D.
  by apply/matrixP=> i j; rewrite !mxE mul_polyC.
by rewrite grank_scale // polyC_eq0 invr_eq0 ofZ_eq0.
Qed.

Lemma check_upperP m n D r c A B :
  check_upper m n D r c A B -> (grank (intpolymx m n D) <= r)%N.
Proof.
case/andP=> c0 /forall_entriesP eq_cD_AB; rewrite -(@grank_scale (polyZ F c)) ?polyZ_eq0 //.
have -> : polyZ F c *: intpolymx m n D = intpolymx m r A *m intpolymx r n B.
  rewrite -(tablemx_mul _ (@polyZ_add F) (@polyZ_mul F)) //.
  by apply/matrixP=> i j; rewrite !mxE -polyZ_mul (polyZ_eq _ (eq_cD_AB i j)).
rewrite /grank /ratmx map_mxM; apply: leq_trans (mxrankM_maxr _ _) _.
exact: rank_leq_row.
Qed.

Lemma check_lowerP m n D r a P Q e :
  check_lower m n D r a P Q e -> (r <= grank (intpolymx m n D))%N.
Proof.
case/andP=> e0 /forall_entriesP eq_PDaQ_e.
apply: leq_trans (rank_evalmx_le (ofZ F a) _); pose intmx := tablemx Z0 (ofZ F).
have -> : evalmx (ofZ F a) (intpolymx m n D) =
          intmx m n (table m n (fun i j => evalZ a (polyentry D i j))).
  by apply/matrixP=> i j; rewrite !mxE entry_table ofZ_eval.
apply: leq_trans (mxrankM_maxr (intmx r m P) _).
apply: leq_trans (mxrankM_maxl _ (intmx n r Q)).
rewrite -!(tablemx_mul _ (ofZD F) (ofZM F)) //.
set PDaQ := tablemx _ _ _ _ _; suff -> : PDaQ = (ofZ F e)%:M.
  by rewrite -scalemx1 mxrank_scale_nz ?mxrank1 ?ofZ_eq0.
apply/matrixP=> i j; rewrite !mxE; have /Z.eqb_eq -> := eq_PDaQ_e i j.
by rewrite -val_eqE; case: (val i == val j).
Qed.

Theorem check_rank m n D w : check_order m n D w -> grank (intpolymx m n D) = rank w.
Proof.
case: w => r c A B a P Q e /andP[/check_upperP le_r /check_lowerP ge_r].
by apply/eqP; rewrite eqn_leq le_r.
Qed.

Lemma derivmx_polymx q m n D :
  derivmx 1 (polymx q m n D) =
  polymx q m n (table m n (fun i j => derivZ (polyentry D i j))).
Proof.
by apply/matrixP=> i j; rewrite !mxE entry_table polyZ_deriv linearZ.
Qed.

Theorem certified q m n D (certs : seq certificate) : check m n D certs ->
  rankseq (size certs) (polymx q m n D) = [seq rank w | w <- certs].
Proof.
case/and3P=> _ _; rewrite /rankseq.
elim: certs D => [|w certs IHcerts] D //= /andP[/check_rank <- /IHcerts <-].
rewrite derivmx0 grank_polymx (iotaDl 1 0) -map_comp; congr (_ :: _).
by apply: eq_map => k /=; rewrite derivmxD derivmx_polymx.
Qed.

End Soundness.

Arguments certified {F} char0 {q m n D certs}.
