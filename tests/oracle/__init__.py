"""Oracles from outside: exact rank sequences computed without a line of rankdyn.

Three oracles, differently built, answer the same question -- the generic ranks r_0..r_K of the derivatives
or forward differences of a matrix given as text (named cases of the theory):

`symbolic.oracle_ranks`
    SymPy all the way: `diff` or `subs`, exponentials replaced by independent symbols, rank over the function
    field by fraction-free elimination in a `DomainMatrix`. This one writes the fixtures.
`jets.sampled_ranks`
    No SymPy: own grammar, truncated power series of `Fraction` at random rational points, the exponentials
    standing for independent random rationals; the largest exact rank over the points.
`pari.pari_ranks`
    PARI's `diffop` and `matrank` over the rational function field, when `gp` is on the PATH.

`numeric.numeric_ranks` (mpmath, 120 digits; no proof) guards the rows of `traps` outside the exact class.
`families` and `curves` generate random matrices as text, `make_fixtures` writes tests/fixtures/ranks.json and
tests/fixtures/traps.json.
"""
