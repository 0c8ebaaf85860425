"""The text of a conjecture to tokens, each with the character at which it starts."""

from __future__ import annotations

import re
from typing import Final, NoReturn

from rankdyn.conjectures.limits import MAX_CONJECTURE_CHARACTERS
from rankdyn.errors import ParseError

_TOKEN = re.compile(r"[ \t\r\n]*([A-Za-z_][A-Za-z0-9_]*|[0-9]+|//|\*\*|<=|>=|==|!=|[-+*<>()\[\],])", re.ASCII)
_BLANK = " \t\r\n"

_HINTS: Final = {
    "=": "write '==' for equality",
    "/": "write '//' for the floor of a quotient, or multiply both sides out",
    "!": "write 'not', or '!=' between numbers",
    "&": "write 'and'",
    "|": "write 'or'",
    ".": "ranks are integers; multiply both sides out",
    "≤": "write '<='",
    "≥": "write '>='",
    "≠": "write '!='",
    "⇒": "write 'implies'",
    "→": "write 'implies'",
    "−": "write '-'",
    "×": "write '*'",
    "·": "write '*'",
}
_ELSE: Final = "a conjecture is written with integers, r0, r1, …, + - * // max min, comparisons, and or not implies"


class Cursor:
    """The tokens of one text and a place among them.

    Parameters
    ----------
    text : str
        The text, at most MAX_CONJECTURE_CHARACTERS long.

    Attributes
    ----------
    token : str
        The current token, "" at the end.
    start : int
        The character at which it starts.
    """

    def __init__(self, text: str) -> None:
        if len(text) > MAX_CONJECTURE_CHARACTERS:
            rule = f"the limit is {MAX_CONJECTURE_CHARACTERS}; split the conjecture into several"
            message = f"a conjecture of {len(text)} characters, {rule}"
            raise ParseError(message, text, MAX_CONJECTURE_CHARACTERS)
        self.text = text
        self.token = ""
        self.start = self._end = 0
        self.advance()

    def advance(self) -> None:
        """Go to the next token; a character of no token is refused here."""
        match = _TOKEN.match(self.text, self._end)
        if match:
            self.token, self.start, self._end = match[1], match.start(1), match.end()
            return
        rest = self.text[self._end :].lstrip(_BLANK)
        self.start = len(self.text) - len(rest)
        if rest:
            self.fail(f"unexpected character {rest[0]!r}; {_HINTS.get(rest[0], _ELSE)}")
        self.token, self._end = "", len(self.text)

    def fail(self, message: str, start: int | None = None) -> NoReturn:
        """Refuse the text at the given character, or at the current token."""
        raise ParseError(message, self.text, self.start if start is None else start)

    def expect(self, token: str, where: str) -> None:
        """Pass over a token that must stand here."""
        if self.token != token:
            self.fail(f"expected {token!r} {where}, found {self.found()}")
        self.advance()

    def found(self) -> str:
        """Return the current token as an error shows it."""
        shown = self.token if len(self.token) < 40 else self.token[:37] + "…"
        return repr(shown) if shown else "the end of the text"
