"""The screen that lists the saved searches with what is new for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from index.model.field import quoted
from index.model.query import Filter, Query, Sort
from index.model.user_data import NewDocuments
from tui.screens.closing import close
from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.screens.entity.name_dialog import NameDialog
from tui.services.entity_service import EntityService
from tui.services.user_data_change import RenameSearchChange, SavedSearchChange, SeenChange
from tui.services.user_data_service import UserDataService
from tui.text.content import one_line
from tui.text.numbers import counted, grouped
from tui.text.own_work import new_text
from tui.text.remedies import error_text
from tui.widgets.line_list import LineList
from tui.widgets.status_line import StatusLine

_SORTS = {Sort.RELEVANCE: "", Sort.NEWEST: "newest first", Sort.OLDEST: "oldest first"}


class SavedSearchList(LineList):
    """The saved searches: a line with name and number of documents, and a line with the query."""

    ROW_HEIGHT = 2
    BINDING_GROUP_TITLE = "Saved searches"
    DEFAULT_CSS = """
    SavedSearchList {
        height: 1fr;
        & > .saved--name { text-style: bold; }
        & > .saved--new { color: $accent; text-style: bold; }
        & > .saved--query { color: $foreground-muted; }
        & > .saved--fault { color: $error; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"saved--name", "saved--new", "saved--query", "saved--fault"}

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "act('run')", "run", id="saved.run", tooltip="Run this search"),
        Binding("n", "act('run_new')", "show new", id="saved.new", tooltip="Show only its new documents"),
        Binding("m", "act('seen')", "mark seen", id="saved.seen", tooltip="Its documents are no longer new"),
        Binding("r", "act('rename')", "rename", id="saved.rename", tooltip="Rename this search"),
        Binding("d,delete", "act('delete')", "delete", id="saved.delete", tooltip="Delete this search"),
    ]

    @dataclass
    class Requested(Message):
        """An action on a saved search: run, run_new, seen, rename or delete."""

        found: NewDocuments
        action: str

    def __init__(self, filter_label: Callable[[Filter], str]) -> None:
        super().__init__()
        self._filter_label = filter_label
        self.searches: Sequence[NewDocuments] = ()

    def show(self, searches: Sequence[NewDocuments]) -> None:
        """Show the saved searches; the cursor keeps its row."""
        self.searches = searches
        self.count = len(searches)
        self.refresh()

    def action_act(self, action: str) -> None:
        """Request an action on the search under the cursor."""
        if self.cursor < self.count:
            self.post_message(self.Requested(self.searches[self.cursor], action))

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw name and numbers, or the query with its filters and order."""
        found = self.searches[index]
        if line == 0 and found.error:
            name = one_line(found.search.name).stylize(self.style_of("saved--name"))
            return name + one_line(f"  {error_text(found.error)}").stylize(self.style_of("saved--fault"))
        if line == 0:
            new = Content(new_text(found, dt.datetime.now().astimezone()))
            new = new.stylize(self.style_of("saved--new" if found.new else "saved--query"))
            total = Content(f"  {counted(found.total, 'document')} · ").stylize(self.style_of("saved--query"))
            return one_line(found.search.name).stylize(self.style_of("saved--name")) + total + new
        search = found.search
        filters = [
            ("not " if group[0].exclude else "") + " or ".join(map(self._filter_label, group))
            for group in search.query.filter_groups
        ]
        parts = [search.text or "all documents", *filters, _SORTS[search.sort]]
        return Content("  ") + one_line(" · ".join(filter(None, parts))).stylize(self.style_of("saved--query"))


class SavedSearchesScreen(EntityAwareScreen):
    """The saved searches: run, rename, delete, mark as seen.

    Args:
        service: The service of the screen below.
        run: Runs a query on the main screen.
        filter_label: Returns what a filter is called.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", "undo", id="saved.undo", tooltip="Undo the last change"),
        Binding("escape,q,F", "close", "back", id="saved.back", tooltip="Go back to the main screen"),
    ]

    list = getters.query_one(SavedSearchList)

    def __init__(
        self, service: UserDataService, run: Callable[[Query], None], filter_label: Callable[[Filter], str]
    ) -> None:
        super().__init__()
        self._service = service.for_screen(self)
        self._run_query = run
        self._filter_label = filter_label

    @property
    def entity_service(self) -> EntityService:
        """The service for people and countries, which undoes changes of all kinds."""
        return EntityService(self, self._service.library, self._service.queue)

    def compose(self) -> ComposeResult:
        """Yield the list and the status line."""
        with Vertical(id="saved") as box:
            box.border_title = Content("Saved searches")
            yield Static("Loading …", id="saved-note", markup=False)
            yield SavedSearchList(self._filter_label)
        yield StatusLine()

    def on_mount(self) -> None:
        """Load the searches."""
        self.list.focus()
        self.reload_entities()

    def reload_entities(self) -> None:
        """Load the searches again, after a change."""
        self._service.load_searches()

    @on(UserDataService.SearchesLoaded)
    def show(self, event: UserDataService.SearchesLoaded) -> None:
        """Show the searches."""
        self.list.show(event.searches)
        note = self.query_one("#saved-note", Static)
        note.update("No saved searches. Press Esc to go back, and Ctrl+S to save a search.")
        note.display = not event.searches
        self.query_one("#saved").border_title = Content(f"Saved searches ({grouped(len(event.searches))})")

    @on(SavedSearchList.Requested)
    def act(self, event: SavedSearchList.Requested) -> None:
        """Run, rename or delete a search, or mark it as seen."""
        search, service = event.found.search, self._service
        match event.action:
            case "run":
                self._run(search.query)
            case "run_new":
                self._run(Query(f"saved:{quoted(search.name)} is:new", sort=search.sort))
            case "seen":
                service.put(SeenChange(search, service.user_data))
            case "delete":
                service.put(SavedSearchChange(search, service.user_data, delete=True))
            case _:
                self._rename(event.found)

    def _run(self, query: Query) -> None:
        close(self)
        self._run_query(query)

    def _rename(self, found: NewDocuments) -> None:
        service, search = self._service, found.search

        def take(name: str | None) -> None:
            if name and name != search.name:
                service.put(RenameSearchChange(search, name, service.user_data))

        self.app.push_screen(NameDialog(f"Rename {search.name} to …", "rename", search.name), take)

    def action_close(self) -> None:
        """Close the screen."""
        close(self)
