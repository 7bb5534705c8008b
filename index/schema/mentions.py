"""The mentions of people and countries in a document, encoded as one row of a stored field.

A row is two lines of JSON, so that one can be read without the other. People are [name, [role, …], [[form, place, …],
…]], countries are [code, flags, [[form, place, …], …]]; a form is a name as written. A place is the offset at which the
mention starts, in code points of the document's text, or [start, end] if the mention is not as long as its form,
because of a line break in it.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

from corpus.extraction.countries.lookup import country_name
from corpus.model.document import Country, Entities, Person, Span
from index.model.query import Kind

COLUMN = "mentions"
"""The name of the field."""
_AMBIGUOUS, _DATELINE = 1, 2
"""Flags of a country: what it was recognized by may mean something else; it is only in the dateline."""
to_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
"""Compact JSON. The encoder is created once; `json.dumps` would create it for each document."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The mentions of one person or country in one document."""

    name: str
    """A person's name as in the document, or a country's code."""
    roles: tuple[str, ...]
    forms: tuple[tuple[str, tuple[Span, ...]], ...]
    """Each form with its mentions, in the order of the text."""
    ambiguous: bool = False
    dateline: bool = False

    @property
    def places(self) -> list[Span]:
        """All mentions, in the order of the text."""
        return sorted(span for _, spans in self.forms for span in spans)


class Found(NamedTuple):
    """The people and countries of a document as they are indexed and stored; small to pass between processes."""

    names: tuple[str, ...] = ()
    """The names of its people, the most mentioned first."""
    codes: tuple[str, ...] = ()
    """The codes of its countries without those only in the dateline, the most mentioned first."""
    written: str = ""
    """All names and name variants, one on each line."""
    forms: tuple[str, ...] = ()
    """The name variants: "name<tab>variant"."""
    aliases: tuple[tuple[str, ...], ...] = ()
    """The name variants of each person, in the order of the document; empty if there are none at all."""
    somewhere: bool = False
    """Whether the document has any country, those only in the dateline included."""
    row: bytes = b""
    """The encoded mentions."""


def found_in(text: str, entities: Entities) -> Found:
    """The people and countries of a text, as they are indexed and stored."""
    if not (entities.people or entities.countries):
        return Found()
    people = sorted(entities.people, key=lambda person: -len(person.mentions))
    countries = sorted(entities.countries, key=lambda country: -len(country.mentions))
    aliases = tuple([person.aliases for person in entities.people])
    return Found(
        names=tuple([person.name for person in people]),
        codes=tuple([country.code for country in countries if not country.dateline_only]),
        written="\n".join([form for person in people for form in (person.name, *person.aliases)]),
        forms=tuple([f"{person.name}\t{form}" for person in people for form in person.aliases]),
        aliases=aliases if any(aliases) else (),
        somewhere=bool(countries),
        row=_encode(text, entities),
    )


def _encode(text: str, entities: Entities) -> bytes:
    """Encode the mentions in a text as a row."""
    people = [[person.name, person.roles, _forms(text, person.mentions)] for person in entities.people]
    countries = [
        [
            country.code,
            _AMBIGUOUS * country.ambiguous | _DATELINE * country.dateline_only,
            _forms(text, country.mentions),
        ]
        for country in entities.countries
    ]
    return f"{to_json(people)}\n{to_json(countries)}".encode("utf-8", "replace")


def decode(row: bytes, kind: Kind, wanted: Container[str]) -> Iterator[Seen]:
    """Decode the people or the countries of a row, those whose name or code is in `wanted`."""
    if not row:
        return
    people, _, countries = row.partition(b"\n")
    found = _people(people) if kind is Kind.PERSON else _countries(countries)
    yield from (seen for seen in found if seen.name in wanted)


def decode_entities(row: bytes, aliases: Sequence[Sequence[str]]) -> Entities:
    """Decode a row.

    Args:
        row: The encoded mentions.
        aliases: The name variants of each person; empty if there are none at all.

    """
    if not row:
        return Entities()
    people, _, countries = row.partition(b"\n")
    return Entities(
        tuple(
            Person(seen.name, tuple(others), seen.roles, tuple(seen.places))
            for seen, others in zip(_people(people), aliases or repeat(()), strict=False)
        ),
        tuple(
            Country(seen.name, country_name(seen.name), tuple(seen.places), seen.ambiguous, seen.dateline)
            for seen in _countries(countries)
        ),
    )


def _people(part: bytes) -> Iterator[Seen]:
    for name, roles, forms in json.loads(part):
        yield Seen(name, tuple(roles), _spans(forms))


def _countries(part: bytes) -> Iterator[Seen]:
    for code, flags, forms in json.loads(part):
        yield Seen(code, (), _spans(forms), bool(flags & _AMBIGUOUS), bool(flags & _DATELINE))


def _forms(text: str, mentions: Sequence[Span]) -> list[list[Any]]:
    """Group mentions by their forms."""
    forms: dict[str, list[Any]] = {}
    for start, end in mentions:
        form = " ".join(text[start:end].split())
        forms.setdefault(form, []).append(start if end - start == len(form) else [start, end])
    return [[form, *places] for form, places in forms.items()]


def _spans(forms: Sequence[Sequence[Any]]) -> tuple[tuple[str, tuple[Span, ...]], ...]:
    return tuple(
        (form, tuple(Span(*place) if isinstance(place, list) else Span(place, place + len(form)) for place in places))
        for form, *places in forms
    )
