"""Runs other programs for a document: an editor or pager, the desktop's program, a command that reads it."""

from __future__ import annotations

import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

_has_terminal = threading.Event()
"""Set while a program has the terminal; already before it starts, because its Ctrl+C may follow immediately."""
_programs: list[subprocess.Popen[bytes]] = []
"""The running program, if any."""
_ending: list[signal.Signals] = []
"""The signal to end with, once the explorer shuts down: it may arrive between the start of a program and its noting."""
_lock = threading.Lock()
"""Held while `_programs` and `_ending` are read or changed together."""
_PLUS = frozenset({
    "vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "kak", "micro", "joe", "jed", "mg", "ne",
    "less", "more", "most", "gedit", "kate", "mcedit", "vis", "nvi", "zile",
})  # fmt: skip
"""Programs that take a line as `+7 file`."""
_COLON = frozenset({"hx", "helix", "subl", "zed"})
"""Programs that take a line as `file:7`."""
_FULL_SCREEN = frozenset({"less", "more", "most", "bat", "batcat", "vim", "nvim", "vi", "view", "nano", "fzf", "tig"})
"""Programs that the user leaves, so that nothing has to be kept on the screen."""
_CODE = frozenset({"code", "codium", "code-insiders", "cursor"})


def command(editor: str, environ: Mapping[str, str], path: Path, line: int = 1) -> list[str]:
    """Return the command line for a file, with the editor of the settings, or else $VISUAL, $EDITOR, $PAGER or less.

    Args:
        editor: The command of the settings; "" for none.
        environ: The environment.
        path: The file.
        line: The line to begin at, for programs that are known to take one.

    Raises:
        ValueError: A quote in it is not closed.

    """
    chosen = next((name for name in (editor, *map(environ.get, ("VISUAL", "EDITOR", "PAGER"))) if name), "less")
    words = shlex.split(chosen)
    program = Path(words[0]).name if words else ""
    if line <= 1:
        return [*words, str(path)]
    if program in _CODE:
        return [*words, "--goto", f"{path}:{line}"]
    if program in _COLON:
        return [*words, f"{path}:{line}"]
    return [*words, *([f"+{line}"] if program in _PLUS else []), str(path)]


def run(arguments: list[str], data: bytes | None = None) -> str | None:
    """Run a program in the terminal until it ends; returns a sentence if it could not be started.

    Args:
        arguments: The command line.
        data: The standard input of the program; None for the terminal.

    """
    _has_terminal.set()
    try:
        with subprocess.Popen(arguments, stdin=None if data is None else subprocess.PIPE) as process:
            _note(process)
            if data is None:
                process.wait()
            else:
                process.communicate(data)  # a program that reads only a part is no error
    except OSError as error:
        return f"{arguments[0]} could not be started: {error.strerror}. Set the editor in the settings, or $EDITOR."
    finally:
        _programs.clear()
        _has_terminal.clear()
    return None


def _note(process: subprocess.Popen[bytes]) -> None:
    with _lock:
        _programs.append(process)
        ending = list(_ending)
    for number in ending:
        process.send_signal(number)


def open_on_desktop(path: Path, environ: Mapping[str, str]) -> str | None:
    """Open a file with the program that the desktop has for it; returns a sentence if that is not possible."""
    name = "open" if sys.platform == "darwin" else "xdg-open"
    program = shutil.which(name, path=environ.get("PATH"))
    if program is None:
        return f"{name} is not installed, so the desktop's program cannot be found. Press e for the editor."
    if name == "xdg-open" and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        return "There is no desktop in this session. Press e for the editor."
    try:
        process = subprocess.Popen(
            [program, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return f"{name} could not be started: {error.strerror}."
    threading.Thread(target=process.wait, daemon=True).start()  # so that it does not stay as a zombie
    return None


def pipe_command(text: str) -> list[str]:
    """Return the command line that runs a shell command; its output stays on the screen until Enter, as less does."""
    words = text.split()
    if words and Path(words[0]).name in _FULL_SCREEN:
        return ["sh", "-c", text]
    script = '(eval "$1"); printf "\\n[exit code %s] Press Enter to go back. " "$?"; read _ </dev/tty'
    return ["sh", "-c", script, "sh", text]


def is_running() -> bool:
    """Whether a program has the terminal."""
    return _has_terminal.is_set()


def end(by: signal.Signals) -> None:
    """Send a signal to the program that has the terminal, and to any that is started from now on."""
    with _lock:
        _ending[:] = [by]
        programs = list(_programs)
    for process in programs:
        process.send_signal(by)
