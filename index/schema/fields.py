"""The schema of a library, and the conversion of documents to records of the index and back."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from whoosh.fields import STORED, TEXT, Schema

from corpus.model.document import Document
from corpus.text.text_hash import text_hash
from index.model.field import OCR
from index.schema import mentions
from index.schema.analysis import WordAnalyzer, fold_for_index
from index.schema.details import decode_details, decode_record, document_fields, encode_details
from index.schema.languages import analyzed_as
from index.schema.mentions import IndexedEntities
from index.segments.language_text import LanguageText, LongText
from index.segments.whoosh.field_types import COLD, FACET, FINGERPRINT, ORDINAL

SCHEMA_VERSION = 26
"""Raise it when older libraries cannot be read or would give other results. They are then rebuilt."""

_NEVER_OMITTED = ("text", "text_hash_high", "text_hash_low")
"""Fields that a record has even if their value is empty or 0."""
_LONG_TEXT = 1 << 20
"""Code points of a text that is not copied to be indexed."""
TITLE_WEIGHT = 5.0
"""The factor of a word's frequency in the title; that in the body has 1."""
TEXT_FIELDS = (("title", TITLE_WEIGHT), ("body", 1.0))
"""The fields in which words are searched that name none, with their weights for BM25F."""
TITLE_FIELDS = (("title", 1.0), ("lead", 1.0))
"""The fields that `title:` searches. A document has only one of them."""
Record = dict[str, Any]
"""A document of the index: values by field name."""


def make_schema() -> Schema:
    """The schema of every library."""
    stems, plain = WordAnalyzer(stemmed=True), WordAnalyzer(stemmed=False)
    return Schema(
        id=FACET(unique=True, stored=True, counted=False),
        path=FACET(stored=True, counted=False),
        title=TEXT(analyzer=stems, stored=False),
        # A title that was made from the text: `title:` searches it, but its words count only once, in the body.
        lead=TEXT(analyzer=stems, stored=False),
        body=TEXT(analyzer=stems, stored=False),
        # Names as the document has them. Entity resolution takes place later, over the whole library.
        person=FACET(),
        # Names that are uncertain in a document, as "name<tab>confidence in hundredths".
        unsure=FACET(),
        name=TEXT(analyzer=plain, stored=False),
        country=FACET(),
        kind=FACET(counted=False),
        lang=FACET(),
        has=FACET(counted=False),
        path_suffix=FACET(counted=False),
        author=TEXT(analyzer=plain, stored=False),
        to=TEXT(analyzer=plain, stored=False),
        date=ORDINAL(),
        text_hash_high=ORDINAL(indexed=False),
        text_hash_low=ORDINAL(indexed=False),
        # Near-duplicates are found by it.
        near=FINGERPRINT("body"),
        # Name variants as "name<tab>variant". Only the terms of this field are read, not its postings.
        name_variant=FACET(counted=False),
        # Roles as "name<tab>role", so that entity resolution reads no stored fields.
        role=FACET(),
        mentions=COLD(),
        hash=STORED,
        # Stored for the list of results; for snippets and the reader; for the reader only.
        summary=STORED,
        text=STORED,
        details=COLD(),
    )


class Summary(NamedTuple):
    """What the list of results shows of a document besides a snippet. Stored as a msgpack array of these fields."""

    title: str
    body_start: int
    """Where the body starts in the text, in code points."""
    people: tuple[str, ...]
    """Names as the document has them, most mentions first."""
    countries: tuple[str, ...]
    """Country codes, most mentions first."""
    language: str
    """The ISO 639-1 code of the language; "" if it is not known."""
    record: str
    """Which document of a file that holds many; "" for a file that holds one."""


_encode = msgspec.msgpack.Encoder().encode
_decode_summary = msgspec.msgpack.Decoder(Summary).decode


def record_of(document: Document, found: IndexedEntities, content_hash: str) -> Record:
    """The record of a document.

    Args:
        document: The document. Its own people and countries are not used.
        found: The people and countries of the document.
        content_hash: A hash of everything that is indexed, stored to detect whether a document has changed.

    """
    high, low = text_hash(document)
    language, metadata = analyzed_as(document.language), dict(document.metadata)
    record: Record = {
        "id": document.id,
        "path": document.path,
        "title": LanguageText.of(document.title if document.body_start else "", language),
        "lead": LanguageText.of("" if document.body_start else document.title, language),
        "body": _body(document, language),
        "person": found.people,
        "unsure": found.unsure,
        "name": found.name_text,
        "country": found.countries,
        "kind": document.kind,
        "lang": document.language,
        "has": _features(document, found),
        "path_suffix": _path_suffixes(document.path),
        "author": metadata.get("author", ""),
        "to": ", ".join(filter(None, (metadata.get("to"), metadata.get("cc")))),
        "name_variant": found.variants,
        "role": found.roles,
        mentions.MENTIONS_FIELD: found.mentions,
        "date": document.date.toordinal() if document.date else None,
        "text_hash_high": high,
        "text_hash_low": low,
        "hash": content_hash,
        "summary": _encode(
            Summary(
                document.title, document.body_start, found.people, found.countries, document.language, document.record
            )
        ),
        "text": document.text,
        "details": encode_details(document, found.aliases),
    }
    return {field: value for field, value in record.items() if value or field in _NEVER_OMITTED}


def _body(document: Document, language: str) -> LanguageText | LongText:
    if len(document.text) > _LONG_TEXT:
        return LongText(document.text, document.body_start, language)
    return LanguageText.of(document.text[document.body_start :], language)


def place_of(fields: Record) -> str:
    """The place of the document in a record: the path of its file and, if it is one of many in it, `#` and its id."""
    record = decode_record(fields["details"])
    return f"{fields['path']}#{record}" if record else str(fields["path"])


def summary_of(fields: Record) -> Summary:
    """The summary in a record."""
    return _decode_summary(fields["summary"])


def person_key(name: str) -> str:
    """The key by which people are filtered and counted: the name without case, accents, hyphens and full stops."""
    spaced = name.replace("-", " ").replace(".", " ")
    if spaced.isascii():
        return " ".join(spaced.lower().split())
    return " ".join(fold_for_index(word) for word in spaced.split())


def document_of(fields: Record) -> Document:
    """The document of a record, with its people and countries."""
    summary = summary_of(fields)
    details = decode_details(fields["details"])
    return Document(
        id=fields["id"],
        path=fields["path"],
        title=summary.title,
        text=fields["text"],
        body_start=summary.body_start,
        entities=mentions.decode_entities(fields.get(mentions.MENTIONS_FIELD, b""), details.aliases),
        **document_fields(details),
    )


def _features(document: Document, found: IndexedEntities) -> list[str]:
    """The terms of the field `has`, which the queries `has:` and `is:ocr` search."""
    having = {
        "date": document.date,
        "people": found.people,
        "countries": found.has_countries,
        "author": dict(document.metadata).get("author"),
        OCR: document.ocr,
    }
    return [name for name, value in having.items() if value]


@lru_cache(64)
def _path_suffixes(path: str) -> tuple[str, ...]:
    """The folded suffixes of a path that start at a folder or at the file; `path:` matches a prefix of any of them."""
    parts = [fold_for_index(part) for part in path.split("/")]
    return tuple("/".join(parts[start:]) for start in range(len(parts)))
