"""Detect texts that are not English, where its rules and word lists fail, by function words and letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from corpus.extraction.languages.lists import load_lists

OTHER: Final = "other"
"""A language that is not English and has no list of countries here."""
_LEAST_ENGLISH = 0.04
"""Share of "the" and "of" from which a text is English without counting other words."""
_LEAST_SHARE = 0.08
"""Share of a language's function words from which a text may be in it."""
_LEAST_KINDS = 2
"""Different function words that a text needs, besides those that names have."""
_MARGIN = 1.25
"""How much more often a language's words must occur than English ones."""
_UKRAINIAN = frozenset("іїєґ")
_CYRILLIC, _ARABIC, _HAN, _KANA = (
    re.compile(pattern) for pattern in ("[а-яіїєґё]", "[\u0621-\u064a]", "[\u4e00-\u9fff]", "[\u3040-\u30ff]")
)
_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE = 4000
"""Code points looked at in a text without words of Latin script."""


def foreign_language(text: str, words: Sequence[str]) -> str:
    """The ISO 639-1 code of a language that is not English, OTHER for one without a list here; "" for English.

    Args:
        text: The text.
        words: Its tokens.

    """
    total = len(words)
    if not total:
        return _by_script(text)
    # Words between spaces are faster to count in the text.
    if text.count(" the ") + text.count(" of ") >= _LEAST_ENGLISH * total:
        return ""
    if words.count("the") + words.count("of") >= _LEAST_ENGLISH * total:
        return ""
    if not text.isascii() and (code := _by_script(text)):
        return code
    counts, lists = Counter(map(str.lower, words)), load_lists()
    english = sum(map(counts.__getitem__, lists.english.intersection(counts)))
    if _MARGIN * english >= sum(map(counts.__getitem__, lists.foreign.intersection(counts))):
        return ""
    shares = {code: sum(counts[word] for word in own) for code, own in lists.function_words.items()}
    best = max(shares, key=lambda code: (shares[code], code != OTHER))
    kinds = sum(word in counts for word in lists.function_words[best] - lists.in_names)
    is_foreign = shares[best] >= _LEAST_SHARE * total and shares[best] > _MARGIN * english and kinds >= _LEAST_KINDS
    return best if is_foreign else ""


def _by_script(text: str) -> str:
    """The language of a text that is mostly in another script than Latin; "" for Latin."""
    sample = text[:_SAMPLE].lower()
    letters = len(_LETTER.findall(sample))
    counts = {name: len(found.findall(sample)) for name, found in _SCRIPTS}
    name = max(counts, key=lambda each: counts[each])
    if counts[name] < letters / 2 or not letters:
        return ""
    if name == "cyrillic":
        return "uk" if not _UKRAINIAN.isdisjoint(sample) else "ru"
    if name == "han":
        return OTHER if _KANA.search(sample) else "zh"
    return name


_SCRIPTS = (("cyrillic", _CYRILLIC), ("ar", _ARABIC), ("han", _HAN))
