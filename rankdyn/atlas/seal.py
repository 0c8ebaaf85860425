"""Lines that carry their own checksum: a JSON object whose last key holds a SHA-256 of all that stands before it.

``{"ranks":[1,2],"status":"open"}`` is sealed as ``{"ranks":[1,2],"status":"open","sum":"…"}``. The checksum is taken
from the bytes, never from decoded values, so that a line is told to be whole before anything of it is interpreted. It
guards against torn writes and accidental edits; whether a row is *true* is another question, which `check` answers.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

_DIGITS = 16
"""Hexadecimal digits of a row's checksum: 64 bits, far beyond what accidents can meet."""


def canonical(document: dict[str, Any]) -> bytes:
    """Return the one text that an object has here: keys in the order given, no spaces, UTF-8."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def sealed(document: dict[str, Any], key: str = "sum", more: bytes = b"", digits: int = _DIGITS) -> bytes:
    """Return the object as a line with its checksum as the last key, without the newline.

    Parameters
    ----------
    document : dict
        The object; it has at least one key.
    key : str
        Name of the checksum.
    more : bytes
        What the checksum covers besides the object, such as the rows that follow a header.
    digits : int
        Hexadecimal digits of the checksum.
    """
    body = canonical(document)
    return body[:-1] + _tail(key, checksum(body, more, digits))


def unsealed(line: bytes, key: str = "sum", more: bytes = b"", digits: int = _DIGITS) -> bytes | None:
    """Return the object's text without its checksum, or None if the line is not whole."""
    length = len(_tail(key, "0" * digits))
    if len(line) <= length:
        return None
    body = line[:-length] + b"}"
    return body if line[-length:] == _tail(key, checksum(body, more, digits)) else None


def checksum(body: bytes, more: bytes = b"", digits: int = _DIGITS) -> str:
    """Return the first hexadecimal digits of the SHA-256 of the body and what belongs to it."""
    found = hashlib.sha256(body)
    found.update(more)
    return found.hexdigest()[:digits]


def _tail(key: str, value: str) -> bytes:
    return f',"{key}":"{value}"}}'.encode()
