"""From the command line to the explorer."""

from __future__ import annotations

import os
import sys
import termios
import threading
import time
from pathlib import Path

import click

from index.library import Library
from tui import locations
from tui.app import Pressroom
from tui.settings import SettingsError, load

_LOOK = 2.0
"""Seconds between two looks at the terminal."""


def launch(folder: Path, directory: Path) -> int:
    """Open the explorer on a folder; returns the exit code.

    Args:
        folder: Of the documents.
        directory: Of the library; made when there is none yet.

    """
    try:
        settings = load(locations.settings_file())
        app = Pressroom(
            lambda: Library.open(
                folder,
                directory,
                create=True,
                corrections=locations.corrections_of(folder),
                limits=settings.limits,
                extractor=settings.extractor,
            ),
            folder.resolve(),
            settings,
            history_file=locations.history_file(),
        )
    except SettingsError as error:
        click.echo(f"pressroom: {error}", err=True)
        return 2
    threading.Thread(target=_leave_with_terminal, name="terminal", daemon=True).start()
    app.explore()
    return app.return_code or 0


def _leave_with_terminal() -> None:
    """End the process when its terminal is gone: Textual would read its end for ever, on one core.

    On a thread, because the event loop may itself be waiting for the terminal. The library needs no farewell: what is
    committed stays, and an update ends when nobody listens to it.
    """
    while True:
        time.sleep(_LOOK)
        try:
            termios.tcgetattr(sys.__stdin__.fileno() if sys.__stdin__ else 0)
        except (OSError, ValueError, termios.error):
            os._exit(128 + 1)  # as the shell reports a hang-up
