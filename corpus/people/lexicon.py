"""What is known of a word by itself: the word lists of `corpus/data`, as one set of flags for each word.

Words are compared folded: no case, no accents, one kind of apostrophe and hyphen.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    r"(?:auskas|inskas|ickas|icius|iene|aite|yte|unas|enas|aitis|ulis|skis|ski|sky|skyy|skyi|skiy|skyj|ska|skaya|cki|cka|icz"
    r"|vich|vych|vitch|[oea]vic|jic|cic|enko|chuk|czuk|[iy]uk|[^aeiou]ov|[^aeiou]ev|iev|yev|[^aeiou]ova|[^aeiou]eva|yeva|[kn]in[a]?"
    r"|[^aeiou]yan|dze|shvili|oglu|zade|zadeh|sson|dottir|[^aeiou]sen|stein|berg|mann|wald|escu|eanu|opoulos|poulou|akis|idis"
    r"|adis|elli|etti|ucci|accio|[aeiou]nen|ullah|uddin|swamy|wardena|singhe|sekera|ekar|wala|anyi|[gk]bo|ibe|ukwu|wade|unga"
    r"|[^l]andez|inez|guez|quez|[^aeiou]ales|eira|inho|aldo)$"
)
_SURNAME_START = re.compile(r"(?:Ma?c[A-Z]|O['’][A-Z]|Fitz[a-zG]|D['’][A-Z])")
_PLACE_END = re.compile(
    r"(?:burg|burgh|grad|gorod|istan|ville|shire|abad|polis|borough|chester|town|istans|land|lands|nesia|pur)$"
)
_GROUP_END = re.compile(r"(?:ians|ists|ites|ese|ish|isms?|ics|tion|tions|ment|ments|ings?|ity|ness|ance|ence)$")
_SYLLABLES = re.compile(r"[A-Z][a-z']{1,5}-(?:[a-z][a-z']{0,5}|[A-Z][a-z']{0,3})$")
_SPACE = re.compile(r"\s+")


def fold(word: str) -> str:
    """The word as compared: small letters without accents, plain apostrophe and hyphen."""
    if word.isascii():
        return word.lower()
    return _COMBINING.sub("", unicodedata.normalize("NFKD", word.translate(_UNFOLDABLE))).lower()


def _read(name: str) -> str:
    return files("corpus").joinpath("data", name).read_text(encoding="utf-8")


def _words(name: str) -> frozenset[str]:
    """All words of a list file; lines that begin with # are headings."""
    lines = (line for line in _read(name).splitlines() if not line.startswith("#"))
    return frozenset(fold(" ".join(lines)).split())


