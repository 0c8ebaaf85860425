"""`Link`: the state of the page in its address, so that any state has a link."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final, Protocol

MAX_CHARACTERS: Final = 4000
"""Of one value; longer ones are left out of the link."""


class Parameters(Protocol):
    """What marimo gives: a mapping in all but name."""

    def __getitem__(self, key: str) -> Any: ...
    def __setitem__(self, key: str, value: str) -> None: ...
    def __delitem__(self, key: str) -> None: ...
    def __contains__(self, key: str) -> bool: ...
    def __iter__(self) -> Iterator[str]: ...


class Link:
    """Reads the first state from the address, and writes each later one into it.

    Parameters
    ----------
    parameters : mapping
        The parameters of the address, as marimo gives them: what is set in it appears in the browser.
    """

    def __init__(self, parameters: Parameters) -> None:
        self._parameters = parameters
        self._first = {name: str(_one(parameters[name])) for name in list(parameters)}
        self._defaults: dict[str, str] = {}

    def text(self, name: str, default: str) -> str:
        """Return the text under a name; values come from whoever wrote the link and are only data."""
        self._defaults[name] = default
        found = self._first.get(name, default)
        return found if len(found) <= MAX_CHARACTERS else default

    def choice(self, name: str, options: Collection[str], default: str) -> str:
        """Return the choice under a name; what is none of the options is the default."""
        found = self.text(name, default)
        return found if found in options else default

    def number(self, name: str, least: int, most: int, default: int) -> int:
        """Return the whole number under a name, within bounds."""
        found = self.text(name, str(default))
        value = int(found) if found.isascii() and found.isdigit() and len(found) < 10 else default
        return min(max(value, least), most)

    def flag(self, name: str) -> bool:
        """Return whether something is switched on."""
        return self.text(name, "") == "on"

    def write(self, **values: Any) -> None:
        """Put values into the address; what is as at first sight is left out of it."""
        for name, value in values.items():
            text = ("on" if value else "") if isinstance(value, bool) else str(value)
            if text == self._defaults.get(name, "") or len(text) > MAX_CHARACTERS:
                if name in self._parameters:
                    del self._parameters[name]
            elif name not in self._parameters or str(_one(self._parameters[name])) != text:
                self._parameters[name] = text


def _one(value: Any) -> Any:
    return value[-1] if isinstance(value, list) and value else value
