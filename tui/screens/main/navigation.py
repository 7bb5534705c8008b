"""Back and forward on the main screen: records searches and documents, and returns to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.screen import Screen

from corpus.text.text_hash import text_key
from index.model.query import Kind, Page, Query
from tui.screens.main.focus import Panes
from tui.screens.main.reading import Reading, ReadingEvent
from tui.screens.main.search import Search
from tui.screens.main.widgets import MainWidgets
from tui.services.document_loader import DocumentLoader
from tui.services.session_file import SessionFile
from tui.state.navigation import Visit
from tui.state.query_transitions import same_results
from tui.state.reading_places import Place
from tui.text.query_label import query_label
from tui.widgets.result_list import ResultList

if TYPE_CHECKING:
    from corpus.model.document import Document
    from tui.screens.history import HistoryRow


class Navigation:
    """Records where the user was, and goes back and forward.

    Args:
        screen: Shows notices.
        panes: Moves the focus.
        widgets: The results and the reader.
        search: Owns the query; its changes are recorded.
        reading: Opens documents that are not among the results.
        session: The file with the visits of the last session.
        save: Runs a function in the background.

    """

    def __init__(
        self,
        screen: Screen[None],
        panes: Panes,
        widgets: MainWidgets,
        search: Search,
        reading: Reading,
        session: SessionFile,
        save: Callable[[Callable[[], None]], None],
    ) -> None:
        self._screen = screen
        self._panes = panes
        self._widgets = widgets
        self._search = search
        self._reading = reading
        self._session = session
        self._save = save
        self.history = session.load()
        self._restoring: Visit | None = None
        """The visit whose results or document are on their way."""
        self.is_awaited = False
        """Whether the next key is for the visit that is being restored."""
        self._hashed: tuple[Document, str] | None = None
        """The document that was read last, with the hash of its text."""
        search.before_change, search.rejected = self._change_query, self.finish

    # Recording

    def _note_place(self) -> None:
        """Update the current visit with the document under the cursor and the place in the reader."""
        if self._restoring is not None:
            return
        if self.history.current is None:
            self.history.push(Visit(self._search.query))
        here, reader = self.history.current, self._widgets.reader
        assert here is not None
        hit, document, place = self._widgets.results.hit, reader.document, reader.text.current_place
        here = replace(here, labels=tuple(map(self._search.filter_label, here.query.filters)))
        if not here.is_reading:
            pane = self._panes.current
            here = replace(here, pane="results" if pane == "reader" else pane)
            here = replace(here, document=hit.id, title=hit.title) if hit else replace(here, document="", title="")
        if place is not None and document is not None and document.id == here.document:
            here = replace(here, top=place.top, hit=place.hit)
            here = replace(here, text_hash=self._text_hash(document)) if here.is_reading else here
        self.history.update(here)

    def _text_hash(self, document: Document) -> str:
        """The hash of the text of the document in the reader: a place is noted with each key in the search bar."""
        if self._hashed is None or self._hashed[0] is not document:
            self._hashed = document, text_key(document)
        return self._hashed[1]

    def _change_query(self, query: Query) -> None:
        """Record a new query, just before it becomes the query."""
        self._note_place()
        self._restoring, self.is_awaited = None, False
        if self.history.change_query(query):
            self._save_in_background()

    def read(self, doc_id: str, title: str) -> None:
        """Record that a document was opened in the reader."""
        here = self.history.current
        if self._restoring is not None or (here is not None and here.is_reading and here.document == doc_id):
            return
        self._note_place()
        self.history.push(Visit(self._search.query, doc_id, title, is_reading=True, pane="reader"))
        self._save_in_background()

    # Going back and forward

    def step(self, steps: int) -> None:
        """Go back or forward."""
        self._note_place()
        if not self.go(self.history.at + steps):
            self._screen.notify("This is the first search." if steps < 0 else "This is the latest search.", timeout=2)

    def go(self, number: int) -> bool:
        """Go to a visit; returns False if there is no such one."""
        self._note_place()
        visit = self.history.go(number)
        if visit is None:
            return False
        self._restoring, self.is_awaited = visit, True
        self._put(visit)
        self._panes.restore(visit.pane)
        self._search.start()
        return True

    def show_list(self) -> None:
        """List the history, to go to one of its visits."""
        from tui.screens.history import HistoryScreen  # opened later

        self._note_place()
        visits = list(enumerate(self.history.visits))
        rows = [self._row(number, visit) for number, visit in reversed(visits)]

        def take(number: int | None) -> None:
            if number is not None:
                self.go(number)

        self._screen.app.push_screen(HistoryScreen(rows), take)

    def visits(self) -> tuple[tuple[str, str], ...]:
        """Return the searches as they are called, and the titles of the documents read in them, the latest first."""
        self._note_place()
        return tuple(
            (query_label(visit.query, self._search.filter_label), visit.title if visit.is_reading else "")
            for visit in reversed(self.history.visits)
        )

    def _row(self, number: int, visit: Visit) -> HistoryRow:
        from tui.screens.history import HistoryRow

        is_current = number == self.history.at
        label = visit.title if visit.is_reading else query_label(visit.query, self._search.filter_label)
        return HistoryRow(number, label, visit.is_reading, is_current)

    def _put(self, visit: Visit) -> None:
        self._search.put(visit.query, visit.document)
        self._widgets.reader.open_next_at(visit.document, Place(visit.top, visit.hit))

    def restore_session(self) -> None:
        """Begin with the search of the last session; its pane gets the focus with the results."""
        if self._session.problem:
            self._screen.notify(self._session.problem, severity="warning", markup=False, timeout=12)
        self._learn_labels()
        visit = self.history.current
        if visit is not None:
            self._restoring = visit
            self._put(visit)
            self._widgets.search_bar.query_input.action_select_all()  # so that typing begins another search

    def _learn_labels(self) -> None:
        """Know what to call the filters of earlier visits, though results may not have their names."""
        panels = dict(self._widgets.facets())
        for visit in self.history.visits:
            for choice, label in zip(visit.query.filters, visit.labels, strict=False):
                if choice.kind in panels:
                    panels[choice.kind].learn(choice.key, label)

    def take_results(self, page: Page) -> None:
        """Put the focus where it was, now that the results of a query are shown."""
        visit, query = self._restoring, page.query
        if page is not self._search.page:
            return
        if visit is None or not same_results(replace(query, fold=visit.query.fold), visit.query):
            return
        if not self.is_awaited:
            self._panes.restore(visit.pane)
        hit = self._widgets.results.hit
        if not visit.is_reading:
            self.finish()
        elif hit is None or hit.id != visit.document:
            self._reading.restore(visit.document, visit.text_hash)

    def _restore_moved(self, event: DocumentLoader.DocumentMoved) -> None:
        """Restore the visit to a document that has another id now."""
        document, visit = event.document, self._restoring
        self.history.rename(event.doc_id, document.id)
        self._screen.notify(f"The file of this document is now {document.path}.", markup=False)
        if visit is not None and visit.document == event.doc_id:  # not a visit that was asked for since
            self._restoring = replace(visit, document=document.id)
            self._put(self._restoring)
            self._search.start()

    def record(self, event: ReadingEvent) -> None:
        """Record that a document is opened, before it is shown."""
        if isinstance(event, DocumentLoader.DocumentLoaded) and event.known is not None:
            self.history.rename(event.known.id, event.document.id)  # its file may have a new name
        match event:
            case ResultList.OpenRequested(hit=hit):
                self.read(hit.id, hit.title)
            case DocumentLoader.DocumentLoaded(document=document) if self._widgets.reader.text.has_focus:
                self.read(document.id, document.title)
            case DocumentLoader.DocumentMoved():
                self._restore_moved(event)

    def follow(self, event: ReadingEvent) -> None:
        """Stop restoring when the document is shown, or is missing: then the results get the focus."""
        if isinstance(event, DocumentLoader.DocumentLoaded | DocumentLoader.DocumentMissing):
            self.finish()
        is_missing = isinstance(event, DocumentLoader.DocumentMissing) and event.known is None
        if is_missing and self._widgets.reader.text.has_focus:
            self._panes.show("results")

    def alternate(self) -> None:
        """Switch the filters of the pane in focus, or all, between all-of and any-of."""
        kinds = {"people": Kind.PERSON, "countries": Kind.COUNTRY, "languages": Kind.LANGUAGE}
        kind = kinds.get(self._panes.current)
        if problem := self._search.alternate({kind} if kind else set(Kind)):
            self._screen.notify(problem, timeout=3)

    def finish(self) -> None:
        """Stop restoring: the document is shown, or cannot be."""
        self._restoring, self.is_awaited = None, False

    # The session

    def _save_in_background(self) -> None:
        data = self._session.encoded(self.history)
        self._save(lambda: self._session.write(data))

    def save(self) -> None:
        """Write the session."""
        if self._screen.is_attached:  # after a crash there may be no widgets left
            self._note_place()
        self._session.save(self.history)
