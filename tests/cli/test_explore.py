"""``rankdyn explore``: what is printed and where, options, exit statuses; the server itself is tested elsewhere."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from rankdyn.errors import InvalidInputError

Call = Callable[..., Any]

LINK = "http://127.0.0.1:8714/?token=T"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Put a server in place that says its link, is interrupted, and keeps what it was asked for."""
    module = importlib.import_module("rankdyn.explorer.serve")
    found: dict[str, Any] = {}

    def serve(port: int | None, browser: bool, state: str, announce: Callable[[str], None]) -> None:
        found.update(port=port, browser=browser, state=state)
        if port == 1:
            raise InvalidInputError("cannot listen on port 1; choose another with --port")
        announce(LINK)
        raise KeyboardInterrupt

    def leave() -> None:
        raise SystemExit(0)

    monkeypatch.setattr(module, "serve", serve)
    monkeypatch.setattr(module, "leave", leave)
    return found


def test_the_link_on_standard_output_and_help_on_standard_error(call: Call, asked: dict[str, Any]) -> None:
    done = call("explore")
    assert (done.code, done.out) == (0, f"{LINK}\n")
    assert "Ctrl-C ends it" in done.err
    assert asked == {"port": None, "browser": True, "state": ""}


def test_json(call: Call, asked: dict[str, Any]) -> None:
    done = call(["explore", "--json", "--no-browser", "--port", "8080", "--state", "?ranks=2,3,1", "--seed", "3"])
    assert (done.code, json.loads(done.out)) == (0, {"url": LINK})
    assert asked == {"port": 8080, "browser": False, "state": "?ranks=2,3,1"}


@pytest.mark.parametrize("port", ["-1", "65536", "x", "", "1.5", "99999999999999999999"])
def test_what_is_no_port(call: Call, asked: dict[str, Any], port: str) -> None:
    done = call(["explore", "--port", port])
    assert (done.code, done.out, asked) == (2, "", {})
    assert "--port" in done.err


def test_a_port_that_cannot_be_had(call: Call, asked: dict[str, Any]) -> None:
    done = call("explore --port 1")
    assert (done.code, done.out) == (2, "")
    assert done.err == "rankdyn: cannot listen on port 1; choose another with --port\n"


@pytest.mark.parametrize("words", ["explore more", "explore --address 0.0.0.0", "explore --token x"])
def test_options_that_do_not_exist(call: Call, asked: dict[str, Any], words: str) -> None:
    """Least of all one that would open the explorer to others."""
    done = call(words)
    assert (done.code, done.out, asked) == (2, "", {})
