"""The screen that shows a document at a mention, in the reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from index.model.entity import EntityPage
from index.model.query import Facet, Query
from tui.config.settings import Settings
from tui.input.bindings import DOCUMENT
from tui.input.marks import Mark
from tui.screens.closing import close, close_to_first
from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.screens.on_each import on_each
from tui.screens.takeout.offers import of_entity
from tui.screens.takeout.take_out import TakeOut
from tui.screens.user_data.marking import Marking, MarkingEvent
from tui.services.entity_service import EntityService
from tui.services.user_data_service import UserDataService
from tui.state.open_at import OpenAt
from tui.widgets.chip_row import ChipRow
from tui.widgets.reader import Reader
from tui.widgets.reader_text import ReaderText
from tui.widgets.status_line import StatusLine


class MentionScreen(EntityAwareScreen):
    """The reader with all mentions of a person or country as hits; n and N go on into the next and previous document.

    Args:
        service: The service of the screen below.
        loaded: The document, and the mention to open it at.
        scope: The query to whose results the mentions are limited; None for none.
        settings: The settings of the user.
        open_entity: Opens the page of a person or country.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "step(1)", "next mention", id="reading.next", tooltip="Go to the next mention"),
        Binding(
            "N", "step(-1)", "previous mention", show=False, id="reading.previous", tooltip="Go to the previous one"
        ),
        Binding(
            "y", "take_out('quote')", "quote", show=False, id="reading.quote", tooltip="Copy a passage with its source"
        ),
        Binding(
            "e",
            "take_out('edit')",
            "edit",
            show=False,
            id="reading.edit",
            tooltip="Open the file in your editor or pager",
        ),
        Binding(
            "o", "take_out('open')", "open", show=False, id="reading.open", tooltip="Open with the desktop's program"
        ),
        Binding(
            "vertical_line",
            "take_out('pipe')",
            "pipe",
            show=False,
            id="reading.pipe",
            tooltip="Pipe the text to a command",
        ),
        Binding(
            "E",
            "take_out('export')",
            "export",
            show=False,
            id="reading.export",
            tooltip="Export the page of the person or country",
        ),
        *DOCUMENT,
        Binding("ctrl+z", "undo", "undo", show=False, id="reading.undo", tooltip="Undo the last change"),
        Binding("escape,q", "close", "back", id="reading.back", tooltip="Go back to the mentions"),
    ]

    reader = getters.query_one(Reader)

    def __init__(
        self,
        service: EntityService,
        loaded: EntityService.MentionDocumentLoaded,
        scope: Query | None,
        settings: Settings,
        open_entity: Callable[[Facet], None],
    ) -> None:
        super().__init__()
        self._loaded = loaded
        self._page: EntityPage = loaded.page
        self._scope = scope
        self._settings = settings
        self._open_entity = open_entity
        self._service = service.for_screen(self)
        facet = Facet(self._page.kind, self._page.key, self._page.label, self._page.documents)
        self.take_out = TakeOut(
            self, settings, lambda: service.library, lambda: of_entity(facet, scope), lambda: self.reader
        )
        self._marking = Marking(self, self)
        self._marking.start(UserDataService.of(self, service.library, service.user_data))
        self._waiting_step = 0
        """The step to take once further mentions are loaded; 0 for none."""

    @property
    def entity_service(self) -> EntityService:
        """The service for people and countries."""
        return self._service

    def chosen_ids(self) -> tuple[str, ...]:
        """Return the document in the reader."""
        return (self.current_id(),) if self.current_id() else ()

    def current_id(self) -> str:
        """Return the document in the reader; "" for none."""
        return self.reader.document.id if self.reader.document else ""

    def load_user_data(self) -> None:
        """Load what the user has done with the document."""
        if self._marking.service is not None:
            self._marking.service.load((), self.reader.document)

    def show_user_data(self) -> None:
        """Show what the user has done with the document."""
        self._marking.show_in_reader()

    @on_each(MarkingEvent)
    def take_user_data(self, event: MarkingEvent) -> None:
        """Show what the user has done with the document, once it is loaded."""
        self._marking.handle(event)

    def reload_entities(self) -> None:
        """Load the document again, with its people and countries."""
        self._service.load_mention(self._page, self._loaded.number)

    def compose(self) -> ComposeResult:
        """Yield the reader and the status line."""
        yield Reader(line_width=self._settings.reading_width, hit_noun=self._page.label, id="reading")
        yield StatusLine()

    def on_mount(self) -> None:
        """Show the document at the mention."""
        self.reader.main_language = self._service.library.main_language
        self._show(self._loaded)
        self.reader.text.focus()

    @on(EntityService.MentionDocumentLoaded)
    def show(self, event: EntityService.MentionDocumentLoaded) -> None:
        """Show a further document at a mention, or the same one again after a correction."""
        self._show(event)

    def _show(self, loaded: EntityService.MentionDocumentLoaded) -> None:
        document, same = loaded.document, loaded.document == self.reader.document
        self._loaded = loaded
        mention = self._page.occurrences[loaded.number]
        of_page = (each for each in loaded.entities if (each.kind, each.key) == (self._page.kind, self._page.key))
        mentions = next((each.mentions for each in of_page), (mention.at,))
        self.reader.show(document, mentions, loaded.entities, at=OpenAt.SAME_PLACE if same else OpenAt.FIRST_HIT)
        if not same:
            self.reader.text.set_targets(mentions, near=mention.at.start)
            self._marking.mark_read(document.id)
        self.show_user_data()
        self.load_user_data()

    def action_step(self, steps: int) -> None:
        """Go to another mention, on into the next or previous document."""
        if not self.reader.step(steps):
            self._go_to_document(steps, last=steps < 0)

    @on(Reader.NeighbourRequested)
    def show_neighbour(self, event: Reader.NeighbourRequested) -> None:
        """Open the next or previous document with mentions."""
        self._go_to_document(event.step, last=False)

    def _go_to_document(self, steps: int, *, last: bool) -> None:
        """Open another document at its first mention, or at its last one."""
        found = self._page.occurrences
        ids = [each.doc_id for each in found]
        at = self._loaded.number
        here = ids[at]
        while 0 <= at < len(ids) and ids[at] == here:
            at += steps
        if 0 <= at < len(ids):
            self._service.load_mention(self._page, at if last or steps > 0 else ids.index(ids[at]))
        elif steps > 0 and len(found) < self._page.mentions:
            self._waiting_step = steps
            self._service.load_entity(self._page.kind, self._page.key, self._scope, len(found))
        else:
            self.notify("No further mention." if steps > 0 else "No earlier mention.", timeout=2)

    @on(EntityService.EntityLoaded)
    def add_mentions(self, event: EntityService.EntityLoaded) -> None:
        """Take further mentions, and go to the document that was waiting for them."""
        if event.page.offset == len(self._page.occurrences):
            self._page = replace(self._page, occurrences=(*self._page.occurrences, *event.page.occurrences))
            steps, self._waiting_step = self._waiting_step, 0
            if steps:
                self._go_to_document(steps, last=False)

    @on(ReaderText.EntityRequested)
    def open_entity(self, event: ReaderText.EntityRequested) -> None:
        """Open the page of a person or country in the text."""
        self._open_entity(event.facet)

    @on(ReaderText.FilterToggled)
    @on(ChipRow.Pressed)
    def filter_by_name(self, event: ReaderText.FilterToggled | ChipRow.Pressed) -> None:
        """Go back to the main screen and filter its results."""
        self.app.screen_stack[0].post_message(ReaderText.FilterToggled(event.choice))
        close_to_first(self.app)

    def action_mark(self, mark: str) -> None:
        """Star, tag or note on the document, or mark it as read or unread."""
        self._marking.act(Mark(mark))

    def action_close(self) -> None:
        """Go back to the mentions."""
        close(self)
