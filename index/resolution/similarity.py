"""Pairs of people whose names are similar enough to ask whether they are the same person. Names are folded keys."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias

from corpus.tokens.name_lists import is_given, nicknames
from index.model.same_person import NameLikeness
from index.resolution.names import Fit, Name, fit, split_name

_LARGEST_BLOCK = 40
"""A larger block comes from a word without information; its pairs are not compared."""
_SHORTEST = 4
"""Letters of a word that may be misspelled: shorter words have too many neighbours."""


@dataclass(frozen=True, slots=True)
class SimilarNames:
    """Two names that may be the same person."""

    one: int
    other: int
    points: int
    """How likely the names alone make it."""
    likeness: NameLikeness
    words: tuple[str, ...] = ()
    """As in `SamePersonEvidence`, folded."""


# Latin spellings of one sound: the romanizations of Russian, Ukrainian, Arabic, Persian and Greek that English papers
# use.
_SOUNDS = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"(?:skyy|skyi|skiy|skii|skij|skyj|sky)$", "ski"),
        (r"(?:off|ow)$", "ov"),
        (r"eff$", "ev"),
        (r"tsch|tch|tsh|ch|cz", "č"),
        (r"shch|sch|sh|sz", "š"),
        (r"zh", "ž"),
        (r"ts|tz", "c"),
        (r"kh|ck|q|c(?=[aou])", "k"),
        (r"dj|dzh|j(?=[aeou])", "j"),
        (r"gh", "g"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"ee|ei|ey|ij|iy|yi|yy|ii|ie|y|j(?![aeou])", "i"),
        (r"[’']|h$", ""),
        (r"(.)\1", r"\1"),
    )
)
_VOWELS = re.compile(r"(?<=.)[aeiou]")
_ENGLISH_SOUNDS = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"(?<=[aeiou])h$", ""),
        (r"ck|c(?=[aou])", "k"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"ee|ei|ey|ie|y", "i"),
        (r"(.)\1", r"\1"),
    )
)
"""Spellings of one sound that differ in English names, too: Smith and Smyth."""
_SLAVIC_ENDING = re.compile(r"(?:sk(?:yy|yi|iy|ii|ij|yj|y|i)|[eo](?:ff|w|v))$")
_ROMANIZED = re.compile(r"q|kh|gh|dh")
"""Letters that stand for a sound which English has no letter for."""
_LONGEST_OTHER = 4
"""Letters of a surname from which its first letter may differ."""


@lru_cache(1 << 17)
def sound(word: str) -> str:
    """A phonetic key of a folded word: "zelenskyy" and "zelensky" have the same."""
    for pattern, letter in _SOUNDS:
        word = pattern.sub(letter, word)
    return word


def _likeness_of_sound(one: str, other: str) -> NameLikeness:
    """How two words with one phonetic key are alike: as English spells a sound, or as other scripts are romanized."""
    if all(map(_SLAVIC_ENDING.search, (one, other))):
        return NameLikeness.TRANSLITERATION
    for pattern, letter in _ENGLISH_SOUNDS:
        one, other = pattern.sub(letter, one), pattern.sub(letter, other)
    return NameLikeness.SOUND if one == other else NameLikeness.TRANSLITERATION


def _are_romanized(one: str, other: str) -> bool:
    """Whether two surnames differ as romanizations of one Arabic name do: gaddafi, qaddafi and kadhafi."""
    if min(len(one), len(other)) <= _LONGEST_OTHER or not (_ROMANIZED.search(one) or _ROMANIZED.search(other)):
        return False
    return _any_stop(sound(one)) == _any_stop(sound(other))


def _any_stop(key: str) -> str:
    """A phonetic key whose first letter is the same for g and k, both of which stand for the Arabic qaf."""
    return "k" + key[1:] if key[:1] == "g" else key


_Compared: TypeAlias = tuple[int, NameLikeness] | tuple[int, NameLikeness, str] | tuple[int, NameLikeness, str, str]
"""Points, how two names are similar, and the words that show it."""


def similar_names(keys: Sequence[str]) -> list[SimilarNames]:
    """Find all pairs of names that may be the same person, each once, with the strongest reason.

    Args:
        keys: Folded names of different people.

    """
    names = [split_name(key) for key in keys]
    best: dict[tuple[int, int], SimilarNames] = {}
    for pair in _pairs(names):
        at = (pair.one, pair.other)
        if at not in best or best[at].points < pair.points:
            best[at] = pair
    return [best[at] for at in sorted(best)]


def _pairs(names: Sequence[Name]) -> Iterator[SimilarNames]:
    surnames: dict[str, int] = defaultdict(int)
    for name in names:
        surnames[name.last] += 1
    for one, other in _near(names):
        first, second = names[one], names[other]
        found = _compare(first, second, rare=min(surnames[first.last], surnames[second.last]) <= 2)
        if found:
            points, likeness, *words = found
            yield SimilarNames(one, other, points, likeness, tuple(words))


def _near(names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Pairs that share a blocking key."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    firsts, lasts = Counter(map(_rest, names)), Counter(name.last for name in names)
    for place, name in enumerate(names):
        keys = set(_keys(name))
        if not name.bare:
            # Most words occur in one name only, which then has no misspelled neighbour.
            keys.update(_spellings(name, by_first=firsts[name.first] > 1, by_last=lasts[name.last] > 1))
        for key in keys:
            blocks[key].append(place)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        if 1 < len(block) <= _LARGEST_BLOCK:
            for pair in combinations(block, 2):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _keys(name: Name) -> Iterator[tuple[str, ...]]:
    """The blocking keys of a name, at least one of which it shares with every similar name."""
    rest = _rest(name)
    skeleton = _any_stop(_VOWELS.sub("", sound(name.last)))
    if name.bare:
        if len(name.last) >= _SHORTEST:
            yield ("bare", skeleton)
        yield ("last", name.last)
        return
    yield ("sound", skeleton, sound(rest)[:1])
    yield ("given", name.last, rest[0])
    for nickname in nicknames().get(rest, frozenset()) | {rest}:
        yield ("nick", name.last, nickname)
    yield ("last", name.last)
    yield ("words", *sorted(name.words))


def _rest(name: Name) -> str:
    """The given name; "" without one."""
    return "" if name.bare else name.first


def _spellings(name: Name, *, by_first: bool, by_last: bool) -> Iterator[tuple[str, ...]]:
    """Blocking keys shared with full names that differ in one letter of the surname or of the given name."""
    if by_first and len(name.last) > _SHORTEST:
        for shorter in _shorter(name.last):
            yield ("spelled", shorter, name.first)
    if by_last and len(name.first) > _SHORTEST:
        for shorter in _shorter(name.first):
            yield ("first", shorter, name.last)


def _shorter(word: str) -> Iterable[str]:
    """The word, and the word without each of its letters."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]


