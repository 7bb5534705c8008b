"""The page of a person or country: name variants, titles and roles, co-occurrences, and every mention in context."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from index.model.entity import Action, Correction, EntityPage
from index.model.query import Facet, Filter, Kind, Query
from index.model.user_data import SavedSearch
from tui.config.settings import Settings
from tui.screens.closing import close
from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.screens.entity.mention import MentionScreen
from tui.screens.entity.name_dialog import NameDialog
from tui.screens.takeout.offers import of_entity
from tui.screens.takeout.take_out import TakeOut
from tui.services.analytics_service import AnalyticsService
from tui.services.entity_service import EntityService
from tui.services.user_data_change import SavedSearchChange
from tui.services.user_data_service import UserDataService
from tui.text.clipped import Clipped
from tui.text.content import one_line
from tui.text.numbers import counted
from tui.text.periods import step_between
from tui.widgets.fact_list import FactList
from tui.widgets.mention_list import MentionList
from tui.widgets.period_chart import PeriodChart
from tui.widgets.status_line import StatusLine

_SAVE = "Save a search for its documents, to see new ones"


class EntityScreen(EntityAwareScreen):
    """The page of one person or country, over the screen that opened it.

    Args:
        service: The service of the screen below.
        facet: The person or country.
        query: The query of the results to which the mentions can be limited; None for none.
        settings: The settings of the user.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab", "switch_pane", "other pane", id="entity.pane", tooltip="Switch: facts or mentions"),
        Binding("a", "scope", "all / results", id="entity.scope", tooltip="Switch: whole library or these results"),
        Binding("r", "rename", "rename", id="entity.rename", tooltip="Change the name shown"),
        Binding("h", "hide", "hide", id="entity.hide", tooltip="Hide: not a person or country"),
        Binding("ctrl+s", "save_search", "save search", show=False, id="entity.save_search", tooltip=_SAVE),
        Binding("ctrl+z", "undo", "undo", show=False, id="entity.undo", tooltip="Undo the last change"),
        Binding(
            "E",
            "take_out('export')",
            "export",
            show=False,
            id="entity.export",
            tooltip="Export this page or the mentions",
        ),
        Binding("escape,q", "close", "back", id="entity.back", tooltip="Go back to the previous screen"),
    ]
    BINDING_GROUP_TITLE = "Page of a person or country"

    facts = getters.query_one(FactList)
    mentions = getters.query_one(MentionList)

    def __init__(self, service: EntityService, facet: Facet, query: Query | None, settings: Settings) -> None:
        super().__init__()
        self.VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-middling"), (32, "-tall")]
        self._facet = facet
        self._query = query
        self._settings = settings
        self._is_limited = False
        """Whether only mentions in the results are shown."""
        self._service = service.for_screen(self)
        self._analytics = AnalyticsService(self, service.library)
        self.take_out = TakeOut(self, settings, lambda: service.library, lambda: of_entity(self._facet, self._scope))

    @property
    def entity_service(self) -> EntityService:
        """The service for people and countries."""
        return self._service

    def compose(self) -> ComposeResult:
        """Yield the summary, the facts, the mentions and the status line."""
        yield Static(id="entity-head", markup=False)
        yield PeriodChart(id="entity-chart")
        with Horizontal():
            yield FactList(id="facts")
            yield MentionList(id="mentions")
        yield StatusLine()

    def on_mount(self) -> None:
        """Load the page."""
        self._show_summary(one_line(self._facet.label))
        self.mentions.focus()
        self.reload_entities()

    def reload_entities(self) -> None:
        """Reload the page."""
        self._service.load_entity(self._facet.kind, self._facet.key, self._scope)

    @property
    def _scope(self) -> Query | None:
        return self._query if self._is_limited else None

    def _show_summary(self, summary: Content) -> None:
        self.query_one("#entity-head", Static).update(Clipped(summary))

    @on(EntityService.EntityLoaded)
    def show(self, event: EntityService.EntityLoaded) -> None:
        """Show the page, unless the scope was switched or a correction was requested since it was requested."""
        page = event.page
        if event.query != self._scope or event.requested != self._service.user_data.requested:
            return
        self._facet = Facet(page.kind, page.key, page.label, page.documents)
        self._show_summary(self._summary(page))
        if page.first and page.last:
            self._analytics.count_entity(self._facet, self._scope, step_between(page.first, page.last))
        self.facts.show(page)
        self.mentions.show(page)
        scope = "in these results" if self._is_limited else "in the whole library"
        self.mentions.border_title = Content(f"{counted(page.mentions, 'mention')} {scope}")
        self.facts.border_title = Content("Facts")

    @on(AnalyticsService.EntityTimelineCounted)
    def show_chart(self, event: AnalyticsService.EntityTimelineCounted) -> None:
        """Show the documents by year, month or day."""
        self.query_one(PeriodChart).show(event.timeline.periods, event.timeline.step)

    def _summary(self, page: EntityPage) -> Content:
        parts = [counted(page.documents, "document")]
        if page.first and page.last:
            parts.append(f"{page.first} to {page.last}" if page.first != page.last else str(page.first))
        if page.roles:
            parts.append(page.roles[0].text)
        if page.suggestions:
            parts.append(f"possibly the same person as {page.suggestions[0].right.label}")
        return one_line(page.label).stylize("bold") + one_line("  ·  " + "  ·  ".join(parts))

    @on(MentionList.MoreRequested)
    def load_more(self, event: MentionList.MoreRequested) -> None:
        """Load further mentions."""
        self._service.load_entity(self._facet.kind, self._facet.key, self._scope, event.offset)

    @on(MentionList.OpenRequested)
    def open_document(self, event: MentionList.OpenRequested) -> None:
        """Load the document of a mention."""
        if self.mentions.page is not None:
            self._service.load_mention(self.mentions.page, event.number)

    @on(EntityService.MentionDocumentLoaded)
    def show_document(self, event: EntityService.MentionDocumentLoaded) -> None:
        """Open the screen with the document at the mention."""
        if not self.is_active:  # the page was closed, or the document was opened twice
            return
        self.app.push_screen(MentionScreen(self._service, event, self._scope, self._settings, self._push_entity))

    @on(FactList.EntityRequested)
    def open_entity(self, event: FactList.EntityRequested) -> None:
        """Open the page of a co-occurring person or country."""
        self._push_entity(event.facet)

    def _push_entity(self, facet: Facet) -> None:
        self.app.push_screen(EntityScreen(self._service, facet, self._query, self._settings))

    @on(FactList.SplitRequested)
    def split(self, event: FactList.SplitRequested) -> None:
        """Split off a name variant as a different person."""
        if self._facet.kind is Kind.PERSON and event.variant.text != self._facet.label:
            names = (self._facet.label, event.variant.text)
            self.corrections.save(Correction(Action.SPLIT, Kind.PERSON, names))

    @on(FactList.HideRoleRequested)
    def hide_role(self, event: FactList.HideRoleRequested) -> None:
        """Hide what is no title or role of this person."""
        self.corrections.save(Correction(Action.HIDE_ROLE, Kind.PERSON, (self._facet.label,), event.role.text))

    @on(MentionList.HideRequested)
    def hide_in_document(self, event: MentionList.HideRequested) -> None:
        """Hide the person or country in one document."""
        self.corrections.hide(self._facet, path=event.occurrence.path)

    def action_switch_pane(self) -> None:
        """Move the focus between facts and mentions."""
        (self.facts if self.mentions.has_focus else self.mentions).focus()

    def action_scope(self) -> None:
        """Switch between all mentions and those in the results."""
        if self._query is not None:
            self._is_limited = not self._is_limited
            self.mentions.cursor = 0
            self.reload_entities()

    def action_rename(self) -> None:
        """Rename the person or country."""
        self.corrections.rename(self._facet)

    def action_save_search(self) -> None:
        """Save a search for the documents with this person or country, so that new ones are announced."""
        service, facet = self._service, self._facet
        own = UserDataService.of(self, service.library, service.user_data)

        def take(name: str | None) -> None:
            if name and own is not None:
                search = SavedSearch(name, filters=(Filter(facet.kind, facet.key),))
                own.put(SavedSearchChange(search, own.user_data))

        if own is not None:
            self.app.push_screen(NameDialog("Save a search for this name as …", "save", facet.label), take)

    def action_hide(self) -> None:
        """Hide the person or country."""
        self.corrections.hide(self._facet)

    def action_close(self) -> None:
        """Close the page."""
        close(self)
