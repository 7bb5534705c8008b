"""Find people in texts of other languages by look-up: a known given name before a surname, or a name after an office.

Word order, titles and capitals differ by language, so the rules and weights for English would find wrong names. Only
languages of Latin and Cyrillic script have people here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import Final

from corpus.extraction.languages.lists import load_lists
from corpus.extraction.languages.offices import office_before
from corpus.model.document import Person, Span
from corpus.text.folding import fold_expanding
from corpus.tokens.flags import (
    AMBIGUOUS_NAME,
    CALENDAR_WORD,
    CAPITALIZED,
    COMMON_WORD,
    COUNTRY_START,
    FAMILY_FIRST,
    FUNCTION_WORD,
    GIVEN_NAME,
    INITIAL,
    NON_PERSON_NOUN,
    PARTICLE,
    PLACE,
    PUBLIC_FIGURE,
    SURNAME,
    SURNAME_SHAPE,
    UPPERCASE,
)
from corpus.tokens.tokenized_text import TokenizedText, collapse_whitespace

_KNOWN_SURNAME = SURNAME | SURNAME_SHAPE | FAMILY_FIRST | PUBLIC_FIGURE
_NO_GIVEN_NAME = AMBIGUOUS_NAME | PLACE | FUNCTION_WORD | CALENDAR_WORD | COUNTRY_START | UPPERCASE
_NO_SURNAME = PLACE | FUNCTION_WORD | CALENDAR_WORD | COUNTRY_START | NON_PERSON_NOUN | UPPERCASE
_MAX_WORDS = 5
_SURE, _LIKELY = 0.9, 0.8
"""Confidence of names with a surname of the lists, and of the others."""
_NOUNS_HAVE_CAPITALS: Final = frozenset({"de"})
"""Languages in which a capital does not show that an unknown word is a name."""


@dataclass(slots=True)
class _Known:
    """A person and the places of the name, as token indices."""

    mentions: list[tuple[int, int]] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    """Offices before the name as written, by their folded form."""
    is_sure: bool = False

    def add(self, tokens: TokenizedText, first: int, last: int, role: str) -> None:
        """Add a mention with the office before it, or ""."""
        self.mentions.append((first, last))
        self.is_sure |= bool(tokens.flags[last] & _KNOWN_SURNAME)
        if role:
            self.roles.setdefault(role.casefold(), role)


def find_known_names(tokens: TokenizedText, language: str, countries: Iterable[Span]) -> tuple[Person, ...]:
    """The people of a text that is not English, in order of first appearance.

    Args:
        tokens: The text.
        language: Its ISO 639-1 code, or OTHER.
        countries: The places of names of countries: Reino Unido is no Reino.

    """
    people: dict[tuple[str, str], _Known] = {}
    taken: set[int] = set()
    at_country = {span.start for span in countries}
    bare: list[tuple[int, str]] = []
    for first, last, role in _names(tokens, language, at_country):
        if first == last:
            bare.append((first, role))
            continue
        key = (fold_expanding(tokens.words[first]), fold_expanding(tokens.words[last]))
        people.setdefault(key, _Known()).add(tokens, first, last, role)
        taken.update(range(first, last + 1))
    for index, role in bare:
        surname = fold_expanding(tokens.words[index])
        owners = [known for key, known in people.items() if key[1] == surname] or [
            people.setdefault(("", surname), _Known())
        ]
        owners[0].add(tokens, index, index, role)
        taken.add(index)
    _add_surnames(tokens, people, taken)
    ordered = sorted(people.values(), key=lambda each: min(each.mentions))
    return tuple(_person(tokens, each) for each in ordered)


def _names(tokens: TokenizedText, language: str, at_country: Set[int]) -> Iterator[tuple[int, int, str]]:
    """Yield the first and last token of each full name, and of each surname after an office, with the office or ""."""
    last = -1
    for first in tokens.capitalized:
        flag = tokens.flags[first]
        is_thing = tokens.words[first].lower() in load_lists().named_things or _is_beside_thing(
            tokens, first - 1, first
        )
        if first <= last or tokens.starts[first] in at_country or is_thing:
            continue
        is_given = flag & GIVEN_NAME and not flag & _NO_GIVEN_NAME
        start = first if flag & _NO_SURNAME else office_before(tokens, first, language, at_country)
        if not is_given and start == first:
            continue
        role = collapse_whitespace(tokens.text[tokens.starts[start] : tokens.end(first - 1)]) if start < first else ""
        # After an office an unknown word is a name, also where all nouns have capitals.
        end = _end_of_name(tokens, first, language if start == first else "", at_country)
        if end == first and not (role and _is_plain_surname(flag)):
            continue
        if not _is_beside_thing(tokens, end + 1, end + 1):
            last = end
            yield first, end, role


def _is_plain_surname(flag: int) -> bool:
    """Whether a word with these flags is a surname and nothing else."""
    is_surname = flag & PUBLIC_FIGURE or (flag & SURNAME and not flag & GIVEN_NAME)
    return bool(is_surname) and not flag & (COMMON_WORD | AMBIGUOUS_NAME)


def _end_of_name(tokens: TokenizedText, first: int, language: str, at_country: Set[int]) -> int:
    """The last token of the name that begins with a given name; `first` itself if no surname follows."""
    end = index = first
    while index + 1 < len(tokens) and index + 1 - first < _MAX_WORDS and _joins(tokens, index + 1):
        index += 1
        flag = tokens.flags[index]
        if tokens.starts[index] in at_country:
            # primeiro-ministro Luís Montenegro
            is_surname = not language and end == first and flag & SURNAME and tokens.flags[first] & GIVEN_NAME
            return index if is_surname else end
        if flag & PARTICLE and not flag & CAPITALIZED:
            continue
        if flag & INITIAL or (flag & GIVEN_NAME and not flag & _NO_GIVEN_NAME and not flag & SURNAME):
            continue
        if not _can_be_surname(tokens, index, language, is_next=end == first):
            break
        end = index
    return end


def _joins(tokens: TokenizedText, index: int) -> bool:
    return tokens.gaps[index] == " " or (tokens.gaps[index] == ". " and bool(tokens.flags[index - 1] & INITIAL))


def _can_be_surname(tokens: TokenizedText, index: int, language: str, is_next: bool) -> bool:
    """Whether a token can be a surname; a second one must be in the lists, and no ordinary word."""
    flag = tokens.flags[index]
    if not flag & CAPITALIZED or flag & _NO_SURNAME:
        return False
    is_known = bool(flag & _KNOWN_SURNAME)
    if is_next:
        return is_known or (language not in _NOUNS_HAVE_CAPITALS and not flag & COMMON_WORD)
    return is_known and not flag & (COMMON_WORD | AMBIGUOUS_NAME)


def _is_beside_thing(tokens: TokenizedText, index: int, gap: int) -> bool:
    """Whether the token at `index`, with the gap before the token `gap` between, is a word for a thing."""
    if not 0 <= index < len(tokens) or tokens.gaps[gap] != " ":
        return False
    return tokens.words[index].lower() in load_lists().named_things


def _add_surnames(tokens: TokenizedText, people: dict[tuple[str, str], _Known], taken: set[int]) -> None:
    """Add bare surnames after the full name: those that only one person has, and that are no ordinary words."""
    by_surname: dict[str, list[_Known]] = {}
    for (_, surname), known in people.items():
        by_surname.setdefault(surname, []).append(known)
    for index in tokens.capitalized:
        flag = tokens.flags[index]
        if index in taken or flag & (_NO_SURNAME | COMMON_WORD):
            continue
        owners = by_surname.get(fold_expanding(tokens.words[index]), [])
        if len(owners) == 1 and owners[0].mentions[0][0] < index and not _is_in_name(tokens, index):
            owners[0].mentions.append((index, index))


def _is_in_name(tokens: TokenizedText, index: int) -> bool:
    """Whether another name or a word for a thing stands beside a surname."""
    before, after = tokens.flags_at(index - 1), tokens.flags_at(index + 1)
    has_given = before & GIVEN_NAME and before & CAPITALIZED and tokens.gaps[index] == " "
    has_name = after & CAPITALIZED and tokens.gaps[index + 1] == " "
    return bool(has_given or has_name) or _is_beside_thing(tokens, index - 1, index)


def _person(tokens: TokenizedText, known: _Known) -> Person:
    spans = tuple(Span(tokens.starts[first], tokens.end(last)) for first, last in sorted(known.mentions))
    forms: dict[str, str] = {}
    for start, end in spans:
        form = collapse_whitespace(tokens.text[start:end])
        forms.setdefault(form.casefold(), form)
    name = max(forms.values(), key=lambda form: (form.count(" "), len(form)))
    aliases = tuple(form for form in forms.values() if form != name)
    return Person(name, aliases, tuple(known.roles.values()), spans, _SURE if known.is_sure else _LIKELY)
