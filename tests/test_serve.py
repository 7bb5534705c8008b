"""`pressroom serve`: who may use the explorer in a browser, and the page."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

import tui.web
from tui.cli.main import run
from tui.web.access import Access, is_loopback, is_same_origin

PAGE = Path(tui.web.__file__).with_name("page.html").read_text("utf-8")


def test_a_missing_extra_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the command that installs it."""
    monkeypatch.setattr("tui.cli.serve.find_spec", lambda _: None)
    assert run(["serve", str(tmp_path)]) == 2
    err = capsys.readouterr().err
    assert err == "pressroom: The explorer in a browser needs textual-serve: pip install 'pressroom[serve]'\n"


def test_without_a_token_only_this_machine_is_let_in() -> None:
    """By its own names, so that a page of another site cannot point its name at this machine."""
    here = Access(8000)
    for host in ("localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:8000"):
        assert here.is_known_host(host), host
    for host in ("evil.example:8000", "127.0.0.1", "127.0.0.1:80", "127.0.0.1.evil.example:8000", "", "a:b:c", "[::1"):
        assert not here.is_known_host(host), host
    assert here.has_token("")
    assert [is_loopback(name) for name in ("127.8.8.8", "::1", "0.0.0.0", "::", "10.0.0.1")] == [True] * 2 + [False] * 3


def test_with_a_token_nothing_else_opens() -> None:
    """Whatever the name."""
    shared = Access(8000, "secret")
    assert shared.is_known_host("archive.example:8000")
    assert shared.has_token("secret")
    assert not any(map(shared.has_token, ("", "Secret", "secre", "secretä")))


def test_a_web_socket_is_of_our_page_only() -> None:
    """A browser sends the origin of the page."""
    assert is_same_origin("http://localhost:8000", "localhost:8000")
    assert is_same_origin("https://archive.example", "archive.example")
    for origin in (
        "",
        "null",
        "http://evil.example",
        "http://localhost:8001",
        "file://",
        "http://localhost:8000.evil",
        "http://[",
    ):
        assert not is_same_origin(origin, "localhost:8000"), origin


def test_the_page_loads_nothing_from_the_network() -> None:
    """Scripts, styles and fonts come from this server."""
    sources = re.findall(r'(?:src|href)="([^"]*)"|url\("([^"]*)"\)', PAGE)
    assert sources
    for source in map("".join, sources):
        assert source == "data:," or (source.startswith("/") and not source.startswith("//")), source
    assert "http" not in PAGE.replace("</html>", "").replace("<html", "").replace("<!DOCTYPE html>", "")


async def test_requests_are_guarded() -> None:
    """The token moves from the address to a cookie; other sites are refused."""
    if find_spec("textual_serve") is None:
        pytest.skip("textual-serve is not installed: pip install 'pressroom[serve]'")
    from aiohttp import CookieJar
    from aiohttp.test_utils import TestClient, TestServer

    from tui.web.browser_server import BrowserServer

    server = BrowserServer("true", "<releases>", "0.0.0.0", Access(8000, "secret"))
    async with TestClient(TestServer(await server._make_app()), cookie_jar=CookieJar(unsafe=True)) as client:
        assert (await client.get("/")).status == 403
        assert (await client.get("/static/js/textual.js")).status == 403
        assert (await client.get("/?token=wrong")).status == 403
        answer = await client.get("/?token=secret")
        assert (answer.status, str(answer.url.query_string)) == (200, "")
        assert "&lt;releases&gt;" in await answer.text()
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert (await client.get("/ws", headers={"Origin": "http://evil.example"})).status == 403
        assert (await client.get("/page.js")).status == 200
