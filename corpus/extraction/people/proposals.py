"""Join what the rules and the tagger propose: where the names of a text are, and how probable each is."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from corpus.extraction.people.candidates import Occurrence
from corpus.extraction.people.form import NameForm
from corpus.extraction.people.name_forms import add_features
from corpus.extraction.people.tagged_names import tagged_names
from corpus.extraction.people.tagging.weights import BEGIN, INSIDE, LOCATION, ORGANISATION, OTHER
from corpus.extraction.people.vetoes import find_veto
from corpus.text.folding import fold_expanding
from corpus.tokens.tokenized_text import UPPERCASE_LINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.extraction.people.rules import RuleForms
    from corpus.extraction.people.tagging.tag import TaggedText
    from corpus.tokens.tokenized_text import TokenizedText

_LARGEST = 5.0
"""Log-odds beyond which probabilities are not distinguished."""
_LEAST_PROBABILITY = 1 / (1 + exp(_LARGEST))
"""The probability of the least log-odds."""
_KINDS = ((LOCATION, "place"), (ORGANISATION, "organisation"), (OTHER, "other_name"))
_MEASURES = ("tagger_best", "tagger_mean", *(f"tagger_{name}" for _, name in _KINDS))
_BARE_MEASURES = tuple(f"bare_name:{name}" for name in _MEASURES)
_LEAST_KIND = 0.05
"""Probability from which another kind of name counts."""


def propose(tokens: TokenizedText, rules: RuleForms, tagged: TaggedText) -> list[NameForm]:
    """The forms of a text, at the places where the tagger sees names, and where the rules do and the tagger does not.

    Args:
        tokens: The text.
        rules: What the rules find; its forms are changed.
        tagged: What the tagger says.

    """
    rows = dict(zip(tagged.tokens, tagged.probabilities, strict=True))
    spans = list(tagged_names(tokens, tagged))
    by_place = {(each.first, each.last) for form in rules.forms for each in form.occurrences}
    new = [span for span in spans if span not in by_place]
    if rules.forms and not all(each.line_kind is UPPERCASE_LINE for form in rules.forms for each in form.occurrences):
        new = [span for span in new if tokens.line_kind(span[0]) is not UPPERCASE_LINE]
    taken = {index for first, last in new for index in range(first, last + 1)}
    forms = rules.forms
    if taken:
        forms = []
        for form in rules.forms:
            form.occurrences = [each for each in form.occurrences if taken.isdisjoint(range(each.first, each.last + 1))]
            form.allowed = [each for each in form.allowed if taken.isdisjoint(range(each.first, each.last + 1))]
            if form.occurrences:
                forms.append(form)
        _add_spans(tokens, rules, forms, new)
    for form in forms:
        form.measures = _measures(form, rows)
    return forms


def _add_spans(
    tokens: TokenizedText, rules: RuleForms, forms: list[NameForm], spans: Sequence[tuple[int, int]]
) -> None:
    """Add occurrences that the rules do not have, and compute the features of forms that are new."""
    classes = {run.first + place: kind for run in rules.runs for place, kind in enumerate(run.classes)}
    by_key = {form.key: form for form in forms}
    particles = tokens.lexicon.lists["optional_particles"]
    fresh = []
    for first, last in spans:
        key = tuple(fold_expanding(tokens.words[index]) for index in range(first, last + 1))
        found = Occurrence(
            first,
            last,
            classes.get(first - 1) if first and tokens.joins_previous(first) else None,
            classes.get(last + 1) if last + 1 < len(tokens) and tokens.joins_previous(last + 1) else None,
            tokens.line_kind(first),
            key=key,
        )
        found.veto = find_veto(tokens, found)
        form = by_key.get(key)
        if form is None:
            form = by_key[key] = NameForm(key, particles.issuperset(key[:-1]))
            forms.append(form)
            fresh.append(form)
        form.occurrences.append(found)
        form.occurrences.sort(key=lambda each: each.first)
        if not found.veto:
            form.allowed.append(found)
    add_features(tokens, fresh, rules.organisations)


def _measures(form: NameForm, rows: dict[int, list[float]]) -> dict[str, float]:
    """What the tagger says about the places of a form; nothing where none of them can be a person."""
    if not form.allowed:
        return {}
    odds = [_log_odds(_probability(each, rows)) for each in form.allowed]
    best, mean, *kinds = _BARE_MEASURES if form.is_bare else _MEASURES
    found = {best: max(odds), mean: sum(odds) / len(odds)}
    lasts = [row for each in form.allowed if (row := rows.get(each.last))]
    if lasts:
        for (label, _), name in zip(_KINDS, kinds, strict=True):
            value = max([row[label] for row in lasts])
            if value > _LEAST_KIND:
                found[name] = value
    return found


def _probability(each: Occurrence, rows: dict[int, list[float]]) -> float:
    """The probability that a name is exactly here, as if the labels depended only on the one before."""
    row = rows.get(each.first)
    if row is None:
        return 0.0
    found, before = row[BEGIN], row[BEGIN] + row[INSIDE]
    for index in range(each.first + 1, each.last + 1):
        row = rows.get(index)
        if row is None:
            return 0.0
        found *= min(1.0, row[INSIDE] / (before or 1.0))
        before = row[BEGIN] + row[INSIDE]
    after = rows.get(each.last + 1)
    goes_on = min(1.0, after[INSIDE] / before) if after and before else 0.0
    return found * (1 - goes_on)


def _log_odds(probability: float) -> float:
    if probability < _LEAST_PROBABILITY:
        return -_LARGEST
    if probability > 1 - _LEAST_PROBABILITY:
        return _LARGEST
    return log(probability / (1 - probability))
