"""Text to tokens, and a cursor that walks over them and says where it stands."""

import re
from itertools import islice
from typing import Final, NoReturn

from rankdyn.errors import ParseError
from rankdyn.limits import MAX_TEXT_CHARACTERS

_TOKEN = re.compile(
    r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![A-Za-z_])|[A-Za-z][A-Za-z0-9_]*|\*\*|[-+*/^()\[\],]",
    re.ASCII,
)
_SPACED_TOKEN = re.compile(rf"\s*({_TOKEN.pattern})", re.ASCII)
_SPACES: Final = " \t\n\r\f\v"


def _split(text: str) -> tuple[list[str], int]:
    """Return the tokens, "" after the last, and where they end; before a character of no token the list just stops.

    One search finds all tokens and skips what is none; the lengths tell whether anything but space was skipped.
    """
    tokens: list[str] = _TOKEN.findall(text)
    if sum(map(len, tokens)) + sum(map(text.count, _SPACES)) == len(text):
        tokens.append("")
        return tokens, len(text)
    tokens, end = [], 0
    while match := _SPACED_TOKEN.match(text, end):
        tokens.append(match[1])
        end = match.end()
    end = len(text) - len(text[end:].lstrip())
    if end == len(text):
        tokens.append("")
    return tokens, end


class Cursor:
    """The tokens of one text and a place among them; only an error asks at which character a token stands.

    Parameters
    ----------
    text : str
        The text, at most MAX_TEXT_CHARACTERS long.

    Attributes
    ----------
    token : str
        The current token, "" at the end.
    index : int
        Its number.
    """

    def __init__(self, text: str) -> None:
        if len(text) > MAX_TEXT_CHARACTERS:
            raise ParseError(
                f"the text has {len(text)} characters, the limit is {MAX_TEXT_CHARACTERS}; give the entries as a list "
                "of shorter texts",
                text,
                MAX_TEXT_CHARACTERS,
            )
        self.text = text
        self.depth = 0
        self.tokens, self.end = _split(text)
        self.index = -1
        self.token = ""
        self.advance()

    def advance(self) -> None:
        """Go to the next token; a character of no token is refused here."""
        self.index += 1
        try:
            self.token = self.tokens[self.index]
        except IndexError:
            hint = "; write each entry as plain arithmetic of t, parameters and functions such as exp and sin"
            self.fail(f"unexpected character {self.text[self.end]!r}{hint}")

    def position(self, index: int) -> int:
        """Return the character at which a token starts."""
        if index >= len(self.tokens) or not self.tokens[index]:
            return self.end
        return next(islice(_TOKEN.finditer(self.text), index, None)).start()

    def fail(self, message: str, index: int | None = None) -> NoReturn:
        """Refuse the text at the given token, or at the current one."""
        raise ParseError(message, self.text, self.position(self.index if index is None else index))

    def expect(self, token: str, where: str) -> None:
        """Pass over a token that must stand here."""
        if self.token != token:
            self.fail(f"expected {token!r} {where}, found {self.found()}")
        self.advance()

    def found(self) -> str:
        """Return the current token as an error shows it."""
        return repr(self.token) if self.token else "the end of the text"
