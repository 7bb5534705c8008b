"""`pressroom serve`: the explorer in a browser."""

from __future__ import annotations

import secrets
import shlex
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from tui.cli.folders import one_folder
from tui.cli.options import FOLDER, INDEX_DIR

_MISSING = "The explorer in a browser needs textual-serve: pip install 'pressroom[serve]'"


def register(group: click.Group) -> None:
    """Add the command to a group."""

    @group.command(epilog="Example: pressroom serve ~/releases --port 8080")
    @click.argument("folder", type=FOLDER)
    @click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
    @click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
    @one_folder("The explorer shows one library.")
    @INDEX_DIR
    def serve(folder: Path, host: str, port: int, index_dir: Path | None) -> int:
        """Open the explorer of FOLDER in a browser.

        Only this machine can use it, unless --host names another address: then the address has a token, which is as
        good as a password. The connection is not encrypted; over a network, put it behind a proxy with TLS or ssh.
        """
        from corpus.files.real_path import real_path
        from corpus.files.walk import check_folder
        from index.storage import directory as storage
        from tui.text.sentences import CommandError
        from tui.web.access import Access, is_loopback

        check_folder(folder)
        if index_dir:
            storage.check_place(index_dir, folder)
        if find_spec("textual_serve") is None:
            raise CommandError(_MISSING)
        folder = real_path(folder)
        words = [sys.executable, "-m", "tui", "open", str(folder)]
        if index_dir:
            words += ["--index-dir", str(real_path(index_dir))]
        from tui.web.browser_server import BrowserServer

        token = "" if is_loopback(host) else secrets.token_urlsafe(24)
        try:
            BrowserServer(shlex.join(words), folder.name, host, Access(port, token)).run()
        except OSError as error:
            reason = (error.strerror or "unknown error").lower()
            raise CommandError(f"The server cannot listen on {host}, port {port}: {reason}.") from error
        return 0
