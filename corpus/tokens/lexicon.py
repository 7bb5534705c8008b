"""The lexicon: the word lists of `corpus/data` as one set of flags for each word.

Words are looked up folded: without case and accents, with one kind of apostrophe and hyphen.
"""

from __future__ import annotations

import operator
from functools import cache, reduce

from corpus.text.data_files import load_yaml, read_data
from corpus.text.folding import fold_expanding
from corpus.tokens.flags import (
    AMBIGUOUS_NAME,
    CALENDAR_WORD,
    CAPITALIZED,
    CITY,
    COMMON_WORD,
    COMPANY_SUFFIX,
    COMPOUND,
    COUNTRY_FIRST_WORD,
    COUNTRY_SECOND_WORD,
    COUNTRY_START,
    DIGITS,
    EPONYM_PREFIX,
    FAMILY_FIRST,
    FUNCTION_WORD,
    GIVEN_NAME,
    HONORIFIC,
    INITIAL,
    KNOWN_NAME,
    NAME_SUFFIX,
    NON_PERSON_NOUN,
    OCCUPATION,
    OFFICE,
    OPENING_PARTICLE,
    PARTICLE,
    PERSONAL_NOUN,
    PLACE,
    PREFIXED,
    PRONOUN,
    PUBLIC_FIGURE,
    RANK,
    SPEECH_VERB,
    SURNAME,
    TITLE_WORD,
    TOWN_START,
    UPPERCASE,
)
from corpus.tokens.gazetteer import load_gazetteer, name_parts
from corpus.tokens.word_shapes import has_foreign_marks, shape_flags


def _read_words(name: str) -> frozenset[str]:
    """The folded words of a list file in `corpus/data`; lines that begin with # are comments."""
    lines = (line for line in read_data(name).splitlines() if not line.startswith("#"))
    return frozenset(fold_expanding(" ".join(lines)).split())


_LIST_FLAGS = (
    (PUBLIC_FIGURE, "public_figures"),
    (FUNCTION_WORD, "function_words"),
    (CALENDAR_WORD, "calendar_words"),
    (HONORIFIC, "honorifics"),
    (RANK, "ranks"),
    (OFFICE, "offices"),
    (OCCUPATION, "occupations"),
    (TITLE_WORD, "title_words"),
    (NON_PERSON_NOUN, "non_person_nouns"),
    (COMPANY_SUFFIX, "company_suffixes"),
    (EPONYM_PREFIX, "eponym_prefixes"),
    (SPEECH_VERB, "speech_verbs"),
    (PERSONAL_NOUN, "personal_nouns"),
    (PARTICLE, "particles"),
    (OPENING_PARTICLE, "opening_particles"),
    (NAME_SUFFIX, "name_suffixes"),
    (PRONOUN, "pronouns"),
)
"""Flags with the lists of `people.yaml` that set them."""


_WITHOUT_MARKS = FUNCTION_WORD | COMMON_WORD | PARTICLE | OPENING_PARTICLE
"""What the name Đỗ is not, though "do" is."""
_LONG_TITLES = ("president", "minister", "secretary", "prosecutor", "chairman", "ambassador", "governor", "senator")
"""Titles that are known with a slip of the finger, too."""
_VOWELS = "aeiou"
_NO_SLIPS = frozenset(("minster",))
_ABBREVIATIONS = frozenset(("Chas", "Wm", "Thos", "Jas", "Benj", "Robt", "Saml", "Edw"))
"""Given names in short, which stand like initials: Wm. Jones."""
_LONGEST_NAME = 60
"""Code points of a word that may be a name; longer ones are lists without spaces, codes or damage."""


