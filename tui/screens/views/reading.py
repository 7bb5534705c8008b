"""The screen that shows a document found by a view, in the reader."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tui.screens.closing import close, close_to_first
from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.screens.entity.page import EntityScreen
from tui.screens.takeout.take_out import TakeOut
from tui.screens.views.base import ViewContext
from tui.services.analytics_service import AnalyticsService
from tui.services.entity_service import EntityService
from tui.state.open_at import OpenAt
from tui.widgets.chip_row import ChipRow
from tui.widgets.reader import Reader
from tui.widgets.reader_text import ReaderText
from tui.widgets.status_line import StatusLine


class DocumentScreen(EntityAwareScreen):
    """The reader with one document, over the view that found it.

    Args:
        context: The query, the services and the settings of the view.
        loaded: The document, its highlights and the place to open it at.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "step(1)", "next hit", id="document.next", tooltip="Go to the next hit"),
        Binding("N", "step(-1)", "previous hit", show=False, id="document.previous", tooltip="Go to the previous hit"),
        Binding("y", "take_out('quote')", "quote", id="document.quote", tooltip="Copy a passage with its source"),
        Binding("e", "take_out('edit')", "edit", id="document.edit", tooltip="Open in your editor or pager"),
        Binding(
            "o",
            "take_out('open')",
            "open original",
            show=False,
            id="document.open",
            tooltip="Open with another program",
        ),
        Binding(
            "vertical_line", "take_out('pipe')", "pipe", show=False, id="document.pipe", tooltip="Pipe to a command"
        ),
        Binding("escape,q", "close", "back", id="document.back", tooltip="Go back to the view"),
    ]

    reader = getters.query_one(Reader)

    def __init__(self, context: ViewContext, loaded: AnalyticsService.DocumentLoaded) -> None:
        super().__init__()
        self._about = context
        self._loaded = loaded
        self._service = context.service.for_screen(self)
        library = context.service.library
        self.take_out = TakeOut(self, context.settings, lambda: library, list, lambda: self.reader)

    @property
    def entity_service(self) -> EntityService:
        """The service for people and countries."""
        return self._service

    def reload_entities(self) -> None:
        """Keep the document as it is: it was loaded for the view."""

    def compose(self) -> ComposeResult:
        """Yield the reader and the status line."""
        yield Reader(line_width=self._about.settings.reading_width, id="reading")
        yield StatusLine()

    def on_mount(self) -> None:
        """Show the document at its place."""
        loaded = self._loaded
        self.reader.main_language = self._service.library.main_language
        self.reader.show(loaded.document, loaded.hits, loaded.entities, at=OpenAt.FIRST_HIT)
        if loaded.at is not None:
            self.reader.text.set_targets(loaded.hits, near=loaded.at.start)
        self.reader.text.focus()

    @on(ReaderText.EntityRequested)
    def open_entity(self, event: ReaderText.EntityRequested) -> None:
        """Open the page of a person or country in the text."""
        self.app.push_screen(EntityScreen(self._service, event.facet, self._about.query, self._about.settings))

    @on(ReaderText.FilterToggled)
    @on(ChipRow.Pressed)
    def filter_by_name(self, event: ReaderText.FilterToggled | ChipRow.Pressed) -> None:
        """Go back to the main screen and filter its results."""
        self.app.screen_stack[0].post_message(ReaderText.FilterToggled(event.choice))
        close_to_first(self.app)

    def action_step(self, steps: int) -> None:
        """Go to another hit."""
        if not self.reader.step(steps):
            self.notify("No further hit." if steps > 0 else "No earlier hit.", timeout=2)

    def action_close(self) -> None:
        """Go back to the view."""
        close(self)
