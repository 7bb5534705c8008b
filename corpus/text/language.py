"""The language of a text, by py3langid's naive Bayes classifier; plain English is recognized without it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from corpus.text.language_model import Classifier

_SAMPLE = 400
"""Code points looked at; more change no answer of a text in one language."""
_FEWEST_LETTERS = 20
"""Letters below which a text is too short to tell."""
_LEAST_PROBABILITY = 0.3
"""Probability of an accepted guess. Right guesses on 30 letters or more are above 0.45, wrong ones mostly below 0.2."""
_CLASSIFIED = 140
"""Code points of words given to the classifier, whose time grows with them."""
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_ENGLISH: Final = frozenset(
    (
        *("the", "and", "that", "with", "from", "this", "which", "have", "been", "were"),
        *("their", "would", "they", "its", "said"),
        # Reports of results have hardly any function words.
        *("year", "years", "months", "quarter", "three", "five", "seven", "eight", "nine", "after", "prior", "ended"),
        *("share", "shares", "income", "loss", "tax", "includes", "excludes", "company"),
    )
)
"""Words that English has and its neighbours have not; "of", "is" and "was" are Dutch, "will" German, too."""
_OTHERS: Final = frozenset(
    (
        *("der", "und", "das", "ist", "nicht", "ein", "eine", "mit", "auf", "für", "les", "des", "est", "une", "dans"),
        *("que", "pour", "par", "sur", "pas", "los", "las", "del", "por", "con", "una", "het", "een", "van", "voor"),
        *("niet", "och", "att", "det", "som", "til", "ikke", "jest", "się", "nie", "che", "della", "sono", "não"),
        *("uma", "os", "na", "je", "se"),
    )
)
"""Function words of other languages of Latin script."""
_TELLING: Final = _ENGLISH | _OTHERS
_ENGLISH_SHARE = 0.04
"""Share of the words of a text that the English ones are; in English prose they are 10 to 20 %, in terse news less."""
_ENGLISH_KINDS = 2
"""How many different ones there are at least: "The The" may be a name in any language."""
_SAME: Final = {"no": "nb"}
"""Codes of the classifier for what has another code here."""


def language_of(text: str, start: int = 0) -> str:
    """The language of a text as an ISO 639-1 code such as "en"; "" where it cannot be told.

    Args:
        text: A text. Only the first 400 code points from its first letter on are looked at.
        start: The offset where the body begins, in code points.

    """
    first = _LETTER.search(text, start)
    if first is None:
        return ""
    sample = text[first.start() : first.start() + _SAMPLE]
    if _is_english(sample.lower().split()):
        return "en"
    words = _WORD.findall(sample)
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return ""
    identifier = _identifier()
    if identifier is None:
        return ""
    code, probability = identifier.classify(" ".join(words)[:_CLASSIFIED])
    return _SAME.get(code, code) if probability >= _LEAST_PROBABILITY else ""


def _is_english(words: list[str]) -> bool:
    telling = list(filter(_TELLING.__contains__, words))
    english = list(filter(_ENGLISH.__contains__, telling))
    others = len(telling) - len(english)
    return len(set(english)) >= _ENGLISH_KINDS and len(english) >= max(_ENGLISH_SHARE * len(words), 2 * others)


@cache
def _identifier() -> Classifier | None:
    """The classifier, loaded once per process. None where it cannot be unpacked: the temporary folder is full."""
    from corpus.text.language_model import load_classifier

    try:
        return load_classifier()
    except OSError:
        return None
