(******************************************************************************)
(* Skew derivations: derivations and forward differences at once              *)
(*                                                                            *)
(* A skew derivation of a ring R consists of a ring endomorphism s (its       *)
(* twist) and an additive map d that satisfies the product rule               *)
(*                                                                            *)
(*      d(a b) = d(a) b + s(a) d(b).                                          *)
(*                                                                            *)
(* A derivation is the case s = id.  The forward difference                   *)
(* d(p) = p(t+h) - p(t) is the case s(p) = p(t+h), and s - id is a skew       *)
(* derivation for every ring endomorphism s.  Both s and d act on matrices    *)
(* entry by entry.                                                            *)
(*                                                                            *)
(* skew_derivation R == the type of skew derivations of R: a skew derivation  *)
(*                     d is read as its additive map                          *)
(*          twist d == the endomorphism s of d                                *)
(*          dmx d A == the matrix  d(A)  (d applied to every entry of A)      *)
(*       dmxn d k A == the matrix  d^k(A)                                     *)
(*         twmx d A == the matrix  s(A)                                       *)
(*     difference s == the skew derivation  s - id                            *)
(*                                                                            *)
(* Main results, for matrices of any (compatible) sizes:                      *)
(*   skew_dmxM       : the product rule     d(A B) = d(A) B + s(A) d(B)       *)
(*   skew_dmxM_eq0   : if A B = 0 then      d(A) B = - s(A) d(B)              *)
(*   skew_dmxM_const : if d(U) = d(V) = 0,  d(U A V) = s(U) d(A) V            *)
(*   skew_twist      : over a field, if d(c) <> 0 for some c, then there is e *)
(*                     with  s(a) = a + e d(a)  for all a                     *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Record skew_derivation (R : ringType) := SkewDerivation {
  twist : {rmorphism R -> R};
  skew_der :> {additive R -> R};
  skew_derM : forall a b : R, skew_der (a * b) = skew_der a * b + twist a * skew_der b }.

Section Matrices.

Variables (R : ringType) (d : skew_derivation R).

Definition dmx m n (A : 'M[R]_(m, n)) : 'M[R]_(m, n) := map_mx d A.

Definition twmx m n (A : 'M[R]_(m, n)) : 'M[R]_(m, n) := map_mx (twist d) A.

Definition dmxn k m n (A : 'M[R]_(m, n)) : 'M[R]_(m, n) := iter k (@dmx m n) A.

Lemma dmxE m n (A : 'M[R]_(m, n)) i j : dmx A i j = d (A i j).
Proof. by rewrite mxE. Qed.

Lemma dmx0 m n : dmx (0 : 'M[R]_(m, n)) = 0.
Proof. exact: map_mx0. Qed.

Lemma dmxD m n (A B : 'M[R]_(m, n)) : dmx (A + B) = dmx A + dmx B.
Proof. exact: map_mxD. Qed.

Lemma dmx_is_additive m n : additive (@dmx m n).
Proof. by move=> A B; rewrite /dmx map_mxB. Qed.
Canonical dmx_additive m n := Additive (@dmx_is_additive m n).

Lemma dmx_tr m n (A : 'M[R]_(m, n)) : dmx A^T = (dmx A)^T.
Proof. by rewrite /dmx map_trmx. Qed.

Lemma dmx_col m1 m2 n (A : 'M[R]_(m1, n)) (B : 'M[R]_(m2, n)) :
  dmx (col_mx A B) = col_mx (dmx A) (dmx B).
Proof. exact: map_col_mx. Qed.

Lemma dmx_row m n1 n2 (A : 'M[R]_(m, n1)) (B : 'M[R]_(m, n2)) :
  dmx (row_mx A B) = row_mx (dmx A) (dmx B).
Proof. exact: map_row_mx. Qed.

Theorem skew_dmxM m n p (A : 'M[R]_(m, n)) (B : 'M[R]_(n, p)) :
  dmx (A *m B) = dmx A *m B + twmx A *m dmx B.
Proof.
apply/matrixP=> i j; rewrite !mxE raddf_sum -big_split /=.
by apply: eq_bigr => k _; rewrite skew_derM !mxE.
Qed.

Theorem skew_dmxM_eq0 m n p (A : 'M[R]_(m, n)) (B : 'M[R]_(n, p)) :
  A *m B = 0 -> dmx A *m B = - (twmx A *m dmx B).
Proof. by move=> AB0; apply/eqP; rewrite -addr_eq0 -skew_dmxM AB0 dmx0. Qed.

Theorem skew_dmxM_const m n p q (U : 'M[R]_(m, n)) (A : 'M_(n, p)) (V : 'M_(p, q)) :
  dmx U = 0 -> dmx V = 0 -> dmx (U *m A *m V) = twmx U *m dmx A *m V.
Proof. by move=> U0 V0; rewrite !skew_dmxM U0 V0 mul0mx add0r mulmx0 addr0. Qed.

Lemma twmx_dmx (ds : forall a, d (twist d a) = twist d (d a)) m n (A : 'M[R]_(m, n)) :
  dmx (twmx A) = twmx (dmx A).
Proof. by apply/matrixP=> i j; rewrite !mxE ds. Qed.

(* Iterates. *)

Lemma dmxn0 m n (A : 'M[R]_(m, n)) : dmxn 0 A = A.
Proof. by []. Qed.

Lemma dmxnS k m n (A : 'M[R]_(m, n)) : dmxn k.+1 A = dmx (dmxn k A).
Proof. by []. Qed.

Lemma dmxnSr k m n (A : 'M[R]_(m, n)) : dmxn k.+1 A = dmxn k (dmx A).
Proof. by rewrite /dmxn iterSr. Qed.

Lemma dmxn_add j k m n (A : 'M[R]_(m, n)) : dmxn (j + k) A = dmxn k (dmxn j A).
Proof. by rewrite /dmxn addnC iterD. Qed.

Lemma dmxn_tr k m n (A : 'M[R]_(m, n)) : dmxn k A^T = (dmxn k A)^T.
Proof. by elim: k => [|k IHk] //; rewrite !dmxnS IHk dmx_tr. Qed.

Lemma dmxn_col k m1 m2 n (A : 'M[R]_(m1, n)) (B : 'M[R]_(m2, n)) :
  dmxn k (col_mx A B) = col_mx (dmxn k A) (dmxn k B).
Proof. by elim: k => [|k IHk] //; rewrite !dmxnS IHk dmx_col. Qed.

End Matrices.

Section Difference.

Variables (R : ringType) (s : {rmorphism R -> R}).

Local Lemma difference_mul a b :
  (s \- idfun) (a * b) = (s \- idfun) a * b + s a * (s \- idfun) b.
Proof. by rewrite /= rmorphM mulrBl mulrBr [RHS]addrC addrA subrK. Qed.

Definition difference : skew_derivation R :=
  @SkewDerivation _ s [additive of s \- idfun] difference_mul.

Lemma differenceE a : difference a = s a - a.
Proof. by []. Qed.

Lemma difference_twist a : difference (s a) = s (difference a).
Proof. by rewrite !differenceE rmorphB. Qed.

End Difference.

Section Field.

Variables (K : fieldType) (d : skew_derivation K).

(* Compare the two ways to expand d(a c) = d(c a). *)
Theorem skew_twist c : d c != 0 ->
  exists e, forall a, twist d a = a + e * d a.
Proof.
move=> dc0; exists ((twist d c - c) / d c) => a; apply: (mulIf dc0).
have -> : twist d a * d c = d c * a + twist d c * d a - d a * c.
  by rewrite -skew_derM [c * a]mulrC skew_derM [RHS]addrC addKr.
rewrite [RHS]mulrDl [_ / _ * _ * _]mulrAC divfK // mulrBl.
by rewrite [d c * a]mulrC [d a * c]mulrC addrA.
Qed.

End Field.
