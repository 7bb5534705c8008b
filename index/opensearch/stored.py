"""A document as a server stores it, and back."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.model.document import Document
from corpus.model.document_id import document_id
from index.analytics.thread import thread_subject
from index.opensearch.connection import Body
from index.opensearch.fingerprint import fingerprint_of
from index.opensearch.tokens import plain_tokens, tokens
from index.schema.fields import Record, Summary, document_of, person_key, record_of, summary_of
from index.schema.languages import analyzed_as
from index.schema.mentions import IndexedEntities

_HALF_OF_LONGS = 1 << 63
_COPIED = ("person", "unsure", "country", "kind", "lang", "has", "path_suffix", "name_variant", "role", "date")
"""The fields of a record that are fields of the server under the same name."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """What is known of a document only from the whole library."""

    entries: tuple[str, ...] = ()
    """Names that do not count as the person of their own key: "name<tab>key"; countries that are hidden:
    "<tab>code"."""
    copy: bool = False
    """Whether the same text is shown as another document."""
    also: tuple[str, ...] = ()
    """The other places of the same text."""
    near: str = ""
    """The group of its near-duplicates: the id of the first of them; "" if it has none."""
    arrived: int = 0
    """When the document, or its text, came into the library; see `SharedIndex.open_arrivals`."""


UNASSIGNED = Assigned()


def server_id(source: str, local_id: str) -> str:
    """The id on a server of a document of a source."""
    return digest_of(f"{source}\0{local_id}")


def digest_of(text: str) -> str:
    """A hash of a text that can be an id on a server."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=10).hexdigest()


def local_id(fields: Body) -> str:
    """The id of a document in its source."""
    return document_id(fields["path"], fields.get("record", ""))


def body_of(
    document: Document, found: IndexedEntities, content: str, source: str, assigned: Assigned = UNASSIGNED
) -> Body:
    """The body of a document.

    Args:
        document: The document. Its own people and countries are not used.
        found: The people and countries of the document.
        content: A hash of everything that is indexed.
        source: The name of the folder.
        assigned: What is known of it from the whole library.

    """
    record, language = record_of(document, found, content), analyzed_as(document.language)
    body: Body = {name: record[name] for name in _COPIED if name in record}
    names = entry_keys(found.people, assigned.entries)
    hidden = hidden_countries(assigned.entries)
    more: Body = {
        "id": server_id(source, document.id),
        "source": source,
        "path": document.path,
        "record": document.record,
        "place": f"{document.path}#{document.record}" if document.record else document.path,
        **{name: tokens(str(record[name]), language) for name in ("title", "lead", "body") if name in record},
        **{name: plain_tokens(record[name]) for name in ("name", "author", "to") if name in record},
        "text_hash": hash_key(record["text_hash_high"], record["text_hash_low"]),
        "shown_people": list(dict.fromkeys(filter(None, names.values()))),
        "shown_countries": [code for code in found.countries if code not in hidden],
        "entry": list(assigned.entries),
        "copy": assigned.copy,
        "also": list(assigned.also),
        "fold": fold_number(assigned.near or server_id(source, document.id)),
        "arrived": assigned.arrived,
        "stored": {
            "hash": content,
            "text": document.text,
            "summary": _encoded(record["summary"]),
            "details": _encoded(record["details"]),
            "mentions": record.get("mentions", b"").decode("utf-8"),
        },
    }
    body |= more | _message_fields(document)
    if document.date:
        body["year"] = document.date.year
    if assigned.near:
        body["near"] = assigned.near
    if fingerprint := fingerprint_of(body.get("body", "")):
        body["fingerprint"] = _encoded(fingerprint)
    return body


def fold_number(doc_id: str) -> int:
    """The value of the field `fold` of the documents that are folded under one, by the id of the first of them."""
    return int(doc_id[:16], 16) - _HALF_OF_LONGS


def _message_fields(document: Document) -> Body:
    """The fields of a mail message by which its thread is found."""
    message = document.message
    if message is None:
        return {}
    values = (
        ("message_id", message.message_id),
        ("in_reply_to", message.in_reply_to),
        ("thread_subject", thread_subject(message)),
    )
    return {name: digest_of(value) for name, value in values if value}


def assigned_in(fields: Body) -> Assigned:
    """What a document states of itself that is known only from the whole library."""
    return Assigned(
        tuple(sorted(fields.get("entry", ()))), fields.get("copy", False), tuple(fields.get("also", ())),
        fields.get("near", ""), fields.get("arrived", 0),
    )  # fmt: skip


def hash_key(high: int, low: int) -> str:
    """The value of the field `text_hash`, from the halves of the hash."""
    return f"{high:08x}{low:08x}"


def entry_keys(names: Sequence[str], entries: Sequence[str]) -> dict[str, str]:
    """The key of the person that each name counts as in a document; "" for one that is not shown."""
    parts = (entry.partition("\t") for entry in entries)
    others = {name: key for name, _, key in parts if name}
    return {name: others.get(name, person_key(name)) for name in names}


def hidden_countries(entries: Iterable[str]) -> set[str]:
    """The codes of the countries that are not shown in a document."""
    return {entry.removeprefix("\t") for entry in entries if entry.startswith("\t")}


def record_from(fields: Body) -> Record:
    """The record of a document from the fields that a server stores of it; without what was not asked for."""
    stored = fields["stored"]
    record: Record = {name: fields[name] for name in ("id", "path", "date") if name in fields}
    record |= {name: base64.b64decode(stored[name]) for name in ("summary", "details") if name in stored}
    record |= {name: stored[name] for name in ("text", "hash") if name in stored}
    if stored.get("mentions"):
        record["mentions"] = stored["mentions"].encode("utf-8")
    return record


def document_from(fields: Body) -> Document:
    """The document of the fields that a server stores of it."""
    return document_of(record_from(fields))


def summary_from(fields: Body) -> Summary:
    """What a list of results shows of a document."""
    return summary_of(record_from(fields))


def _encoded(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")
