"""Names with the family name first and a comma, in lists and addresses: "Johnson, Boris; Tarasova, Olena"."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.extraction.people.candidates import Occurrence
from corpus.extraction.people.form import NameForm
from corpus.text.folding import fold_expanding
from corpus.tokens.flags import (
    COMMON_WORD,
    FAMILY_FIRST,
    GIVEN_NAME,
    INITIAL,
    JOINED_SYLLABLES,
    KNOWN_NAME,
    NAME_SUFFIX,
    PLACE,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.tokens.tokenized_text import TokenizedText

FEATURE = "inverted_in_list"
"""The feature of these forms: nothing else is known to have this shape."""
_WORD = r"[^\W\d_a-z][\w'’-]*"
_NAME = rf"(?:(?:[a-z]{{1,3}} ){{0,2}}{_WORD}(?: {_WORD})?), {_WORD}\.?(?: {_WORD}\.?)?"
_QUOTED = re.compile(rf"\"({_NAME})\"(?= <)")
"""In the header of a mail, before the address."""
_PART = re.compile(rf"(?:^|(?<=[;:]))[^\S\n]*({_NAME})(?=[^\S\n]*(?:;|$))", re.MULTILINE)
"""A part of a list with semicolons, or a whole line."""
_LONGEST_LINE = 45
"""Code points of the longest line that may be a name."""
_LEAST_PARTS, _LEAST_LINES = 2, 3
"""Names of the shortest list with semicolons, and of the shortest list of lines."""


@dataclass(frozen=True, slots=True)
class InvertedName:
    """The tokens of one name, the first and the last one, and where the given name begins."""

    first: int
    given: int
    last: int


def inverted_names(tokens: TokenizedText) -> list[InvertedName]:
    """The names of a text that have the family name first and a comma."""
    text = tokens.text
    found = []
    if '" <' in text:
        found += [each for match in _QUOTED.finditer(text) if (each := _name_at(tokens, *match.span(1)))]
    for group in _groups(text):
        names = [each for match in group if (each := _name_at(tokens, *match.span(1)))]
        if len(names) == len(group):
            found += names
    return found


def _groups(text: str) -> Iterator[list[re.Match[str]]]:
    """Yield lists: parts with semicolons between them, or lines that follow each other."""
    group: list[re.Match[str]] = []
    for match in _parts(text):
        if group and text[group[-1].end() : match.start()].strip(" ;\n"):
            yield from _long_enough(text, group)
            group = []
        group.append(match)
    yield from _long_enough(text, group)


def _parts(text: str) -> Iterator[re.Match[str]]:
    """Yield what looks like an inverted name in lines that are short or have semicolons."""
    start = 0
    for line in text.split("\n"):
        if ", " in line and (len(line) <= _LONGEST_LINE or ";" in line):
            yield from _PART.finditer(text, start, start + len(line))
        start += len(line) + 1


def _long_enough(text: str, group: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    if group:
        has_semicolons = ";" in text[group[0].start() : group[-1].end()]
        if len(group) >= (_LEAST_PARTS if has_semicolons else _LEAST_LINES):
            yield group


def _name_at(tokens: TokenizedText, start: int, end: int) -> InvertedName | None:
    """The name at a place in the text, without "Jr."; None if no known given name follows the comma."""
    first, stop = bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)
    given = next((index for index in range(first + 1, stop) if tokens.gaps[index] == ", "), 0)
    if not given or tokens.flags[given - 1] & (COMMON_WORD | KNOWN_NAME) == COMMON_WORD:
        return None
    flag = tokens.flags[given]
    is_given = flag & (GIVEN_NAME | JOINED_SYLLABLES) and not flag & (PLACE | COMMON_WORD)
    is_initial = flag & INITIAL and tokens.text[end - 1] == "."
    last = stop - 1 - bool(stop - 1 > given and tokens.flags[stop - 1] & NAME_SUFFIX)
    return InvertedName(first, given, last) if is_given or is_initial else None


def inverted_forms(tokens: TokenizedText, names: list[InvertedName]) -> list[NameForm]:
    """The forms of such names, with the given name first where it is so in running text."""
    forms: dict[tuple[str, ...], NameForm] = {}
    for each in names:
        family = range(each.first, each.given)
        given = range(each.given, each.last + 1)
        is_family_first = tokens.flags[each.first] & FAMILY_FIRST and tokens.flags[each.given] & JOINED_SYLLABLES
        order = (*family, *given) if is_family_first else (*given, *family)
        key = tuple(fold_expanding(tokens.words[index]) for index in order)
        form = forms.setdefault(key, NameForm(key, is_bare=False, features={FEATURE}))
        found = Occurrence(each.first, each.last, line_kind=tokens.line_kind(each.first), key=key)
        form.occurrences.append(found)
        form.allowed.append(found)
    return list(forms.values())


def token_order(tokens: TokenizedText, each: Occurrence) -> list[int]:
    """The tokens of a name in the order of its key, which an inverted name has in another order than the text."""
    inside = range(each.first, each.last + 1)
    given = next((index for index in inside[1:] if tokens.gaps[index] == ", "), each.first)
    running = [*range(given, each.last + 1), *range(each.first, given)]
    is_inverted = given > each.first and tuple(fold_expanding(tokens.words[index]) for index in running) == each.key
    return running if is_inverted else list(inside)


def running_order(tokens: TokenizedText, each: Occurrence, surface: str) -> str:
    """An inverted name as running text has it: "Boris Johnson" for "Johnson, Boris", "J. Smith" for "Smith, J."."""
    family, _, given = surface.partition(", ")
    if tokens.flags[each.last] & INITIAL and tokens.text.startswith(".", tokens.end(each.last)):
        given += "."
    return f"{family} {given}" if token_order(tokens, each)[0] == each.first else f"{given} {family}"
