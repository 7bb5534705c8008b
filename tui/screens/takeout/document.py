"""Actions on the document in a reader: copy a passage, open the file in another program."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from textual.app import SuspendNotSupported
from textual.screen import Screen

from tui.config.settings import Settings
from tui.screens.takeout.quote import QuoteDialog
from tui.services import editor
from tui.widgets.reader import Reader


def quote(screen: Screen[Any], reader: Reader, library: str, settings: Settings) -> None:
    """Show what can be copied: the selection, or the paragraph of the current hit or the first visible one."""
    document = reader.document
    if document is None:
        return
    text = reader.text
    is_shown = text.place is not None and text.top <= text.place < text.bottom
    offset = text.place if is_shown and text.place is not None else max(text.top, document.body_start)
    selected = text.selected_span()
    templates = dict(settings.quote_templates)
    screen.app.push_screen(QuoteDialog(document, offset, selected, library, settings.quote_format, templates))


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
