"""The explorer in a process of its own, as its user starts it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest


@dataclass(frozen=True)
class Reply:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Server:
    """An explorer that runs, and the link that it printed."""

    url: str
    process: subprocess.Popen[str] = field(repr=False)

    @property
    def port(self) -> int:
        port = urlsplit(self.url).port
        assert port is not None
        return port

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def token(self) -> str:
        return parse_qs(urlsplit(self.url).query)["token"][0]

    @property
    def cookie(self) -> str:
        return f"rankdyn-{self.port}={self.token}"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Reply:
        """Send one request with exactly these headers (with '_' for '-'), and Host if it is not among them."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if "Host" not in sent:
            sent["Host"] = self.host
        body = b"{}" if method == "POST" else b""
        if body:
            sent |= {"Content-Type": "application/json", "Content-Length": str(len(body))}
        for name, value in sent.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        reply = connection.getresponse()
        found = Reply(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
        connection.close()
        return found


def start(*options: str) -> subprocess.Popen[str]:
    """Start ``rankdyn explore``."""
    command = [sys.executable, "-m", "rankdyn", "explore", "--no-browser", *options]
    streams: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, **streams, env=os.environ | {"OPENBLAS_NUM_THREADS": "1"})


def stop(process: subprocess.Popen[str]) -> str:
    """Press Ctrl-C, and return what it had said on standard error."""
    process.send_signal(signal.SIGINT)
    try:
        return process.communicate(timeout=20)[1]
    finally:
        process.kill()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return an explorer that runs for the whole session of tests."""
    process = start("--port", "0", "--json")
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, stop(process)
    yield Server(json.loads(line)["url"], process)
    assert "Traceback" not in stop(process)
    assert process.returncode == 0
