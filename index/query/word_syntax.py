"""How one word of a query is read: its wildcards, its edit distance, and what in it may surprise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model.document import Span
from index.model.hint import Hint, HintKind
from index.query.ast import Everything, Word, is_url
from index.query.fields import likely_field
from index.schema.analysis import is_whole_word

GREATEST_DISTANCE = 2
"""With more edits, most short words are similar to each other."""
_FUZZY = re.compile(r"~(\d*(?:\.\d+)?)\Z")
_OPEN_DECADE = re.compile(r"([12]\d\d)\?\Z")
_FIELD = re.compile(r"([^\W\d_]{2,}):(?!//)")
_INNER_WILDCARD = re.compile(r"\*|\?(?=\w)")
_LONE = {"&": "AND", "&&": "AND", "|": "OR", "||": "OR", "-": "-word", "+": "+word", "!": "-word"}
"""What is written instead of operators of other search engines, and of our own without a word."""


def read_word(text: str, at: Span, *, incomplete: bool = False) -> Word | Everything | None:
    """Read a word; None if there is nothing in it to search for.

    Args:
        text: Without a boost.
        at: Its place in the query.
        incomplete: Whether it is still being typed.

    """
    # Where words are written without spaces, each character is a word, which cannot be incomplete.
    incomplete = incomplete and not is_whole_word(text[-1])
    if text.isalnum():
        return Word(text, at, incomplete=incomplete)
    if text in ("*", "*:*"):
        return Everything()
    fuzzy = _FUZZY.search(text)
    if fuzzy and fuzzy.start():
        text, distance = text[: fuzzy.start()], distance_of(fuzzy[1])
        return Word(text, at, fuzzy=distance) if _has_letter(text) else None
    # A question mark at the end usually ends a question.
    text = text.rstrip("?") if "*" not in text else text
    if not _has_letter(text):
        return None
    return Word(text[1:], at, exact=True) if text.startswith("=") else Word(text, at, incomplete=incomplete)


def distance_of(written: str) -> int:
    """The edit distance that is meant by what follows `~`: 1 if nothing does, or a similarity as in Lucene."""
    if not written:
        return 1
    return 1 if "." in written else min(int(written[:4]), GREATEST_DISTANCE)


def word_hints(text: str, at: Span, following: str = "") -> Iterator[Hint]:
    """What may surprise in the way a word is read.

    Args:
        text: The word, as for `read_word`.
        at: Its place in the query.
        following: The character after it; "" at the end of the query.

    """
    if not _has_letter(text):
        if text in _LONE:
            yield Hint(HintKind.LONE_OPERATOR, text, at, _LONE[text])
        return
    if text.startswith("--") and text[2:3].isalnum():
        yield Hint(HintKind.DOUBLE_MINUS, text[2:], at)
    fuzzy = _FUZZY.search(text)
    if fuzzy and fuzzy.start() and fuzzy[1] and fuzzy[1] not in ("0", str(distance_of(fuzzy[1]))):
        yield Hint(HintKind.EDIT_DISTANCE, text, at, f"{text[: fuzzy.start()]}~{distance_of(fuzzy[1])}")
    if decade := _OPEN_DECADE.match(text):
        yield Hint(HintKind.FINAL_QUESTION_MARK, text, at, f"year:{decade[1]}0s")
    if is_url(text):
        if "?" in text or "*" in text:
            yield Hint(HintKind.URL, text, at)
    elif (field := _FIELD.match(text)) and (field.end() < len(text) or (following and following in '"“”„«»(')):
        name = Span(at.start, at.start + len(field[1]))
        yield Hint(HintKind.UNKNOWN_FIELD, field[1], name, likely_field(field[1]) or "")


def phrase_hints(text: str, at: Span) -> Iterator[Hint]:
    """The words of a phrase whose wildcards are ignored: all but a `*` at the very end."""
    words = text.split()
    for number, word in enumerate(words):
        inside = word.removesuffix("*") if number == len(words) - 1 else word
        if _INNER_WILDCARD.search(inside) and _has_letter(inside):
            yield Hint(HintKind.WILDCARD_IN_PHRASE, word, at)


def _has_letter(text: str) -> bool:
    return text.isalnum() or any(char.isalnum() for char in text)
