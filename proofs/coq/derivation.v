(******************************************************************************)
(* Derivations, and derivations of matrices                                   *)
(*                                                                            *)
(* A derivation of a ring R is an additive map d : R -> R that satisfies      *)
(* Leibniz' product rule  d(a b) = d(a) b + a d(b).  It acts on matrices      *)
(* entry by entry; we write  A'  for the result and  A^(k)  for its k-th      *)
(* iterate (see skew.v:  dmx d A  and  dmxn d k A).                           *)
(*                                                                            *)
(*      derivation R == the type of derivations of R                          *)
(*                     (also read as a skew derivation, of twist id)          *)
(*   poly_derivation == the usual derivative  p |-> p^`()  of polynomials     *)
(*                                                                            *)
(* Main results, for matrices of any (compatible) sizes:                      *)
(*   dmxM        : the product rule        (A B)' = A' B + A B'               *)
(*   dmxnD       : iterates add up         A^(j+k) = (A^(j))^(k)              *)
(*   dmxM_eq0    : if A B = 0 then         A' B = - A B'                      *)
(*   dmxM_const  : if U' = V' = 0 then     (U A V)' = U A' V                  *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Export skew.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Record derivation (R : ringType) := Derivation {
  der : {additive R -> R};
  derivation_mul : forall a b : R, der (a * b) = der a * b + a * der b }.

Definition derivation_skew (R : ringType) (d : derivation R) : skew_derivation R :=
  @SkewDerivation _ [rmorphism of idfun] (der d) (derivation_mul d).
Coercion derivation_skew : derivation >-> skew_derivation.

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

Lemma twmx_id m n (A : 'M[R]_(m, n)) : twmx d A = A.
Proof. exact: map_mx_id. Qed.

Lemma dmx1 n : dmx d (1%:M : 'M[R]_n) = 0.
Proof. by apply/matrixP=> i j; rewrite !mxE raddfMn der1 mul0rn. Qed.

Theorem dmxM m n p (A : 'M[R]_(m, n)) (B : 'M[R]_(n, p)) :
  dmx d (A *m B) = dmx d A *m B + A *m dmx d B.
Proof. by have := skew_dmxM d A B; rewrite twmx_id. Qed.

Theorem dmxM_eq0 m n p (A : 'M[R]_(m, n)) (B : 'M[R]_(n, p)) :
  A *m B = 0 -> dmx d A *m B = - (A *m dmx d B).
Proof. by move/(@skew_dmxM_eq0 _ d _ _ _ A B); rewrite twmx_id. Qed.

Theorem dmxM_const m n p q (U : 'M[R]_(m, n)) (A : 'M_(n, p)) (V : 'M_(p, q)) :
  dmx d U = 0 -> dmx d V = 0 -> dmx d (U *m A *m V) = U *m dmx d A *m V.
Proof.
by move=> U0 V0; have := skew_dmxM_const (d := d) A U0 V0; rewrite twmx_id.
Qed.

Theorem dmxnD j k m n (A : 'M[R]_(m, n)) : dmxn d (j + k) A = dmxn d k (dmxn d j A).
Proof. exact: dmxn_add. Qed.

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