class Lexicon(dict[str, int]):
    """Maps a word as written to its flags; computes them on first access and caches them.

    A word always gets the same flags, so threads can share one lexicon.
    """

    CACHE_LIMIT = 200_000
    """Words cached before the cache is emptied: memory must not grow with the library."""

    def __init__(self) -> None:
        super().__init__()
        cues: dict[str, str | list[str]] = load_yaml("people.yaml")
        self.lists = {
            key: frozenset(fold_expanding(value).split()) for key, value in cues.items() if isinstance(value, str)
        }
        """The lists of `people.yaml` by name, with folded words."""
        self.firms = frozenset(tuple(fold_expanding(firm).replace(".", "").split()) for firm in cues["firms"])
        """Names of firms, bodies and things that look like names of people, as folded words."""
        self.nicknames = [frozenset(fold_expanding(line).split()) for line in cues["nicknames"]]
        """Groups of folded given names that can stand for each other."""
        self._list_flags = self._flags_from_lists()
        self.towns = frozenset(read_data("cities.txt").splitlines()[1:])
        """Names of cities and towns, folded. A flag for each of them would take longer to set than to look up."""
        for word in {town.partition(" ")[0] for town in self.towns if " " in town}:
            self._list_flags[word] = self._list_flags.get(word, 0) | TOWN_START
        self._country_flags = _country_flags()

    def _flags_from_lists(self) -> dict[str, int]:
        """The flags of every folded word that is in a list."""
        given, surnames, family = (_read_words(f"{name}.txt") for name in ("given_names", "surnames", "family_first"))
        common, places = _read_words("common_words.txt"), _read_words("places.txt")
        lists = self.lists
        ordinary = common | places | lists["non_person_nouns"] | lists["function_words"]
        ambiguous = lists["ambiguous_names"] | ((given | surnames | family) & ordinary)
        names = ((GIVEN_NAME, given), (SURNAME, surnames), (FAMILY_FIRST, family), (AMBIGUOUS_NAME, ambiguous))
        flags: dict[str, int] = {}
        listed = [(flag, lists[key]) for flag, key in _LIST_FLAGS]
        for flag, words in (*names, (COMMON_WORD, common), (PLACE, places), *listed):
            for word in words:
                flags[word] = flags.get(word, 0) | flag
        for title in _LONG_TITLES:
            for word in _slips_of(title) - flags.keys() - _NO_SLIPS:
                flags[word] = OFFICE
        return flags

    def __missing__(self, word: str) -> int:
        if len(self) > self.CACHE_LIMIT:
            self.clear()
        flags = self[word] = self._compute_flags(word)
        return flags

    def _compute_flags(self, word: str) -> int:
        if len(word) > _LONGEST_NAME:
            return self._countries_in(word)
        if word.isascii() and word.isalpha():
            return self._flags_of_plain(word)
        country = self._countries_in(word)
        if word[0].isdigit() or word[-1].isdigit():
            return DIGITS | country
        folded = fold_expanding(word)
        flags = self._case_flags(word) | self._list_flags.get(folded, 0) | country
        if flags & CAPITALIZED and has_foreign_marks(word, folded, is_family_name=bool(flags & FAMILY_FIRST)):
            flags &= ~_WITHOUT_MARKS
        if folded in self.towns:
            flags |= CITY
        if flags & CAPITALIZED:
            flags |= shape_flags(word, folded)
            if "-" in folded or "'" in folded:
                flags |= self._hyphen_flags(folded)
        return flags

    def _flags_of_plain(self, word: str) -> int:
        """The flags of a word of ASCII letters, as most are; it has no parts."""
        lower = word.lower()
        flags = self._list_flags.get(lower, 0) | self._country_flags.get(lower, 0)
        if lower in self.towns:
            flags |= CITY
        if word[0].isupper():
            flags |= self._case_flags(word) | shape_flags(word, lower)
        return flags

    def _countries_in(self, word: str) -> int:
        """The country flags of any part of the word, because a form may begin or end inside it: Guinea-Bissau."""
        flags = [self._country_flags.get(part, 0) for part in name_parts(word)]
        found = reduce(operator.or_, flags, 0)
        return found | COUNTRY_START if found & COUNTRY_FIRST_WORD and len(flags) > 1 else found

    def _case_flags(self, word: str) -> int:
        if word[0].isupper():
            if len(word) == 1 or word in _ABBREVIATIONS:
                return CAPITALIZED | INITIAL
            return CAPITALIZED | UPPERCASE if word.isupper() else CAPITALIZED
        return CAPITALIZED | PREFIXED if self._has_prefix(word) else 0

    def _has_prefix(self, word: str) -> bool:
        """Whether the word is a name prefix, a hyphen or apostrophe, and a capital: al-Assad, d'Estaing, ez-Zor."""
        head, separator, tail = fold_expanding(word).replace("-", "'").partition("'")
        return bool(separator and tail) and head in self.lists["name_prefixes"] and word[len(head) + 1 :][:1].isupper()

    def _hyphen_flags(self, folded: str) -> int:
        """The flags that the parts of a hyphenated word give to the whole."""
        parts = [part for part in folded.split("-") if part]
        if not parts or parts[-1] == folded:
            return 0
        flags = 0
        if self._has(parts[-1], PUBLIC_FIGURE):
            flags |= PUBLIC_FIGURE
        if len(parts) == 1:
            return flags
        ordinary = [part for part in parts if self._is_ordinary(part)]
        if self._has(parts[-1], RANK | OFFICE) and not self._has(parts[-1], KNOWN_NAME):
            # Vice-Admiral, Attorney-General, ex-President: the last part is the title.
            return flags | (RANK if self._has(parts[-1], RANK) else OFFICE)
        ends_in_noun = self._has(parts[-1], COMMON_WORD | NON_PERSON_NOUN | FUNCTION_WORD)
        ends_in_noun = ends_in_noun and not self._has(parts[-1], KNOWN_NAME | PARTICLE)
        if ends_in_noun or len(ordinary) == len(parts) or self._has(parts[0], PLACE):
            flags |= COMPOUND
        if self._has(parts[0], GIVEN_NAME) and self._has(parts[-1], GIVEN_NAME):
            flags |= GIVEN_NAME
        if self._has(parts[-1], SURNAME) or self._has(parts[0], SURNAME):
            flags |= SURNAME
        return flags

    def _is_ordinary(self, part: str) -> bool:
        return self._has(part, COMMON_WORD | PLACE | FUNCTION_WORD) and not (
            self._has(part, KNOWN_NAME) and len(part) < 5
        )

    def _has(self, folded: str, wanted: int) -> bool:
        return bool(self._list_flags.get(folded, 0) & wanted)


def _slips_of(word: str) -> set[str]:
    """The word with a letter lost, doubled or moved, or another vowel: preesident, presdient, presidant."""
    places = range(1, len(word))
    lost = {word[:place] + word[place + 1 :] for place in places}
    doubled = {word[:place] + word[place - 1 :] for place in places}
    moved = {word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :] for place in places}
    vowels = {word[:place] + new + word[place + 1 :] for place in places if word[place] in _VOWELS for new in _VOWELS}
    return lost | doubled | moved | vowels


def _country_flags() -> dict[str, int]:
    """The flags of the first and second folded words of all country forms."""
    gazetteer = load_gazetteer()
    flags = {
        word: COUNTRY_FIRST_WORD if entry.single is None else COUNTRY_FIRST_WORD | COUNTRY_START
        for word, entry in gazetteer.by_first_word.items()
    }
    for word in gazetteer.second_words:
        flags[word] = flags.get(word, 0) | COUNTRY_SECOND_WORD
    return flags


@cache
def load_lexicon() -> Lexicon:
    """Return the shared lexicon; the first call reads the data files.

    Raises:
        OSError: a data file of the package is missing.

    """
    return Lexicon()
