"""Personal names: whether a country's name is a person's ("Jack Ireland", "Mr. England", "Chad Johnson")."""

from __future__ import annotations

from corpus.extraction.countries.context import Context
from corpus.text.folding import fold
from corpus.tokens.country_cues import CountryCues
from corpus.tokens.gazetteer import CountryForm, FormKind

_PLACE_PREPOSITIONS = ("in", "into", "from", "across")


def find_personal_name_reason(context: Context, cues: CountryCues, form: CountryForm, start: int, end: int) -> str:
    """Why the place is a person's name, in words for the user; "" if nothing says so."""
    if " " in form.key or not context.text[start].isupper():
        return ""
    return _surname_reason(context, cues, form, start, end) or _given_name_reason(context, cues, form.key, start, end)


def _surname_reason(context: Context, cues: CountryCues, form: CountryForm, start: int, end: int) -> str:
    """Why the place is a surname, by the word before it."""
    key = form.key
    if key not in cues.countries_as_surnames and form.kind is not FormKind.NAME:
        return ""
    before = context.previous_word(start)
    if not before[:1].isupper():
        return ""
    folded = fold(before)
    if folded in cues.personal_titles and not context.in_uppercase_line(start, end):
        return f"a personal title stands before it: {before}"
    if folded in cues.given_names and not before.endswith(("'s", "’s")):
        return f"a given name stands before it: {before}"
    is_surname = key in cues.countries_as_surnames and form.kind is FormKind.NAME
    if is_surname and _is_initial(context, before, start):
        return f"an initial stands before it: {before}."
    if folded in cues.offices and key in cues.countries_as_given_names:
        return f"an office stands before it: {before}"
    return ""


def _is_initial(context: Context, before: str, start: int) -> bool:
    """Whether "J. " precedes the place, which the end of "U.S. " is not."""
    preceding = context.text[max(0, start - 6) : start]
    return len(before) == 1 and preceding.rstrip().endswith(f" {before}.")


def _given_name_reason(context: Context, cues: CountryCues, key: str, start: int, end: int) -> str:
    """Why the place is a given name, by the surname after it."""
    is_rare = key in cues.countries_as_rare_given_names
    if (key not in cues.countries_as_given_names and not is_rare) or context.text[end : end + 1] != " ":
        return ""
    after = context.next_word(end)
    folded = fold(after)
    if not after[:1].isupper() or (after.isupper() and len(after) > 1):
        return ""
    if folded in cues.common_surnames:
        return f"a surname stands after it: {after}"
    if is_rare or folded in cues.words_after_country or context.in_title_case(start):
        return ""
    if fold(context.previous_word(start)) in _PLACE_PREPOSITIONS:
        return ""
    return f"a capitalised word stands after it, as a surname does: {after}"
