"""The General Leibniz Rule for derivatives and forward differences of products of any number of factors."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from rankdyn.calculus.leibniz import leibniz_terms
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.sum import linear_combination
from rankdyn.theorems.random_functions import random_factor, random_kind
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Instance, Outcome, Theorem, both_kinds


def by_leibniz(instance: Instance, order: int) -> MatrixFunction:
    """Return the operator of the instance applied to the product, by the rule."""
    if instance.kind == "derivative":
        return instance.function.derivative(order)
    return instance.function.difference(order, instance.h)


def by_expansion(instance: Instance, order: int) -> MatrixFunction:
    """Return the same from the multiplied-out entries, without the rule."""
    expanded = instance.function.expand()
    if instance.kind == "derivative":
        return expanded.derivative(order)
    return expanded.difference(order, instance.h)


def check_rule(rule: Callable[[Instance, int], MatrixFunction], instance: Instance) -> Outcome:
    """Compare a rule with the expanded entries at every order, as functions."""
    for order in range(instance.max_order + 1):
        if not rule(instance, order).equals(by_expansion(instance, order)):
            return Outcome(False, None, "exact", f"order {order}: the rule differs from the expanded {instance.kind}")
    return Outcome(True, None, "exact", f"identity in the function field at orders 0..{instance.max_order}")


def check(instance: Instance) -> Outcome:
    """Check the General Leibniz Rule."""
    return check_rule(by_leibniz, instance)


def without_shifts_and_coefficients(instance: Instance, order: int) -> MatrixFunction:
    """Return the sum that forgets the binomial coefficients (derivatives) or the shifts (differences)."""
    product = instance.function
    assert isinstance(product, Product)
    terms = []
    for coefficient, orders in leibniz_terms(order, len(product.factors)):
        pairs = zip(product.factors, orders, strict=True)
        if instance.kind == "derivative":
            terms.append((1, Product(*(factor.derivative(k) for factor, k in pairs))))
        else:
            terms.append((coefficient, Product(*(factor.difference(k, instance.h) for factor, k in pairs))))
    return linear_combination(terms, product)


def random(rng: np.random.Generator) -> Instance:
    """Return a product of two or three random factors."""
    kind, h = random_kind(rng)
    m, a, b, n = (int(v) for v in rng.integers(1, 4, size=4))
    if rng.integers(2):
        function = Product(random_factor(rng, m, a), random_factor(rng, n, a))
    else:
        function = Product(random_factor(rng, m, a), random_factor(rng, a, b), random_factor(rng, n, b))
    return Instance(f"random product {m}x{n}, {kind}", function, 2, kind, h)


_PAIR = Product([["1"], ["t"]], [["1"], ["exp(t)"]])
_TRIPLE = Product([["t", "1"]], [["exp(a*t)", "t"], ["0", "1/(t + 1)"]], [["t**2", "exp(-t)"], ["1", "a"]])
_QUOTIENT = Product([["1/(t - 1)"], ["t/(t + 1)"]], [["cosh(t)"], ["exp(t**2)"]])

THEOREM = Theorem(
    name="leibniz",
    title="General Leibniz Rule",
    statement=(
        "(F_1 ... F_n)^(k) is the sum of k!/(k_1! ... k_n!) F_1^(k_1) ... F_n^(k_n) over k_1 + ... + k_n = k; "
        "for forward differences factor i is moreover shifted by (k_{i+1} + ... + k_n) h"
    ),
    hypotheses=("F_1, ..., F_n matrix functions of matching shapes",),
    named=(
        *both_kinds("(1, t)^T (1, e^t)", _PAIR, 4, h=Fraction(1, 2)),
        *both_kinds("three factors with a parameter", _TRIPLE, 2),
        *both_kinds("rational and e^(t^2)", _QUOTIENT, 2, h=Fraction(-1)),
    ),
    random=random,
    check=check,
    false_neighbour=FalseNeighbour(
        "the rule without binomial coefficients (derivatives) or without the shifts (differences)",
        lambda instance: check_rule(without_shifts_and_coefficients, instance),
        both_kinds("(1, t)^T (1, e^t)", _PAIR, 2),
    ),
    typeset=(
        r"$(F_1 \cdots F_n)^{(k)} = \sum_{k_1 + \cdots + k_n = k} \frac{k!}{k_1! \cdots k_n!} F_1^{(k_1)} "
        r"\cdots F_n^{(k_n)}$; for forward differences factor $i$ is moreover shifted by $(k_{i+1} + \cdots + "
        r"k_n) h$"
    ),
    claims=(
        Claim("derivatives of a product of two factors", coq=("leibniz", "leibniz_poly")),
        Claim("products of n factors", proof="n factors follow"),
        Claim(
            "forward differences of a product of two factors",
            coq=("skew_leibniz", "leibniz_difference"),
            proof="or ΔU⊗V",
        ),
    ),
    proof="proofs/test_leibniz.py",
    method="identities in the function field",
)
