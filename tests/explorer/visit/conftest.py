"""A browser and one page of the explorer, which stays open over all visits, as a visitor's does.

`test_browser` runs the visits where there is no network but the loopback. Each ends with a look at what the browser
did: no request to elsewhere, no error on the console, no dialog.
"""

from __future__ import annotations

import fcntl
import socket
import struct
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.explorer.chromium import Browser, browsing
from tests.explorer.conftest import Server

expect.set_options(timeout=20_000)

_SIOCGIFFLAGS, _SIOCSIFFLAGS, _IFF_UP = 0x8913, 0x8914, 1


@pytest.fixture(scope="session", autouse=True)
def loopback() -> None:
    """Switch the loopback on, which is off in a new namespace, and see that nothing else is there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        asked = struct.pack("16sH14x", b"lo", 0)
        (flags,) = struct.unpack("16xH14x", fcntl.ioctl(any_socket, _SIOCGIFFLAGS, asked))
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", flags | _IFF_UP))
    assert [name for _, name in socket.if_nameindex()] == ["lo"]


@pytest.fixture(scope="session")
def browser(server: Server) -> Iterator[Browser]:
    with browsing() as found:
        yield found


@pytest.fixture(autouse=True)
def nothing_wrong(browser: Browser) -> Iterator[None]:
    yield
    faults, browser.faults = browser.faults, []
    foreign, browser.foreign = browser.foreign, []
    assert (faults, foreign) == ([], [])
    assert browser.requests


@pytest.fixture(scope="session")
def page(browser: Browser, server: Server) -> Page:
    """Return the page that the printed link opens; it stays open over the tests, as a visitor's does."""
    return browser.page(server.url)
