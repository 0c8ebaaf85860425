"""Statements as text of the grammar.

Main result: ``parse(text(s)) == s`` for every statement that the grammar makes.
"""

from __future__ import annotations

from rankdyn.conjectures.statements import (
    Addition,
    Comparison,
    Connection,
    Extremum,
    FloorDivision,
    Implication,
    Integer,
    Multiplication,
    Negation,
    Node,
    Not,
    Rank,
    Statement,
    Term,
)


def text(node: Node) -> str:
    """Return the statement or term in the grammar of `rankdyn.conjectures.grammar`.

    Examples
    --------
    >>> from rankdyn.conjectures.grammar import parse
    >>> text(parse("(r[2]) - (r0+1)*2 <= 3"))
    'r2 - (r0 + 1)*2 <= 3'
    """
    match node:
        case Integer(value):
            return str(value)
        case Rank(order):
            return f"r{order}"
        case Negation(term):
            return "-" + _inside(term, Addition, Multiplication, FloorDivision)
        case Addition(terms):
            return _inside(terms[0], Addition) + "".join(map(_added, terms[1:]))
        case Multiplication(factors):
            head = _inside(factors[0], Addition, Multiplication)
            return "*".join([head, *(_inside(f, Addition, Multiplication, FloorDivision) for f in factors[1:])])
        case FloorDivision(left, right):
            return f"{_inside(left, Addition)}//{_inside(right, Addition, Multiplication, FloorDivision)}"
        case Extremum(name, terms):
            return f"{name}({', '.join(map(text, terms))})"
        case Comparison(terms, signs):
            return text(terms[0]) + "".join(f" {s} {text(t)}" for s, t in zip(signs, terms[1:], strict=True))
        case Not(statement):
            return "not " + _inside(statement, Connection, Implication)
        case Connection(name, statements):
            return f" {name} ".join(_joined(name, statement) for statement in statements)
        case Implication(premise, conclusion):
            return f"{_inside(premise, Implication)} implies {text(conclusion)}"


def _inside(node: Node, *looser: type) -> str:
    """Return the text, in parentheses if the node is of a kind that binds more loosely than its place."""
    return f"({text(node)})" if isinstance(node, looser) else text(node)


def _joined(name: str, statement: Statement) -> str:
    """Return a part of an 'and' or 'or': 'and' binds more tightly than 'or'."""
    tighter = isinstance(statement, Connection) and statement.name == "and" and name == "or"
    return text(statement) if tighter else _inside(statement, Connection, Implication)


def _added(term: Term) -> str:
    """Return a later term of a sum with its sign."""
    if isinstance(term, Negation):
        return " - " + _inside(term.term, Addition)
    return " + " + _inside(term, Addition)
