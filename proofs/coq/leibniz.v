(******************************************************************************)
(* The general Leibniz rule for products of matrices                          *)
(*                                                                            *)
(* Let d be a skew derivation of a ring that commutes with its twist s; both  *)
(* act on matrices entry by entry.  If  D = A B  then, for every k,           *)
(*                                                                            *)
(*      d^k(D)  =  sum_(0 <= j <= k)  C(k, j)  s^j(d^(k-j)(A))  d^j(B) .      *)
(*                                                                            *)
(* For a derivation, s is the identity, and this reads                        *)
(*                                                                            *)
(*      D^(k)  =  sum_(0 <= j <= k)  C(k, j)  A^(k-j)  B^(j) .                *)
(*                                                                            *)
(* Main results:                                                              *)
(*   skew_leibniz : the first formula                                         *)
(*   leibniz      : the second formula                                        *)
(*   leibniz_poly : the same for matrices of polynomials, written with the    *)
(*                  k-th derivatives of the entries                           *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

(* Pascal's rule, summed: the passage from row k to row k+1 of the triangle.  *)
(* The terms u i j live on the grid; the two sums on the left are the two     *)
(* ways to differentiate once more.                                           *)
Lemma pascal_sum (V : zmodType) (u : nat -> nat -> V) k :
  \sum_(j < k.+1) (u (k - j).+1 j + u (k - j)%N j.+1) *+ 'C(k, j) =
  \sum_(j < k.+2) u (k.+1 - j)%N j *+ 'C(k.+1, j).
Proof.
rewrite (eq_bigr (fun j : 'I_k.+1 =>
  u (k - j).+1 j *+ 'C(k, j) + u (k - j)%N j.+1 *+ 'C(k, j))); last first.
  by move=> j _; rewrite mulrnDl.
rewrite big_split /= [RHS]big_ord_recl /= subn0 bin0.
have -> : \sum_(i < k.+1) u (k.+1 - bump 0 i)%N (bump 0 i) *+ 'C(k.+1, bump 0 i)
   = \sum_(i < k.+1) u (k - i)%N i.+1 *+ 'C(k, i.+1)
   + \sum_(i < k.+1) u (k - i)%N i.+1 *+ 'C(k, i).
  rewrite -big_split /=; apply: eq_bigr => i _.
  by rewrite /bump add1n subSS binS mulrnDr.
rewrite addrA; congr (_ + _).
rewrite [LHS]big_ord_recl /= subn0 bin0; congr (_ + _).
rewrite [RHS]big_ord_recr /= bin_small // mulr0n addr0.
by apply: eq_bigr => i _; rewrite /bump add1n subnSK.
Qed.

Theorem skew_leibniz (R : ringType) (d : skew_derivation R) m n p
    (A : 'M[R]_(m, n)) (B : 'M[R]_(n, p)) k :
    (forall a, d (twist d a) = twist d (d a)) ->
  dmxn d k (A *m B) =
    \sum_(j < k.+1) (iter j (@twmx _ d _ _) (dmxn d (k - j) A) *m dmxn d j B) *+ 'C(k, j).
Proof.
move=> ds; pose s j := iter j (@twmx _ d m n).
have ds_iter j M : dmx d (s j M) = s j (dmx d M).
  by elim: j => //= j IHj; rewrite twmx_dmx // IHj.
elim: k => [|k IHk]; first by rewrite big_ord1.
rewrite dmxnS IHk raddf_sum -(pascal_sum (fun i j => s j (dmxn d i A) *m dmxn d j B)).
by apply: eq_bigr => j _; rewrite raddfMn /= skew_dmxM ds_iter.
Qed.

Theorem leibniz (R : ringType) (d : derivation R) m n p
    (A : 'M[R]_(m, n)) (B : 'M[R]_(n, p)) k :
  dmxn d k (A *m B) =
    \sum_(j < k.+1) (dmxn d (k - j) A *m dmxn d j B) *+ 'C(k, j).
Proof.
rewrite (skew_leibniz (d := d)) //; apply: eq_bigr => j _.
by congr (_ *m _ *+ _); elim: (j : nat) (dmxn _ _ A) => //= i IHi M; rewrite twmx_id.
Qed.

Theorem leibniz_poly (R : comRingType) m n p
    (A : 'M[{poly R}]_(m, n)) (B : 'M[{poly R}]_(n, p)) k :
  map_mx (derivn k) (A *m B) =
    \sum_(j < k.+1)
      (map_mx (derivn (k - j)) A *m map_mx (derivn j) B) *+ 'C(k, j).
Proof.
have dE l a b (M : 'M[{poly R}]_(a, b)) :
    map_mx (derivn l) M = dmxn (poly_derivation R) l M.
  by apply/matrixP=> i j; rewrite dmxn_polyE mxE.
by rewrite dE leibniz; apply: eq_bigr => j _; rewrite !dE.
Qed.
