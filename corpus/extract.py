"""Who and where a text is about: both extractors over one text, as pure functions of it."""

from __future__ import annotations

from dataclasses import replace

from corpus.document import Document, Entities


def extract(text: str) -> Entities:
    """The people and countries of a text; mentions are offsets into that very text, in code points."""
    from corpus.countries import find_countries
    from corpus.gazetteer import resolve_country
    from corpus.people import find_people

    # "Viet Nam" looks like a name of two words to whoever knows names, and is a country to whoever knows those.
    people = tuple(person for person in find_people(text) if " " not in person.name or not resolve_country(person.name))
    # A country's name inside a person's ("Michael Jordan") is the person's.
    spans = sorted(span for person in people for span in person.mentions)
    return Entities(people, find_countries(text, spans))


def with_entities(document: Document) -> Document:
    """The document with the people and countries of its text."""
    return replace(document, entities=extract(document.text))
