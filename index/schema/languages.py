"""The stemmers of languages, and which of them a word of a document is stemmed by.

A word is stemmed by the stemmer of its document's language if that is written in the script of the word, and otherwise
by a stemmer of its script: a Russian name in an English document, or an English one in a Russian document, has the same
term as at home. The term of every stemmer but the English one ends with a mark, since `offer` is `off` in German.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from enum import Enum
from functools import cache

ENGLISH = ""
"""The language of unmarked terms, and of documents without a stemmer of their own."""
_MARK = "\x1f"
_SNOWBALL = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
"""Snowball's stemmers by ISO 639-1 code."""
_RELATED = {
    "af": "nl",
    "be": "ru",
    "bg": "ru",
    "bs": "sr",
    "gl": "pt",
    "hr": "sr",
    "lb": "de",
    "mk": "ru",
    "mr": "hi",
    "ms": "id",
    "nn": "nb",
    "no": "nb",
    "oc": "ca",
    "sk": "cs",
    "uk": "ru",
}
"""Languages without a stemmer, and a related one whose endings they mostly share."""


class _Script(Enum):
    LATIN = ENGLISH
    GREEK = "el"
    CYRILLIC = "ru"
    ARMENIAN = "hy"
    ARABIC = "ar"
    DEVANAGARI = "hi"
    TAMIL = "ta"
    OTHER = None
    """Not stemmed; the values of the others are the stemmers of words in documents of another script."""


_BLOCKS = (
    (0x0000, _Script.LATIN), (0x0370, _Script.GREEK), (0x0400, _Script.CYRILLIC), (0x0530, _Script.ARMENIAN),
    (0x0590, _Script.OTHER), (0x0600, _Script.ARABIC), (0x0700, _Script.OTHER), (0x0750, _Script.ARABIC),
    (0x0780, _Script.OTHER), (0x08A0, _Script.ARABIC), (0x0900, _Script.DEVANAGARI), (0x0980, _Script.OTHER),
    (0x0B80, _Script.TAMIL), (0x0C00, _Script.OTHER), (0x1E00, _Script.LATIN), (0x1F00, _Script.GREEK),
    (0x2000, _Script.OTHER), (0xFB00, _Script.LATIN), (0xFB07, _Script.OTHER), (0xFB50, _Script.ARABIC),
    (0xFE00, _Script.OTHER), (0xFE70, _Script.ARABIC), (0xFF00, _Script.LATIN), (0xFF60, _Script.OTHER),
)  # fmt: skip
"""The first code point of each block, and its script."""
_STARTS = [start for start, _ in _BLOCKS]
_SCRIPTS = {"ar": _Script.ARABIC, "el": _Script.GREEK, "fa": _Script.ARABIC, "hi": _Script.DEVANAGARI,
            "hy": _Script.ARMENIAN, "ne": _Script.DEVANAGARI, "ru": _Script.CYRILLIC, "ta": _Script.TAMIL}  # fmt: skip
"""The scripts of stemmers; those of all others are Latin, and Serbian is Cyrillic, too."""


def analyzed_as(language: str) -> str:
    """The stemmer of a document: its language, a related one, or ENGLISH.

    Args:
        language: An ISO 639-1 code, or "".

    """
    language = _RELATED.get(language, language)
    return language if language in _SNOWBALL else ENGLISH


def stemmer_of(word: str, language: str) -> str | None:
    """The stemmer of a word in a document of a language; None for words that are not stemmed, such as numbers."""
    script = _script_of(word)
    if script is _Script.OTHER:
        return None
    stemmer = analyzed_as(language)
    own = _SCRIPTS.get(stemmer, _Script.LATIN)
    if script is own or (stemmer == "sr" and script is _Script.CYRILLIC):
        return stemmer
    default: str = script.value
    return default


@cache
def snowball(stemmer: str) -> Callable[[str], str]:
    """The function that stems words. Its own cache is off, because the callers have one."""
    from Stemmer import Stemmer

    stem: Callable[[str], str] = Stemmer(_SNOWBALL.get(stemmer, "english"), 0).stemWord
    return stem


def marked(stem: str, stemmer: str) -> str:
    """The term of a stem."""
    return f"{stem}{_MARK}{stemmer}" if stemmer else stem


def stemmer_of_term(term: str) -> str:
    """The stemmer of a term; ENGLISH for words that are not stemmed, too."""
    return term.partition(_MARK)[2]


def stem_of(term: str) -> str:
    """The stem of a term, without the mark of its stemmer."""
    return term.partition(_MARK)[0]


def applies(term: str, language: str) -> bool:
    """Whether a document of a language may have a term."""
    stem, _, stemmer = term.partition(_MARK)
    if stemmer:
        return stemmer_of(_SAMPLES[stemmer], language) == stemmer or (stemmer == "sr" and language == "sr")
    return stemmer_of(stem, language) in (None, ENGLISH)


def _script_of(word: str) -> _Script:
    """The script of a word's first letter."""
    if word.isascii():
        return _Script.OTHER if word.isdigit() else _Script.LATIN
    letter = next(filter(str.isalpha, word), "\uffff")
    return _BLOCKS[bisect_right(_STARTS, ord(letter)) - 1][1]


_SAMPLES = {stemmer: {_Script.GREEK: "α", _Script.CYRILLIC: "а", _Script.ARMENIAN: "ա", _Script.ARABIC: "ا",
                      _Script.DEVANAGARI: "अ", _Script.TAMIL: "அ"}.get(_SCRIPTS.get(stemmer, _Script.LATIN), "a")
            for stemmer in _SNOWBALL}  # fmt: skip
"""A letter that each stemmer is used for."""
