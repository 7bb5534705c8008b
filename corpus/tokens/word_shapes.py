"""What the spelling of a word shows: endings of surnames and places, syllables, marks of other languages."""

from __future__ import annotations

import re

from corpus.text.folding import expand_letters
from corpus.tokens.flags import DIACRITICS, GROUP_SHAPE, JOINED_SYLLABLES, PLACE_SHAPE, SURNAME_SHAPE

_SURNAME_ENDING = re.compile(
    r"(?:auskas|inskas|ickas|icius|iene|aite|yte|unas|enas|aitis|ulis|skis|ski|sky|skyy|skyi|skiy|skyj|ska|skaya|cki|cka|icz|[nkhl]yi|nyy"
    r"|vich|vych|vitch|[oea]vic|jic|cic|enko|chuk|czuk|[iy]uk"
    r"|[^aeiou]ova?|[^aeiou]eva?|iev|yeva?|[kn]ina?"
    r"|[^aeiou]yan|dze|shvili|oglu|zade|zadeh|sson|dottir|[^aeiou]sen|stein|berg|mann|wald|escu|eanu|opoulos|poulou|akis|idis"
    r"|adis|elli|etti|ucci|accio|[aeiou]nen|ullah|uddin|swamy|wardena|singhe|sekera|ekar|wala|anyi|[gk]bo|ibe|ukwu|wade|unga"
    r"|[^l]andez|inez|guez|quez|[^aeiou]ales|eira|inho|aldo)$"
)
_SURNAME_BEGINNING = re.compile(
    r"(?:Ma?c[A-Z]|O['’][A-Z]|Fitz[a-zG]|D['’][A-Z]|(?:El|Al|De|Di|Du|Le|La|Van|Ben|Del)[A-Z][a-z])"
)
_PLACE_ENDINGS = (
    *("burg", "burgh", "grad", "gorod", "istan", "ville", "shire", "abad", "polis", "borough", "chester", "town"),
    *("istans", "land", "lands", "nesia", "pur"),
)
_GROUP_ENDINGS = (
    *("ians", "ists", "ites", "ese", "ish", "ism", "isms", "ics", "tion", "tions", "ment", "ments", "ing", "ings"),
    *("ity", "ness", "ance", "ence"),
)
_VIETNAMESE = re.compile("[ăđơưẠ-ỹ]", re.IGNORECASE)
"""Letters that neither English nor its neighbours have."""


def shape_flags(word: str, folded: str) -> int:
    """The flags that the spelling of a capitalized word gives."""
    flags = 0
    if _SURNAME_ENDING.search(folded) or _SURNAME_BEGINNING.match(word):
        flags |= SURNAME_SHAPE
    if folded.endswith(_PLACE_ENDINGS):
        flags |= PLACE_SHAPE
    if folded.endswith(_GROUP_ENDINGS):
        flags |= GROUP_SHAPE
    if not word.isascii() and folded != expand_letters(word.lower()):
        flags |= DIACRITICS
    if "-" in folded and _has_joined_syllables(word):
        flags |= JOINED_SYLLABLES
    return flags


def _has_joined_syllables(word: str) -> bool:
    """Whether two short parts are hyphenated, the second in lower case or of four letters at most: Seon-ho, Kuo-Hua."""
    head, _, tail = word.replace("‑", "-").replace("‐", "-").partition("-")
    if not (2 <= len(head) <= 6 and 1 <= len(tail) <= 6 and tail.replace("'", "").isalpha() and head[1:].islower()):
        return False
    return tail.islower() or (len(tail) <= 4 and tail[1:].islower())


def has_foreign_marks(word: str, folded: str, *, is_family_name: bool) -> bool:
    """Whether the marks of a word make it another word than the one without: Đỗ and "do", Lê and "le".

    Args:
        word: The word as written.
        folded: The word folded.
        is_family_name: Whether it is a family name of a culture that puts it first.

    """
    return bool(_VIETNAMESE.search(word)) or (is_family_name and folded != word.lower())
