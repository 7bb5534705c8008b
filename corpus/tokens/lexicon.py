"""What is known of a word by itself: the word lists of `corpus/data`, as one set of flags for each word.

Words are compared folded: no case, no accents, one kind of apostrophe and hyphen.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from functools import cache, reduce
from importlib.resources import files
from typing import cast

import yaml

from corpus.tokens.gazetteer import load_gazetteer, name_parts

CAPITAL = 1 << 0
"""Begins with a capital, also after a small prefix: al-Assad, d'Estaing."""
UPPER = 1 << 1
"""Two letters or more, all capitals."""
INITIAL = 1 << 2
"""One capital letter."""
PREFIXED = 1 << 3
"""Begins with a small prefix of names: al-, el-, d', N'."""
GIVEN = 1 << 4
SURNAME = 1 << 5
FAMILY_FIRST = 1 << 6
"""A family name of a culture that puts it first, as Kim or Nguyen."""
WEAK = 1 << 7
"""Also an English word or a place, so that as a name it proves little."""
WELL_KNOWN = 1 << 8
COMMON = 1 << 9
"""Met in small letters."""
FUNCTION = 1 << 10
PLACE = 1 << 11
TIME = 1 << 12
HONORIFIC = 1 << 13
RANK = 1 << 14
OFFICE = 1 << 15
CALLING = 1 << 16
TITLE_WORD = 1 << 17
THING = 1 << 18
COMPANY = 1 << 19
CALLED_AFTER = 1 << 20
SAYING = 1 << 21
BELONGING = 1 << 22
PARTICLE = 1 << 23
SUFFIX = 1 << 24
SURNAME_SHAPE = 1 << 25
"""Ends or begins as surnames do: -enko, -ović, -shvili, Mac-."""
PLACE_SHAPE = 1 << 26
SYLLABLES = 1 << 27
"""Two joined syllables with a small second one, as Seon-ho; or a hyphened given name."""
DIGITS = 1 << 28
NOT_ENGLISH = 1 << 29
"""Has letters English does not write."""
WORD_PART = 1 << 30
"""Hyphened, with an English word or a place in it: U.S.-led, Moscow-backed, Anglo-Irish."""
PLURAL_PEOPLE = 1 << 31
"""Ends as names of peoples and groups do: -ians, -ists."""

OPENING = 1 << 32
"""One of the particles that names begin with: von, de, bin."""
BEGINS_COUNTRY = 1 << 33
"""Is, or has a part that is, the name of a country or of its people, or that may begin one within the word."""
OPENS_COUNTRY = 1 << 34
"""Begins such names of several words: United, South."""
INSIDE_COUNTRY = 1 << 35
"""Stands second in such a name: States, Korea."""

ROLE = HONORIFIC | RANK | OFFICE | CALLING
NAME = GIVEN | SURNAME | FAMILY_FIRST | WELL_KNOWN

_UNFOLDABLE = str.maketrans(
    {
        "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th",
        "ı": "i", "ə": "a", "Ə": "a", "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe",
        "’": "'", "ʼ": "'", "‘": "'", "`": "'", "‐": "-", "‑": "-", "–": "-",
    }
)  # fmt: skip
_COMBINING = re.compile("[\u0300-\u036f]+")

_SURNAME_END = re.compile(
    r"(?:auskas|inskas|ickas|icius|iene|aite|yte|unas|enas|aitis|ulis|skis|ski|sky|skyy|skyi|skiy|skyj|ska|skaya|cki|cka|icz|[nkhl]yi|nyy"
    r"|vich|vych|vitch|[oea]vic|jic|cic|enko|chuk|czuk|[iy]uk"
    r"|[^aeiou]ova?|[^aeiou]eva?|iev|yeva?|[kn]ina?"
    r"|[^aeiou]yan|dze|shvili|oglu|zade|zadeh|sson|dottir|[^aeiou]sen|stein|berg|mann|wald|escu|eanu|opoulos|poulou|akis|idis"
    r"|adis|elli|etti|ucci|accio|[aeiou]nen|ullah|uddin|swamy|wardena|singhe|sekera|ekar|wala|anyi|[gk]bo|ibe|ukwu|wade|unga"
    r"|[^l]andez|inez|guez|quez|[^aeiou]ales|eira|inho|aldo)$"
)
_SURNAME_START = re.compile(
    r"(?:Ma?c[A-Z]|O['’][A-Z]|Fitz[a-zG]|D['’][A-Z]|(?:El|Al|De|Di|Du|Le|La|Van|Ben|Del)[A-Z][a-z])"
)
ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
"""A number after a ruler's name: Elizabeth II, John XXIII."""
_PLACE_END = re.compile(
    r"(?:burg|burgh|grad|gorod|istan|ville|shire|abad|polis|borough|chester|town|istans|land|lands|nesia|pur)$"
)
_GROUP_END = re.compile(r"(?:ians|ists|ites|ese|ish|isms?|ics|tion|tions|ment|ments|ings?|ity|ness|ance|ence)$")


