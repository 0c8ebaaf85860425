"""`Guard`: nobody but the person who started the explorer gets an answer from it.

It stands before the whole server, pages, files and sockets alike. A request is let through if it is addressed to this
machine by a loopback name (a page elsewhere whose name was made to point here is not), comes from no other page, and
bears the token: in the link that was printed, or in the cookie that this link left. Everything else gets a line of
plain text.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

TOKEN: Final = "token"
"""The name of the token in a link."""

NAMES: Final = ("127.0.0.1", "localhost")

_NEEDED: Final = "This page opens with the link that `rankdyn explore` printed when it was started.\n"


class Guard:
    """An ASGI application before another one.

    Parameters
    ----------
    application : ASGI application
        What is guarded.
    token : str
        The secret.
    port : int
        The port on which the server listens.
    """

    def __init__(self, application: Application, token: str, port: int) -> None:
        self.application = application
        self.token = token
        self.hosts = tuple(f"{name}:{port}" for name in NAMES)
        self.cookie = f"rankdyn-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "lifespan":
            await self.application(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        words = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        if not self._addressed_here(headers) or not self._from_here(scope, headers):
            await self._refuse(scope, receive, send, HTTPStatus.FORBIDDEN, "This server answers its own page alone.\n")
        elif scope["type"] == "http" and any(name == TOKEN and self._right(value) for name, value in words):
            await self._admit(scope, send, words)
        elif not self._right(_cookie(headers, self.cookie)):
            await self._refuse(scope, receive, send, HTTPStatus.UNAUTHORIZED, _NEEDED)
        else:
            await self.application(scope, receive, self._sealed(send, headers["host"]))

    def _right(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self.token.encode())

    def _addressed_here(self, headers: dict[str, str]) -> bool:
        return headers.get("host", "").lower() in self.hosts

    def _from_here(self, scope: Scope, headers: dict[str, str]) -> bool:
        """Whether no other page sends this: a browser says where a request comes from, other programs need not."""
        origin = headers.get("origin")
        if origin is not None and origin.lower() != f"http://{headers['host'].lower()}":
            return False
        if scope["type"] == "websocket":
            return origin is not None or "sec-fetch-site" not in headers
        opened = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        return headers.get("sec-fetch-site", "none") in ("none", "same-origin") or (opened and scope["method"] == "GET")

    async def _admit(self, scope: Scope, send: Send, words: list[tuple[str, str]]) -> None:
        """Leave the token as a cookie and go on to the same page without it, so that links on it can be passed on."""
        rest = urlencode([(name, value) for name, value in words if name != TOKEN])
        place = quote(scope["path"]) + (f"?{rest}" if rest else "")
        place = "/" + place.lstrip("/\\")  # not to another host, as '//host' would lead
        cookie = f"{self.cookie}={self.token}; Path=/; HttpOnly; SameSite=Strict"
        headers = [(b"location", place.encode("latin-1")), (b"set-cookie", cookie.encode("latin-1"))]
        headers += [(b"cache-control", b"no-store"), (b"referrer-policy", b"no-referrer"), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": HTTPStatus.SEE_OTHER, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, status: HTTPStatus, words: str) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
        headers += [(b"x-content-type-options", b"nosniff")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": words.encode()})

    def _sealed(self, send: Send, host: str) -> Send:
        """Add to each answer what forbids the page to fetch anything from elsewhere, or to stand in another page."""
        policy = (
            "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; "
            "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
            f"connect-src 'self' ws://{host} data: blob:; worker-src 'self' blob:; "
            "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
        )
        extra = [
            (b"content-security-policy", policy.encode("latin-1")),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"no-referrer"),
        ]

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *extra]}
            await send(message)

        return sealed


def _cookie(headers: dict[str, str], name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found is not None else ""
