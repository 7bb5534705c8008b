"""From a text to its forms with their evidence, and to the persons behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people.coreference import Register
from corpus.extraction.people.linear_model import THRESHOLD, score
from corpus.extraction.people.name_forms import collect, gather
from corpus.extraction.people.output import make_persons
from corpus.tokens.tokenized_text import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.model.document import Person


class Analysis:
    """Everything found out about the names of one text."""

    __slots__ = ("full", "groups", "page", "register", "single")

    def __init__(self, page: Page, weights: Mapping[str, float]) -> None:
        self.page = page
        self.groups, organisations = collect(self.page)
        gather(self.page, self.groups, organisations)
        self.full = [group for group in self.groups if not group.bare]
        self.single = [group for group in self.groups if group.bare]
        self.register = Register(self.page)
        for group in self.full:
            group.score = score(group.evidence, weights)
            if group.score > THRESHOLD and group.open:
                self.register.add_full(group)
        for group in self.single:
            group.linked = self.register.knows(group)
            group.score = score(group.evidence, weights)
        for group in self.single:
            if group.open and (group.linked or group.score > THRESHOLD):
                self.register.add_single(group)
        covered = {index for group in self.groups for each in group.occurrences for index in (each.first, each.last)}
        self.register.add_leftovers(covered)

    def persons(self) -> tuple[Person, ...]:
        """The persons of the text in order of first appearance."""
        return make_persons(self.page, self.register.people)
