"""The function field K(t, θ, e^{b_1}, …, e^{b_s}): the exact class, with normal forms that decide identity.

The generators are algebraically independent (`rankdyn.algebra.exponents`); π, log p and other transcendental constants
are generators too, independent by theorem or taken as indeterminates. K = Q(ζ, p^{1/n}, …) is a `NumberField` whose
generators obey one monic relation each. So the field is the fraction field of a polynomial ring modulo these relations,
here FLINT's ``fmpz_mpoly`` with remainders taken. An element is a `Quotient` in normal form: its denominator is free of
the generators of K. Differentiation uses d/dt e^b = b′e^b. Work is counted before it is done: an expression too large
to expand raises `BudgetExceededError`.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import reduce
from math import lcm

import flint

from rankdyn.algebra.exponents import ExponentBasis, algebraic_part
from rankdyn.algebra.quotient import Polynomial, Quotient
from rankdyn.algebra.work import Work
from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.nodes import (
    QUARTER_TURN,
    Exponent,
    Expression,
    Number,
    Symbol,
    add,
    divide,
    exponential,
    mul,
    power,
    scaled,
)
from rankdyn.expressions.polynomials import degree
from rankdyn.expressions.printing import polynomial_text


class FunctionField:
    """K(t, θ, e^{b_1}, …, e^{b_s}) with its derivation d/dt.

    Parameters
    ----------
    variable : str
        Name of t.
    parameters : sequence of str
        Names of the parameters θ.
    basis : ExponentBasis
        The Z-basis b_1, …, b_s of the exponents, and the constants.
    work : Work
        Counter charged for every product and gcd.
    """

    def __init__(self, variable: str, parameters: Sequence[str], basis: ExponentBasis, work: Work) -> None:
        self.variable = variable
        self.names = (variable, *parameters, *basis.coefficients)
        self.basis = basis
        self.work = work
        self.algebraic_start = len(self.names) + len(basis.units)
        count = self.algebraic_start + len(basis.numbers.generators)
        self.context = flint.fmpz_mpoly_ctx.get([f"x{i}" for i in range(count)], "degrevlex")
        self.generators = self.context.gens()
        self.one = self.context.constant(1)
        self.zero = self.context.constant(0)
        self.relations = [
            sum((c * x**e for e, c in enumerate(relation)), self.zero)
            for x, relation in zip(self.generators[self.algebraic_start :], basis.numbers.relations, strict=True)
        ]
        self._derivation = self._make_derivation()

    @classmethod
    def of(
        cls, expressions: Iterable[Expression], variable: str, parameters: Sequence[str], work: Work
    ) -> "FunctionField":
        """Return the field that contains the given expressions."""
        return cls(variable, parameters, ExponentBasis.of_expressions(expressions), work)

    def reduced(self, polynomial: Polynomial) -> Polynomial:
        """Return the polynomial modulo the relations of the number field: zero exactly when it is zero in the field."""
        for relation in self.relations:
            polynomial = polynomial % relation
        return polynomial

    def is_algebraic(self, polynomial: Polynomial) -> bool:
        """Return whether a generator of the number field occurs in the polynomial."""
        return bool(self.relations) and any(int(d) for d in polynomial.degrees()[self.algebraic_start :])

    def _make_derivation(self) -> tuple[int, list[tuple[int, Polynomial]]]:
        """Return (L, [(index of e^b, L·b′·e^b)]): L clears the denominators of the b′."""
        found = []
        for index, (monomial, unit) in enumerate(self.basis.units, start=len(self.names)):
            power_of_t = degree(monomial, self.variable)
            if power_of_t:
                image = self.generators[index]
                for name, p in monomial:
                    image = image * self._named(name) ** (p - (name == self.variable))
                found.append((index, unit * power_of_t, self.reduced(image)))
        scale = lcm(*(factor.denominator for _, factor, _ in found))
        return scale, [(index, int(factor * scale) * image) for index, factor, image in found]

    def _named(self, name: str) -> Polynomial:
        """Return a name of a monomial as a polynomial: t, a parameter, pi, log(p), I or sqrt(p)."""
        if name in self.names:
            return self.generators[self.names.index(name)]
        constant = QUARTER_TURN if name == "I" else ((((f"log({name[5:-1]})", 1),), Fraction(1, 2)),)
        return self.algebraic_number(constant).numerator

    def algebraic_number(self, constant: Exponent) -> Quotient:
        """Return e^{iπq + Σ q_p log p} as an element."""
        numbers, gens = self.basis.numbers, self.generators[self.algebraic_start :]
        factor, powers, square_roots = numbers.split(constant)
        result = self.context.constant(factor.numerator)
        for x, count in zip(gens, powers, strict=True):
            result *= x**count
        for prime in square_roots:
            result *= sum((c * gens[0] ** e for e, c in numbers.gauss_sum(prime).items()), self.zero)
        return Quotient(self, self.reduced(result), self.context.constant(factor.denominator))

    def differentiate_polynomial(self, polynomial: Polynomial) -> tuple[int, Polynomial]:
        """Return (L, L·d/dt polynomial) with a positive integer L: d/dt = ∂/∂t + Σ b′e^b·∂/∂e^b."""
        scale, images = self._derivation
        total = polynomial.derivative(0) * scale
        for index, image in images:
            partial = polynomial.derivative(index)
            self.work.spend(len(partial) * len(image))
            total += partial * image
        return scale, self.reduced(total)

    def generator_names(self) -> list[str]:
        """Return the generators as text: the names, ``exp(b)`` for each basis exponent, those of the number field."""
        logarithms = (*self.basis.elements(), *self.basis.numbers.generators)
        return [*self.names, *(f"exp({polynomial_text(b)})" for b in logarithms)]

    def constant(self, value: int | Fraction) -> Quotient:
        """Return a rational constant as an element."""
        value = Fraction(value)
        return Quotient(self, self.context.constant(value.numerator), self.context.constant(value.denominator))

    def polynomial(self, polynomial: Polynomial) -> Quotient:
        """Return a polynomial as an element."""
        return Quotient(self, polynomial, self.one)

    def element(self, expression: Expression) -> Quotient:
        """Return the element that an expression denotes.

        Raises
        ------
        InvalidInputError
            If a denominator is identically zero.
        BudgetExceededError
            If expanding it would cost more than the budget.
        """
        return evaluate(expression, self)

    def symbol(self, name: str) -> Quotient:
        """Return the variable, a parameter, or a named constant as an element."""
        return self.polynomial(self._named(name))

    def exponential(self, exponent: Exponent) -> Quotient:
        """Return e^P as an element, P in the lattice of the field's basis."""
        above, below = self.one, self.one
        coordinates = self.basis.coordinates(exponent)
        exponentials = self.generators[len(self.names) : self.algebraic_start]
        for generator, coordinate in zip(exponentials, coordinates, strict=True):
            if coordinate > 0:
                above *= generator**coordinate
            elif coordinate < 0:
                below *= generator ** (-coordinate)
        constant = algebraic_part(exponent)
        result = Quotient(self, above, below)
        return result * self.algebraic_number(constant) if constant else result

    def add(self, terms: Sequence[Quotient]) -> Quotient:
        """Return the sum, polynomials first: a sum of many monomials then never meets a gcd."""
        whole = self.zero
        for term in terms:
            if term.denominator == 1:
                whole += term.numerator
        result = self.polynomial(whole)
        for term in terms:
            if term.denominator != 1:
                result = result + term
        return result

    def multiply(self, factors: Sequence[Quotient]) -> Quotient:
        """Return the product."""
        return reduce(Quotient.__mul__, factors)

    def power(self, base: Quotient, exponent: int) -> Quotient:
        """Return the integer power."""
        return base**exponent

    def expression(self, element: Quotient) -> Expression:
        """Return the element as an expression in normal form; monomial denominators go into the exponentials."""
        if len(element.denominator) == 1:
            (powers, scale), *_ = element.denominator.terms()
            return add(self._terms(element.numerator, powers, int(scale)))
        return divide(add(self._terms(element.numerator)), add(self._terms(element.denominator)))

    def _terms(self, polynomial: Polynomial, below: Sequence[int] = (), scale: int = 1) -> list[Expression]:
        split, end = len(self.names), self.algebraic_start
        shown = []
        for powers, coefficient in polynomial.terms():
            shifted = [int(a) - int(b) for a, b in zip(powers, below or [0] * len(powers), strict=True)]
            factors = [power(Symbol(n), p) for n, p in zip(self.names, shifted, strict=False)]
            factors.append(exponential(self.basis.exponent(shifted[split:end])))
            constants = zip(self.basis.numbers.generators, shifted[end:], strict=True)
            factors += [exponential(scaled(logarithm, p)) for logarithm, p in constants if p]
            shown.append(mul((Number(Fraction(int(coefficient), scale)), *factors)))
        return shown
