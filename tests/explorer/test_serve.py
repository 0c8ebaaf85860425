"""`serve`: one link, on this machine alone, and a plain word where it cannot be."""

from __future__ import annotations

import builtins
import json
import socket
import subprocess
import sys
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from rankdyn.errors import InvalidInputError
from rankdyn.explorer import serve as module
from rankdyn.explorer.serve import DEFAULT_PORT, _listening, _query, serve
from tests.explorer.conftest import Server, start, stop


@pytest.mark.parametrize(
    ("state", "link"),
    [
        ("", "token=T"),
        ("?ranks=2,3,1", "ranks=2,3,1&token=T"),
        ("ranks=2,3,1&mode=orders", "ranks=2,3,1&mode=orders&token=T"),
        ("http://127.0.0.1:8714/?ranks=2%2C3%2C1&token=old#top", "ranks=2,3,1&token=T"),
        ("matrix=[[1, t]]", "matrix=%5B%5B1,+t%5D%5D&token=T"),
        ("?a=1\r\nSet-Cookie: b#&\x00", "a=1%0D%0ASet-Cookie%3A+b&token=T"),
        ("http://[bad/?x=", "x=&token=T"),
    ],
)
def test_the_state_in_the_link(state: str, link: str) -> None:
    assert _query(state, "T") == link
    assert parse_qs(link)["token"] == ["T"]


def test_the_port() -> None:
    with _listening(0) as first:
        assert first.getsockname()[0] == "127.0.0.1"
        taken = first.getsockname()[1]
        with pytest.raises(InvalidInputError, match=f"cannot listen on port {taken} of 127.0.0.1: .*--port"):
            _listening(taken)
    with _listening(taken) as again:
        assert again.getsockname()[1] == taken


def test_a_free_port_where_ours_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    with _listening(0) as first:
        monkeypatch.setattr(module, "DEFAULT_PORT", first.getsockname()[1])
        with _listening(None) as second:
            assert second.getsockname()[1] not in (first.getsockname()[1], DEFAULT_PORT)


@pytest.mark.parametrize("missing", ["marimo", "uvicorn", "anywidget"])
def test_what_is_not_installed_is_named_with_the_remedy(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == missing:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InvalidInputError, match=rf"needs {missing}, .*pip install 'rankdyn\[explore\]'"):
        serve(0, open_browser=False)


def test_a_taken_port_ends_the_program_with_a_message(server: Server) -> None:
    process = start("--port", str(server.port))
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert err.startswith(f"rankdyn: cannot listen on port {server.port} of 127.0.0.1: ")
    assert err.count("\n") == 1


def test_it_listens_on_the_loopback_alone(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=5):
        pass
    for address in ("127.0.0.2", "::1"):
        with pytest.raises(OSError):
            socket.create_connection((address, server.port), timeout=5)


def test_the_link_and_ctrl_c(server: Server) -> None:
    process = start("--state", "?ranks=1,2")
    assert process.stdout is not None
    link = urlsplit(process.stdout.readline().strip())
    err = stop(process)
    assert process.returncode == 0
    assert err == "The explorer is at this link, for you alone. Ctrl-C ends it.\n"
    assert (link.scheme, link.hostname, link.path) == ("http", "127.0.0.1", "/")
    query = parse_qs(link.query)
    assert query["ranks"] == ["1,2"]
    assert len(query["token"][0]) >= 32
    assert query["token"][0] != server.token


def test_the_page_is_loaded_only_when_it_is_served() -> None:
    """The other verbs and ``import rankdyn`` do not wait for what the page needs."""
    program = "import sys, rankdyn, rankdyn.cli, rankdyn.explorer.serve; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", f"import json; {program}"], capture_output=True, text=True, check=True)
    assert {"marimo", "uvicorn", "anywidget", "matplotlib"}.isdisjoint(json.loads(done.stdout))
