"""Why two people may be the same person: values that `tui` words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NameLikeness(StrEnum):
    """How two names are similar. The comments say what `words` of the evidence holds."""

    SUFFIX = "suffix"  # only one of them has a suffix
    WORD_ORDER = "word_order"
    MIDDLE_NAME = "middle_name"  # only one of them has a middle name
    INITIAL = "initial"
    SURNAME = "surname"  # the surname, which is all there is of one name
    SHORT_FORM = "short_form"  # the short given name, the long one
    SOUND = "sound"  # a word of each
    TRANSLITERATION = "transliteration"  # a word of each
    VOWEL = "vowel"  # a word of each
    LETTER = "letter"  # a word of each


class SharedContext(StrEnum):
    """What two people have in common besides their names. The comments say what `shared` of the evidence holds."""

    ROLE = "role"  # the role
    PEOPLE = "people"  # the number of people who appear with both
    COUNTRY = "country"  # the name of the country


@dataclass(frozen=True, slots=True)
class SamePersonEvidence:
    """Why two people may be the same person."""

    likeness: NameLikeness
    words: tuple[str, ...] = ()
    context: SharedContext | None = None
    """None if they have nothing else in common."""
    shared: str = ""
