"""Reading on the main screen: fetches the document under the cursor and shows it in the reader."""

from __future__ import annotations

from typing import TypeAlias

from textual.screen import Screen
from textual.timer import Timer

from index.model.query import Hit
from tui.screens.main.focus import Panes
from tui.screens.main.search import Search
from tui.screens.main.widgets import MainWidgets
from tui.services.library_service import LibraryService
from tui.state.open_at import OpenAt
from tui.widgets.reader import Reader
from tui.widgets.result_list import ResultList

_PREVIEW_AFTER = 0.04
"""Seconds the cursor has to rest before the document under it is fetched."""
_PREVIEW_AFTER_KEY = 0.15
"""The same while typing, when the next key may change the results: longer than between two keys of a quick typist."""

ReadingEvent: TypeAlias = (
    ResultList.CursorMoved
    | ResultList.OpenRequested
    | Reader.NeighbourRequested
    | LibraryService.DocumentLoaded
    | LibraryService.DocumentMissing
)
"""The messages that decide which document the reader shows."""


class Reading:
    """Decides which document the reader shows.

    Args:
        screen: Runs timers and shows notices.
        service: Fetches documents, in the background.
        search: Whose query's words are highlighted.
        widgets: The results and the reader.
        panes: Move the focus to the reader.

    """

    def __init__(
        self, screen: Screen[None], service: LibraryService, search: Search, widgets: MainWidgets, panes: Panes
    ) -> None:
        self._screen = screen
        self._service = service
        self._search = search
        self._widgets = widgets
        self._panes = panes
        self._preview: Timer | None = None
        self._is_opening = False
        """Whether a document was opened that is not in the reader yet."""
        self._open_at = OpenAt.LAST_PLACE
        """Where the next document is opened: at a hit if it was reached by stepping through hits."""
        self._is_at_end = False
        """Whether there is no further hit in the direction of the last step."""
        self._keep_document = False
        """Whether the cursor moved to another document only because the open one is no longer a result."""

    def handle(self, event: ReadingEvent) -> None:
        """Take the move of the cursor, or what became of a fetched document."""
        match event:
            case ResultList.CursorMoved(hit=hit):
                self.preview(hit)
            case ResultList.OpenRequested(hit=hit):
                self._panes.show("reader")
                self._open(hit)
            case Reader.NeighbourRequested(step=step):
                self._widgets.results.cursor += step
            case LibraryService.DocumentLoaded():
                self._show(event)
            case LibraryService.DocumentMissing(sentence=sentence):
                self._show_missing(sentence)

    def preview(self, hit: Hit) -> None:
        """Fetch the document under the cursor once the cursor rests."""
        self._is_opening = False
        self._cancel_preview()
        keep, self._keep_document = self._keep_document, False
        if keep and self._widgets.reader.text.has_focus:
            return
        if self._is_crossing:
            self._fetch(hit.id)
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
        """Whether the reader has the focus and waits for the document that was opened, or for the next hit's."""
        return (self._is_opening and self._widgets.reader.text.has_focus) or self._is_crossing

    @property
    def _is_crossing(self) -> bool:
        """Whether a step to the next hit waits for the next document."""
        return self._open_at in (OpenAt.FIRST_HIT, OpenAt.LAST_HIT)

    def step(self, steps: int) -> None:
        """Go to the next or previous hit, on into the next or previous document."""
        results = self._widgets.results
        if self._widgets.reader.step(steps) or not results.count:
            self._is_at_end = False
            return
        before = results.cursor
        results.cursor += steps
        if results.cursor != before:
            self._is_at_end = False
            self._open_at = OpenAt.FIRST_HIT if steps > 0 else OpenAt.LAST_HIT
        elif not self._is_at_end:  # say it once while the key is held
            self._is_at_end = True
            self._screen.notify("No further hit." if steps > 0 else "No earlier hit.", timeout=2)

    def _open(self, hit: Hit) -> None:
        """Read a document; the reader has the focus already."""
        document = self._widgets.reader.document
        self._is_opening = document is None or document.id != hit.id
        if self._preview is not None:  # no need to see whether the cursor rests
            self._cancel_preview()
            self._fetch(hit.id)

    def _show(self, event: LibraryService.DocumentLoaded) -> None:
        """Show a fetched document, if the cursor is still on it; a refreshed one may be on the screen already."""
        document, hit, reader = event.document, self._widgets.results.hit, self._widgets.reader
        if hit is None or hit.id != document.id or (event.refreshed and document == reader.document):
            return
        self._is_opening = False
        at, self._open_at = OpenAt.SAME_PLACE if event.refreshed else self._open_at, OpenAt.LAST_PLACE
        self._widgets.learn_names(event.entities)
        reader.main_language = event.main_language
        reader.show(document, event.hits, event.entities, at=at)

    def _show_missing(self, sentence: str) -> None:
        """Say that a document is no longer in the library."""
        self._is_opening = False
        self._open_at = OpenAt.LAST_PLACE
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

    def _cancel_preview(self) -> None:
        if self._preview is not None:
            self._preview.stop()
            self._preview = None

    def _fetch(self, doc_id: str) -> None:
        self._preview = None
        self._service.fetch(doc_id, self._search.query)
