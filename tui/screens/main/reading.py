"""Reading on the main screen: fetches the document under the cursor and shows it in the reader."""

from __future__ import annotations

from typing import TypeAlias

from textual.screen import Screen
from textual.timer import Timer

from corpus.model.document import Document
from index.model.query import Hit
from tui.screens.main.focus import Panes
from tui.screens.main.search import Search
from tui.screens.main.widgets import MainWidgets
from tui.services.document_loader import DocumentLoader
from tui.services.library_service import LibraryService
from tui.services.threads import Threads
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
    | Threads.ThreadLoaded
    | DocumentLoader.DocumentLoaded
    | DocumentLoader.DocumentMoved
    | DocumentLoader.DocumentMissing
)
"""The messages that decide which document the reader shows."""


class Reading:
    """Decides which document the reader shows.

    Args:
        screen: Runs timers and shows notices.
        service: Knows the library.
        search: Whose query's words are highlighted.
        widgets: The results and the reader.
        panes: Move the focus to the reader.

    """

    def __init__(
        self, screen: Screen[None], service: LibraryService, search: Search, widgets: MainWidgets, panes: Panes
    ) -> None:
        self._screen = screen
        self._documents = DocumentLoader(service)
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
        self._threads = Threads(service)
        self._outside = ""
        """The id of a document that is read although it is not the one under the cursor; "" for none."""
        self._keep_document = False
        """Whether the cursor moved to another document only because the open one is no longer a result."""
        self._cursor_at = ""
        """The id of the document that the cursor last moved to."""
        self._left_over = ""
        """The id of the open document once a notice has said that it is no longer a result, or is gone."""
        self._preview_waits = False
        """Whether the document under the cursor is previewed only if the open one does not have a new name."""
        self._awaited = ""
        """The id of the document that is being fetched to be shown; "" for none."""

    def handle(self, event: ReadingEvent) -> None:
        """Take the move of the cursor, or what became of a fetched document."""
        match event:
            case ResultList.CursorMoved(hit=hit):
                self.preview(hit)
            case ResultList.OpenRequested(hit=hit):
                self._panes.show("reader")
                self._open(hit)
            case Reader.NeighbourRequested(step=step):
                self._go_on(step)
            case Threads.ThreadLoaded(doc_id=doc_id) if doc_id == self._shown:
                self._show_message(event)
            case DocumentLoader.DocumentLoaded():
                self._show(event)
            case DocumentLoader.DocumentMissing():
                self._show_missing(event)

    def preview(self, hit: Hit) -> None:
        """Fetch the document under the cursor once the cursor rests."""
        keep, self._keep_document, self._cursor_at = self._keep_document, False, hit.id
        if keep and (self._preview_waits or self._is_read or self._shown == hit.id):
            return
        self._preview_waits = False
        self._is_opening, self._outside = False, ""
        self._cancel_preview()
        if self._is_crossing:
            self._fetch(hit.id)
            return
        is_typing = self._widgets.search_bar.query_input.has_focus
        delay = _PREVIEW_AFTER_KEY if is_typing else _PREVIEW_AFTER
        self._preview = self._screen.set_timer(delay, lambda: self._fetch(hit.id))

    @property
    def is_preview_due(self) -> bool:
        """Whether another document will be shown soon: once it is fetched, or the cursor has rested."""
        return self._preview is not None or bool(self._awaited)

    @property
    def is_document_pending(self) -> bool:
        """Whether the reader has the focus and waits for the document that was opened, or for the next hit's."""
        return (self._is_opening and self._is_read) or self._is_crossing

    @property
    def _is_crossing(self) -> bool:
        """Whether a step to the next hit waits for the next document."""
        return self._open_at in (OpenAt.FIRST_HIT, OpenAt.LAST_HIT)

    @property
    def _shown(self) -> str:
        """The id of the document in the reader; "" for none."""
        document = self._widgets.reader.document
        return document.id if document is not None else ""

    @property
    def _is_read(self) -> bool:
        """Whether the reader has the focus."""
        return self._widgets.reader.text.has_focus

    def step(self, steps: int) -> None:
        """Go to the next or previous hit, on into the next or previous document."""
        results = self._widgets.results
        if self._widgets.reader.step(steps) or not results.count:
            self._is_at_end = False
            return
        open_at, self._open_at = self._open_at, OpenAt.FIRST_HIT if steps > 0 else OpenAt.LAST_HIT
        if self._go_on(steps):
            self._is_at_end = False
            return
        self._open_at = open_at
        if not self._is_at_end:  # say it once while the key is held
            self._is_at_end = True
            self._screen.notify("No further hit." if steps > 0 else "No earlier hit.", timeout=2)

    def _go_on(self, steps: int) -> bool:
        """Go to the next or previous result; returns whether there is one.

        From a document that is no longer a result, the next one is under the cursor: it has taken its place.
        """
        results = self._widgets.results
        before, hit = results.cursor, results.hit
        if steps > 0 and hit is not None and self._left_over and self._shown == self._left_over:
            self.preview(hit)
            return True
        results.cursor += steps
        return results.cursor != before

    def step_in_thread(self, steps: int) -> None:
        """Go to the next or previous message of the thread."""
        if self._shown:
            self._threads.load(self._shown, steps)

    def _show_message(self, event: Threads.ThreadLoaded) -> None:
        """Show the message before or after the document, among the results or not."""
        if event.wanted and not self._widgets.results.go_to(event.wanted):
            self.open_outside(event.wanted)
        self._screen.notify(event.sentence, timeout=2)

    @property
    def outside(self) -> str:
        """The id of a document that is read although it is not the one under the cursor; "" for none."""
        return self._outside or self._left_over

    def restore(self, doc_id: str, text_hash: str) -> None:
        """Read a document that is not among the results, which have just been shown."""
        self._keep_document = self._widgets.results.hit is not None
        self.open_outside(doc_id, text_hash)

    def open_outside(self, doc_id: str, text_hash: str = "") -> None:
        """Read a document that may not be among the results; the cursor stays."""
        self._cancel_preview()
        self._outside = doc_id
        self._fetch(doc_id, text_hash)

    def _open(self, hit: Hit) -> None:
        """Read a document; the reader has the focus already."""
        self._is_opening, self._outside = self._shown != hit.id, ""
        if self._preview is not None or (self._is_opening and self._awaited != hit.id):
            self._cancel_preview()  # no need to see whether the cursor rests
            self._fetch(hit.id)

    def _show(self, event: DocumentLoader.DocumentLoaded) -> None:
        """Show a fetched document, if the cursor is still on it; a refreshed one may be on the screen already."""
        document, reader = event.document, self._widgets.reader
        at = OpenAt.SAME_PLACE if event.known else self._open_at
        if event.known is None:
            self._end_wait(document.id)
            if document.id != self._wanted:
                return
            self._is_opening, self._open_at, self._left_over = False, OpenAt.LAST_PLACE, ""
        elif not self._take_again(event.known, document):
            return
        self._widgets.learn_names(event.entities)
        reader.main_language = event.main_language
        reader.show(document, event.hits, event.entities, at=at)

    @property
    def _wanted(self) -> str:
        """The id of the document that the reader should show; "" for none."""
        hit = self._widgets.results.hit
        return self._outside or (hit.id if hit else "")

    def _take_again(self, known: Document, document: Document) -> bool:
        """Follow the open document after the results changed; returns whether to show it again."""
        reader, waits = self._widgets.reader, self._preview_waits
        self._preview_waits = False
        if self._shown != known.id or self.is_preview_due:
            return False
        if document.id != known.id:
            self._follow(document, is_read=not waits)
        elif document.id == self._wanted:
            self._left_over = ""
        elif self._is_read:
            self._say_left_over(document.id, "This document no longer matches; it stays open.")
        if waits and document.id != self._wanted:
            self._fetch(self._wanted)
            return False
        return document != reader.document or reader.is_gone

    def _follow(self, document: Document, *, is_read: bool) -> None:
        """Put the cursor on a document whose file has a new name; go on reading it if it is not among the results."""
        results, self._outside = self._widgets.results, ""
        before = results.cursor
        if not results.go_to(document.id):
            if not is_read:
                return
            self._outside = document.id
        self._keep_document = results.cursor != before  # it is shown already
        self._screen.notify(f"The file of this document is now {document.path}.", markup=False)

    def _show_missing(self, event: DocumentLoader.DocumentMissing) -> None:
        """Say that a document is no longer in the library; if it is being read, it stays open."""
        reader, waits = self._widgets.reader, self._preview_waits
        self._preview_waits = False
        if event.known is not None and not waits:
            if self._shown == event.known.id and not self.is_preview_due:
                reader.show_gone()
                self._say_left_over(event.doc_id, "This document is no longer in the folder; it stays open.")
            return
        self._end_wait(event.doc_id)
        self._is_opening = False
        was_outside, self._outside = bool(self._outside), ""
        self._open_at = OpenAt.LAST_PLACE
        if not waits:
            reader.clear()
            self._screen.notify(event.sentence, severity="warning", markup=False)
        if (waits or was_outside) and self._wanted:
            self._fetch(self._wanted)

    def refresh(self) -> None:
        """Fetch the open document again after the results changed; keep it open where it is no longer one of them."""
        document, wanted = self._widgets.reader.document, self._wanted
        if self._awaited and self._awaited == wanted:  # what is on its way may be from before the change
            self._fetch(wanted)
        if document is None or self.is_preview_due:
            return
        if document.id != wanted and not self._preview_waits:
            self._keep_document = wanted not in ("", self._cursor_at)
            self._preview_waits = self._keep_document and not self._is_read
            if not self._is_read and not self._preview_waits:
                return
        self._documents.load(document.id, self._search.query, document)

    def _say_left_over(self, doc_id: str, sentence: str) -> None:
        """Say once why a document stays open that is no longer a result."""
        if doc_id != self._left_over:
            self._left_over = doc_id
            self._screen.notify(sentence, markup=False)

    def _cancel_preview(self) -> None:
        if self._preview is not None:
            self._preview.stop()
            self._preview = None

    def _end_wait(self, doc_id: str) -> None:
        if doc_id == self._awaited:
            self._awaited = ""

    def _fetch(self, doc_id: str, text_hash: str = "") -> None:
        self._preview, self._preview_waits, self._awaited = None, False, doc_id
        self._documents.load(doc_id, self._search.query, text_hash=text_hash)
