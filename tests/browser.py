"""A headless browser for tests, driven over the DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import re
import shutil
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-sync", "--disable-extensions", "--window-size=1400,900",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--remote-debugging-port=0",
)  # fmt: skip
_NAMED_KEYS = {"Enter": ("Enter", 13, "\r"), "ArrowDown": ("ArrowDown", 40, ""), "Escape": ("Escape", 27, "")}
"""Code, number and text of keys that are no characters."""


def browser_program() -> str | None:
    """Return the path of a browser with the DevTools protocol; None if there is none."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


async def read_line_with(process: Process, pattern: str) -> str:
    """Read the standard error of a process up to a line with a pattern, and return its first group."""
    assert process.stderr is not None
    said = ""
    while line := (await process.stderr.readline()).decode("utf-8", "replace"):
        said += line
        if found := re.search(pattern, line):
            return found[1]
    raise AssertionError(f"{pattern} never came: {said}")


class Tab:
    """A page in a browser.

    Args:
        socket: The web socket of the page's debugger.

    """

    def __init__(self, socket: Any) -> None:  # noqa: ANN401 -- aiohttp has no types where the extra is missing
        self._socket = socket
        self._number = 0
        self.screen = ""
        """What the page has received to draw, without escape codes."""
        self.requests: list[str] = []
        """The addresses that the page has asked for."""

    async def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send a command, and return its result."""
        self._number += 1
        await self._socket.send_json({"id": self._number, "method": method, "params": parameters})
        while (message := await self._receive()).get("id") != self._number:
            pass
        assert "error" not in message, message
        result: dict[str, Any] = message["result"]
        return result

    async def until(self, text: str, after: int = 0) -> int:
        """Wait until a text was drawn, after so many characters; returns how many characters were drawn by then."""
        while self.screen.find(text, after) < 0:
            await self._receive()
        return len(self.screen)

    async def evaluate(self, script: str) -> object:
        """Return the value of a script; a promise is awaited."""
        found = await self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        return found["result"].get("value")

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, as a keyboard does."""
        for key in keys:
            code, number, text = _NAMED_KEYS.get(key, ("", ord(key[0].upper()), key))
            common = {"key": key, "code": code, "windowsVirtualKeyCode": number}
            await self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
            await self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    async def _receive(self) -> dict[str, Any]:
        message: dict[str, Any] = await self._socket.receive_json()
        parameters = message.get("params", {})
        match message.get("method"):
            case "Network.webSocketFrameReceived":
                frame = parameters["response"]
                if frame["opcode"] == 2:
                    drawn = base64.b64decode(frame["payloadData"]).decode("utf-8", "replace")
                    self.screen += re.sub(r"\x1b\[[\d;:?<>]*[a-zA-Z]", "", drawn)
            case "Network.requestWillBeSent":
                self.requests.append(parameters["request"]["url"])
            case "Network.webSocketCreated":
                self.requests.append(parameters["url"])
        return message


@asynccontextmanager
async def open_tab(program: str, profile: Path) -> AsyncIterator[Tab]:
    """Start a browser, and open an empty page in it.

    Args:
        program: The browser.
        profile: An empty folder for its files.

    """
    from aiohttp import ClientSession

    process = await asyncio.create_subprocess_exec(
        program, *_OPTIONS, f"--user-data-dir={profile}", "about:blank", stdout=PIPE, stderr=PIPE
    )
    try:
        port = await read_line_with(process, r"DevTools listening on ws://127\.0\.0\.1:(\d+)/")
        async with ClientSession() as session:
            async with session.get(f"http://127.0.0.1:{port}/json/list") as answer:
                page = next(each for each in await answer.json() if each["type"] == "page")
            async with session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                tab = Tab(socket)
                await tab.send("Network.enable")
                yield tab
    finally:
        process.kill()
        await process.communicate()
