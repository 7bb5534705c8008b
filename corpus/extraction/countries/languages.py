"""Names of languages: whether a demonym means the language ("spoke in French", "the English language")."""

from __future__ import annotations

import re

from corpus.extraction.countries.context import Context
from corpus.extraction.countries.evidence import CountryEvidence, EvidenceKind
from corpus.text.folding import fold
from corpus.tokens.country_cues import CountryCues
from corpus.tokens.gazetteer import CountryForm

_COMPOUND = re.compile(r"-(?:language|speaking|speakers?|medium|only)\b")
_NEXT_IN_LIST = re.compile(r",? (?:and |or |& )?([^\W\d_]+)|, (?=[^\W\d_])")
_PREVIOUS_IN_LIST = re.compile(r"([^\W\d_]+)(?:,? and|,? or|,) $")
_TRANSLATED = re.compile(
    r"\b(?:translat\w+|interpret(?:ed|ing)|render(?:ed|ing))\b[^.\n]{0,40}"
    r"\b(?:into|from)(?: the)?(?: original)? $"
)
_MAX_LIST_STEPS = 4
"""Languages of a list that are followed in one direction: "in English, French and German"."""
_LIST_REACH = 40
"""Code points before a language in which the one before it in a list is searched."""


def find_language_reason(
    context: Context, cues: CountryCues, form: CountryForm, start: int, end: int
) -> CountryEvidence | None:
    """Why the place is the name of a language; None if nothing says so."""
    if not form.is_language:
        return None
    if found := _COMPOUND.match(context.folded, end):
        return CountryEvidence(EvidenceKind.LANGUAGE, context.text[start : found.end()])
    after = fold(context.next_word(end))
    if after in cues.language_nouns:
        return CountryEvidence(EvidenceKind.LANGUAGE, f"{context.text[start:end]} {after}")
    verb = _language_verb_before(context, cues, start)
    if not verb:
        return None
    list_end = _list_end(context, cues, end)
    follower = fold(context.next_word(list_end))
    if follower and follower not in cues.function_words:
        return None
    return CountryEvidence(EvidenceKind.LANGUAGE_VERB_BEFORE, verb)


def _language_verb_before(context: Context, cues: CountryCues, start: int) -> str:
    """The word before a language, or before the list in which it is, that makes it a language; "" if there is none."""
    before = context.folded[max(0, start - 60) : start]
    if _TRANSLATED.search(before):
        return "translated"
    place = start
    for _ in range(_MAX_LIST_STEPS):
        word = fold(context.previous_word(place))
        if word in cues.language_verbs:
            return word
        window_start = max(0, place - _LIST_REACH)
        previous = _PREVIOUS_IN_LIST.search(context.folded[window_start:place])
        if not previous or previous[1] not in cues.languages:
            return ""
        place = window_start + previous.start()
    return ""


def _list_end(context: Context, cues: CountryCues, end: int) -> int:
    """Where the last language of the list that begins here ends, in code points."""
    for _ in range(_MAX_LIST_STEPS):
        found = _NEXT_IN_LIST.match(context.folded, end)
        if not found or found[1] not in cues.languages:
            return end
        end = found.end()
    return end
