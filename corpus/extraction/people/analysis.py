"""The analysis of texts: their name forms with features and scores, and the persons they refer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people.coreference import CoreferenceResolver
from corpus.extraction.people.linear_model import THRESHOLD, load_weights, score
from corpus.extraction.people.output import build_persons
from corpus.extraction.people.proposals import propose
from corpus.extraction.people.rules import rule_forms
from corpus.extraction.people.tagging.tag import load_tagger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.extraction.people.form import NameForm
    from corpus.extraction.people.tagging.tag import Tagger
    from corpus.model.document import Person
    from corpus.tokens.tokenized_text import TokenizedText


class Analysis:
    """Scores the name forms of one text and resolves them to persons.

    Full names come first, because a bare surname counts as a person if it is part of an accepted full name.

    Args:
        tokens: The text.
        forms: Its name forms, as `proposals.propose` gives them.
        weights: Feature or measure to weight; see `linear_model.load_weights`.

    """

    __slots__ = ("forms", "resolver", "tokens")

    def __init__(self, tokens: TokenizedText, forms: list[NameForm], weights: Mapping[str, float]) -> None:
        self.tokens = tokens
        self.forms = forms
        self.resolver = CoreferenceResolver(tokens)
        full_names = [form for form in self.forms if not form.is_bare]
        bare_names = [form for form in self.forms if form.is_bare]
        for form in self.forms:
            form.score = score(form.features, weights, form.measures)
        for form in full_names:
            if form.score > THRESHOLD and form.allowed:
                self.resolver.add_full_name(form)
        for form in bare_names:
            form.is_linked = self.resolver.is_part_of_full_name(form)
        for form in bare_names:
            if form.allowed and (form.is_linked or form.score > THRESHOLD):
                self.resolver.add_bare_name(form)
        if self.resolver.people:
            covered = {index for form in self.forms for each in form.occurrences for index in (each.first, each.last)}
            self.resolver.add_remaining_mentions(covered)

    def persons(self) -> tuple[Person, ...]:
        """The persons of the text in order of first appearance."""
        return build_persons(self.tokens, self.resolver.people)


def proposed_forms(texts: Sequence[TokenizedText], tagger: Tagger) -> list[list[NameForm]]:
    """The name forms of each text; all texts were tokenized together."""
    rules = [rule_forms(text) for text in texts]
    tagged = tagger.tag(texts, [each.forms for each in rules])
    return [propose(text, own, tags) for text, own, tags in zip(texts, rules, tagged, strict=True)]


def analyse(texts: Sequence[TokenizedText]) -> list[Analysis]:
    """The analysis of each text; all texts were tokenized together."""
    weights = load_weights()
    forms = proposed_forms(texts, load_tagger())
    return [Analysis(text, own, weights) for text, own in zip(texts, forms, strict=True)]