class Lexicon(dict[str, int]):
    """Word → flags, worked out when a word is first asked for and remembered.

    Only a memo: the same word always has the same flags, so threads may share it.
    """

    LIMIT = 200_000
    """Words remembered, so that memory does not grow with the library."""

    def __init__(self) -> None:
        super().__init__()
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        cues = cast("dict[str, str | list[str]]", yaml.load(_read("people.yaml"), Loader=loader))
        listed = {key: frozenset(fold(value).split()) for key, value in cues.items() if isinstance(value, str)}
        given, surnames, family = _words("given_names.txt"), _words("surnames.txt"), _words("family_first.txt")
        common, places = _words("common_words.txt"), _words("places.txt")
        self.firms = frozenset(tuple(fold(firm).replace(".", "").split()) for firm in cues["firms"])
        self.nicknames = [frozenset(fold(line).split()) for line in cues["nicknames"]]
        self.named_things = listed["named_things"]
        self.things_called_after = listed["things_called_after"]
        self.circles = listed["circles"]
        self.prefixes = listed["prefixes"]
        self.particles = listed["particles"]
        weak = listed["weak_names"] | (
            (given | surnames | family) & (common | places | listed["things"] | listed["function_words"])
        )
        self._sets: tuple[tuple[int, frozenset[str]], ...] = (
            (GIVEN, given), (SURNAME, surnames), (FAMILY_FIRST, family), (WEAK, weak),
            (WELL_KNOWN, listed["well_known"]), (COMMON, common), (FUNCTION, listed["function_words"]),
            (PLACE, places), (TIME, listed["times"]), (HONORIFIC, listed["honorifics"]), (RANK, listed["ranks"]),
            (OFFICE, listed["offices"]), (CALLING, listed["callings"]), (TITLE_WORD, listed["title_words"]),
            (THING, listed["things"]), (COMPANY, listed["companies"]), (CALLED_AFTER, listed["called_after"]),
            (SAYING, listed["saying"]), (BELONGING, listed["belongings"]), (PARTICLE, listed["particles"]),
            (SUFFIX, listed["suffixes"]),
        )  # fmt: skip

    def __missing__(self, word: str) -> int:
        if len(self) > self.LIMIT:
            self.clear()
        flags = self[word] = self._flags(word)
        return flags

    def _flags(self, word: str) -> int:
        folded = fold(word)
        flags = 0
        for flag, words in self._sets:
            if folded in words:
                flags |= flag
        flags |= self._form(word, folded)
        if flags & CAPITAL and ("-" in folded or "'" in folded):
            flags |= self._joined(folded)
        return flags

    def _form(self, word: str, folded: str) -> int:
        """What the letters alone tell."""
        flags = 0
        if word[0].isdigit() or word[-1].isdigit():
            return DIGITS
        if word[0].isupper():
            flags |= CAPITAL
            if len(word) == 1:
                flags |= INITIAL
            elif word.isupper():
                flags |= UPPER
        elif len(word) > 2 and self._prefixed(word):
            flags |= CAPITAL | PREFIXED
        if not flags & CAPITAL:
            return flags
        if _SURNAME_END.search(folded) or _SURNAME_START.match(word):
            flags |= SURNAME_SHAPE
        if _PLACE_END.search(folded):
            flags |= PLACE_SHAPE
        if _GROUP_END.search(folded):
            flags |= PLURAL_PEOPLE
        if not word.isascii() and folded != word.lower().replace("’", "'").replace("‑", "-"):
            flags |= NOT_ENGLISH
        if "-" in folded and _SYLLABLES.match(
            word[0] + folded[1 : folded.find("-") + 1] + word[len(word) - len(folded) + folded.find("-") + 1 :]
        ):
            flags |= SYLLABLES
        return flags

    def _prefixed(self, word: str) -> bool:
        """Whether a small prefix of names stands before a capital: al-Assad, d'Estaing, ez-Zor."""
        for joint in ("-", "'", "’", "‑", "‐"):
            head, found, tail = word.partition(joint)
            if found and tail[:1].isupper() and fold(head) in self.prefixes:
                return True
        return False

    def _joined(self, folded: str) -> int:
        """What the parts of a hyphened word tell of the whole."""
        parts = [part for part in folded.split("-") if part]
        flags = 0
        if len(parts) > 1:
            ordinary = [
                part for part in parts
                if self._in(part, COMMON | PLACE | FUNCTION) and not (self._in(part, NAME) and len(part) < 5)
            ]  # fmt: skip
            if (
                (
                    self._in(parts[-1], COMMON | THING | FUNCTION)
                    and not self._in(parts[-1], GIVEN | SURNAME | FAMILY_FIRST)
                )
                or len(ordinary) == len(parts)
                or self._in(parts[0], PLACE)
            ):
                flags |= WORD_PART
            if self._in(parts[0], GIVEN) and self._in(parts[-1], GIVEN):
                flags |= GIVEN
            if self._in(parts[-1], SURNAME) or self._in(parts[0], SURNAME):
                flags |= SURNAME
        if parts and parts[-1] != folded and self._in(parts[-1], WELL_KNOWN):
            flags |= WELL_KNOWN
        return flags

    def _in(self, folded: str, wanted: int) -> bool:
        return any(flag & wanted and folded in words for flag, words in self._sets)


@cache
def load_lexicon() -> Lexicon:
    """The one lexicon, read when first needed.

    Raises: OSError where the package's own data files are missing.
    """
    return Lexicon()


def squeeze(surface: str) -> str:
    """A surface form on one line: any white space in it is one space."""
    return _SPACE.sub(" ", surface)


def fold_all(words: Iterable[str]) -> tuple[str, ...]:
    """The words, each folded."""
    return tuple(map(fold, words))
