"""Whether words before or after a date have the shape of a place or a name."""

from __future__ import annotations

import re

from corpus.text.date_words import date_words, months
from corpus.text.folding import fold

_WORD = re.compile(r"[^\s,;:|/()\[\]–—―_*·•¦@\"“”，、：｜。،؛।-][^\s,;:|/()\[\]–—―_*·•¦@\"“”，、：｜。،؛।]*")
_PART = re.compile("['’-]")
"""Parts the pieces of a word such as "al-Khobar" or "'s-Hertogenbosch"."""
_MOST_WORDS = 9
_MOST_CHARACTERS = 90
_MOST_UNCASED_WORDS = 4
_MOST_WITHOUT_COMMA = 2
"""Words without capitals before a date without a comma: more are a sentence."""
_UNSPACED = re.compile("[\u0e01-\u0e4e\u0e81-\u0edf\u1780-\u17d3\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts without spaces between words and without capitals: a place is short."""
_MOST_UNSPACED = 14
_BEFORE_DATE = (",", "،", "，", "、", ":", "：", "-", "–", "—", "|", "(", ")", "/")
_SENTENCE_ENDS = "。！？।؟!?"
_SENTENCE_LETTERS = frozenset("自于於起至从從由と")
"""Before a date they say that it is when something begins or ends. None of them is common in the names of places."""


def is_place(text: str) -> bool:
    """Return whether a text has the shape of one or more places or names: a few capitalized words, no digits.

    In scripts without capitals they are fewer.
    """
    words = _WORD.findall(text)
    if not words or len(words) > _MOST_WORDS or len(text) > _MOST_CHARACTERS or any(map(str.isdigit, text)):
        return False
    if not text.isascii() and not _is_short_without_capitals(text, words):
        return False
    known = date_words()
    named = False
    is_month = True
    for number, word in enumerate(words):
        folded = fold(word).strip(".'’")
        if folded in known.events or (number == 0 and folded in known.not_places):
            return False
        is_month = is_month and (folded in months() or folded in known.particles)
        if not any(
            part[:1].isalpha() and (_is_uncased(part[0]) or not part[0].islower()) for part in _PART.split(word)
        ):
            if fold(word) not in known.particles and folded not in known.particles:
                return False
        else:
            named = True
    if is_month:  # unlike "Rio de Janeiro" and "Chiang Mai"
        return False
    # "OTTAWA, ON" is a place; "Paris On" begins a sentence
    return named and (fold(words[-1]) not in known.not_places or f", {words[-1]}" in text)


def _is_short_without_capitals(text: str, words: list[str]) -> bool:
    """Return whether the words that could not have capitals are no more than a place or a name has."""
    uncased = [word for word in words if _is_uncased(word[0])]
    if not uncased:
        return True
    if any(mark in text for mark in _SENTENCE_ENDS) or len(uncased) > _MOST_UNCASED_WORDS:
        return False
    unspaced = "".join(_UNSPACED.findall("".join(uncased)))
    return len(unspaced) <= _MOST_UNSPACED and not _SENTENCE_LETTERS.intersection(unspaced)


def is_sentence_without_capitals(text: str) -> bool:
    """Return whether a text before a date is a sentence in a script without capitals: it has several words and no
    comma at its end.
    """
    words = [word for word in _WORD.findall(text) if _is_uncased(word[0])]
    return len(words) > _MOST_WITHOUT_COMMA and not text.rstrip().endswith(_BEFORE_DATE)


def _is_uncased(letter: str) -> bool:
    """Return whether a letter has no capital; Georgian ones have, but names are not written with them."""
    return letter.lower() == letter.upper() or "ა" <= letter <= "ჿ"
