"""The ids of documents."""

from __future__ import annotations

import hashlib


def document_id(path: str, record: str) -> str:
    """Return the id of a document: a hash of its path and record, so that it stays the same when the text changes."""
    return hashlib.blake2b(f"{path}\0{record}".encode("utf-8", "replace"), digest_size=8).hexdigest()
