"""Other ways to write a word: `F-16` and `F16`, `take-over` and `takeover`, `U.S.` and `USA`, `2,500` and `2500`.

None needs terms of its own in the index: a variant is one term, several adjacent ones, or a written form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from index.schema.analysis import fold_for_index
from index.segments.searching.multi_field import FormTest, WordSequence

_ACRONYM = re.compile(r"(?:[a-z]\.)+[a-z]\.?")
_ACRONYMS = frozenset((
    "cia", "dc", "ec", "eec", "eu", "fbi", "gop", "prc", "uae", "uk", "un", "ussr",
))  # fmt: skip
"""Acronyms that are written with full stops, too. Others would cost a phrase search for nothing."""
_NO_ACRONYMS = frozenset(("am", "eg", "ie", "pm"))
"""Abbreviations with full stops that are not in capitals without them."""
_UNITED_STATES = frozenset(("us", "usa"))
_CODE = re.compile(r"([a-z]+)-?(\d+)s?")
"""Letters and digits: a type such as `F-16`, possibly in the plural."""
_NUMBER = re.compile(r"[1-9]\d{3,14}")
_GROUPED_NUMBER = re.compile(r"[1-9]\d{0,2}(?:,\d{3}|[.'’\u00a0\u202f\u2009]\d{3}(?=[.'’\u00a0\u202f\u2009]|\Z)){1,4}")
_DECIMAL = re.compile(r"\d+\.\d+")
_YEARS = range(1000, 2101)
"""Numbers without a thousands separator: they are years."""
_COMPOUND = re.compile(r"([^\W\d_]+)-([^\W\d_]+)")
_SHORTEST_COMPOUND = 5
"""Letters."""
_OTHER_WITH_RE = (
    "recollect", "recount", "recover", "recreat", "redress", "reform", "relay", "release", "remark", "reprove",
    "represent", "repress", "resent", "reserv", "resign", "resolv", "resort", "restor", "retreat", "return",
)  # fmt: skip
"""The beginnings of words that mean something else with a hyphen after `re`."""


def variants(text: str, term: Callable[[str], str], heads: Collection[str]) -> Iterator[WordSequence]:
    """Other ways to write a word of a query.

    Args:
        text: The word as typed, in NFC.
        term: Returns the term of a word.
        heads: The folded words that a hyphen joins to the next one anywhere in the index.

    """
    text = fold_for_index(text).replace("\u2010", "-").replace("\u2011", "-").strip(",;:!\"'’")
    bare = text.replace(".", "")
    if text == bare or _ACRONYM.fullmatch(text):
        if bare in _UNITED_STATES:
            yield from _united_states(text, term)
            return
        if bare != text and bare not in _NO_ACRONYMS:
            yield (FormTest(bare, bare.upper()),)
        elif bare in _ACRONYMS:
            yield tuple(map(term, bare))
    if match := _CODE.fullmatch(text):
        yield from _codes(text, match[1], match[2], term)
    elif _NUMBER.fullmatch(text):
        if int(text) not in _YEARS:
            yield tuple(f"{int(text):,}".split(","))
    elif _GROUPED_NUMBER.fullmatch(text) and not _DECIMAL.fullmatch(text):
        yield (re.sub(r"\D", "", text),)
    elif match := _COMPOUND.fullmatch(text):
        if not _means_other(match[1] + match[2]):
            yield (term(match[1] + match[2]),)
    elif text.isalpha() and len(text) >= _SHORTEST_COMPOUND and not _means_other(text):
        for at in range(1, len(text) - 1):
            if text[:at] in heads:
                yield (FormTest(text[:at], is_joined=True), term(text[at:]))


def _united_states(text: str, term: Callable[[str], str]) -> Iterator[WordSequence]:
    letters = tuple(map(term, "usa"))
    ways: tuple[WordSequence, ...] = (letters[:2], letters, (term("usa"),), (FormTest("us", "US"),))
    typed = (term(text),) if text.isalpha() else tuple(map(term, text.replace(".", "")))
    # The pronoun has the term of the country; who types it gets both.
    yield from (way for way in ways if way != typed and not (text == "us" and way == ways[3]))


def _codes(text: str, letters: str, digits: str, term: Callable[[str], str]) -> Iterator[WordSequence]:
    ways: list[WordSequence] = [(term(letters + digits + end),) for end in ("", "s")]
    ways += [(term(letters), term(digits + end)) for end in ("", "s")]
    typed = tuple(map(term, re.findall(r"[a-z0-9]+", text)))
    yield from (way for way in ways if way != typed)


def _means_other(joined: str) -> bool:
    return joined.startswith(_OTHER_WITH_RE)
