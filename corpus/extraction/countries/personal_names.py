"""Whether a country's name is a person's: "Jack Ireland", "Mr. England", "Chad Johnson"."""

from __future__ import annotations

from corpus.extraction.countries.context import Context
from corpus.text.folding import fold
from corpus.tokens.gazetteer import Cues, Form, Kind


def find_person(context: Context, cues: Cues, form: Form, start: int, end: int) -> str:
    """Why the place is a person's name; "" where nothing says so."""
    key = form.key
    if " " in key or not context.text[start].isupper():
        return ""
    if key in cues.surnames or form.kind is Kind.NAME:
        before = context.previous_word(start)
        if before[:1].isupper():
            folded = fold(before)
            if folded in cues.titles and not context.in_capitals(start, end):
                return f"a personal title stands before it: {before}"
            if folded in cues.given_names and not _possessive(before):
                return f"a given name stands before it: {before}"
            if _is_initial(context, before, start) and key in cues.surnames and form.kind is Kind.NAME:
                return f"an initial stands before it: {before}."
            if folded in cues.offices and key in cues.given:
                return f"an office stands before it: {before}"
    return _given_name(context, cues, key, start, end)


def _possessive(word: str) -> bool:
    return word.endswith(("'s", "’s"))


def _is_initial(context: Context, before: str, start: int) -> bool:
    """Whether "J. " stands before, and it is no "U.S. "."""
    head = context.text[max(0, start - 6) : start]
    return len(before) == 1 and head.rstrip().endswith(f" {before}.")


def _given_name(context: Context, cues: Cues, key: str, start: int, end: int) -> str:
    """Why the place is a given name, by the surname after it."""
    if key not in cues.given and key not in cues.rarely_given:
        return ""
    if context.text[end : end + 1] != " ":
        return ""
    after = context.next_word(end)
    folded = fold(after)
    if not after[:1].isupper() or (after.isupper() and len(after) > 1):
        return ""
    if folded in cues.common_surnames:
        return f"a surname stands after it: {after}"
    if key in cues.rarely_given or folded in cues.after_country or context.in_title_case(start):
        return ""
    if fold(context.previous_word(start)) in ("in", "into", "from", "across"):
        return ""
    return f"a capitalised word stands after it, as a surname does: {after}"
