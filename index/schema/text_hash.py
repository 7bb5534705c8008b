"""The hash by which documents with identical text are recognised."""

from __future__ import annotations

import hashlib

from corpus.model.document import Document

_HALF = 31


def copy_mark(document: Document) -> tuple[int, int]:
    """What documents with the same text have in common, as two numbers of 31 bits.

    Files with the same text are copies. Records of a file are only where they have the same date, too: a wire service
    repeats itself word for word, on another day.
    """
    date = document.date if document.record else None
    said = f"{document.text}\0{date or ''}".encode("utf-8", "surrogatepass")
    mark = int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), "big")
    return mark >> (64 - _HALF), mark & ((1 << _HALF) - 1)
