"""Actions on the document in a reader: quote it, open it in another program, pipe it to a command."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from textual.app import SuspendNotSupported
from textual.screen import Screen

from corpus.model.document import Document
from index.model.protocol import LibraryLike
from tui.config.settings import Settings
from tui.screens.takeout.pipe_dialog import PipeChoice, PipeDialog
from tui.screens.takeout.piped import piped
from tui.screens.takeout.quote import QuoteDialog
from tui.services import editor
from tui.services.original import OriginalFile, extracted, is_own_file, scratch_folder, to_open
from tui.text.sanitize import harmless
from tui.widgets.reader import Reader


class DocumentActions:
    """What can be done with the document in a reader outside of the explorer.

    Args:
        screen: The screen with the reader; shows what went wrong.
        reader: Shows the document.
        library: The library of the document.
        settings: The settings of the user.

    """

    def __init__(self, screen: Screen[Any], reader: Reader, library: LibraryLike, settings: Settings) -> None:
        self._screen = screen
        self._reader = reader
        self._library = library
        self._settings = settings

    def quote(self) -> None:
        """Show what can be copied: the selection, or the paragraph at the place of the reader."""
        if (document := self._reader.document) is not None:
            selected = self._reader.text.selected_span()
            name, settings = self._library.folder.name, self._settings
            templates = dict(settings.quote_templates)
            dialog = QuoteDialog(document, self._offset(document), selected, name, settings.quote_format, templates)
            self._screen.app.push_screen(dialog)

    def _offset(self, document: Document) -> int:
        """Where the user reads: at the current hit if that is visible, else at the top of the pane."""
        text = self._reader.text
        if text.place is not None and text.top <= text.place < text.bottom:
            return text.place
        return max(text.top, document.body_start)

    def edit(self) -> None:
        """Open the file of the document at the place of the reader, or its extracted text, in the editor or pager."""
        document = self._reader.document
        if document is None:
            return
        opened = self._file(lambda: to_open(self._library.folder, document, self._offset(document), scratch_folder()))
        if opened is None:
            return
        try:
            arguments = editor.command(self._settings.editor, os.environ, opened.path, opened.line)
        except ValueError as error:
            self._warn(str(error))
            return
        if self._run(arguments) and opened.is_extracted:
            self._screen.notify("This was the extracted text; changes to it are not kept.", markup=False)

    def open_on_desktop(self) -> None:
        """Open the file with the program that the desktop has for it; of one document of many, its extracted text."""
        document = self._reader.document
        if document is None:
            return
        if self._screen.app.is_web:
            self._warn("In a browser, the desktop's programs are not there.")
            return
        if is_own_file(self._library.folder, document):
            path = self._library.folder / document.path
        else:
            opened = self._file(lambda: extracted(document, 0, scratch_folder()))
            if opened is None:
                return
            path = opened.path
        problem = editor.open_on_desktop(path, os.environ)
        if problem:
            self._warn(problem)
        else:
            self._screen.notify(f"Opened {harmless(path.name)}.", markup=False)

    def pipe(self, selected: Sequence[str]) -> None:
        """Ask for a command, and run it with the document or the selected documents as its input."""
        document = self._reader.document
        if document is None and not selected:
            return

        def run(choice: PipeChoice | None) -> None:
            if choice is not None:
                data = piped(choice.what, self._library, document, selected)
                self._run(editor.pipe_command(choice.command), data)

        self._screen.app.push_screen(PipeDialog(has_document=document is not None, selected=len(selected)), run)

    def _file(self, make: Callable[[], OriginalFile]) -> OriginalFile | None:
        try:
            return make()
        except OSError as error:
            self._warn(f"The extracted text cannot be written: {(error.strerror or 'unknown error').lower()}.")
            return None

    def _run(self, arguments: list[str], data: bytes | None = None) -> bool:
        """Run a program in the terminal; returns whether it could be started."""
        try:
            with self._screen.app.suspend():
                problem = editor.run(arguments, data)
        except SuspendNotSupported as error:
            problem = str(error)
        if problem:
            self._warn(problem)
        return not problem

    def _warn(self, sentence: str) -> None:
        self._screen.notify(sentence, severity="error", markup=False)
