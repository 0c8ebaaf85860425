"""Oracles from outside: exact rank sequences computed without a line of rankdyn.

Oracles, differently built, answer the same question -- the generic ranks r_0..r_K of the derivatives or forward
differences of a matrix given as text (named cases of the theory). For rational functions and exponentials:

`symbolic.oracle_ranks`
    SymPy all the way: `diff` or `subs`, exponentials replaced by independent symbols, rank over the function
    field by fraction-free elimination in a `DomainMatrix`. This one writes the fixtures.
`jets.sampled_ranks`
    No SymPy: own grammar, truncated power series of `Fraction` at random rational points, the exponentials
    standing for independent random rationals; the largest exact rank over the points.
`pari.pari_ranks`
    PARI's `diffop` and `matrank` over the rational function field, when `gp` is on the PATH.

For the wider class, with sines, powers of numbers, surds and constants:

`circle_jets.circle_ranks`
    Own parsing (`forms`, `exponents`), jets modulo large random primes in which roots of unity and radicals exist
    (`places`), everything transcendental a random residue.
`digits.digit_ranks`
    Jets of mpmath numbers at 100 or 240 digits (`mp_series`), constants at their true values; no proof, but an empty
    window between the pivots that count and those that are zero.

`numeric.numeric_ranks` (SymPy's derivatives, mpmath, 120 digits; no proof) guards the rows of `traps` outside the
exact class. `families` and `curves`, `trig_families` and `trig_more` generate random matrices as text, `outside` inputs
beyond the class; `make_fixtures` writes tests/fixtures/ranks.json, trig.json and traps.json.
"""
