"""The name forms that rules and word lists find in a text, with their scores: what the tagger starts from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.extraction.people.candidates import Run, find_runs
from corpus.extraction.people.linear_model import load_rule_weights, score
from corpus.extraction.people.name_forms import add_features, collect_forms

if TYPE_CHECKING:
    from corpus.extraction.people.form import NameForm
    from corpus.tokens.tokenized_text import TokenizedText


@dataclass(frozen=True, slots=True)
class RuleForms:
    """What the rules find in one text."""

    runs: list[Run]
    forms: list[NameForm]
    organisations: set[str]
    """The folded words of organisations' names."""


def rule_forms(tokens: TokenizedText) -> RuleForms:
    """The forms of a text with their features and the scores that the rules give them."""
    runs = find_runs(tokens)
    forms, organisations = collect_forms(tokens, runs)
    add_features(tokens, forms, organisations)
    weights = load_rule_weights()
    for form in forms:
        form.rule_score = score(form.features, weights)
    return RuleForms(runs, forms, organisations)
