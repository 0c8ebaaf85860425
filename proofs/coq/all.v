(******************************************************************************)
(* All theorems, in one place, with the axioms on which they depend           *)
(*                                                                            *)
(* The last command prints "Closed under the global context": no axioms.      *)
(******************************************************************************)
From rankdyn Require Import derivation leibniz growth half toeplitz.
From rankdyn Require Import fractions generic monotone converse blocks.
From rankdyn Require Import evaluation pointwise sharp.

Definition all :=
  (@dmxM, @dmxnD, @dmxM_eq0, @dmxM_const,
   @leibniz, @leibniz_poly,
   @mxrank_stack, @rank_stack, @rinc_le_rank, @rinc_stack, @rank_rinc, @growth,
   @rinc_half, @half, @growth_one,
   @rank_triangular, @toeplitz_rank, @toeplitz,
   @frac_der_char, @frac_der_tofrac, @frac_der_unique, @dmxn_tofrac,
   @grank_growth, @grank_half, @grank_toeplitz,
   @no_1_3_from, @no_1_1_2_from, @no_1_3, @no_1_1_2,
   @rank_diag_mx, @grank_constant_factors, @monotone_rank, @monotone,
   @monotone_seq, @deriv_power_eq0, @monotone_converse,
   @grank_block, @realizable_add,
   @rank_evalmx_le, @rank_evalmx, @rank_evalmx_all, @generic_point,
   @pointwise, @grank_powmx_le1, @growth_sharp, @realizable_count_up).

Print Assumptions all.
