"""Sealed lines."""

import json

from rankdyn.atlas.seal import sealed, unsealed


def test_a_sealed_line_gives_its_text_back():
    document = {"ranks": [1, 2], "text": "− ≤ ×", "nested": {"a": None}}
    line = sealed(document)
    assert json.loads(unsealed(line)) == document
    assert list(json.loads(line)) == ["ranks", "text", "nested", "sum"]
    assert b"\n" not in line


def test_any_changed_missing_or_added_byte_breaks_the_seal():
    line = sealed({"ranks": [1, 2], "status": "open"})
    for place in range(len(line)):
        for changed in (line[:place], line[:place] + line[place + 1 :], line[:place] + b"x" + line[place:]):
            assert unsealed(changed) is None
        assert unsealed(line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :]) is None
    assert unsealed(b"") is None
    assert unsealed(line + b" ") is None


def test_what_belongs_to_a_line_is_covered_too():
    line = sealed({"a": 1}, "sha256", b"rows", digits=64)
    assert unsealed(line, "sha256", b"rows", digits=64) == b'{"a":1}'
    assert unsealed(line, "sha256", b"row", digits=64) is None
    assert unsealed(line, "sum", b"rows", digits=64) is None
