"""Personal names: whether a country's name is a person's ("Jack Ireland", "Mr. England", "Chad Johnson")."""

from __future__ import annotations

import re

from corpus.extraction.countries.context import Context
from corpus.extraction.countries.evidence import CountryEvidence, EvidenceKind
from corpus.text.folding import fold
from corpus.tokens.country_cues import CountryCues
from corpus.tokens.flags import COMMON_WORD, COMPANY_SUFFIX, KNOWN_NAME, NON_PERSON_NOUN, PUBLIC_FIGURE
from corpus.tokens.gazetteer import CountryForm, FormKind
from corpus.tokens.lexicon import load_lexicon

_CAPITALIZED_AFTER = re.compile(r"(?: (?:and |of |for |& )?[A-Z][\w'’-]*){1,6}")
_ORDINARY = COMMON_WORD | NON_PERSON_NOUN | COMPANY_SUFFIX
_SOVEREIGNS = ("king", "prince")
_PLACE_PREPOSITIONS = ("in", "into", "from", "across")


def find_personal_name_reason(
    context: Context, cues: CountryCues, form: CountryForm, start: int, end: int
) -> CountryEvidence | None:
    """Why the place is a person's name; None if nothing says so."""
    if " " in form.key or not context.text[start].isupper():
        return None
    return _surname_reason(context, cues, form, start, end) or _given_name_reason(context, cues, form.key, start, end)


def _surname_reason(
    context: Context, cues: CountryCues, form: CountryForm, start: int, end: int
) -> CountryEvidence | None:
    """Why the place is a surname, by the word before it."""
    key = form.key
    if key not in cues.countries_as_surnames and form.kind is not FormKind.NAME:
        return None
    before = context.previous_word(start)
    if not before[:1].isupper():
        return None
    folded = fold(before)
    if folded in cues.personal_titles and not context.in_uppercase_line(start, end):
        return CountryEvidence(EvidenceKind.TITLE_BEFORE, before)
    if folded in cues.given_names and not before.endswith(("'s", "’s")):
        return CountryEvidence(EvidenceKind.GIVEN_NAME_BEFORE, before)
    is_surname = key in cues.countries_as_surnames and form.kind is FormKind.NAME
    if is_surname and _is_initial(context, before, start):
        return CountryEvidence(EvidenceKind.INITIAL_BEFORE, before)
    if folded in cues.offices and key in cues.countries_as_given_names:
        return CountryEvidence(EvidenceKind.OFFICE_BEFORE, before)
    if is_surname and folded in cues.offices_of_persons and not context.in_title_case(start):
        return CountryEvidence(EvidenceKind.OFFICE_BEFORE, before)
    return None


def _is_initial(context: Context, before: str, start: int) -> bool:
    """Whether "J. " precedes the place, which the end of "U.S. " is not."""
    preceding = context.text[max(0, start - 6) : start]
    return len(before) == 1 and preceding.rstrip().endswith(f" {before}.")


def _given_name_reason(context: Context, cues: CountryCues, key: str, start: int, end: int) -> CountryEvidence | None:
    """Why the place is a given name, by the surname or the rest of a name after it: Mali Poppy Cooper."""
    is_rare = key in cues.countries_as_rare_given_names
    if (key not in cues.countries_as_given_names and not is_rare) or context.text[end : end + 1] != " ":
        return None
    after = context.next_word(end)
    folded = fold(after)
    if not after[:1].isupper() or (after.isupper() and len(after) > 1):
        return None
    is_place = fold(context.previous_word(start)) in _PLACE_PREPOSITIONS
    if is_place and folded in _SOVEREIGNS:  # In Jordan King Abdullah spoke.
        return None
    begins_name = context.begins_person(end + 1) and context.starts_sentence(start)
    if folded in cues.common_surnames or (begins_name and not _is_public_figure(context, end + 1)):
        return CountryEvidence(EvidenceKind.SURNAME_AFTER, after)
    if is_rare or folded in cues.words_after_country or context.in_title_case(start):
        return None
    if is_place or _is_in_organisation(context, end):
        return None
    return CountryEvidence(EvidenceKind.POSSIBLE_SURNAME_AFTER, after)


def _is_public_figure(context: Context, start: int) -> bool:
    """Whether the person's mention at the place is the full name of a known politician: Kenya William Ruto won."""
    words = context.person_at(start).split()
    return len(words) > 1 and bool(load_lexicon()[words[-1]] & PUBLIC_FIGURE)


def _is_in_organisation(context: Context, end: int) -> bool:
    """Whether the words after the place make it part of an organisation's name: the Jordan News Agency."""
    found = _CAPITALIZED_AFTER.match(context.text, end)
    flags = [load_lexicon()[word] for word in found[0].split()] if found else []
    if not flags or flags[0] & KNOWN_NAME or not flags[0] & _ORDINARY:
        return False
    return any(flag & (NON_PERSON_NOUN | COMPANY_SUFFIX) for flag in flags)
