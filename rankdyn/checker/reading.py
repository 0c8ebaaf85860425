"""JSON text to strictly typed leaves: every refusal names the path of the leaf, the value found and the rule.

Main objects: `Leaf`, a JSON value with its path and the typed questions one may ask of it. Main result: `load`.
Booleans are not integers, floats and NaN are never numbers here, and a repeated key or an overlong integer is kept as
an unreadable mark, so that it is refused at its path by whoever asks for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rankdyn.errors import CertificateError

from .grammar import MAX_DIGITS

MAX_DOCUMENT = 100_000_000
_RATIONAL = re.compile(r"-?(0|[1-9][0-9]*)(/[1-9][0-9]*)?")


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """A value that JSON can write but a certificate cannot hold."""

    why: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A JSON value and where it stands, e.g. ``orders[1].lower.prime``."""

    value: object
    path: str

    def refuse(self, why: str) -> CertificateError:
        """Return the error that says what is wrong with this leaf."""
        return CertificateError(f"{self.path or 'the certificate'}: {why}")

    def found(self) -> str:
        """Describe the value for a message, shortly."""
        value = self.value
        if isinstance(value, _Unreadable):
            return value.why
        if isinstance(value, str):
            return f"the string {value[:60]!r}"
        if value is None or isinstance(value, bool):
            return "null" if value is None else str(value).lower()
        if isinstance(value, int):
            return f"the integer {value}" if value.bit_length() < 1000 else "an integer of more than 300 digits"
        if isinstance(value, float):
            return f"the float {value!r}"
        if isinstance(value, dict | list):
            return "an object" if isinstance(value, dict) else "a list"
        return f"a Python {type(value).__name__}"

    def integer(self, low: int | None = None, high: int | None = None) -> int:
        """Return an integer in low..high."""
        value = self.value
        if type(value) is not int:
            raise self.refuse(f"an integer must stand here, not {self.found()}")
        if (low is not None and value < low) or (high is not None and value > high):
            bounds = " and ".join([f"at least {low}"] * (low is not None) + [f"at most {high}"] * (high is not None))
            raise self.refuse(f"the integer must be {bounds}, not {self.found()}")
        return value

    def string(self) -> str:
        """Return a string."""
        if type(self.value) is not str:
            raise self.refuse(f"a string must stand here, not {self.found()}")
        return self.value

    def choice(self, *options: str) -> str:
        """Return one of the given strings."""
        text = self.string()
        if text not in options:
            raise self.refuse(f"must be one of {', '.join(map(repr, options))}, not {self.found()}")
        return text

    def rational(self) -> Fraction:
        """Return the value of a string such as ``"-3/2"``."""
        text = self.string()
        if len(text) > MAX_DIGITS or not _RATIONAL.fullmatch(text):
            raise self.refuse(f"a rational such as '-3/2' must stand here, not {self.found()}")
        return Fraction(text)

    def is_null(self) -> bool:
        """Tell whether the value is null."""
        return self.value is None

    def elements(self, length: int | None = None) -> list[Leaf]:
        """Return the members of a list, of the given length."""
        if type(self.value) is not list:
            raise self.refuse(f"a list must stand here, not {self.found()}")
        if length is not None and len(self.value) != length:
            raise self.refuse(f"the list must have length {length}, not {len(self.value)}")
        return [Leaf(value, f"{self.path}[{i}]") for i, value in enumerate(self.value)]

    def mapping(self) -> dict[str, Leaf]:
        """Return the members of an object with any keys."""
        if type(self.value) is not dict:
            raise self.refuse(f"an object must stand here, not {self.found()}")
        for key in self.value:
            if type(key) is not str:
                raise self.refuse(f"keys must be strings, not a Python {type(key).__name__}")
        return {key: Leaf(value, f"{self.path}.{key[:60]}" if self.path else key) for key, value in self.value.items()}

    def members(self, *keys: str) -> dict[str, Leaf]:
        """Return the members of an object with exactly these keys."""
        members = self.mapping()
        for key in keys:
            if key not in members:
                raise self.refuse(f"the key {key!r} is missing; exactly {', '.join(keys)} are needed")
        for key in members:
            if key not in keys:
                raise self.refuse(f"the key {key[:60]!r} is unknown; exactly {', '.join(keys)} are allowed")
        return members


def load(source: str | bytes | Mapping[str, object]) -> Leaf:
    """Return the root of a document given as JSON text or as the object it would parse to."""
    if isinstance(source, Mapping):
        return Leaf(dict(source), "")
    if not isinstance(source, str | bytes):
        raise CertificateError(f"a certificate is JSON text (str, bytes) or a dict, not {type(source).__name__}")
    if len(source) > MAX_DOCUMENT:
        raise CertificateError(f"the document has {len(source)} characters; at most {MAX_DOCUMENT} are read")
    try:
        text = source.decode("utf-8") if isinstance(source, bytes) else source
        return Leaf(json.loads(text, parse_int=_integer, object_pairs_hook=_object), "")
    except (ValueError, RecursionError) as error:
        raise CertificateError(f"the document is not JSON that can be read: {error}") from None


def _integer(digits: str) -> object:
    return int(digits) if len(digits) <= 1000 else _Unreadable(f"an integer of {len(digits)} digits")


def _object(pairs: list[tuple[str, object]]) -> object:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    keys = [key for key, _ in pairs]
    repeated = next(key for i, key in enumerate(keys) if key in keys[:i])
    return _Unreadable(f"an object that repeats the key {repeated[:60]!r}")
