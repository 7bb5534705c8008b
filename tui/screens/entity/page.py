"""Why a person or country is there: forms, roles, company, and every mention in its context."""

from __future__ import annotations

from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from index.model.entity import Action, Correction, EntityPage
from index.model.query import Facet, Kind, Query
from tui.screens.closing import close
from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.screens.entity.mention import MentionScreen
from tui.services.entity_service import EntityService
from tui.text.clipped import Clipped
from tui.text.content import counted, one_line
from tui.widgets.fact_list import FactList
from tui.widgets.mention_list import MentionList
from tui.widgets.status_line import StatusLine


class EntityScreen(EntityAwareScreen):
    """The page of one person or country over the screen it was asked from; Esc goes back there.

    Args:
        service: Of the screen below.
        facet: Whose page.
        query: Of the results it may be narrowed to.
        measure: Cells of the longest line in a document; 0 for as wide as the screen.

    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab", "change_side", "other side", id="entity.side", tooltip="Mentions, or what is known"),
        Binding("a", "scope", "all / results", id="entity.scope", tooltip="The whole library, or these results only"),
        Binding("r", "rename", "rename", id="entity.rename", tooltip="Show another name"),
        Binding("h", "hide", "hide", id="entity.hide", tooltip="It is no person, or no country"),
        Binding("ctrl+z", "undo", "undo", show=False, id="entity.undo", tooltip="Take back the last correction"),
        Binding("escape,q", "close", "back", id="entity.back", tooltip="Back to where you were"),
    ]
    BINDING_GROUP_TITLE = "Page of a person or country"

    known = getters.query_one(FactList)
    mentions = getters.query_one(MentionList)

    def __init__(self, service: EntityService, facet: Facet, query: Query | None, measure: int) -> None:
        super().__init__()
        self._facet = facet
        self._query = query
        self._measure = measure
        self._narrowed = False
        self._service = service.for_screen(self)

    @property
    def entity_service(self) -> EntityService:
        """Reads and corrects people and countries."""
        return self._service

    def compose(self) -> ComposeResult:
        """The head, the two sides, the keys."""
        yield Static(id="entity-head", markup=False)
        with Horizontal():
            yield FactList(id="facts")
            yield MentionList(id="mentions")
        yield StatusLine()

    def on_mount(self) -> None:
        """Ask for the page."""
        self._head(one_line(self._facet.label))
        self.mentions.focus()
        self.reload_entities()

    def reload_entities(self) -> None:
        """Load the page again."""
        self._service.load_entity(self._facet.kind, self._facet.key, self._scope)

    @property
    def _scope(self) -> Query | None:
        return self._query if self._narrowed else None

    def _head(self, words: Content) -> None:
        self.query_one("#entity-head", Static).update(Clipped(words))

    @on(EntityService.EntityLoaded)
    def show(self, event: EntityService.EntityLoaded) -> None:
        """Show the page, unless another scope has been chosen meanwhile, or a correction has been requested."""
        page = event.page
        if event.query != self._scope or event.requested != self._service.user_data.requested:
            return
        self._facet = Facet(page.kind, page.key, page.label, page.documents)
        self._head(self._summary(page))
        self.known.show(page)
        self.mentions.show(page)
        where = "in these results" if self._narrowed else "in the whole library"
        self.mentions.border_title = Content(f"{counted(page.mentions, 'mention')} {where}")
        self.known.border_title = Content("What is known")

    def _summary(self, page: EntityPage) -> Content:
        parts = [counted(page.documents, "document")]
        if page.first and page.last:
            parts.append(f"{page.first} to {page.last}" if page.first != page.last else str(page.first))
        if page.roles:
            parts.append(page.roles[0].text)
        if page.suggestions:
            parts.append(f"perhaps the same as {page.suggestions[0].right.label}")
        return one_line(page.label).stylize("bold") + one_line("  ·  " + "  ·  ".join(parts))

    @on(MentionList.MoreWanted)
    def fetch_more(self, event: MentionList.MoreWanted) -> None:
        """Ask for further mentions."""
        self._service.load_entity(self._facet.kind, self._facet.key, self._scope, event.offset)

    @on(MentionList.Opened)
    def read(self, event: MentionList.Opened) -> None:
        """Fetch the document of a mention."""
        if self.mentions.page is not None:
            self._service.load_mention(self.mentions.page, event.number)

    @on(EntityService.MentionDocumentLoaded)
    def show_document(self, event: EntityService.MentionDocumentLoaded) -> None:
        """Read a document at a mention."""
        if not self.is_active:  # left meanwhile, or opened twice
            return
        spans = tuple(each.at for each in event.page.occurrences if each.doc_id == event.document.id)
        screen = MentionScreen(event.document, spans, event.number, event.page.label, self._measure)
        self.app.push_screen(screen)

    @on(FactList.Followed)
    def follow(self, event: FactList.Followed) -> None:
        """Go to the page of somebody who stands with this one."""
        self.app.push_screen(EntityScreen(self._service, event.facet, self._query, self._measure))

    @on(FactList.Parted)
    def part(self, event: FactList.Parted) -> None:
        """Keep a form apart from the rest."""
        if self._facet.kind is Kind.PERSON and event.form.text != self._facet.label:
            names = (self._facet.label, event.form.text)
            self.corrections.save(Correction(Action.SPLIT, Kind.PERSON, names))

    @on(MentionList.Rejected)
    def reject(self, event: MentionList.Rejected) -> None:
        """In this document it is somebody else."""
        self.corrections.hide(self._facet, event.occurrence.path)

    def action_change_side(self) -> None:
        """From the mentions to what is known, and back."""
        (self.known if self.mentions.has_focus else self.mentions).focus()

    def action_scope(self) -> None:
        """The whole library, or the results only."""
        if self._query is not None:
            self._narrowed = not self._narrowed
            self.mentions.cursor = 0
            self.reload_entities()

    def action_rename(self) -> None:
        """Show another name."""
        self.corrections.rename(self._facet)

    def action_hide(self) -> None:
        """It is no person or country: leave its page."""
        self.corrections.hide(self._facet)

    def action_close(self) -> None:
        """Go back to the screen below."""
        close(self)
