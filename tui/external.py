"""Opening an original file in the user's own program."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path


def command(editor: str, environ: Mapping[str, str], path: Path) -> list[str]:
    """The command line: the editor of the settings, else $VISUAL, $EDITOR, $PAGER, else less.

    Raises ValueError where a quote in it is not closed.
    """
    chosen = next((name for name in (editor, *map(environ.get, ("VISUAL", "EDITOR", "PAGER"))) if name), "less")
    return [*shlex.split(chosen), str(path)]


def run(arguments: list[str]) -> str | None:
    """Run a program in the terminal until it ends; a sentence where it could not be started."""
    try:
        subprocess.run(arguments, check=False)
    except OSError as error:
        return f"{arguments[0]} could not be started: {error.strerror}. Set the editor in the settings, or $EDITOR."
    return None
