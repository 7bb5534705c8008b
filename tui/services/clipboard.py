"""Copies text to the clipboard, and says whether that is known to have worked.

A program of the system, or of tmux, reports success. A terminal does not: the escape sequence OSC 52 is answered by
nothing, and many terminals ignore it. The text is then kept in a file, too.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from corpus.files.atomic_write import atomic_write, make_folder

_TIMEOUT = 5
"""Seconds after which a clipboard program is stopped, such as one whose display does not answer."""
_TERMINALS = ("KITTY_WINDOW_ID", "WEZTERM_PANE", "ALACRITTY_WINDOW_ID", "GHOSTTY_RESOURCES_DIR", "WT_SESSION")
"""Environment variables of terminals that take OSC 52 unless the user forbids it."""
_TERM_NAMES = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm")
"""The same by $TERM, which ssh passes on."""


class Copied(Enum):
    """Where a text is now."""

    CLIPBOARD = auto()
    """In the clipboard: a program has taken it, or the terminal is one that takes it."""
    TMUX = auto()
    """In a buffer of tmux, which passes it on if its settings and the terminal allow."""
    FILE = auto()
    """In a file; the terminal was asked to copy it, too."""
    NOWHERE = auto()
    """The terminal was asked to copy it, and the file cannot be written."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a text."""

    where: Copied
    path: Path | None = None
    """The file, if it is in one."""


def copy(text: str, environ: Mapping[str, str], send: Callable[[str], None], file: Path) -> Outcome:
    """Copy a text. May wait for other programs.

    Args:
        text: The text.
        environ: The environment.
        send: Sends the text to the terminal by OSC 52.
        file: Where to keep the text if nothing is known to have taken it.

    """
    for command, where in _commands(environ):
        if _takes(command, text):
            return Outcome(where)
    send(text)
    if any(environ.get(name) for name in _TERMINALS) or environ.get("TERM", "").startswith(_TERM_NAMES):
        return Outcome(Copied.CLIPBOARD)
    try:
        make_folder(file.parent, 0o700)
        atomic_write(file, text.encode("utf-8", "replace"))
    except OSError:
        return Outcome(Copied.NOWHERE)
    return Outcome(Copied.FILE, file)


def _commands(environ: Mapping[str, str]) -> list[tuple[list[str], Copied]]:
    """Return the programs that are installed and fit the session, the surest first."""
    found = []
    if environ.get("WAYLAND_DISPLAY"):
        found.append(["wl-copy"])
    if environ.get("DISPLAY"):
        found += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    if "SSH_CONNECTION" not in environ:  # these copy on the machine where Pressroom runs, not where the user sits
        found += [["pbcopy"], ["clip.exe"], ["termux-clipboard-set"]]
    programs = [(command, Copied.CLIPBOARD) for command in found]
    if environ.get("TMUX"):
        programs.append((["tmux", "load-buffer", "-w", "-"], Copied.TMUX))
    path = environ.get("PATH")
    installed = ((shutil.which(name, path=path), options, where) for (name, *options), where in programs)
    return [([program, *options], where) for program, options, where in installed if program]


def _takes(command: list[str], text: str) -> bool:
    """Run a program with the text as its input; returns whether it succeeded."""
    try:
        done = subprocess.run(
            command,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,  # xclip stays in the background and would keep a pipe open
            stderr=subprocess.DEVNULL,
            timeout=_TIMEOUT,
            start_new_session=True,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
