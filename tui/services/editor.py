"""Opens the original file of a document in the user's editor or pager."""

from __future__ import annotations

import shlex
import signal
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path

_has_terminal = threading.Event()
"""Set while a program has the terminal; already before it starts, because its Ctrl+C may follow immediately."""
_programs: list[subprocess.Popen[bytes]] = []
"""The running program, if any."""


def command(editor: str, environ: Mapping[str, str], path: Path) -> list[str]:
    """Return the command line for a file, with the editor of the settings, or else $VISUAL, $EDITOR, $PAGER or less.

    Raises:
        ValueError: A quote in it is not closed.

    """
    chosen = next((name for name in (editor, *map(environ.get, ("VISUAL", "EDITOR", "PAGER"))) if name), "less")
    return [*shlex.split(chosen), str(path)]


def run(arguments: list[str]) -> str | None:
    """Run a program in the terminal until it ends; returns a sentence if it could not be started."""
    _has_terminal.set()
    try:
        with subprocess.Popen(arguments) as process:
            _programs.append(process)
            process.wait()
    except OSError as error:
        return f"{arguments[0]} could not be started: {error.strerror}. Set the editor in the settings, or $EDITOR."
    finally:
        _programs.clear()
        _has_terminal.clear()
    return None


def is_running() -> bool:
    """Whether a program has the terminal."""
    return _has_terminal.is_set()


def end(by: signal.Signals) -> None:
    """Send a signal to the program that has the terminal."""
    for process in list(_programs):
        process.send_signal(by)
