"""The base class of the screens that show a view of the results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from index.model.query import Facet, Query
from tui.config.settings import Settings
from tui.screens.closing import close, close_to_first
from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.screens.takeout.take_out import TakeOut
from tui.services.analytics_service import AnalyticsService
from tui.services.entity_service import EntityService
from tui.text.clipped import Clipped
from tui.text.content import one_line
from tui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from tui.screens.takeout.offers import Offer


@dataclass(frozen=True)
class ViewContext:
    """What a view is about."""

    query: Query
    """The query of the results on the main screen."""
    service: EntityService
    settings: Settings


class ViewScreen(EntityAwareScreen):
    """A heading, the view, and the keys. Messages of `AnalyticsService` are handled by the subclass.

    Args:
        context: The query, the services and the settings.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", "undo", show=False, id="view.undo", tooltip="Undo the last correction"),
        Binding("E", "take_out('export')", "export", show=False, id="view.export", tooltip="Export this view"),
        Binding("question_mark,f1", "help", "help", show=False, id="view.help", tooltip="Show the keys of this view"),
        Binding("escape,q", "close", "back", id="view.back", tooltip="Go back to the previous screen"),
    ]

    HELP: ClassVar[str] = "views"
    """The section of the help that comes first."""

    @dataclass
    class QueryChosen(Message):
        """The main screen should show the results of a query."""

        query: Query

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self.context = context
        self._entities = context.service.for_screen(self)
        self.analytics = AnalyticsService(self, context.service.library)
        self.take_out = TakeOut(self, context.settings, lambda: context.service.library, self.offers)

    @property
    def entity_service(self) -> EntityService:
        """The service for people and countries."""
        return self._entities

    def compose(self) -> ComposeResult:
        """Yield the heading, the view and the status line."""
        yield Static(classes="view-head", markup=False)
        yield from self.compose_view()
        yield StatusLine()

    def compose_view(self) -> Iterable[Widget]:
        """Yield the widgets of the view."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Request the view."""
        self.show_heading("Counting …")
        self.reload_entities()

    def offers(self) -> Sequence[Offer]:
        """Return what can be exported of the view."""
        return []

    def spoken_parts(self) -> tuple[str, ...]:
        """Return the heading and what is said below the view, to be read aloud."""
        lines = self.query(".view-head, .view-foot, #matrix-caption").results(Static)
        return tuple(str(line.visual) for line in lines)

    def show_heading(self, text: str) -> None:
        """Show what the view is about."""
        self.query_one(".view-head", Static).update(Clipped(one_line(text)))

    def show_problem(self, sentence: str) -> None:
        """Show in the view why there is nothing to see."""
        raise NotImplementedError

    @on(AnalyticsService.AnalysisFailed)
    def show_failed(self, event: AnalyticsService.AnalysisFailed) -> None:
        """Show why an analysis failed."""
        self.show_heading("")
        self.show_problem(event.sentence)

    def open_query(self, query: Query) -> None:
        """Go back to the main screen and show the results of a query."""
        self.app.screen_stack[0].post_message(self.QueryChosen(query))
        close_to_first(self.app)

    def open_entity(self, facet: Facet) -> None:
        """Open the page of a person or country."""
        from tui.screens.entity.page import EntityScreen

        self.app.push_screen(EntityScreen(self._entities, facet, self.context.query, self.context.settings))

    def action_help(self) -> None:
        """Show the keys of the view."""
        self.call_later(self.run_action, f"app.show_help('{self.HELP}')")

    def action_close(self) -> None:
        """Go back to the screen below."""
        close(self)


def recount(screens: Iterable[Screen[Any]]) -> None:
    """Count the views among some screens again, because the library has changed: at once, or when they are shown."""
    for screen in screens:
        if isinstance(screen, ViewScreen):
            screen.entities_are_outdated = True
            if screen.is_current:
                screen.reload_outdated_entities()


def query_label(query: Query) -> str:
    """Return what a query without names of filters is called: its text, or all documents."""
    return f"“{query.text.strip()}”" if query.text.strip() else "all documents"


def titled(text: str) -> Content:
    """Return a title for a border."""
    return one_line(text)
