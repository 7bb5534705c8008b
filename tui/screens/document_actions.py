"""Actions on the document in a reader: copy a passage, open the file in another program."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from textual.app import SuspendNotSupported
from textual.screen import Screen

from tui.services import editor
from tui.text.numbers import counted
from tui.widgets.reader import Reader


def copy_quote(screen: Screen[Any], reader: Reader) -> None:
    """Copy the selection or the current paragraph with its source."""
    quote = reader.quote()
    if quote:
        screen.app.copy_to_clipboard(quote)
        screen.notify(f"Copied {counted(len(quote), 'character')} with the source.", markup=False)


def open_in_editor(screen: Screen[Any], reader: Reader, program: str, folder: Path) -> None:
    """Open the file of the document in a program of the user.

    Args:
        screen: The screen with the reader; shows what went wrong.
        reader: Shows the document.
        program: The command line from the settings; empty for $VISUAL, $EDITOR or $PAGER.
        folder: The documents' folder.

    """
    if reader.document is None:
        return
    try:
        arguments = editor.command(program, os.environ, folder / reader.document.path)
        with screen.app.suspend():
            problem = editor.run(arguments)
    except (SuspendNotSupported, ValueError) as error:
        problem = str(error)
    if problem:
        screen.notify(problem, severity="error", markup=False)
