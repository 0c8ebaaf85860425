(******************************************************************************)
(* All theorems, in one place, with the axioms on which they depend           *)
(*                                                                            *)
(* The last command prints "Closed under the global context": no axioms.      *)
(******************************************************************************)
From rankdyn Require Import skew derivation leibniz ranks skew_laws.
From rankdyn Require Import growth half toeplitz fractions endomorphism.
From rankdyn Require Import generic monotone differences converse blocks.
From rankdyn Require Import evaluation pointwise sharp.
From rankdyn Require Import integers certificate permutations.
From rankdyn Require Import toeplitz_general constants polynomial_law.
From rankdyn Require Import two_two_two.

Definition all :=
  (@skew_dmxM, @skew_dmxM_eq0, @skew_dmxM_const, @skew_twist, @skew_leibniz,
   @skew_rinc_le_rank, @skew_rinc_stack, @skew_rank_rinc, @skew_growth,
   @skew_rinc_half, @skew_half, @skew_toeplitz_rank, @skew_toeplitz,
   @dmxM, @dmxnD, @dmxM_eq0, @dmxM_const,
   @leibniz, @leibniz_poly,
   @mxrank_stack, @rank_stack, @rinc_le_rank, @rinc_stack, @rank_rinc, @growth,
   @rinc_half, @half, @growth_one,
   @rank_triangular, @toeplitz_rank, @toeplitz,
   @frac_der_char, @frac_der_tofrac, @frac_der_unique, @dmxn_tofrac,
   @frac_endo_char, @frac_endo_tofrac,
   @grank_growth, @grank_half, @grank_toeplitz,
   @no_1_3_from, @no_1_1_2_from, @no_1_3, @no_1_1_2,
   @rank_diag_mx, @grank_constant_factors, @grank_map_linear, @monotone_rank,
   @monotone, @monotone_seq,
   @horner_fdiff, @leibniz_difference,
   @grank_difference_growth, @grank_difference_half, @grank_difference_toeplitz,
   @monotone_difference_rank, @monotone_difference,
   @deriv_power_eq0, @monotone_converse,
   @grank_block, @realizable_add,
   @rank_evalmx_le, @rank_evalmx, @rank_evalmx_all, @generic_point,
   @pointwise, @grank_powmx_le1, @growth_sharp, @realizable_count_up,
   @ofZD, @ofZM, @ofZ_eq0, @polyZ_add, @polyZ_mul, @polyZ_deriv, @ofZ_eval,
   @polyZ_eq, @polyZ_eq0, @check_rank, @certified,
   @realizable_monotone, @realizable_121, @realizable_212, @permutations_of_3,
   @rank_block_triangular, @taylmxM, @rank_windowmx, @rank_lowermx,
   @skew_toeplitz_general, @toeplitz_general, @grank_toeplitz_general,
   @grank_difference_toeplitz_general, @grank_last, @no_3_5_1_from,
   @no_1_2_3_1_from,
   @stable_rows, @wronskian_eq0, @ratfun_constant, @constant_rows,
   @grank_before, @grank_before_one, @no_2_3_4_1_1,
   @det_vanish, @det_eulermx, @polynomial_law, @no_2_2_3_1_0,
   @two_two_two, @grank_two_two_two, @no_2_2_2_4, @no_2_2_2_3_4).

Print Assumptions all.
