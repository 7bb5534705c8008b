"""The dialog that shows how the query was understood, and why the selected document is where it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from index.model.query import Query
from tui.export.model import Request, What
from tui.screens.closing import close
from tui.screens.takeout.offers import Offer
from tui.screens.views.base import ViewContext
from tui.services.analytics_service import AnalyticsService
from tui.state.internal_error import InternalError
from tui.text.content import content
from tui.text.explanation import place_lines, query_lines
from tui.text.hints import hints_text
from tui.text.numbers import counted


class UnderstoodScreen(ModalScreen[None]):
    """The explanation, over the main screen.

    Args:
        context: The query of the results, and the services.
        doc_id: The selected result; empty for none.
        filters: The active filters as they are called.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_by(1)", "down", show=False, id="understood.down", tooltip="Scroll down"),
        Binding("up,k", "scroll_by(-1)", "up", show=False, id="understood.up", tooltip="Scroll up"),
        Binding("E", "export", "export", show=False, id="understood.export", tooltip="Export this explanation"),
        Binding("escape,q", "close", "close", id="understood.close", tooltip="Close the explanation"),
    ]
    BINDING_GROUP_TITLE = "Query as understood"

    def __init__(self, context: ViewContext, doc_id: str, filters: Sequence[str]) -> None:
        super().__init__()
        self._query: Query = context.query
        self._doc_id = doc_id
        self._filters = filters
        self._library = context.service.library
        self._analytics = AnalyticsService(self, context.service.library)

    def compose(self) -> ComposeResult:
        """Yield a titled box that scrolls."""
        with VerticalScroll(classes="dialog") as box:
            box.border_title = Content("Query as understood")
            box.border_subtitle = Content("E export · Esc close")
            yield Static("Reading the query …", id="understood", markup=False)

    def on_mount(self) -> None:
        """Request the explanation."""
        self.query_one(VerticalScroll).focus()
        self._analytics.explain(self._query, self._doc_id)

    @on(AnalyticsService.Explained)
    def show(self, event: AnalyticsService.Explained) -> None:
        """Show the explanation."""
        found = event.explanation
        if found is None:
            self._show(["The library has no documents."])
            return
        parts = [list(query_lines(found.tree)), hints_text(found.hints), list(place_lines(found, self._doc_id))]
        if self._filters:
            parts.insert(1, [f"within the filters {', '.join(self._filters)}: {counted(found.total, 'document')}"])
        self._show([line for part in parts if part for line in (*part, "")])

    @on(AnalyticsService.AnalysisFailed)
    def show_failed(self, event: AnalyticsService.AnalysisFailed) -> None:
        """Show why the query cannot be explained."""
        self._show([event.sentence])

    @on(Worker.StateChanged)
    def report_failed_worker(self, event: Worker.StateChanged) -> None:
        """Report the internal error of a worker; the application continues."""
        if event.state is WorkerState.ERROR and event.worker.node is self:
            self.post_message(InternalError(event.worker.error, f"the worker {event.worker.group}"))

    def _show(self, lines: list[str]) -> None:
        text = Content("\n").join(content(line) for line in lines)
        self.query_one("#understood", Static).update(text)

    def action_scroll_by(self, lines: int) -> None:
        """Scroll the text."""
        box = self.query_one(VerticalScroll)
        box.scroll_to(y=box.scroll_y + lines, animate=False)

    def action_export(self) -> None:
        """Export the explanation."""
        from tui.screens.takeout.export import export

        request = Request(What.EXPLANATION, self._query, filters=tuple(self._filters))
        export(self, self._library, [Offer("query as understood", request)])

    def action_close(self) -> None:
        """Close the explanation."""
        close(self)
