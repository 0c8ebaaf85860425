(******************************************************************************)
(* Block sums: sequences of generic ranks may be added                        *)
(*                                                                            *)
(* A finite sequence s is realizable over the field F (of any characteristic) *)
(* if some matrix D of polynomials over F has                                 *)
(*             s = [grank D; grank D'; ...; grank D^(L-1)],  L the length.    *)
(*                                                                            *)
(* Main results, with  D + E  the block diagonal matrix [D 0; 0 E]:           *)
(*   grank_block    : grank (D + E)^(k) = grank D^(k) + grank E^(k)           *)
(*   realizable_add : the entrywise sum of two realizable sequences of the    *)
(*                    same length is realizable                               *)
(******************************************************************************)
From mathcomp Require Import all_ssreflect all_algebra.
From rankdyn Require Import derivation fractions generic.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Blocks.

Variable F : fieldType.

Definition realizable (s : seq nat) : Prop :=
  exists m n (D : 'M[{poly F}]_(m, n)), rankseq (size s) D = s.

Theorem grank_block k m1 n1 m2 n2
    (D : 'M[{poly F}]_(m1, n1)) (E : 'M[{poly F}]_(m2, n2)) :
  grank (derivmx k (block_mx D 0 0 E)) =
  (grank (derivmx k D) + grank (derivmx k E))%N.
Proof.
have deriv0 a b : derivmx k (0 : 'M[{poly F}]_(a, b)) = 0.
  by apply/matrixP=> i j; rewrite !mxE linear0.
have -> : derivmx k (block_mx D 0 0 E) = block_mx (derivmx k D) 0 0 (derivmx k E).
  by rewrite {1}/derivmx map_block_mx -!/(derivmx _ _) !deriv0.
by rewrite /grank /ratmx map_block_mx !map_mx0 rank_diag_block_mx.
Qed.

Theorem realizable_add s u : size s = size u ->
  realizable s -> realizable u ->
  realizable [seq (x.1 + x.2)%N | x <- zip s u].
Proof.
move=> eq_sz [m1 [n1 [D Ds]]] [m2 [n2 [E Eu]]].
exists (m1 + m2)%N, (n1 + n2)%N, (block_mx D 0 0 E).
rewrite size_map size1_zip ?eq_sz //.
have -> : zip s u = zip (rankseq (size u) D) (rankseq (size u) E).
  by rewrite Eu -eq_sz Ds.
by rewrite /rankseq zip_map -map_comp; apply: eq_map => k /=; rewrite grank_block.
Qed.

End Blocks.
