"""The indices of a library on a server: their names, fields and version.

Texts are analyzed here and not on the server, by the same code as for a library on disk (`tokens.py`): stemming by
language, folding and the words of all scripts are then the same in both engines, and the server needs no plugins.
"""

from __future__ import annotations

import uuid
from typing import Any

from opensearchpy import OpenSearch

from index.model.server import ServerError, ServerFault, ServerTarget
from index.opensearch.connection import Body
from index.opensearch.tokens import FORM_SEPARATOR, TOKEN_SEPARATOR
from index.schema.fields import SCHEMA_VERSION

VERSION = f"{SCHEMA_VERSION}.4"
"""The version of what is stored: that of documents, and after the full stop that of their form on a server."""
MOST_RESULTS = 100_000
"""How far results can be paged through."""


class Indices:
    """The names of the indices of one library."""

    def __init__(self, library: str) -> None:
        self.documents = f"pressroom.{library}.documents"
        self.people = f"pressroom.{library}.people"
        self.shared = f"pressroom.{library}.shared"
        """Corrections, stars, tags and notes, and the state of the library."""

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return self.documents, self.people, self.shared


def create(client: OpenSearch, target: ServerTarget, *, shards: int = 1, replicas: int = 0) -> None:
    """Create what is missing of a library; several machines may do so at once."""
    names = Indices(target.library)
    sizes = {"number_of_shards": shards, "number_of_replicas": replicas}
    meta = {"version": VERSION, "id": uuid.uuid4().hex}
    bodies = (
        (names.documents, {"settings": {**sizes, **_ANALYSIS, **_TUNING}, "mappings": {**_DOCUMENTS, "_meta": meta}}),
        (names.people, {"settings": {**sizes, "number_of_shards": 1, **_ANALYSIS}, "mappings": _PEOPLE}),
        (names.shared, {"settings": {**sizes, "number_of_shards": 1}, "mappings": _SHARED}),
    )
    for alias, body in bodies:
        if not client.indices.exists(index=alias):
            # An alias, so that a later version can be built beside this one and put in its place at once.
            client.indices.create(index=f"{alias}.1", body={**body, "aliases": {alias: {}}}, params={"ignore": 400})


def check(client: OpenSearch, target: ServerTarget) -> str:
    """The id of a library on a server.

    Raises:
        ServerError: there is no such library, or another version wrote it.

    """
    answer = client.indices.get_mapping(index=Indices(target.library).documents)
    (mapping,) = (each["mappings"] for each in answer.values())
    meta = mapping.get("_meta", {})
    if meta.get("version") != VERSION:
        raise ServerError(ServerFault.OTHER_VERSION, target.shown, target.library)
    return str(meta["id"])


_ANALYSIS: Body = {
    "analysis": {
        "tokenizer": {
            "tokens": {"type": "char_group", "tokenize_on_chars": [TOKEN_SEPARATOR], "max_token_length": 100_000}
        },
        "filter": {
            "forms": {
                "type": "pattern_capture",
                "preserve_original": False,
                "patterns": [f"([^{FORM_SEPARATOR}]+)"],
            }
        },
        "analyzer": {"tokens": {"type": "custom", "tokenizer": "tokens", "filter": ["forms"]}},
    }
}
_TUNING: Body = {
    "refresh_interval": "30s",  # commits refresh by themselves
    "max_result_window": MOST_RESULTS,
    "codec": "best_compression",
}


def _text(**more: Any) -> Body:
    return {"type": "text", "analyzer": "tokens", **more}


def _keyword(**more: Any) -> Body:
    return {"type": "keyword", **more}


_COLUMN = _keyword(index=False)
"""Values that are only counted or read in bulk."""
_DERIVED = (
    "title", "lead", "body", "name", "path_suffix", "author", "to", "name_variant", "role", "fingerprint", "fold",
    "message_id", "in_reply_to", "thread_subject",
)  # fmt: skip
_DOCUMENTS: Body = {
    "dynamic": "strict",
    # What is made from the rest is not stored a second time.
    "_source": {"excludes": list(_DERIVED)},
    "properties": {
        "id": _keyword(),
        "source": _keyword(),
        "path": _keyword(),
        "record": _keyword(index=False),
        "place": _keyword(),
        "path_suffix": _keyword(),
        "title": _text(),
        "lead": _text(),
        "body": _text(),
        "name": _text(norms=False),
        "author": _text(norms=False),
        "to": _text(norms=False),
        "person": _keyword(),
        "country": _keyword(),
        "unsure": _COLUMN,
        "role": _COLUMN,
        "name_variant": _COLUMN,
        "shown_people": _keyword(),
        "shown_countries": _keyword(),
        "entry": _COLUMN,
        "copy": {"type": "boolean"},
        "also": _COLUMN,
        "text_hash": _keyword(),
        "fingerprint": {"type": "binary", "doc_values": True},
        "near": _keyword(),
        # A number that near-duplicates have in common, and no other documents: results are collapsed by it.
        "fold": {"type": "long", "index": False},
        "arrived": {"type": "long"},
        # Hashes of header fields of a mail message.
        "message_id": _keyword(),
        "in_reply_to": _keyword(),
        "thread_subject": _keyword(),
        "kind": _keyword(),
        "lang": _keyword(),
        "has": _keyword(),
        "date": {"type": "integer"},
        "year": {"type": "integer"},
        "stored": {"type": "object", "enabled": False},
    },
}
DOCUMENT_FIELDS = frozenset(_DOCUMENTS["properties"])
"""The names of the fields of a document."""
_PEOPLE: Body = {
    "dynamic": "strict",
    "properties": {
        "key": _keyword(),
        "keys": _keyword(),
        "label": _keyword(),
        "names": _keyword(),
        "forms": _text(norms=False),
        "whole": _keyword(),
        "documents": {"type": "integer"},
        "confidence": {"type": "integer"},
        "mark": _keyword(index=False),
    },
}
_SHARED: Body = {
    "dynamic": "strict",
    "properties": {
        "kind": _keyword(),
        "key": _keyword(),
        "order": {"type": "long"},
        "value": {"type": "object", "enabled": False},
    },
}
