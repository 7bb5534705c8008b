"""What is stored of a document and under which fields it is found."""

from __future__ import annotations

import datetime as dt
import json
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from whoosh.fields import STORED, TEXT, Schema

from corpus.model.document import Document
from index.schema import mentions
from index.schema.analysis import WordAnalyzer, fold_for_index
from index.schema.mentions import Found
from index.schema.text_hash import copy_mark
from index.segments.whoosh.field_types import APART, FACET, ORDINAL

SCHEMA_VERSION = 12
"""Raised whenever a library written before can no longer be read, or would be found differently: it is rebuilt."""

_KEPT = ("text", "copy_high", "copy_low")
"""Fields that are stored even where they are empty or 0."""
TITLE_BOOST = 3.0
"""How much more a word counts in a title than in the text."""
Record = dict[str, Any]
"""A document as Whoosh takes it: values by field."""


def make_schema() -> Schema:
    """The schema of every library."""
    stems, plain = WordAnalyzer(stemmed=True), WordAnalyzer(stemmed=False)
    return Schema(
        id=FACET(unique=True, stored=True, counted=False),
        path=FACET(stored=True, counted=False),
        title=TEXT(analyzer=stems, stored=False),
        body=TEXT(analyzer=stems, stored=False),
        # Names as they are in the document: who is the same person is decided when the library is opened.
        person=FACET(),
        name=TEXT(analyzer=plain, stored=False),
        country=FACET(),
        kind=FACET(counted=False),
        has=FACET(counted=False),
        place=FACET(counted=False),
        author=TEXT(analyzer=plain, stored=False),
        date=ORDINAL(),
        # What documents with the same text have in common.
        copy_high=ORDINAL(indexed=False),
        copy_low=ORDINAL(indexed=False),
        # Names with their other forms, "name<tab>form": the field's terms are all there are.
        form=FACET(counted=False),
        mentions=APART(),
        hash=STORED,
        # What a line of the results shows; then the text; then what only the reader asks for.
        summary=STORED,
        text=STORED,
        details=APART(),
    )


class Summary(NamedTuple):
    """What is shown of a document among results, beside its text."""

    title: str
    body_start: int
    """Where in the text the body begins."""
    people: tuple[str, ...]
    """Names as they are in the document, most mentioned first."""
    countries: tuple[str, ...]
    """Codes, most mentioned first."""


_encode = msgspec.msgpack.Encoder().encode
_decode_summary = msgspec.msgpack.Decoder(Summary).decode


def record_of(document: Document, found: Found, content_hash: str) -> Record:
    """What is indexed and stored of a document, with what was found in it."""
    high, low = copy_mark(document)
    record: Record = {
        "id": document.id,
        "path": document.path,
        "title": document.title,
        "body": document.text[document.body_start :],
        "person": found.names,
        "name": found.written,
        "country": found.codes,
        "kind": document.kind,
        "has": _features(document, found),
        "place": _places(document.path),
        "author": dict(document.metadata).get("author", ""),
        "form": found.forms,
        mentions.COLUMN: found.row,
        "date": document.date.toordinal() if document.date else None,
        "copy_high": high,
        "copy_low": low,
        "hash": content_hash,
        "summary": _encode((document.title, document.body_start, found.names, found.codes)),
        "text": document.text,
        "details": _details(document, found),
    }
    return {field: value for field, value in record.items() if value or field in _KEPT}


def place_of(fields: Record) -> str:
    """Where a document lies: its file, and which record of it."""
    record = json.loads(fields["details"])[1]
    return f"{fields['path']}#{record}" if record else str(fields["path"])


def summary_of(fields: Record) -> Summary:
    """What is shown of a document among results."""
    return _decode_summary(fields["summary"])


def person_key(name: str) -> str:
    """What a person is filtered and counted by: the name without case, accents and punctuation."""
    parted = name.replace("-", " ").replace(".", " ")
    if parted.isascii():
        return " ".join(parted.lower().split())
    return " ".join(fold_for_index(word) for word in parted.split())


def document_of(fields: Record) -> Document:
    """The document as it was indexed."""
    summary = summary_of(fields)
    date, record, kind, metadata, aliases, pages = json.loads(fields["details"])
    return Document(
        id=fields["id"],
        path=fields["path"],
        title=summary.title,
        text=fields["text"],
        body_start=summary.body_start,
        date=dt.date.fromisoformat(date) if date else None,
        record=record,
        kind=kind,
        metadata=tuple((name, value) for name, value in metadata),
        pages=tuple(pages),
        entities=mentions.decode_entities(fields.get(mentions.COLUMN, b""), aliases),
    )


def _details(document: Document, found: Found) -> str:
    """The rest of the document as JSON: a list, because the keys would be most of it."""
    date = document.date.isoformat() if document.date else None
    return mentions.to_json((date, document.record, document.kind, document.metadata, found.aliases, document.pages))


def _features(document: Document, found: Found) -> list[str]:
    """What `has:` finds."""
    having = {
        "date": document.date,
        "people": found.names,
        "countries": found.somewhere,
        "author": dict(document.metadata).get("author"),
    }
    return [name for name, value in having.items() if value]


@lru_cache(64)
def _places(path: str) -> tuple[str, ...]:
    """The path from each of its folders on, folded: what `path:` finds by its beginning."""
    parts = [fold_for_index(part) for part in path.split("/")]
    return tuple("/".join(parts[start:]) for start in range(len(parts)))
