"""Expression trees as text of the grammar and as LaTeX.

Main result: ``parse_expression(text(e)) == e`` for every tree made by the constructors of `nodes`.
"""

from fractions import Fraction

from rankdyn.expressions.nodes import (
    I_PI,
    QUARTER_TURN,
    Add,
    Call,
    Exponent,
    Expression,
    Function,
    Mul,
    Number,
    Pow,
    Symbol,
    logarithm_prime,
)
from rankdyn.expressions.polynomials import as_expression_terms

_LATEX_NAMES = {"log": "log", "asin": "arcsin", "acos": "arccos", "atan": "arctan", "gamma": "Gamma"} | {
    name: name for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")
}
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
            return f"{shown if isinstance(base, Symbol | Function | Call) else f'({shown})'}**{exponent}"
        case Function(name, argument):
            return _constant_text(expression) or f"{name}({polynomial_text(argument)})"
        case Call(name, argument):
            return f"{name}({text(argument)})"


def _constant_text(expression: Function) -> str:
    """Return I or sqrt(p) for the exponentials that mean them, and "" for others."""
    if expression.name == "exp" and len(expression.argument) == 1:
        ((monomial, value),) = expression.argument
        prime = logarithm_prime(monomial)
        if value == Fraction(1, 2) and (monomial == I_PI or prime is not None):
            return "I" if prime is None else f"sqrt({prime})"
    return ""


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
            if name == "exp" and (known := _latex_power_of_number(argument)):
                return known
            inner = _joined([latex(term) for term in as_expression_terms(argument)])
            return f"e^{{{inner}}}" if name == "exp" else rf"\{name}{_parenthesised(inner)}"
        case Call(name, argument):
            inner = latex(argument)
            if name in ("exp", "sqrt"):
                return f"e^{{{inner}}}" if name == "exp" else rf"\sqrt{{{inner}}}"
            shown = rf"\{_LATEX_NAMES[name]}" if name in _LATEX_NAMES else rf"\operatorname{{{name}}}"
            return shown + _parenthesised(inner)


def _latex_power_of_number(argument: Exponent) -> str:
    """Return i, a root or a power for e^{iπ/2}, e^{q log p}, e^{P log p}; "" for other exponentials."""
    if argument == QUARTER_TURN:
        return r"\mathrm{i}"
    logs = {name for monomial, _ in argument for name, _ in monomial if name.startswith("log(")}
    if len(logs) != 1 or any(not monomial or sum(p for n, p in monomial if n in logs) != 1 for monomial, _ in argument):
        return ""
    (base,) = logs
    rest = tuple((tuple(item for item in monomial if item[0] != base), value) for monomial, value in argument)
    if rest[0][0] == () and len(rest) == 1 and rest[0][1].numerator == 1:
        degree = rest[0][1].denominator
        return rf"\sqrt{'' if degree == 2 else f'[{degree}]'}{{{base[4:-1]}}}"
    return f"{base[4:-1]}^{{{_joined([latex(term) for term in as_expression_terms(rest)])}}}"


def latex_name(name: str) -> str:
    """Return a name as LaTeX: ``alpha_12`` as a Greek letter with a subscript."""
    if name == "pi":
        return r"\pi"
    if name.startswith("log("):
        return rf"\log {name[4:-1]}"
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
