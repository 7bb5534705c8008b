"""The server of the explorer in a browser, over textual-serve: its driver and terminal, our page, fonts and access.

Needs the extra `serve`; nothing else imports this module.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from string import Template

import click
from aiohttp import web
from textual_serve.server import Server

from tui.web.access import COOKIE, PARAMETER, Access, is_same_origin

_PAGE = Path(__file__).with_name("page.html")
_SCRIPT = _PAGE.with_suffix(".js")
_SHUTDOWN_TIMEOUT = 2.0
"""Seconds that open explorers have to end."""
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class BrowserServer(Server):  # type: ignore[misc, unused-ignore]  # it has no types where the extra is missing
    """Serves the explorer of one folder. Every visit has a process of its own.

    Args:
        command: The shell command that runs the explorer.
        title: The name of the folder.
        host: The address to listen on.
        access: Who may use it.

    """

    def __init__(self, command: str, title: str, host: str, access: Access) -> None:
        super().__init__(command, host=host, port=access.port, title=title)
        self._access = access

    def initialize_logging(self) -> None:
        """Log problems only: requests would name queries."""
        logging.basicConfig(level="WARNING", format="pressroom: %(message)s")

    def run(self) -> None:
        """Serve until SIGINT or SIGTERM; raises OSError if the address cannot be used."""
        self.initialize_logging()
        web.run_app(
            self._make_app(), host=self.host, port=self._access.port, print=None, shutdown_timeout=_SHUTDOWN_TIMEOUT
        )

    async def _make_app(self) -> web.Application:
        app: web.Application = await super()._make_app()
        app.middlewares.append(self._guard)
        app.router.add_get("/page.js", self._script)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say where the explorer is."""
        address = f"http://{self.host if ':' not in self.host else f'[{self.host}]'}:{self._access.port}/"
        token = f"?{PARAMETER}={self._access.token}" if self._access.token else ""
        click.echo(f"The explorer is at {address}{token} until Ctrl+C.", err=True)

    @web.middleware  # type: ignore[untyped-decorator, unused-ignore]
    async def _guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Let a request in only where it names us, has the token, and is not of a page of another site."""
        host = request.headers.get("Host", "")
        if not self._access.is_known_host(host):
            return web.Response(status=403, text="This name is not one of this server.\n")
        given = request.query.get(PARAMETER, "")
        if given and self._access.token and request.path == "/" and self._access.has_token(given):
            response = web.Response(status=303, headers={"Location": "/", **_HEADERS})
            response.set_cookie(COOKIE, given, httponly=True, samesite="Strict")
            return response  # so that the token is not in the history and the address of the page
        if not self._access.has_token(request.cookies.get(COOKIE, "")):
            return web.Response(status=403, text="Open the address with its token, as `pressroom serve` prints it.\n")
        if request.path == "/ws" and not is_same_origin(request.headers.get("Origin", ""), host):
            return web.Response(status=403, text="Only the page of this server may connect.\n")
        answer = await handler(request)
        if not answer.prepared:
            answer.headers.update(_HEADERS)
        return answer

    async def handle_index(self, request: web.Request) -> web.Response:
        """Return our page."""
        socket = f"{'wss' if request.scheme == 'https' else 'ws'}://{request.headers.get('Host', '')}/ws"
        page = Template(_PAGE.read_text("utf-8"))
        values = {"title": html.escape(self.title), "socket": html.escape(socket)}
        return web.Response(text=page.substitute(values), content_type="text/html")

    async def _script(self, request: web.Request) -> web.Response:
        """Return the script of the page."""
        return web.Response(text=_SCRIPT.read_text("utf-8"), content_type="text/javascript")
