"""`pressroom serve` in a real browser, with real keys; skipped visibly where there is none."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import threading
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.browser import browser_program, open_tab, read_line_with
from tui.cli.main import run
from tui.cli.user_data_place import user_data_of
from tui.config import locations

_KILL = 240.0
"""Seconds after which a hanging server is killed, so that the test fails."""

_HAS_KEYBOARD = "document.activeElement.classList.contains('xterm-helper-textarea')"
_HAS_ENDED = "document.body.classList.contains('-closed')"


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[str]:
    """Serve the explorer of a folder, and yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tui", "serve", str(folder), "--port", str(port), stdout=DEVNULL, stderr=PIPE,
        start_new_session=True,
    )  # fmt: skip
    switch = threading.Timer(_KILL, os.killpg, (process.pid, signal.SIGKILL))
    switch.start()
    try:
        yield await read_line_with(process, r"The explorer is at (\S+) until")
    finally:
        switch.cancel()
        process.send_signal(signal.SIGINT)
        await process.communicate()


async def test_the_explorer_in_a_browser(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A search, a star and the end, by the keys of a keyboard; nothing is loaded from elsewhere."""
    if find_spec("textual_serve") is None:
        pytest.skip("textual-serve is not installed: pip install 'pressroom[serve]'")
    program = browser_program()
    if program is None:
        pytest.skip("there is no browser: install chromium to test the explorer in one")
    assert run(["index", str(folder)]) == 0

    async with served(folder) as address, open_tab(program, tmp_path / "profile") as tab:
        await tab.send("Page.navigate", url=address)
        drawn = await tab.until("Grain talks")
        assert await tab.evaluate(f"new Promise(done => {{ let look = () => {_HAS_KEYBOARD} ? done(true) : "
                                  "requestAnimationFrame(look); look(); })")  # fmt: skip
        await tab.press("/", *"cocoa")
        drawn = await tab.until("1 document", drawn)
        await tab.press("ArrowDown", "b")
        await tab.until("★", drawn)
        await tab.evaluate(f"ended = new Promise(done => new MutationObserver(() => {_HAS_ENDED} && done(true))"
                           ".observe(document.body, {attributes: true})); 0")  # fmt: skip
        await tab.press("q")
        assert await tab.evaluate("ended")
    assert {url.split("/")[2] for url in tab.requests} == {address.split("/")[2]}
    starred = user_data_of(folder, locations.library_of(folder)).folder / "documents.yaml"
    assert "starred: yes" in starred.read_text("utf-8")
