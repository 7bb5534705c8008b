"""Where people and countries stand in each document, apart from its text: all that is kept of its entities.

A row is two JSON lists on two lines, so that one can be read without the other:
people as [name, [role …], [[form, place …] …]] and countries as [code, flags, [[form, place …] …]]. A place is where
the mention starts, in code points of the document's text, or [start, end] where it is not as long as its form,
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
"""The field's name in the schema."""
_AMBIGUOUS, _DATELINE = 1, 2
to_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
"""JSON in the fewest characters; made once, which `json.dumps` would do for each document."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One person or country in one document."""

    name: str
    """A person's name as written, a country's code."""
    roles: tuple[str, ...]
    forms: tuple[tuple[str, tuple[Span, ...]], ...]
    """Each form with its places, in order."""
    ambiguous: bool = False
    dateline: bool = False

    @property
    def places(self) -> list[Span]:
        """All mentions, in the order of the text."""
        return sorted(span for _, spans in self.forms for span in spans)


class Found(NamedTuple):
    """Who and where a document is about, as it is indexed and stored: cheaper to hand over than its mentions."""

    names: tuple[str, ...] = ()
    """Of its people, most mentioned first."""
    codes: tuple[str, ...] = ()
    """Of its countries but where it was only written, most mentioned first."""
    written: str = ""
    """All forms of all names, a line each."""
    forms: tuple[str, ...] = ()
    """The other forms of the names: "name<tab>form"."""
    aliases: tuple[tuple[str, ...], ...] = ()
    """Those of each person, in order of appearance; empty where nobody has one."""
    somewhere: bool = False
    """Whether any country was found."""
    row: bytes = b""


def found_in(text: str, entities: Entities) -> Found:
    """What is kept of the people and countries of a text."""
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
    """The row of a document."""
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
    """Those people or countries of a row whose name or code is wanted."""
    if not row:
        return
    people, _, countries = row.partition(b"\n")
    found = _people(people) if kind is Kind.PERSON else _countries(countries)
    yield from (seen for seen in found if seen.name in wanted)


def decode_entities(row: bytes, aliases: Sequence[Sequence[str]]) -> Entities:
    """All of a row as it was extracted; `aliases` are each person's, where any has some."""
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
    """The mentions by their forms, each form once."""
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
