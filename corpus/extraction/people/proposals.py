"""Join what the rules and the tagger propose: where the names of a text are, and how probable each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.extraction.people.candidates import Occurrence
from corpus.extraction.people.form import NameForm
from corpus.extraction.people.hyphenated import without_participle
from corpus.extraction.people.inverted_names import inverted_forms, inverted_names
from corpus.extraction.people.measures import form_measures
from corpus.extraction.people.name_forms import add_features
from corpus.extraction.people.tagged_names import tagged_names
from corpus.extraction.people.veto import Veto
from corpus.extraction.people.vetoes import find_veto
from corpus.text.folding import fold_expanding
from corpus.tokens.flags import CAPITALIZED, HONORIFIC, NON_PERSON_NOUN, OFFICE, RANK, SPEECH_VERB
from corpus.tokens.tokenized_text import UPPERCASE_LINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.extraction.people.rules import RuleForms
    from corpus.extraction.people.tagging.tag import TaggedText
    from corpus.tokens.tokenized_text import TokenizedText


_LONGEST_BYLINE = 3
"""Words of the longest name in a byline."""


def propose(tokens: TokenizedText, rules: RuleForms, tagged: TaggedText) -> list[NameForm]:
    """The forms of a text, at the places where the tagger sees names, and where the rules do and the tagger does not.

    Args:
        tokens: The text.
        rules: What the rules find; its forms are changed.
        tagged: What the tagger says.

    """
    rows = dict(zip(tagged.tokens, tagged.probabilities, strict=True))
    seen = tagged_names(tokens, tagged)
    by_place = {(each.first, each.last) for form in rules.forms for each in form.occurrences}
    new = [span for span in _prefer_rules(tokens, seen, rules.forms) if span not in by_place]
    if rules.forms and not all(each.line_kind is UPPERCASE_LINE for form in rules.forms for each in form.occurrences):
        new = [span for span in new if tokens.line_kind(span[0]) is not UPPERCASE_LINE or _is_own_line(tokens, *span)]
    inverted = inverted_names(tokens)
    in_inverted = {index for each in inverted for index in range(each.first, each.last + 1)}
    new = [span for span in new if in_inverted.isdisjoint(range(span[0], span[1] + 1))]
    taken = in_inverted.union(index for first, last in new for index in range(first, last + 1))
    forms = rules.forms
    if taken:
        forms = []
        for form in rules.forms:
            form.occurrences = [each for each in form.occurrences if taken.isdisjoint(range(each.first, each.last + 1))]
            form.allowed = [each for each in form.allowed if taken.isdisjoint(range(each.first, each.last + 1))]
            if form.occurrences:
                forms.append(form)
        _add_spans(tokens, rules, forms, new)
    _spread_vetoes(tokens, forms)
    for form in forms:
        form.measures = form_measures(tokens, form, rows, seen)
    return _joined(forms, inverted_forms(tokens, inverted)) if inverted else forms


def _is_own_line(tokens: TokenizedText, first: int, last: int) -> bool:
    """Whether two or three words are a line of their own, as bylines in capitals are."""
    is_line = (not first or "\n" in tokens.gaps[first]) and (last + 1 >= len(tokens) or "\n" in tokens.gaps[last + 1])
    return is_line and 0 < last - first < _LONGEST_BYLINE


def _spread_vetoes(tokens: TokenizedText, forms: Sequence[NameForm]) -> None:
    """Let a form of several words that the text once calls a place be one everywhere, unless it also is who speaks."""
    for form in forms:
        is_place = len(form.key) > 1 and any(each.veto is Veto.PLACE_DESCRIBED for each in form.occurrences)
        if is_place and not any(_is_person_here(tokens, each) for each in form.allowed):
            for each in form.allowed:
                each.veto = Veto.PLACE_DESCRIBED
            form.allowed = []


def _is_person_here(tokens: TokenizedText, occurrence: Occurrence) -> bool:
    """Whether a title stands before a name, or a verb of speech after it."""
    after = tokens.flags_at(occurrence.last + 1)
    has_title = tokens.flags_at(occurrence.first - 1) & (HONORIFIC | RANK | OFFICE)
    return bool(has_title) or bool(after & SPEECH_VERB and not after & CAPITALIZED)


def _joined(forms: list[NameForm], inverted: list[NameForm]) -> list[NameForm]:
    """All forms, the occurrences of one name together."""
    by_key = {form.key: form for form in forms}
    for form in inverted:
        known = by_key.get(form.key)
        if known is None:
            forms.append(form)
            continue
        known.features |= form.features
        for mine, other in ((known.occurrences, form.occurrences), (known.allowed, form.allowed)):
            mine += other
            mine.sort(key=lambda each: each.first)
    return forms


def _prefer_rules(
    tokens: TokenizedText, seen: dict[tuple[int, int], tuple[int, int]], forms: Sequence[NameForm]
) -> list[tuple[int, int]]:
    """The places that the tagger sees, but where it sees only the given name of a full name, that of the rules.

    Args:
        tokens: The text.
        seen: See `tagged_names`; what is preferred is added.
        forms: What the rules find.

    """
    allowed = [each for form in forms if form.rule_score > 0 for each in form.allowed]
    full = {each.first: each.last for each in allowed}
    starts = {each.last: each.first for each in allowed}
    found = []
    for first, last in list(seen):
        start = starts.get(last, first)
        if first == last > start and (start, last) not in seen and (start, start) not in seen:
            seen[start, last] = first, last
            found.append((start, last))
            continue
        stop = full.get(first, last)
        if first == last < stop and (first, stop) not in seen and not _may_be_building(tokens, first, stop):
            seen[first, stop] = first, last
            last = stop
        found.append((first, last))
    return found


def _may_be_building(tokens: TokenizedText, first: int, last: int) -> bool:
    """Whether a name that ends in a word such as House follows a preposition: on the steps of Harambee House."""
    before = tokens.lower(first - 1)
    follows = before == "of" or before in tokens.lexicon.lists["place_prepositions"]
    return bool(tokens.flags[last] & NON_PERSON_NOUN) and follows


def _add_spans(
    tokens: TokenizedText, rules: RuleForms, forms: list[NameForm], spans: Sequence[tuple[int, int]]
) -> None:
    """Add occurrences that the rules do not have, and compute the features of forms that are new."""
    classes = {run.first + place: kind for run in rules.runs for place, kind in enumerate(run.classes)}
    by_key = {form.key: form for form in forms}
    particles = tokens.lexicon.lists["optional_particles"]
    fresh = []
    for first, last in spans:
        words = [*tokens.words[first:last], without_participle(tokens.words[last])]
        key = tuple(map(fold_expanding, words))
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
        if not found.veto:
            form.allowed.append(found)
    for form in forms:
        form.occurrences.sort(key=lambda each: each.first)
    add_features(tokens, fresh, rules.organisations)
