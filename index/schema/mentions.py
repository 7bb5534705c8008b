"""The people and countries of a document as they are indexed, and the encoding of their mentions as a stored field.

The encoding is two lines of JSON, so that one can be read without the other. People are [name, [role, …], [[form,
place, …], …], confidence], without the confidence where it is 1, else in hundredths; countries are [code, flags,
[[form, place, …], …]]. A form is a name as written, on one line. A place is where a mention starts, in code points of
the document's text, or [start, end] if the mention is longer than its form.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

import msgspec

from corpus.extraction.countries.lookup import country_name
from corpus.model.document import Country, Entities, Person, Span
from index.model.query import Kind

MENTIONS_FIELD = "mentions"
"""The name of the stored field."""
SURE = 0.9
"""The confidence from which a person is never shown as uncertain."""
_AMBIGUOUS, _DATELINE = 1, 2
"""Flags of a country: its name is ambiguous; it is mentioned only in the dateline."""
to_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
"""Encodes compact JSON. `json.dumps` would create an encoder at each call."""


@dataclass(frozen=True, slots=True)
class EntityMentions:
    """The mentions of one person or country in one document."""

    name: str
    """A person's name as the document has it, or a country's code."""
    roles: tuple[str, ...]
    forms: tuple[tuple[str, tuple[Span, ...]], ...]
    """The mentions by form, in the order of the text."""
    ambiguous: bool = False
    dateline: bool = False
    confidence: float = 1.0
    """The confidence of a person: see `Person.confidence`."""

    @property
    def spans(self) -> list[Span]:
        """All mentions, in the order of the text."""
        return sorted(span for _, spans in self.forms for span in spans)


class IndexedEntities(NamedTuple):
    """The people and countries of a document as they are indexed and stored. Small, to pass between processes."""

    people: tuple[str, ...] = ()
    """The names of the people, most mentions first."""
    countries: tuple[str, ...] = ()
    """The codes of the countries except those only in the dateline, most mentions first."""
    name_text: str = ""
    """All names and name variants, one per line."""
    unsure: tuple[str, ...] = ()
    """The names with a confidence below `SURE`, as "name<tab>hundredths"."""
    variants: tuple[str, ...] = ()
    """All name variants, as "name<tab>variant"."""
    roles: tuple[str, ...] = ()
    """The roles of all people, as "name<tab>role"."""
    aliases: tuple[tuple[str, ...], ...] = ()
    """The name variants of each person, in the order of extraction; empty if no person has any."""
    has_countries: bool = False
    """Whether the document has any country, including those only in the dateline."""
    mentions: bytes = b""
    """The encoded mentions."""


def indexed_entities(text: str, entities: Entities) -> IndexedEntities:
    """Convert the people and countries of a text to what is indexed and stored of them."""
    if not (entities.people or entities.countries):
        return IndexedEntities()
    people = sorted(entities.people, key=lambda person: -len(person.mentions))
    countries = sorted(entities.countries, key=lambda country: -len(country.mentions))
    aliases = tuple([person.aliases for person in entities.people])
    return IndexedEntities(
        people=tuple([person.name for person in people]),
        countries=tuple([country.code for country in countries if not country.dateline_only]),
        name_text="\n".join([form for person in people for form in (person.name, *person.aliases)]),
        unsure=tuple(
            [f"{person.name}\t{_hundredths(person)}" for person in people if _hundredths(person) < 100 * SURE]
        ),
        variants=tuple([f"{person.name}\t{form}" for person in people for form in person.aliases]),
        roles=tuple([f"{person.name}\t{role}" for person in people for role in person.roles]),
        aliases=aliases if any(aliases) else (),
        has_countries=bool(countries),
        mentions=_encode(text, entities),
    )


def _encode(text: str, entities: Entities) -> bytes:
    """Encode the mentions of people and countries in a text."""
    people = [
        [person.name, person.roles, _forms(text, person.mentions), *_below_certainty(person)]
        for person in entities.people
    ]
    countries = [
        [
            country.code,
            _AMBIGUOUS * country.ambiguous | _DATELINE * country.dateline_only,
            _forms(text, country.mentions),
        ]
        for country in entities.countries
    ]
    return f"{to_json(people)}\n{to_json(countries)}".encode("utf-8", "replace")


def _hundredths(person: Person) -> int:
    return round(100 * person.confidence)


def _below_certainty(person: Person) -> tuple[int, ...]:
    """The confidence as it is stored: nothing for 1."""
    hundredths = _hundredths(person)
    return (hundredths,) if hundredths < 100 else ()


class _Anybody:
    def __contains__(self, name: object) -> bool:
        return True


ANYBODY: Container[str] = _Anybody()
"""For `decode_mentions`: every name."""


def decode_mentions(encoded: bytes, kind: Kind, wanted: Container[str]) -> Iterator[EntityMentions]:
    """Decode the mentions of people or countries whose name or code is in `wanted`.

    Args:
        encoded: The stored field; may be empty.
        kind: Whether to decode people or countries.
        wanted: Names of people as the document has them, or codes of countries.

    """
    if not encoded:
        return
    people, _, countries = encoded.partition(b"\n")
    yield from _people(people, wanted) if kind is Kind.PERSON else _countries(countries, wanted)


def decode_entities(encoded: bytes, aliases: Sequence[Sequence[str]]) -> Entities:
    """Decode all people and countries.

    Args:
        encoded: The stored field; may be empty.
        aliases: See `IndexedEntities.aliases`.

    """
    if not encoded:
        return Entities()
    people, _, countries = encoded.partition(b"\n")
    return Entities(
        tuple(
            Person(seen.name, tuple(others), seen.roles, tuple(seen.spans), seen.confidence)
            for seen, others in zip(_people(people), aliases or repeat(()), strict=False)
        ),
        tuple(
            Country(seen.name, country_name(seen.name), tuple(seen.spans), seen.ambiguous, seen.dateline)
            for seen in _countries(countries)
        ),
    )


def _people(part: bytes, wanted: Container[str] | None = None) -> Iterator[EntityMentions]:
    """Decode people; only those in `wanted`, if there is such."""
    for name, roles, forms, *hundredths in msgspec.json.decode(part):
        if wanted is None or name in wanted:
            confidence = hundredths[0] / 100 if hundredths else 1.0
            yield EntityMentions(name, tuple(roles), _spans(forms), confidence=confidence)


def _countries(part: bytes, wanted: Container[str] | None = None) -> Iterator[EntityMentions]:
    """Decode countries; only those in `wanted`, if there is such."""
    for code, flags, forms in msgspec.json.decode(part):
        if wanted is None or code in wanted:
            yield EntityMentions(code, (), _spans(forms), bool(flags & _AMBIGUOUS), bool(flags & _DATELINE))


def _forms(text: str, mentions: Sequence[Span]) -> list[list[Any]]:
    """Group mentions by their forms."""
    forms: dict[str, list[Any]] = {}
    for start, end in mentions:
        form = _form(text[start:end])
        forms.setdefault(form, []).append(start if end - start == len(form) else [start, end])
    return [[form, *places] for form, places in forms.items()]


def _form(surface: str) -> str:
    """A mention on one line, without the hyphens that only divide words at line ends."""
    if "\n" in surface:
        from corpus.extraction.wrapping import join_words  # slow to import, and needed where documents are added

        surface = join_words(surface).text
    return " ".join(surface.split())


def _spans(forms: Sequence[Sequence[Any]]) -> tuple[tuple[str, tuple[Span, ...]], ...]:
    return tuple(
        (form, tuple(Span(*place) if isinstance(place, list) else Span(place, place + len(form)) for place in places))
        for form, *places in forms
    )
