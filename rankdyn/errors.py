"""Errors of rankdyn: each message names the value, the rule it breaks and the remedy."""


class RankdynError(Exception):
    """Base of all errors raised on purpose by rankdyn."""


class InvalidInputError(RankdynError, ValueError):
    """An argument breaks a rule; the message says which and what to do."""


class ParseError(InvalidInputError):
    """A text is not a matrix or expression of the grammar.

    Parameters
    ----------
    message : str
        What is wrong and how to mend it.
    text : str
        The text that was read.
    position : int
        Index of the offending character, counted from 0.
    """

    def __init__(self, message: str, text: str, position: int) -> None:
        start, stop = max(0, position - 12), position + 12
        excerpt = ("…" if start else "") + text[start:stop] + ("…" if stop < len(text) else "")
        super().__init__(f"character {position + 1}, near {excerpt!r}: {message}")
        self.position = position


class NotExactError(InvalidInputError):
    """An expression is outside the exact class; nothing exact can be said of it."""


class PoleError(RankdynError, ZeroDivisionError):
    """A function was evaluated at a pole; the message names the point."""


class CertificateError(RankdynError, ValueError):
    """A certificate is malformed or does not prove its claim; the message names the part."""


class BudgetExceededError(RankdynError):
    """An exact computation would cost more work than its budget allows."""


class NotRealizable(RankdynError, ValueError):
    """A proved law forbids the ranks asked for; the message names the inequality and the smallest change."""
