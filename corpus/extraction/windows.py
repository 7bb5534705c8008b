"""Windows of very long texts, and the people and countries of all windows of a text.

Tokens take about a hundred times the memory of their text, so a text of tens of megabytes is not tokenized at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.model.document import Country, Entities, Person, Span

LONGEST_WINDOW = 1 << 20
"""Code points: longer than all but a few books."""
_BREAKS = ("\n\n", "\n", " ")
"""Where a window may end, the best first."""


def windows(text: str, longest: int = LONGEST_WINDOW) -> Iterator[tuple[int, str]]:
    """Yield the windows of a text, each with its offset in code points. A window ends after a paragraph, if it can."""
    start = 0
    while len(text) - start > longest:
        end = start + longest
        found = (text.rfind(mark, start + longest // 2, end) + len(mark) for mark in _BREAKS)
        end = next((at for at in found if at > start + longest // 2), end)
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def joined(found: Iterable[tuple[int, Entities]]) -> Entities:
    """The people and countries of a text, in order of first appearance.

    Args:
        found: Those of each window, with the offset of the window.

    """
    people: dict[str, Person] = {}
    countries: dict[str, Country] = {}
    full_names: dict[str, str] = {}
    """The name of the person that has an alias, for the windows in which only the alias occurs."""
    for start, entities in found:
        for person in entities.people:
            name = person.name if person.name in people else full_names.get(person.name, person.name)
            moved = replace(person, mentions=_moved(person.mentions, start))
            people[name] = _joined_people(people[name], moved) if name in people else moved
            for alias in person.aliases:
                full_names.setdefault(alias, name)
        for country in entities.countries:
            here = replace(country, mentions=_moved(country.mentions, start))
            before = countries.get(country.code)
            countries[country.code] = _joined_countries(before, here) if before else here
    return Entities(tuple(people.values()), tuple(countries.values()))


def _moved(mentions: Iterable[Span], start: int) -> tuple[Span, ...]:
    return tuple([Span(span.start + start, span.end + start) for span in mentions])


def _joined_people(one: Person, other: Person) -> Person:
    aliases = dict.fromkeys((*one.aliases, other.name, *other.aliases))
    aliases.pop(one.name, None)
    roles = tuple(dict.fromkeys((*one.roles, *other.roles)))
    return Person(one.name, tuple(aliases), roles, one.mentions + other.mentions, max(one.confidence, other.confidence))


def _joined_countries(one: Country, other: Country) -> Country:
    return replace(
        one,
        mentions=one.mentions + other.mentions,
        ambiguous=one.ambiguous and other.ambiguous,
        dateline_only=one.dateline_only and other.dateline_only,
    )
