"""The facts about a person or country: name variants, titles and roles, and co-occurrences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from index.model.entity import EntityPage, Form, NameEvidence, Role
from index.model.query import Facet, Kind
from tui.text.confidence import confidence_text, evidence_name
from tui.text.content import fit, one_line
from tui.text.numbers import counted, grouped
from tui.widgets.line_list import LineList

Fact = str | Form | Role | Facet | NameEvidence
"""A row: a heading (an empty one is a gap), or an entry under it."""


def facts(page: EntityPage) -> Iterator[Fact]:
    """Yield the rows of a page."""
    yield f"Name variants ({counted(page.mentions, 'mention')})"
    yield from page.forms
    if page.roles:
        yield ""
        yield "Titles and roles"
        yield from page.roles
    for heading, co_occurring in (("Appears with people", page.people), ("Appears with countries", page.countries)):
        if co_occurring:
            yield ""
            yield heading
            yield from co_occurring
    if page.kind is Kind.PERSON:
        yield ""
        yield confidence_text(page.confidence)
        yield from page.evidence
    if page.corrections:
        yield ""
        yield f"{counted(len(page.corrections), 'correction')} applied"


class FactList(LineList):
    """The rows, each with its number of mentions or documents."""

    CURSOR_RESTS = False

    DEFAULT_CSS = """
    FactList {
        & > .fact--heading { color: $accent; text-style: bold; }
        & > .fact--count { color: $foreground-muted; }
        & > .fact--person { color: $person; }
        & > .fact--country { color: $country; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"fact--heading", "fact--count", "fact--person", "fact--country"}
    BINDING_GROUP_TITLE = "Facts"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", "open", id="fact.open", tooltip="Open the page of this person or country"),
        Binding("x", "split", "split off", id="fact.split", tooltip="Split off this name, or hide this role"),
    ]

    @dataclass
    class EntityRequested(Message):
        """The page of a co-occurring person or country should be opened."""

        facet: Facet

    @dataclass
    class SplitRequested(Message):
        """A name variant should be split off as a different person."""

        variant: Form

    @dataclass
    class HideRoleRequested(Message):
        """A wrong title or role should be hidden."""

        role: Role

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.facts: list[Fact] = []

    def show(self, page: EntityPage) -> None:
        """Show the facts of a page; the cursor keeps its row."""
        self.facts = list(facts(page))
        self.count = len(self.facts)
        self.refresh()

    @property
    def fact(self) -> Fact:
        """The row under the cursor; "" if there is none."""
        return self.facts[self.cursor] if self.cursor < len(self.facts) else ""

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Open the page on a double click."""
        if event.chain == 2:
            self.action_open()

    def action_open(self) -> None:
        """Open the page of the person or country under the cursor."""
        if isinstance(self.fact, Facet):
            self.post_message(self.EntityRequested(self.fact))

    def action_split(self) -> None:
        """Split off the name variant under the cursor, or hide the role there."""
        if isinstance(self.fact, Form):
            self.post_message(self.SplitRequested(self.fact))
        elif isinstance(self.fact, Role):
            self.post_message(self.HideRoleRequested(self.fact))

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """Draw a heading, or an entry with its count; a role also with the years of its documents."""
        fact = self.facts[index]
        if isinstance(fact, str):
            return Content(fact).stylize(self.style_of("fact--heading"))
        if isinstance(fact, NameEvidence):
            weight = f"{fact.weight:+.2f}"
            return Content(" ") + fit(one_line(evidence_name(fact.name)), width - len(weight) - 2) + " " + weight
        number = grouped(fact.mentions if isinstance(fact, Form) else fact.documents)
        if isinstance(fact, Role) and fact.first and fact.last:
            first, last = fact.first.year, fact.last.year
            number = f"{first}–{last}  {number}" if first != last else f"{first}  {number}"
        text = one_line(fact.label if isinstance(fact, Facet) else fact.text)
        if isinstance(fact, Facet):
            text = text.stylize(self.style_of("fact--person" if fact.kind is Kind.PERSON else "fact--country"))
        count = Content(number).stylize(self.style_of("fact--count"))
        return Content(" ") + fit(text, width - len(number) - 2) + " " + count
