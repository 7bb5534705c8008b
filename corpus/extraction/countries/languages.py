"""Whether a demonym is the language: "spoke in French", "the English language", "put into Portuguese"."""

from __future__ import annotations

import re

from corpus.extraction.countries.context import Context
from corpus.text.folding import fold
from corpus.tokens.gazetteer import Cues, Form

_COMPOUND = re.compile(r"-(?:language|speaking|speakers?|medium|only)\b")
# Up to three further languages of a list: "English, French and German"
_LIST = re.compile(r",? (?:and |or |& )?([^\W\d_]+)|, (?=[^\W\d_])")
_TRANSLATED = re.compile(
    r"\b(?:translat\w+|interpret(?:ed|ing)|render(?:ed|ing))\b[^.\n]{0,40}"
    r"\b(?:into|from)(?: the)?(?: original)? $"
)
_LISTED = re.compile(r"([^\W\d_]+)(?:,? and|,? or|,) $")


def find_language(context: Context, cues: Cues, form: Form, start: int, end: int) -> str:
    """Why the place is the name of a language; "" where nothing says so."""
    if not form.is_language:
        return ""
    if found := _COMPOUND.match(context.folded, end):
        return f"the language: {context.text[start : found.end()]}"
    after = fold(context.next_word(end))
    if after in cues.language_nouns:
        return f"the language: {context.text[start:end]} {after}"
    verb = _verb_before(context, cues, start)
    if not verb:
        return ""
    last = _end_of_list(context, cues, end)
    follower = fold(context.next_word(last))
    if follower and follower not in cues.function_words:
        return ""
    return f"stands alone after “{verb}”, as a language does"


def _verb_before(context: Context, cues: Cues, start: int) -> str:
    """The word before a language, or before the list of languages it ends."""
    head = context.folded[max(0, start - 60) : start]
    if _TRANSLATED.search(head):
        return "translated"
    place = start
    for _ in range(4):
        before = fold(context.previous_word(place))
        if before in cues.language_verbs:
            return before
        listed = _LISTED.search(context.folded[max(0, place - 40) : place])
        if not listed or listed[1] not in cues.languages:
            return ""
        place = max(0, place - 40) + listed.start() if place > 40 else listed.start()
    return ""


def _end_of_list(context: Context, cues: Cues, end: int) -> int:
    """Where the last language of the list that begins here ends."""
    for _ in range(4):
        found = _LIST.match(context.folded, end)
        if not found or found[1] not in cues.languages:
            return end
        end = found.end()
    return end
