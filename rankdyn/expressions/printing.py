"""Expression trees as text of the grammar and as LaTeX.

Main result: ``parse_expression(text(e)) == e`` for every tree made by the constructors of `nodes`.
"""

from fractions import Fraction

from rankdyn.expressions.nodes import Add, Exponent, Expression, Function, Mul, Number, Pow, Symbol
from rankdyn.expressions.polynomials import as_expression_terms

_GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau phi chi psi omega".split()
)


def text(expression: Expression) -> str:
    """Return the expression in the grammar of `rankdyn.expressions.grammar`."""
    match expression:
        case Number(value):
            return str(value)
        case Symbol(name):
            return name
        case Add(terms):
            return _joined([text(term) for term in terms])
        case Mul(factors):
            return _product_text(factors)
        case Pow(_, exponent) if exponent < 0:
            return "1" + _divided(expression)
        case Pow(base, exponent):
            shown = text(base)
            return f"{shown if isinstance(base, Symbol | Function) else f'({shown})'}**{exponent}"
        case Function(name, argument):
            return f"{name}({polynomial_text(argument)})"


def polynomial_text(argument: Exponent) -> str:
    """Return a polynomial as text."""
    return _joined([text(term) for term in as_expression_terms(argument)])


def _joined(terms: list[str]) -> str:
    shown = terms[0]
    for term in terms[1:]:
        shown += f" - {term[1:]}" if term.startswith("-") else f" + {term}"
    return shown


def _product_text(factors: tuple[Expression, ...]) -> str:
    if isinstance(factors[0], Number) and factors[0].value == -1:
        return "-" + _product_text(factors[1:]) if len(factors) > 2 else f"-{_factor(factors[1])}"
    shown = "1" if _divides(factors[0]) else ""
    for factor in factors:
        shown += _divided(factor) if _divides(factor) else ("*" if shown else "") + _factor(factor)
    return shown


def _divides(factor: Expression) -> bool:
    return isinstance(factor, Pow) and factor.exponent < 0


def _divided(factor: Expression) -> str:
    assert isinstance(factor, Pow)
    below = factor.base if factor.exponent == -1 else Pow(factor.base, -factor.exponent)
    return f"/({text(below)})" if _divides(below) else f"/{_factor(below)}"


def _factor(factor: Expression) -> str:
    return f"({text(factor)})" if isinstance(factor, Add | Mul) else text(factor)


def latex(expression: Expression) -> str:
    """Return the expression as LaTeX, without dollar signs."""
    match expression:
        case Number(value):
            return _latex_number(value)
        case Symbol(name):
            return latex_name(name)
        case Add(terms):
            return _joined([latex(term) for term in terms])
        case Mul(factors):
            return _latex_product(factors)
        case Pow(base, exponent):
            if exponent < 0:
                return rf"\frac{{1}}{{{latex(base if exponent == -1 else Pow(base, -exponent))}}}"
            shown = latex(base)
            return f"{shown if isinstance(base, Symbol) else _parenthesised(shown)}^{{{exponent}}}"
        case Function(name, argument):
            inner = _joined([latex(term) for term in as_expression_terms(argument)])
            return f"e^{{{inner}}}" if name == "exp" else rf"\{name}{_parenthesised(inner)}"


def latex_name(name: str) -> str:
    """Return a name as LaTeX: ``alpha_12`` as a Greek letter with a subscript."""
    head, _, tail = name.partition("_")
    if not tail:
        stem = head.rstrip("0123456789")
        head, tail = (stem, head[len(stem) :]) if stem else (head, "")
    shown = f"\\{head}" if head in _GREEK else head if len(head) == 1 else rf"\mathrm{{{head}}}"
    return f"{shown}_{{{tail.replace('_', ',')}}}" if tail else shown


def _parenthesised(shown: str) -> str:
    return rf"\left({shown}\right)"


def _latex_number(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    sign = "-" if value < 0 else ""
    return rf"{sign}\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def _latex_product(factors: tuple[Expression, ...]) -> str:
    sign = ""
    above: list[Expression] = []
    below: list[Expression] = []
    for factor in factors:
        if isinstance(factor, Number) and factor.value == -1:
            sign = "-"
        elif isinstance(factor, Pow) and factor.exponent < 0:
            below.append(factor.base if factor.exponent == -1 else Pow(factor.base, -factor.exponent))
        else:
            above.append(factor)
    shown = sign + (_latex_factors(above) if above else "1")
    return rf"{sign}\frac{{{_latex_factors(above) or 1}}}{{{_latex_factors(below)}}}" if below else shown


def _latex_factors(factors: list[Expression]) -> str:
    if len(factors) == 1:
        return latex(factors[0])
    return r" \, ".join(_parenthesised(latex(f)) if isinstance(f, Add) else latex(f) for f in factors)
