(******************************************************************************)
(* Derivations, and derivations of matrices                                   *)
(*                                                                            *)
(* A derivation of a ring R is an additive map d : R -> R that satisfies      *)
(* Leibniz' product rule  d(a b) = d(a) b + a d(b).  It acts on matrices      *)
(* entry by entry; we write  A'  for the result and  A^(k)  for its k-th      *)
(* iterate.                                                                   *)
(*                                                                            *)
(*      derivation R == the type of derivations of R                          *)
(*           dmx d A == the matrix  A'  (d applied to every entry of A)       *)
(*        dmxn d k A == the matrix  A^(k)                                     *)
(*   poly_derivation == the usual derivative  p |-> p^`()  of polynomials     *)
(*                                                                            *)
(* Main results, for matrices of any (compatible) sizes:                      *)
(*   dmxM        : the product rule        (A B)' = A' B + A B'               *)
(*   dmxnD       : iterates add up         A^(j+k) = (A^(j))^(k)              *)
(*   dmxM_eq0    : if A B = 0 then         A' B = - A B'                      *)
(*   dmxM_const  : if U' = V' = 0 then     (U A V)' = U A' V                  *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Record derivation (R : ringType) := Derivation {
  der :> {additive R -> R};
  derivation_mul : forall a b : R, der (a * b) = der a * b + a * der b }.

Section Scalars.

Variables (R : ringType) (d : derivation R).

Lemma derM a b : d (a * b) = d a * b + a * d b.
Proof. exact: derivation_mul. Qed.

(* d(1) = d(1 * 1) = 2 d(1). *)
Lemma der1 : d 1 = 0.
Proof.
by have /eqP := derM 1 1; rewrite !mulr1 mul1r -subr_eq0 opprD addNKr oppr_eq0 => /eqP.
Qed.

End Scalars.

Section Matrices.

Variables (R : ringType) (d : derivation R).

Definition dmx m n (A : 'M[R]_(m, n)) : 'M[R]_(m, n) := map_mx d A.

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

Lemma dmx1 n : dmx (1%:M : 'M[R]_n) = 0.
Proof.
by apply/matrixP=> i j; rewrite !mxE raddfMn der1 mul0rn.
Qed.

Lemma dmx_tr m n (A : 'M[R]_(m, n)) : dmx A^T = (dmx A)^T.
Proof. by rewrite /dmx map_trmx. Qed.

Lemma dmx_col m1 m2 n (A : 'M[R]_(m1, n)) (B : 'M[R]_(m2, n)) :
  dmx (col_mx A B) = col_mx (dmx A) (dmx B).
Proof. exact: map_col_mx. Qed.

Lemma dmx_row m n1 n2 (A : 'M[R]_(m, n1)) (B : 'M[R]_(m, n2)) :
  dmx (row_mx A B) = row_mx (dmx A) (dmx B).
Proof. exact: map_row_mx. Qed.

Theorem dmxM m n p (A : 'M[R]_(m, n)) (B : 'M[R]_(n, p)) :
  dmx (A *m B) = dmx A *m B + A *m dmx B.
Proof.
apply/matrixP=> i j; rewrite !mxE raddf_sum -big_split /=.
by apply: eq_bigr => k _; rewrite derM !mxE.
Qed.

Theorem dmxM_eq0 m n p (A : 'M[R]_(m, n)) (B : 'M[R]_(n, p)) :
  A *m B = 0 -> dmx A *m B = - (A *m dmx B).
Proof. by move=> AB0; apply/eqP; rewrite -addr_eq0 -dmxM AB0 dmx0. Qed.

Theorem dmxM_const m n p q (U : 'M[R]_(m, n)) (A : 'M_(n, p)) (V : 'M_(p, q)) :
  dmx U = 0 -> dmx V = 0 -> dmx (U *m A *m V) = U *m dmx A *m V.
Proof. by move=> U0 V0; rewrite !dmxM U0 V0 mul0mx add0r mulmx0 addr0. Qed.

(* Iterates. *)

Lemma dmxn0 m n (A : 'M[R]_(m, n)) : dmxn 0 A = A.
Proof. by []. Qed.

Lemma dmxnS k m n (A : 'M[R]_(m, n)) : dmxn k.+1 A = dmx (dmxn k A).
Proof. by []. Qed.

Lemma dmxnSr k m n (A : 'M[R]_(m, n)) : dmxn k.+1 A = dmxn k (dmx A).
Proof. by rewrite /dmxn iterSr. Qed.

Theorem dmxnD j k m n (A : 'M[R]_(m, n)) : dmxn (j + k) A = dmxn k (dmxn j A).
Proof. by rewrite /dmxn addnC iterD. Qed.

Lemma dmxn_tr k m n (A : 'M[R]_(m, n)) : dmxn k A^T = (dmxn k A)^T.
Proof. by elim: k => [|k IHk] //; rewrite !dmxnS IHk dmx_tr. Qed.

Lemma dmxn_col k m1 m2 n (A : 'M[R]_(m1, n)) (B : 'M[R]_(m2, n)) :
  dmxn k (col_mx A B) = col_mx (dmxn k A) (dmxn k B).
Proof. by elim: k => [|k IHk] //; rewrite !dmxnS IHk dmx_col. Qed.

End Matrices.

Section Polynomials.

Variable R : comRingType.

Lemma polyderM (p q : {poly R}) : (p * q)^`() = p^`() * q + p * q^`().
Proof. exact: derivM. Qed.

Definition poly_derivation : derivation [ringType of {poly R}] :=
  @Derivation _ [additive of @deriv R] polyderM.

Lemma dmxn_polyE k m n (A : 'M[{poly R}]_(m, n)) i j :
  dmxn poly_derivation k A i j = (A i j)^`(k).
Proof. by elim: k => [|k IHk] //; rewrite dmxnS dmxE IHk derivnS. Qed.

End Polynomials.
