"""Opening an original file in the user's own program."""

from __future__ import annotations

import shlex
import signal
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path

_is_lent = threading.Event()
"""Set while a program has the terminal, and before it starts: its keys may come at once."""
_programs: list[subprocess.Popen[bytes]] = []
"""The program that has the terminal."""


def command(editor: str, environ: Mapping[str, str], path: Path) -> list[str]:
    """The command line: the editor of the settings, else $VISUAL, $EDITOR, $PAGER, else less.

    Raises ValueError where a quote in it is not closed.
    """
    chosen = next((name for name in (editor, *map(environ.get, ("VISUAL", "EDITOR", "PAGER"))) if name), "less")
    return [*shlex.split(chosen), str(path)]


def run(arguments: list[str]) -> str | None:
    """Run a program in the terminal until it ends; a sentence where it could not be started."""
    _is_lent.set()
    try:
        with subprocess.Popen(arguments) as process:
            _programs.append(process)
            process.wait()
    except OSError as error:
        return f"{arguments[0]} could not be started: {error.strerror}. Set the editor in the settings, or $EDITOR."
    finally:
        _programs.clear()
        _is_lent.clear()
    return None


def is_running() -> bool:
    """Whether a program has the terminal."""
    return _is_lent.is_set()


def end(by: signal.Signals) -> None:
    """Pass a signal on to the program that has the terminal."""
    for process in list(_programs):
        process.send_signal(by)