def fold(word: str) -> str:
    """The word as compared: small letters without accents, plain apostrophe and hyphen."""
    if word.isascii():
        return word.lower()
    return _COMBINING.sub("", unicodedata.normalize("NFKD", word.translate(_UNFOLDABLE))).lower()


def _read(name: str) -> str:
    return files("corpus").joinpath("data", name).read_text(encoding="utf-8")


def _load(name: str) -> dict[str, str | list[str]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return cast("dict[str, str | list[str]]", yaml.load(_read(name), Loader=loader))


def _words(name: str) -> frozenset[str]:
    """All words of a list file; lines that begin with # are headings."""
    lines = (line for line in _read(name).splitlines() if not line.startswith("#"))
    return frozenset(fold(" ".join(lines)).split())


_LISTED = (
    (WELL_KNOWN, "well_known"),
    (FUNCTION, "function_words"),
    (TIME, "times"),
    (HONORIFIC, "honorifics"),
    (RANK, "ranks"),
    (OFFICE, "offices"),
    (CALLING, "callings"),
    (TITLE_WORD, "title_words"),
    (THING, "things"),
    (COMPANY, "companies"),
    (CALLED_AFTER, "called_after"),
    (SAYING, "saying"),
    (BELONGING, "belongings"),
    (PARTICLE, "particles"),
    (OPENING, "opening_particles"),
    (SUFFIX, "suffixes"),
)


class Lexicon(dict[str, int]):
    """Word → flags, worked out when a word is first asked for and remembered.

    Only a memo: the same word always has the same flags, so threads may share it.
    """

    LIMIT = 200_000
    """Words remembered, so that memory does not grow with the library."""

    def __init__(self) -> None:
        super().__init__()
        cues = _load("people.yaml")
        self.lists = {key: frozenset(fold(value).split()) for key, value in cues.items() if isinstance(value, str)}
        """The small lists by name; their words folded."""
        self.firms = frozenset(tuple(fold(firm).replace(".", "").split()) for firm in cues["firms"])
        self.nicknames = [frozenset(fold(line).split()) for line in cues["nicknames"]]
        self._listed = self._flags_of_listed()
        self._countries = _flags_of_countries()

    def _flags_of_listed(self) -> dict[str, int]:
        """All words that stand in a list, with the flags of their lists."""
        given, surnames, family = (_words(f"{name}.txt") for name in ("given_names", "surnames", "family_first"))
        common, places = _words("common_words.txt"), _words("places.txt")
        lists = self.lists
        ordinary = common | places | lists["things"] | lists["function_words"]
        weak = lists["weak_names"] | ((given | surnames | family) & ordinary)
        named = ((GIVEN, given), (SURNAME, surnames), (FAMILY_FIRST, family), (WEAK, weak))
        flags: dict[str, int] = {}
        for flag, words in (*named, (COMMON, common), (PLACE, places), *((flag, lists[key]) for flag, key in _LISTED)):
            for word in words:
                flags[word] = flags.get(word, 0) | flag
        return flags

    def __missing__(self, word: str) -> int:
        if len(self) > self.LIMIT:
            self.clear()
        flags = self[word] = self._flags(word)
        return flags

    def _flags(self, word: str) -> int:
        country = self._of_country(word)
        if word[0].isdigit() or word[-1].isdigit():
            return DIGITS | country
        folded = fold(word)
        flags = self._case(word) | self._listed.get(folded, 0) | country
        if flags & CAPITAL:
            flags |= _shape(word, folded)
            if "-" in folded or "'" in folded:
                flags |= self._joined(folded)
        return flags

    def _of_country(self, word: str) -> int:
        """What the word can be in names of countries, by any of its parts: a name may begin and end within it."""
        if word.isascii() and word.isalpha():
            return self._countries.get(word.lower(), 0)
        flags = [self._countries.get(part, 0) for part in name_parts(word)]
        found = reduce(operator.or_, flags, 0)
        return found | BEGINS_COUNTRY if found & OPENS_COUNTRY and len(flags) > 1 else found

    def _case(self, word: str) -> int:
        if word[0].isupper():
            if len(word) == 1:
                return CAPITAL | INITIAL
            return CAPITAL | UPPER if word.isupper() else CAPITAL
        return CAPITAL | PREFIXED if self._prefixed(word) else 0

    def _prefixed(self, word: str) -> bool:
        """Whether a small prefix of names stands before a capital: al-Assad, d'Estaing, ez-Zor."""
        head, joint, tail = fold(word).replace("-", "'").partition("'")
        return bool(joint and tail) and head in self.lists["prefixes"] and word[len(head) + 1 :][:1].isupper()

    def _joined(self, folded: str) -> int:
        """What the parts of a hyphened word tell of the whole."""
        parts = [part for part in folded.split("-") if part]
        if not parts or parts[-1] == folded:
            return 0
        flags = 0
        if self._in(parts[-1], WELL_KNOWN):
            flags |= WELL_KNOWN
        if len(parts) == 1:
            return flags
        ordinary = [part for part in parts if self._ordinary(part)]
        if self._in(parts[-1], RANK | OFFICE) and not self._in(parts[-1], NAME):
            # Vice-Admiral, Attorney-General, ex-President
            return flags | (RANK if self._in(parts[-1], RANK) else OFFICE)
        closes = self._in(parts[-1], COMMON | THING | FUNCTION) and not self._in(parts[-1], NAME | PARTICLE)
        if closes or len(ordinary) == len(parts) or self._in(parts[0], PLACE):
            flags |= WORD_PART
        if self._in(parts[0], GIVEN) and self._in(parts[-1], GIVEN):
            flags |= GIVEN
        if self._in(parts[-1], SURNAME) or self._in(parts[0], SURNAME):
            flags |= SURNAME
        return flags

    def _ordinary(self, part: str) -> bool:
        return self._in(part, COMMON | PLACE | FUNCTION) and not (self._in(part, NAME) and len(part) < 5)

    def _in(self, folded: str, wanted: int) -> bool:
        return bool(self._listed.get(folded, 0) & wanted)


def _flags_of_countries() -> dict[str, int]:
    """All words in names of countries and their peoples that the search for these hangs on."""
    gazetteer = load_gazetteer()
    flags = {
        word: OPENS_COUNTRY if head.single is None else OPENS_COUNTRY | BEGINS_COUNTRY
        for word, head in gazetteer.heads.items()
    }
    for word in gazetteer.seconds:
        flags[word] = flags.get(word, 0) | INSIDE_COUNTRY
    return flags


def _shape(word: str, folded: str) -> int:
    """What the letters of a capital word tell."""
    flags = 0
    if _SURNAME_END.search(folded) or _SURNAME_START.match(word):
        flags |= SURNAME_SHAPE
    if _PLACE_END.search(folded):
        flags |= PLACE_SHAPE
    if _GROUP_END.search(folded):
        flags |= PLURAL_PEOPLE
    if not word.isascii() and folded != word.lower().translate(_UNFOLDABLE):
        flags |= NOT_ENGLISH
    if "-" in folded and _is_syllables(word):
        flags |= SYLLABLES
    return flags


def _is_syllables(word: str) -> bool:
    """Two short parts, the second small or very short: Seon-ho, Tse-tung, Kuo-Hua."""
    head, _, tail = word.replace("‑", "-").replace("‐", "-").partition("-")
    if not (2 <= len(head) <= 6 and 1 <= len(tail) <= 6 and tail.replace("'", "").isalpha() and head[1:].islower()):
        return False
    return tail.islower() or (len(tail) <= 4 and tail[1:].islower())


@cache
def load_lexicon() -> Lexicon:
    """The one lexicon, read when first needed.

    Raises: OSError where the package's own data files are missing.
    """
    return Lexicon()


def squeeze(surface: str) -> str:
    """A surface form on one line: any white space in it is one space."""
    return " ".join(surface.split())
