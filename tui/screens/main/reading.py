"""Reading on the main screen: fetches the document under the cursor and shows it in the reader."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeAlias

from textual.app import SuspendNotSupported
from textual.screen import Screen
from textual.timer import Timer

from corpus.model.document import Document, Span
from index.model.query import Hit
from tui.screens.main.search import Search
from tui.screens.main.widgets import MainWidgets
from tui.services import editor
from tui.services.library_service import LibraryService
from tui.text.numbers import counted
from tui.widgets.reader import Reader
from tui.widgets.result_list import ResultList

_PREVIEW_AFTER = 0.04
"""Seconds the cursor has to rest before the document under it is fetched."""
_PREVIEW_AFTER_KEY = 0.15
"""The same while typing, when the next key may change the results: longer than between two keys of a quick typist."""

ReadingEvent: TypeAlias = (
    ResultList.CursorMoved | Reader.NeighbourRequested | LibraryService.DocumentLoaded | LibraryService.DocumentMissing
)
"""The messages that decide which document the reader shows."""


class Reading:
    """Decides which document the reader shows.

    Args:
        screen: Runs timers and shows notices.
        service: Fetches documents, in the background.
        search: Whose query's words are highlighted.
        widgets: The results and the reader.

    """

    def __init__(self, screen: Screen[None], service: LibraryService, search: Search, widgets: MainWidgets) -> None:
        self._screen = screen
        self._service = service
        self._search = search
        self._widgets = widgets
        self._preview: Timer | None = None
        self._is_opening = False
        """Whether a document was opened that is not in the reader yet."""
        self._keep_document = False
        """Whether the cursor moved to another document only because the open one is no longer a result."""

    def handle(self, event: ReadingEvent) -> None:
        """Take the move of the cursor, or what became of a fetched document."""
        match event:
            case ResultList.CursorMoved(hit=hit):
                self.preview(hit)
            case Reader.NeighbourRequested(step=step):
                self._widgets.results.cursor += step
            case LibraryService.DocumentLoaded(document=document, hits=hits, refreshed=refreshed):
                self._widgets.reader.main_language = event.main_language
                self._show(document, hits, refreshed=refreshed)
            case LibraryService.DocumentMissing(sentence=sentence):
                self._show_missing(sentence)

    def preview(self, hit: Hit) -> None:
        """Fetch the document under the cursor once the cursor rests."""
        self._is_opening = False
        self._cancel_preview()
        keep, self._keep_document = self._keep_document, False
        if keep and self._widgets.reader.text.has_focus:
            return
        is_typing = self._widgets.search_bar.query_input.has_focus
        delay = _PREVIEW_AFTER_KEY if is_typing else _PREVIEW_AFTER
        self._preview = self._screen.set_timer(delay, lambda: self._fetch(hit.id))

    @property
    def is_preview_due(self) -> bool:
        """Whether the document under the cursor will be fetched once the cursor has rested."""
        return self._preview is not None

    @property
    def is_document_pending(self) -> bool:
        """Whether the reader has the focus and waits for the document that was opened."""
        return self._is_opening and self._widgets.reader.text.has_focus

    def open(self, hit: Hit) -> None:
        """Read a document; the reader has the focus already."""
        document = self._widgets.reader.document
        self._is_opening = document is None or document.id != hit.id
        if self._preview is not None:  # no need to see whether the cursor rests
            self._cancel_preview()
            self._fetch(hit.id)

    def _show(self, document: Document, hits: tuple[Span, ...], *, refreshed: bool) -> None:
        """Show a fetched document, if the cursor is still on it; `refreshed` if it may be on the screen already."""
        hit, reader = self._widgets.results.hit, self._widgets.reader
        if hit is None or hit.id != document.id or (refreshed and document == reader.document):
            return
        self._is_opening = False
        reader.show(document, hits, self._widgets.facet_key, keep_place=refreshed)

    def _show_missing(self, sentence: str) -> None:
        """Say that a document is no longer in the library."""
        self._is_opening = False
        self._widgets.reader.clear()
        self._screen.notify(sentence, severity="warning", markup=False)

    def refresh(self) -> None:
        """Fetch the open document again after the results changed; keep it open where it is no longer one of them."""
        hit, document = self._widgets.results.hit, self._widgets.reader.document
        if document is None:
            return
        if hit is not None and hit.id == document.id:
            self._service.fetch(document.id, self._search.query, refresh=True)
        elif self._widgets.reader.text.has_focus:
            self._keep_document = hit is not None
            self._screen.notify("This document no longer matches; it stays open.", markup=False)

    def copy_quote(self) -> None:
        """Copy the selection or the current paragraph with its source."""
        quote = self._widgets.reader.quote()
        if quote:
            self._screen.app.copy_to_clipboard(quote)
            self._screen.notify(f"Copied {counted(len(quote), 'character')} with the source.", markup=False)

    def open_in_editor(self, program: str, folder: Path) -> None:
        """Open the file of the document in a program of the user.

        Args:
            program: The command line from the settings; empty for $VISUAL, $EDITOR or $PAGER.
            folder: The documents' folder.

        """
        document = self._widgets.reader.document
        if document is None:
            return
        try:
            arguments = editor.command(program, os.environ, folder / document.path)
            with self._screen.app.suspend():
                problem = editor.run(arguments)
        except (SuspendNotSupported, ValueError) as error:
            problem = str(error)
        if problem:
            self._screen.notify(problem, severity="error", markup=False)

    def _cancel_preview(self) -> None:
        if self._preview is not None:
            self._preview.stop()
            self._preview = None

    def _fetch(self, doc_id: str) -> None:
        self._preview = None
        self._service.fetch(doc_id, self._search.query)
