"""Exponentials as independent symbols, the symbolic oracle's own way.

Every exponent is a polynomial in t and the parameters with rational coefficients. For each *monomial* m in any
exponent (the constant monomial 1 included: shifts bring e^{1/2}) let d be the common denominator of its
coefficients and z_m = e^{m/d}. Distinct non-constant monomials are linearly independent modulo constants, so the
z_m are algebraically independent over C(t, theta) (Ax); e^{1/d} is transcendental over Q (Lindemann). Hence the
rank over Q(t, theta, z) is the generic rank. No basis of the exponent lattice is needed: z generate a field that
may be larger than the entries', which changes no rank.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy as sp


def _exponent_terms(exponent: Any, symbols: list[Any]) -> dict[tuple[int, ...], Any]:
    """Coefficients by monomial; raises unless `exponent` is a polynomial with rational coefficients."""
    poly_terms: dict[tuple[int, ...], Any] = (
        sp.Poly(sp.expand(exponent), *symbols).as_dict() if symbols else {(): sp.sympify(exponent)}
    )
    for coefficient in poly_terms.values():
        if not coefficient.is_Rational:
            raise ValueError(f"exponent {exponent} has a coefficient {coefficient} that is not rational")
    return poly_terms


def _exponent_of(atom: Any) -> Any:
    return sp.Integer(1) if atom is sp.E else atom.args[0]


def replace_exponentials(matrix: Any, symbols: Iterable[Any]) -> tuple[Any, list[Any]]:
    """Write a matrix of exponential expressions as one of rational functions in more symbols.

    Parameters
    ----------
    matrix : sympy.Matrix
        Entries in exp, sinh, cosh and rational operations.
    symbols : iterable of sympy.Symbol
        t and the parameters.

    Returns
    -------
    matrix : sympy.Matrix
        Free of exponentials.
    transcendentals : list of sympy.Symbol
        The z_m in use.
    """
    names = sorted(symbols, key=str)
    rewritten = matrix.applyfunc(lambda entry: entry.rewrite([sp.sinh, sp.cosh], sp.exp))
    atoms = sorted(rewritten.atoms(sp.exp) | ({sp.E} if rewritten.has(sp.E) else set()), key=sp.default_sort_key)
    terms = {atom: _exponent_terms(_exponent_of(atom), names) for atom in atoms}
    denominators: dict[tuple[int, ...], int] = {}
    for poly_terms in terms.values():
        for monomial, coefficient in poly_terms.items():
            denominators[monomial] = int(sp.ilcm(denominators.get(monomial, 1), coefficient.q))
    z = {monomial: sp.Symbol(f"z_{i}_") for i, monomial in enumerate(sorted(denominators))}
    mapping = {
        atom: sp.Mul(*(z[m] ** (coefficient * denominators[m]) for m, coefficient in poly_terms.items()))
        for atom, poly_terms in terms.items()
    }
    replaced = rewritten.xreplace(mapping)
    if replaced.atoms(sp.Function) or replaced.has(sp.E) or replaced.has(sp.exp):
        raise ValueError(f"not in the class: {replaced.atoms(sp.Function)} left over")
    return replaced, sorted(z.values(), key=str)
