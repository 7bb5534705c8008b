"""What is known of a person or country besides the mentions: forms, roles, and who and what stands with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from index.model.entity import EntityPage, Form, Role
from index.model.query import Facet, Kind
from tui.text.content import counted, fit, grouped, one_line
from tui.widgets.line_list import LineList

Fact = str | Form | Role | Facet
"""A heading, or what stands under one; an empty heading is a gap."""


def facts(page: EntityPage) -> Iterator[Fact]:
    """The rows of a page."""
    yield f"Written as ({counted(page.mentions, 'mention')})"
    yield from page.forms
    if page.roles:
        yield ""
        yield "Called"
        yield from page.roles
    for heading, company in (("With these people", page.people), ("With these countries", page.countries)):
        if company:
            yield ""
            yield heading
            yield from company
    if page.corrections:
        yield ""
        yield f"{counted(len(page.corrections), 'correction')} of yours in force"


class FactList(LineList):
    """The rows, with the number of mentions or documents behind each."""

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
    BINDING_GROUP_TITLE = "What is known"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "follow", "go there", id="fact.follow", tooltip="The page of this person or country"),
        Binding("x", "part", "somebody else", id="fact.part", tooltip="This form is not the same person"),
    ]

    @dataclass
    class Followed(Message):
        """The page of somebody who stands with it is wanted."""

        facet: Facet

    @dataclass
    class Parted(Message):
        """A form is not the same person."""

        form: Form

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.facts: list[Fact] = []

    def show(self, page: EntityPage) -> None:
        """Show what a page says; the cursor stays where it is."""
        self.facts = list(facts(page))
        self.count = len(self.facts)
        self.refresh()

    @property
    def fact(self) -> Fact:
        """What the cursor is on; "" for nothing."""
        return self.facts[self.cursor] if self.cursor < len(self.facts) else ""

    def chosen(self, index: int, event: events.Click) -> None:
        """Go where a second click says."""
        if event.chain == 2:
            self.action_follow()

    def action_follow(self) -> None:
        """Go to the page of the person or country under the cursor."""
        if isinstance(self.fact, Facet):
            self.post_message(self.Followed(self.fact))

    def action_part(self) -> None:
        """Keep the form under the cursor apart."""
        if isinstance(self.fact, Form):
            self.post_message(self.Parted(self.fact))

    def draw_line(self, index: int, line: int, width: int) -> Content:
        """A heading, or a name with its number; a role with the years it is seen in."""
        fact = self.facts[index]
        if isinstance(fact, str):
            return Content(fact).stylize(self.style_of("fact--heading"))
        number = grouped(fact.mentions if isinstance(fact, Form) else fact.documents)
        if isinstance(fact, Role) and fact.first and fact.last:
            first, last = fact.first.year, fact.last.year
            number = f"{first}–{last}  {number}" if first != last else f"{first}  {number}"
        text = one_line(fact.label if isinstance(fact, Facet) else fact.text)
        if isinstance(fact, Facet):
            text = text.stylize(self.style_of("fact--person" if fact.kind is Kind.PERSON else "fact--country"))
        count = Content(number).stylize(self.style_of("fact--count"))
        return Content(" ") + fit(text, width - len(number) - 2) + " " + count
