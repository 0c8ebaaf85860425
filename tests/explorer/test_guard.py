"""The guard: without the token, or for another page, the server answers nothing useful; before a stub, and for real."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from rankdyn.explorer.guard import Guard
from tests.explorer.conftest import Server

TOKEN = "s3same-Open_it"
PORT = 8714
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"
COOKIE = f"rankdyn-{PORT}={TOKEN}"
SECRET = b"the page"


async def _page(scope: Any, receive: Any, send: Any) -> None:
    """Answer everything, with what nobody else may see."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-page", b"1")]})
    await send({"type": "http.response.body", "body": SECRET})


GUARD = Guard(_page, TOKEN, PORT)


def said(path: str = "/", query: bytes = b"", method: str = "GET", kind: str = "http", **headers: str | None) -> Any:
    """Return (status, headers, body) of one request, or what a socket was told; Host is right if not given."""
    found = {"host": HOST} | {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {
        "type": kind,
        "path": path,
        "query_string": query,
        "headers": [(n.encode(), v.encode("latin-1")) for n, v in found.items() if v is not None],
    }
    if kind == "http":
        scope["method"] = method
    messages: list[Any] = []

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        messages.append(message)

    asyncio.run(GUARD(scope, receive, send))
    if kind == "websocket":
        return messages[-1]["type"].removeprefix("websocket.")
    start, body = messages
    return start["status"], {n.decode().lower(): v.decode("latin-1") for n, v in start["headers"]}, body["body"]


def test_with_the_cookie_the_page_answers() -> None:
    for headers in (
        {},
        {"origin": ORIGIN},
        {"sec_fetch_site": "same-origin", "sec_fetch_mode": "cors"},
        {"sec_fetch_site": "none", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"},
    ):
        for method in ("GET", "POST"):
            status, found, body = said(method=method, cookie=f"a=b; {COOKIE}", **headers)
            assert (status, body) == (200, SECRET)
            assert "default-src 'self'" in found["content-security-policy"]
            assert "frame-ancestors 'none'" in found["content-security-policy"]
            assert (found["x-content-type-options"], found["referrer-policy"], found["x-page"]) == (
                "nosniff",
                "no-referrer",
                "1",
            )


def test_the_policy_names_no_other_host() -> None:
    policy = said(cookie=COOKIE)[1]["content-security-policy"]
    assert re.findall(r"\S+//\S+?(?= |;|$)", policy) == [f"ws://{HOST}"]
    assert "*" not in policy
    assert not re.search(r"\b(https?|wss?):(?!//127)", policy)


@given(st.text(st.characters(max_codepoint=255, exclude_characters="\r\n"), max_size=80))
@example("")
@example(f"rankdyn-{PORT}=")
@example(f"rankdyn-{PORT}={TOKEN[:-1]}")
@example(f"rankdyn-{PORT}={TOKEN}x")
@example(f"rankdyn-{PORT + 1}={TOKEN}")
@example(f"token={TOKEN}")
@example(f'rankdyn-{PORT}="\\')
@example(TOKEN)
def test_other_cookies_get_nothing(cookie: str) -> None:
    assume(COOKIE not in cookie)
    for path in ("/", "/assets/index.js", "/api/kernel/run"):
        status, found, body = said(path, cookie=cookie)
        assert (status, found["content-type"]) == (401, "text/plain; charset=utf-8")
        assert b"rankdyn explore" in body
        assert SECRET not in body
        assert "set-cookie" not in found
    assert said("/ws", kind="websocket", cookie=cookie, origin=ORIGIN) == "close"


@given(st.binary(max_size=80))
@example(b"token=")
@example(f"token={TOKEN[:-1]}".encode())
@example(f"token={TOKEN}x".encode())
@example(f"Token={TOKEN}".encode())
@example(b"token=%ff%fe")
@example("token=\udcff".encode("utf-8", "surrogatepass"))
@example(b"token=%ed%a0%80")
def test_other_queries_get_nothing(query: bytes) -> None:
    status, found, body = said(query=query)
    assert (status, SECRET in body, "set-cookie" in found) == (401, False, False)


def test_the_link_leaves_a_cookie_and_goes_on_without_the_token() -> None:
    status, found, body = said(query=f"ranks=1%2C3%2C2&token={TOKEN}&x=%26+".encode())
    assert (status, body, found["location"]) == (303, b"", "/?ranks=1%2C3%2C2&x=%26+")
    name, *attributes = found["set-cookie"].split("; ")
    assert (name, sorted(attributes)) == (COOKIE, ["HttpOnly", "Path=/", "SameSite=Strict"])
    assert (found["cache-control"], found["referrer-policy"]) == ("no-store", "no-referrer")
    assert said(query=f"token={TOKEN}".encode())[1]["location"] == "/"


@given(st.text(max_size=30))
@example("//evil.example/")
@example("/\\evil.example")
@example("///evil.example")
@example("/\r\nset-cookie: a=b")
@example("https://evil.example/")
@example("/?token=x")
@example("/\t/evil.example")
def test_it_goes_on_to_no_other_host(path: str) -> None:
    place = said(path, f"token={TOKEN}".encode())[1]["location"]
    assert re.match(r"/(?![/\\])", place) or place == "/"
    assert place.isascii()
    assert place.isprintable()
    assert "?" not in place


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "evil.example",
        f"evil.example:{PORT}",
        "127.0.0.1",
        f"127.0.0.1:{PORT + 1}",
        f"127.0.0.1.evil.example:{PORT}",
    ]
    + [
        f"localhost.evil.example:{PORT}",
        f"0.0.0.0:{PORT}",
        f"[::1]:{PORT}",
        f"evil@127.0.0.1:{PORT}",
        f"2130706433:{PORT}",
    ],
)
def test_a_name_that_was_made_to_point_here_gets_nothing(host: str | None) -> None:
    for query in (b"", f"token={TOKEN}".encode()):
        status, found, body = said(host=host, query=query, cookie=COOKIE)
        assert (status, SECRET in body, "set-cookie" in found, "location" in found) == (403, False, False, False)
    assert said("/ws", kind="websocket", host=host, cookie=COOKIE, origin=ORIGIN) == "close"


