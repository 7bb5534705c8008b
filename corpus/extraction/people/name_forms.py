"""Collect the name forms of a text with all their occurrences, and compute their features."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from corpus.extraction.people import token_class
from corpus.extraction.people.candidates import find_occurrences
from corpus.extraction.people.features_context import context_features, text_features
from corpus.extraction.people.features_shape import shape_features
from corpus.extraction.people.form import NameForm
from corpus.extraction.people.veto import Veto
from corpus.extraction.people.vetoes import find_veto, organisation_positions
from corpus.text.folding import fold_expanding
from corpus.tokens.tokenized_text import UPPERCASE_LINE, is_white_space

if TYPE_CHECKING:
    from corpus.extraction.people.candidates import Run
    from corpus.tokens.tokenized_text import TokenizedText

_NAME_BEGINNINGS = frozenset({"given_name_first", "family_name_first", "honorific_before", "rank_before"})
"""Features of forms that begin as names do, which make the other names in a list likely."""
_ONLY_IF_ALWAYS = frozenset(
    {
        "sentence_start",
        "the_before",
        "place_preposition_before",
        "capitalized_word_before",
        "place_before",
    }
)
"""Features that count only if every occurrence has them."""


def collect_forms(tokens: TokenizedText, runs: list[Run]) -> tuple[list[NameForm], set[str]]:
    """The forms of the text in order of first occurrence, and the folded words of organisations' names in it."""
    in_organisations = [
        run.first + position
        for run in runs
        if token_class.ORGANISATION in run.classes
        for position in organisation_positions(run)
    ]
    organisations = {fold_expanding(tokens.words[index]) for index in in_organisations}
    forms: dict[tuple[str, ...], NameForm] = {}
    particles = tokens.lexicon.lists["optional_particles"]
    occurrences = find_occurrences(tokens, runs)
    all_uppercase = all(each.line_kind is UPPERCASE_LINE for each in occurrences)
    for occurrence in occurrences:
        if occurrence.line_kind is UPPERCASE_LINE and not all_uppercase:
            continue
        occurrence.veto = find_veto(tokens, occurrence)
        if occurrence.veto is Veto.ORGANISATION_WORD_AFTER:
            organisations.update(occurrence.key)
        form = forms.get(occurrence.key)
        if form is None:
            form = forms[occurrence.key] = NameForm(occurrence.key, particles.issuperset(occurrence.key[:-1]))
        form.occurrences.append(occurrence)
        if not occurrence.veto:
            form.allowed.append(occurrence)
    return list(forms.values()), organisations


def add_features(tokens: TokenizedText, forms: list[NameForm], organisations: set[str]) -> None:
    """Compute the features of every form; `organisations` are the folded words of organisations' names."""
    usable = [form for form in forms if form.allowed]
    alone = {form.key[0] for form in usable if len(form.key) == 1}
    in_lower_case = alone & tokens.different_words if alone else alone
    for form in usable:
        features = form.features = _context_features(tokens, form)
        features.update(shape_features(tokens, form.allowed[0]), text_features(form, organisations, in_lower_case))
        if len(form.key) > 1 and form.key[-1] in alone:
            form.features.add("surname_alone_elsewhere")
        elif len(form.key) > 1 and form.key[0] in alone:
            form.features.add("first_word_alone_elsewhere")
    _add_list_feature(tokens, usable)
    for form in usable:
        if form.is_bare:
            form.features = set(map(_of_bare_form, form.features))


def _context_features(tokens: TokenizedText, form: NameForm) -> set[str]:
    """The context features of any occurrence, and those that count only if all occurrences have them."""
    if len(form.allowed) == 1:
        return context_features(tokens, form.allowed[0])
    found = [context_features(tokens, occurrence) for occurrence in form.allowed]
    always = _ONLY_IF_ALWAYS.intersection(*found)
    return set().union(always, *(each - _ONLY_IF_ALWAYS for each in found))


def _add_list_feature(tokens: TokenizedText, forms: list[NameForm]) -> None:
    """Add a feature to forms that are in a list with a form that begins as a name does."""
    first_tokens: set[int] = set()
    last_tokens: set[int] = set()
    for form in forms:
        if not form.is_bare and not _NAME_BEGINNINGS.isdisjoint(form.features):
            first_tokens.update(each.first for each in form.allowed)
            last_tokens.update(each.last for each in form.allowed)
    if not first_tokens:
        return
    for form in forms:
        for each in form.allowed:
            after, before = _after_conjunction(tokens, each.last + 1), _before_conjunction(tokens, each.first)
            if after in first_tokens or before in last_tokens:
                form.features.add("in_list_with_name")


def _after_conjunction(tokens: TokenizedText, index: int) -> int:
    """The index of the token after a comma or "and" at `index`, or -1."""
    if tokens.lower(index) == "and" and is_white_space(tokens.gap_before(index + 1)):
        return index + 1
    return index if tokens.gap_before(index).strip() == "," else -1


def _before_conjunction(tokens: TokenizedText, index: int) -> int:
    """The index of the token before a comma or "and" that precedes `index`, or -1."""
    if tokens.lower(index - 1) == "and" and is_white_space(tokens.gap_before(index)):
        return index - 2
    return index - 1 if tokens.gap_before(index).strip() == "," else -1


@cache
def _of_bare_form(feature: str) -> str:
    """The name of a feature for bare forms, which have weights of their own."""
    return feature if feature.startswith(("bare_name:", "one_word")) else f"bare_name:{feature}"
