"""The analysis of one text: its name forms with their features and scores, and the persons they refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people.coreference import CoreferenceResolver
from corpus.extraction.people.linear_model import THRESHOLD, score
from corpus.extraction.people.name_forms import add_features, collect_forms
from corpus.extraction.people.output import build_persons
from corpus.tokens.tokenized_text import TokenizedText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.model.document import Person


class Analysis:
    """Scores the name forms of one text and resolves them to persons.

    Full names come first, because a bare surname counts as a person if it is part of an accepted full name.

    Args:
        tokens: The text.
        weights: Feature to weight; see `linear_model.load_weights`.

    """

    __slots__ = ("forms", "resolver", "tokens")

    def __init__(self, tokens: TokenizedText, weights: Mapping[str, float]) -> None:
        self.tokens = tokens
        self.forms, organisations = collect_forms(tokens)
        add_features(tokens, self.forms, organisations)
        self.resolver = CoreferenceResolver(tokens)
        full_names = [form for form in self.forms if not form.is_bare]
        bare_names = [form for form in self.forms if form.is_bare]
        for form in full_names:
            form.score = score(form.features, weights)
            if form.score > THRESHOLD and form.allowed:
                self.resolver.add_full_name(form)
        for form in bare_names:
            form.is_linked = self.resolver.is_part_of_full_name(form)
            form.score = score(form.features, weights)
        for form in bare_names:
            if form.allowed and (form.is_linked or form.score > THRESHOLD):
                self.resolver.add_bare_name(form)
        covered = {index for form in self.forms for each in form.occurrences for index in (each.first, each.last)}
        self.resolver.add_remaining_mentions(covered)

    def persons(self) -> tuple[Person, ...]:
        """The persons of the text in order of first appearance."""
        return build_persons(self.tokens, self.resolver.people)