def test_localhost_is_as_good() -> None:
    assert said(host=f"LocalHost:{PORT}", cookie=COOKIE)[0] == 200


ORIGINS = ["null", "", "http://evil.example", f"https://{HOST}", "http://127.0.0.1", f"http://127.0.0.1:{PORT + 1}"]
ORIGINS += [f"http://localhost:{PORT}", f"http://{HOST}.evil.example", f"http://evil.example/{HOST}", "file://"]


@pytest.mark.parametrize("origin", ORIGINS)
def test_another_page_gets_nothing(origin: str) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        assert said(method=method, cookie=COOKIE, origin=origin)[0] == 403
    assert said("/ws", kind="websocket", cookie=COOKIE, origin=origin) == "close"


@pytest.mark.parametrize("site", ["cross-site", "same-site", "something-new"])
def test_what_another_page_embeds_or_sends_gets_nothing(site: str) -> None:
    for mode, dest in (("no-cors", "image"), ("no-cors", "script"), ("cors", "empty"), ("navigate", "iframe")):
        headers = {"sec_fetch_site": site, "sec_fetch_mode": mode, "sec_fetch_dest": dest}
        assert said(cookie=COOKIE, **headers)[0] == 403
        assert said(cookie=COOKIE, query=f"token={TOKEN}".encode(), **headers)[0] == 403
    posted = {"sec_fetch_site": site, "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    assert said(cookie=COOKIE, method="POST", **posted)[0] == 403
    assert said(cookie=COOKIE, **posted)[0] == 200  # a link that somebody clicked on


def test_sockets() -> None:
    assert said("/ws", kind="websocket", cookie=COOKIE, origin=ORIGIN) == "accept"
    assert said("/ws", kind="websocket", cookie=COOKIE) == "accept"  # another program of the user's
    assert said("/ws", kind="websocket", cookie=COOKIE, sec_fetch_site="same-origin") == "close"
    assert said("/ws", kind="websocket", origin=ORIGIN) == "close"
    assert said("/ws", b"token=" + TOKEN.encode(), kind="websocket", origin=ORIGIN) == "close"


# ---- the server itself ----------------------------------------------------------------------------------------------

PATHS = ["/", "/index.html", "/health", "/api/status", "/api/version", "/manifest.json", "/favicon.ico", "/@file/x.js"]
PATHS += ["/api/kernel/instantiate", "/api/kernel/set_ui_element_value", "/api/kernel/run", "/api/usage", "/auth/login"]
PATHS += ["//evil.example", "/%2e%2e/%2e%2e/etc/passwd", "/ws?session_id=s_123456", "/none"]


def _assets(server: Server) -> list[str]:
    page = server.ask("/", Cookie=server.cookie)
    assert page.status == 200
    found = re.findall(rb'(?:src|href)="\./?(assets/[^"]+)"', page.body)
    assert found
    return [f"/{name.decode()}" for name in found[:3]]


def test_the_server_says_nothing_without_the_token(server: Server) -> None:
    for path in [*PATHS, *_assets(server)]:
        for method in ("GET", "POST", "HEAD", "OPTIONS"):
            for cookie in ("", f"rankdyn-{server.port}=wrong", f"token={server.token}"):
                reply = server.ask(path, method, Cookie=cookie)
                assert (reply.status, b"marimo" in reply.body.lower()) == (401, False), (method, path)
                assert len(reply.body) < 200
                assert "set-cookie" not in reply.headers
    assert server.ask("/?token=wrong").status == 401


def test_the_server_says_nothing_to_other_pages_and_names(server: Server) -> None:
    for path in [*PATHS, *_assets(server)]:
        for method in ("GET", "POST"):
            for headers in (
                {"Origin": "http://evil.example"},
                {"Origin": f"http://127.0.0.1:{server.port + 1}"},
                {"Host": f"evil.example:{server.port}"},
                {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"},
            ):
                reply = server.ask(path, method, Cookie=server.cookie, **headers)
                assert (reply.status, len(reply.body) < 200) == (403, True), (method, path, headers)


def test_the_link_that_the_server_printed_opens_the_page(server: Server) -> None:
    reply = server.ask(f"/?ranks=1,2&token={server.token}")
    assert (reply.status, reply.headers["location"]) == (303, "/?ranks=1%2C2")
    assert reply.headers["set-cookie"] == f"{server.cookie}; Path=/; HttpOnly; SameSite=Strict"
    page = server.ask("/", Cookie=server.cookie)
    assert b"marimo" in page.body
    assert server.token.encode() not in page.body
    assert "content-security-policy" in page.headers
    for path in _assets(server):
        asset = server.ask(path, Cookie=server.cookie)
        assert (asset.status, "content-security-policy" in asset.headers) == (200, True)


def test_the_page_shows_nothing_of_the_program(server: Server) -> None:
    page = server.ask("/", Cookie=server.cookie).body
    assert b"def verdict" not in page
    assert b"sequence.controls" not in page


def test_sockets_of_the_server(server: Server) -> None:
    address = f"ws://{server.host}/ws?session_id=s_guard0&kiosk=false"
    mine = {"Cookie": server.cookie, "Origin": f"http://{server.host}"}
    refused = [{}, {"Origin": mine["Origin"]}, mine | {"Cookie": f"rankdyn-{server.port}=wrong"}]
    refused += [mine | {"Origin": "http://evil.example"}, mine | {"Origin": "null"}]
    for headers in refused:
        with pytest.raises(InvalidStatus) as raised:
            connect(address, additional_headers=headers, open_timeout=20)
        assert raised.value.response.status_code == 403
    with connect(address, additional_headers=mine, open_timeout=20) as socket:
        assert "kernel-ready" in str(socket.recv(timeout=20))
