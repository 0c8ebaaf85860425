"""JSON read strictly: what may stand where is asked of each value, and every refusal names its path.

Main objects: `Leaf`, a value with its path, such as ``orders[1].lower.prime``; `located`. Main result: `load`. true and
false are no integers here, and a float is nothing that may stand anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rankdyn.errors import CertificateError

MAX_DOCUMENT = 100_000_000
CALLED = {dict: "an object", list: "a list", str: "a string", int: "an integer", float: "a float"}


class UndefinedError(CertificateError):
    """A denominator is zero: identically; or modulo a prime at a point, which proves nothing and refutes nothing."""


class Unreadable(str):
    """What JSON can write and no certificate holds: a repeated key or an overlong integer."""


def require(holds: bool, path: str, why: str) -> None:
    """Raise CertificateError unless the rule holds."""
    if not holds:
        raise CertificateError(f"{path or 'the certificate'}: {why}")


@contextmanager
def located(path: str) -> Iterator[None]:
    """Let every refusal begin with the path."""
    try:
        yield
    except ZeroDivisionError as error:
        raise UndefinedError(f"{path}: {error}") from None
    except CertificateError as error:
        raise CertificateError(f"{path}: {error}") from None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A JSON value and where it stands; it refuses to be what it is not."""

    value: Any
    path: str

    def found(self) -> str:
        """Describe the value for a message, shortly."""
        value = self.value
        if isinstance(value, Unreadable):
            return str(value)
        if value is None or isinstance(value, bool | dict | list):
            return CALLED.get(type(value)) or json.dumps(value)
        if isinstance(value, int) and value.bit_length() > 1000:
            return "an integer of more than 300 digits"
        name = CALLED.get(type(value), f"a Python {type(value).__name__}").split(" ", 1)[1]
        return f"the {name} {value!r:.60}"

    def of(self, kind: type) -> Any:
        """Return the value, of exactly this type."""
        if type(self.value) is not kind:
            require(False, self.path, f"{CALLED[kind]} must stand here, not {self.found()}")
        return self.value

    def integer(self, low: int, high: int | None = None) -> int:
        """Return an integer in low..high."""
        value: int = self.of(int)
        if value < low or (high is not None and value > high):
            bounds = f"at least {low}" + (f" and at most {high}" if high is not None else "")
            require(False, self.path, f"the integer must be {bounds}, not {self.found()}")
        return value

    def choice(self, *options: str) -> str:
        """Return one of the given strings."""
        value: str = self.of(str)
        require(value in options, self.path, f"must be one of {', '.join(map(repr, options))}, not {self.found()}")
        return value

    def items(self, length: int | None = None) -> list[Leaf]:
        """Return the members of a list, of the given length."""
        value = self.of(list)
        rule = f"the list must have length {length}, not {len(value)}"
        require(length is None or len(value) == length, self.path, rule)
        return [Leaf(item, f"{self.path}[{i}]") for i, item in enumerate(value)]

    def places(self, size: int, length: int) -> list[int]:
        """Return a list of distinct integers in 0..size - 1, of the given length."""
        places = [item.integer(0, size - 1) for item in self.items(length)]
        require(len(set(places)) == length, self.path, f"the places {places} are not distinct")
        return places

    def members(self, *keys: str) -> dict[str, Leaf]:
        """Return the members of an object with exactly these keys."""
        value = self.of(dict)
        for key in keys:
            require(key in value, self.path, f"the key {key!r} is missing; exactly {', '.join(keys)} are needed")
        for key in value:
            rule = f"the key {str(key)[:60]!r} is unknown; exactly {', '.join(keys)} are allowed"
            require(key in keys, self.path, rule)
        return {key: Leaf(value[key], f"{self.path}.{key}" if self.path else key) for key in keys}

    def tagged(self, tag: str, **cases: str) -> tuple[str, dict[str, Leaf]]:
        """Return the kind of an object, which stands under `tag`, and its other members: `cases` has their keys."""
        kind = Leaf(self.of(dict).get(tag), f"{self.path}.{tag}").choice(*cases)
        return kind, self.members(tag, *cases[kind].split())


def load(source: str | bytes | Mapping[str, object]) -> Leaf:
    """Return the root of a document given as JSON text or as the object it would parse to."""
    if isinstance(source, Mapping):
        return Leaf(dict(source), "")
    if not isinstance(source, str | bytes):
        raise CertificateError(f"a certificate is JSON text (str, bytes) or a dict, not {type(source).__name__}")
    require(len(source) <= MAX_DOCUMENT, "", f"{len(source)} characters; at most {MAX_DOCUMENT} are read")
    try:
        text = source.decode("utf-8") if isinstance(source, bytes) else source
        return Leaf(json.loads(text, parse_int=_integer, object_pairs_hook=_object), "")
    except (ValueError, RecursionError) as error:
        raise CertificateError(f"the document is not JSON that can be read: {error}") from None


def _integer(digits: str) -> object:
    return int(digits) if len(digits) <= 1000 else Unreadable(f"an integer of {len(digits)} digits")


def _object(pairs: list[tuple[str, object]]) -> object:
    members: dict[str, object] = {}
    for key, value in pairs:
        if key in members:
            return Unreadable(f"an object that repeats the key {key[:60]!r}")
        members[key] = value
    return members
