"""What is stored of a document and under which fields it is found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, ID, KEYWORD, NUMERIC, STORED, TEXT, Schema

from corpus import Country, Document, Entities, Person, Span
from index.analysis import NameAnalyzer, WordAnalyzer, fold

SCHEMA_VERSION = 1
"""Raised whenever a library written before can no longer be read, or would be found differently: it is rebuilt."""

TITLE_BOOST = 3.0
"""How much more a word counts in a title than in the text."""
Record = dict[str, Any]
"""A document as Whoosh takes it: values by field."""


def make_schema() -> Schema:
    """The schema of every library."""
    keys = NameAnalyzer()
    return Schema(
        id=ID(unique=True, stored=True),
        path=ID(stored=True),
        title=TEXT(analyzer=WordAnalyzer(stemmed=True), stored=False),
        body=TEXT(analyzer=WordAnalyzer(stemmed=True), stored=False),
        # The words as written: what a prefix, a wildcard, a fuzzy word and a suggestion are looked up in.
        words=TEXT(analyzer=WordAnalyzer(stemmed=False), phrase=False, stored=False),
        person=KEYWORD(analyzer=keys),
        name=TEXT(analyzer=WordAnalyzer(stemmed=False), stored=False),
        country=KEYWORD(analyzer=keys),
        kind=ID,
        has=KEYWORD(analyzer=keys),
        place=KEYWORD(analyzer=keys),
        author=TEXT(analyzer=WordAnalyzer(stemmed=False), stored=False),
        date=NUMERIC(int, bits=32, signed=False),
        # What facets are counted from, and what a hit shows without its text being read.
        facets=COLUMN(VarBytesColumn()),
        hash=STORED,
        document=STORED,
    )


def record_of(document: Document, content_hash: str) -> Record:
    """What is indexed and stored of a document."""
    people, countries = document.entities.people, document.entities.countries
    keys = [person_key(person.name) for person in people]
    codes = [country.code for country in countries]
    record: Record = {
        "id": document.id,
        "path": document.path,
        "title": document.title,
        "body": document.text[document.body_start :],
        "words": document.text if document.body_start else f"{document.title}\n{document.text}",
        "person": "\n".join(keys),
        "name": "\n".join(form for person in people for form in (person.name, *person.aliases)),
        "country": "\n".join(codes),
        "kind": document.kind,
        "has": "\n".join(_features(document)),
        "place": "\n".join(_places(document.path)),
        "author": dict(document.metadata).get("author", ""),
        "facets": _facets(document),
        "hash": content_hash,
        "document": _dump(document),
    }
    if document.date:
        record["date"] = document.date.toordinal()
    return {field: value for field, value in record.items() if value != ""}


def person_key(name: str) -> str:
    """What a person is filtered and counted by: the name without case, accents and punctuation."""
    return " ".join(fold(word) for word in name.replace("-", " ").replace(".", " ").split())


def document_of(fields: Record) -> Document:
    """The document as it was indexed."""
    import datetime as dt

    path, title, text, body_start, date, record, kind, metadata, people, countries = json.loads(fields["document"])
    return Document(
        id=fields["id"],
        path=path,
        title=title,
        text=text,
        body_start=body_start,
        date=dt.date.fromisoformat(date) if date else None,
        record=record,
        kind=kind,
        metadata=tuple((name, value) for name, value in metadata),
        entities=Entities(
            tuple(Person(name, tuple(aliases), tuple(roles), _spans(at)) for name, aliases, roles, at in people),
            tuple(Country(code, name, _spans(at), sure, line) for code, name, at, sure, line in countries),
        ),
    )


def _dump(document: Document) -> str:
    """The document as JSON: a list, because the keys would be most of it."""
    entities = document.entities
    return json.dumps(
        [
            document.path, document.title, document.text, document.body_start,
            document.date.isoformat() if document.date else None, document.record, document.kind, document.metadata,
            [[person.name, person.aliases, person.roles, person.mentions] for person in entities.people],
            [[country.code, country.name, country.mentions, country.ambiguous, country.dateline_only]
             for country in entities.countries],
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )  # fmt: skip


def _facets(document: Document) -> bytes:
    """Date, people and countries, most mentioned first, as the facet table reads them."""
    people = sorted(document.entities.people, key=lambda person: -len(person.mentions))
    countries = sorted(document.entities.countries, key=lambda country: -len(country.mentions))
    date = document.date.toordinal() if document.date else 0
    row = [date, [person.name for person in people], [country.code for country in countries]]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _features(document: Document) -> list[str]:
    """What `has:` finds."""
    having = {
        "date": document.date,
        "people": document.entities.people,
        "countries": document.entities.countries,
        "author": dict(document.metadata).get("author"),
    }
    return [name for name, value in having.items() if value]


def _places(path: str) -> list[str]:
    """The path from each of its folders on, folded: what `path:` finds by its beginning."""
    parts = [fold(part) for part in path.split("/")]
    return ["/".join(parts[start:]) for start in range(len(parts))]


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    """Mentions as they were."""
    return tuple(Span(start, end) for start, end in pairs)
