"""`serve`: the explorer on this machine, for its user alone, without a network."""

from __future__ import annotations

import os
import secrets
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Final, NoReturn
from urllib.parse import parse_qsl, urlencode

from rankdyn.errors import InvalidInputError
from rankdyn.explorer.guard import TOKEN, Guard

DEFAULT_PORT: Final = 8714
ADDRESS: Final = "127.0.0.1"

_APP: Final = Path(__file__).with_name("app.py")


def serve(
    port: int | None = None,
    open_browser: bool = True,
    state: str = "",
    token: str | None = None,
    announce: Callable[[str], None] = print,
) -> None:
    """Serve the explorer until it is interrupted.

    Parameters
    ----------
    port : int, optional
        The port; 0 for any that is free. If not given, `DEFAULT_PORT`, or a free one if that is taken.
    open_browser : bool, default True
        Whether to open the page in the user's browser.
    state : str
        What the page shows first: a link to a state, or the part of it from '?' on.
    token : str, optional
        The secret in the link; a new one if not given.
    announce : callable
        Told the link once the server answers.

    Raises
    ------
    InvalidInputError
        If the port cannot be had, or what the page needs is not installed.
    KeyboardInterrupt
        On Ctrl-C, once the server has ended.
    """
    try:
        import anywidget  # noqa: F401 - the page needs it
        import marimo
        import uvicorn

        from rankdyn.explorer import desk
    except ImportError as error:
        raise InvalidInputError(
            f"the explorer needs {error.name}, which is not installed: pip install 'rankdyn[explore]'"
        ) from None
    secret = token or secrets.token_urlsafe(24)
    with _listening(port) as listening:
        desk.warm()
        taken: int = listening.getsockname()[1]
        page = marimo.create_asgi_app(quiet=True, include_code=False).with_app(path="/", root=str(_APP)).build()
        guarded = Guard(page, secret, taken)
        config = uvicorn.Config(
            guarded, log_level="error", access_log=False, ws_max_size=16 << 20, timeout_graceful_shutdown=2
        )
        server = uvicorn.Server(config)
        link = f"http://{ADDRESS}:{taken}/?{_query(state, secret)}"
        threading.Thread(target=_when_up, args=(server, link, open_browser, announce), daemon=True).start()
        server.run(sockets=[listening])


def leave() -> NoReturn:
    """End this process: marimo's threads, some for each page that is open, would keep it until the page is closed."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)  # the clerk, whose connection ends with this, ends its processes and itself


def _when_up(server: object, link: str, open_browser: bool, announce: Callable[[str], None]) -> None:
    from time import sleep

    while not getattr(server, "started", False):
        sleep(0.02)
    announce(link)
    sys.stdout.flush()
    if open_browser:
        webbrowser.open(link)


def _query(state: str, secret: str) -> str:
    """Return the part of the link after '?': the state asked for, however it was written, and the token."""
    asked = state.partition("#")[0].rpartition("?")[2]
    pairs = [pair for pair in parse_qsl(asked, keep_blank_values=True) if pair[0] != TOKEN]
    return urlencode([*pairs, (TOKEN, secret)], safe=",")


def _listening(port: int | None) -> socket.socket:
    """Return a socket that listens on the port asked for, or, if none was, on one that is free."""
    for wanted in (port,) if port is not None else (DEFAULT_PORT, 0):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((ADDRESS, wanted))
        except OSError as error:
            listening.close()
            why = error.strerror
        else:
            listening.listen(128)
            return listening
    raise InvalidInputError(f"cannot listen on port {port} of {ADDRESS}: {why}; choose another with --port")
