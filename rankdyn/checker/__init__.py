"""The trusted checker: certificates of rank sequences, checked with the Python standard library alone.

`check_certificate` is the whole interface. Nothing here imports the rest of rankdyn but its errors, so that a bug in
the search cannot hide in the check. Read FORMAT.md, the contract, and then the files in this order:

check        for every order a lower and an upper bound; the rules of the evidence
document     a certificate as typed values: what follows from its text alone
reading      strict JSON, and refusals that name their place
grammar      texts to trees
structure    matrix functions: their entries, and the rank bound that their structure gives
polynomial   Laurent polynomials with exponentials, and their derivatives
quotient     their quotients: what a text means, exact derivatives, limits
generators   the names and exponentials that evidence gives values to
modular      Taylor polynomials modulo a prime, primality, rank
grid         upper bounds by enough evaluations
"""

from .check import DEFAULT_MAX_WORK, check_certificate

__all__ = ["DEFAULT_MAX_WORK", "check_certificate"]