def _compare(one: Name, other: Name, *, rare: bool) -> _Compared | None:
    """Compare two names; None if they are not similar."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    if one.bare or other.bare:
        return _compare_bare(one, other)
    if one.words == other.words:
        return 5, NameLikeness.SUFFIX
    if sorted(one.words) == sorted(other.words):
        return 5, NameLikeness.WORD_ORDER
    if one.last == other.last:
        return _compare_given(one, other, rare=rare)
    romanized = _are_romanized(one.last, other.last)
    if not _given_agree(one, other, any_vowels=romanized):
        return None
    whole = len(one.first) > 1 and len(other.first) > 1
    if sound(one.last) == sound(other.last):
        return (6 if whole else 3), _likeness_of_sound(one.last, other.last), one.last, other.last
    if romanized:
        return (5 if whole else 2), NameLikeness.TRANSLITERATION, one.last, other.last
    near = _near_words(one.last, other.last)
    if near and _VOWELS.sub("", sound(one.last)) == _VOWELS.sub("", sound(other.last)) and len(one.last) > 5:
        return (5 if whole else 2), NameLikeness.VOWEL, one.last, other.last
    if near and rare and len(one.last) > 5 and whole:
        return 3, NameLikeness.LETTER, one.last, other.last
    return None


def _compare_bare(one: Name, other: Name) -> _Compared | None:
    """Compare two names of which at least one is a bare surname."""
    if one.bare and other.bare:
        if sound(one.last) == sound(other.last) and one.last != other.last and not is_given(one.last):
            return 3, _likeness_of_sound(one.last, other.last), one.last, other.last
        if _are_romanized(one.last, other.last):
            return 3, NameLikeness.TRANSLITERATION, one.last, other.last
        return None
    bare, full = (one, other) if one.bare else (other, one)
    if bare.last == full.last:
        return 2, NameLikeness.SURNAME, bare.last
    return None


def _compare_given(one: Name, other: Name, *, rare: bool) -> _Compared | None:
    """Compare two names with the same surname."""
    how = max(fit(one, other), fit(other, one))
    if how > Fit.NONE:
        if one.first == other.first:
            return 3, NameLikeness.MIDDLE_NAME
        return 2, NameLikeness.INITIAL
    if not _middles_agree(one, other):
        return None
    if other.first in nicknames().get(one.first, ()):
        short, long = sorted((one.first, other.first), key=lambda word: (len(word), word))
        return 5, NameLikeness.SHORT_FORM, short, long
    if len(one.first) > 2 < len(other.first) and sound(one.first) == sound(other.first):
        return 5, _likeness_of_sound(one.first, other.first), one.first, other.first
    unknown = not (is_given(one.first) and is_given(other.first))
    if unknown and len(one.first) > _SHORTEST and _near_words(one.first, other.first):
        return (4 if rare else 2), NameLikeness.LETTER, one.first, other.first
    return None


def _given_agree(one: Name, other: Name, *, any_vowels: bool) -> bool:
    """Whether two given names may be the same person's: equal, phonetically equal, or an initial of the other.

    Args:
        one: A full name.
        other: Another.
        any_vowels: Whether vowels may differ: Muammar and Moammar.

    """
    first, second = sound(one.first), sound(other.first)
    if len(one.first) == 1 or len(other.first) == 1:
        same = one.first[0] == other.first[0]
    elif any_vowels:
        same = _VOWELS.sub("", first) == _VOWELS.sub("", second)
    else:
        same = first == second
    return same and _middles_agree(one, other)


def _middles_agree(one: Name, other: Name) -> bool:
    pairs = zip(one.middle, other.middle, strict=False)
    return all(a == b or (a[0] == b[0] and (len(a) == 1 or len(b) == 1)) for a, b in pairs)


def _near_words(one: str, other: str) -> bool:
    """Whether two words differ by one substituted, missing or transposed letter."""
    from rapidfuzz.distance import OSA  # imported at first use: a search does not need it

    return OSA.distance(one, other, score_cutoff=1) == 1
