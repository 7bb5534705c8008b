"""The text hash, by which documents with identical text are found."""

from __future__ import annotations

import hashlib

from corpus.model.document import Document

_HALF_BITS = 31
"""A half of the hash fits in a field of signed 32-bit integers."""


def text_hash(document: Document) -> tuple[int, int]:
    """The upper and lower half of a 62-bit hash of a document's text.

    For a record of a file (a story of a wire service, say) the date is hashed as well: the same words on another day
    are another document.
    """
    date = document.date if document.record else None
    content = f"{document.text}\0{date or ''}".encode("utf-8", "surrogatepass")
    digest = int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big")
    return digest >> (64 - _HALF_BITS), digest & ((1 << _HALF_BITS) - 1)
