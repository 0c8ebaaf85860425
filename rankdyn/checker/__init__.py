"""The trusted checker: certificates of rank sequences, checked with the Python standard library alone.

`check_certificate` is the whole interface. Nothing here imports the rest of rankdyn but its errors, so that a bug in
the search cannot hide in the check. Read FORMAT.md, the contract, and then the files in this order:

check        for every order a lower and an upper bound; the rules of the evidence
document     a certificate as typed values: what follows from its text alone
reading      strict JSON, and refusals that name their place
grammar      texts to trees
structure    matrix functions: their entries, and the rank bound that their structure gives
constants    roots of unity and radicals: a number field with a normal form
polynomial   Laurent polynomials over it with exponentials, and their derivatives
quotient     their quotients: what a text means, exact derivatives, limits
generators   the names and exponentials that evidence gives values to
taylor       Taylor polynomials of expressions at a point
modular      their values modulo a prime; rank
intervals    complex intervals, exp, π and logarithms
ball         values in intervals; invertible matrices
grid         upper bounds by enough evaluations
primes       primality
"""

from .check import DEFAULT_MAX_WORK, check_certificate

__all__ = ["DEFAULT_MAX_WORK", "check_certificate"]
