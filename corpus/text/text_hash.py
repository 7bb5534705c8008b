"""The hash by which documents with identical text are found."""

from __future__ import annotations

import hashlib
from itertools import chain

from corpus.model.document import Document
from corpus.text.long_texts import in_parts

HALF_BITS = 31
"""Half of the hash must fit in an ORDINAL field, which has signed 32-bit integers."""


def text_key(document: Document) -> str:
    """The hash of a document's text as user data and sessions keep it: sixteen hexadecimal digits."""
    high, low = text_hash(document)
    return f"{high << HALF_BITS | low:016x}"


def text_hash(document: Document) -> tuple[int, int]:
    """The upper and the lower half of a 62-bit hash of a document's text.

    For a record of a file, such as a story of a wire service, the date is hashed as well: the same text on another day
    is another document.
    """
    date = document.date if document.record else None
    hashed = hashlib.blake2b(digest_size=8)
    for part in chain(in_parts(document.text), (f"\0{date or ''}",)):
        hashed.update(part.encode("utf-8", "surrogatepass"))
    digest = int.from_bytes(hashed.digest(), "big")
    return digest >> (64 - HALF_BITS), digest & ((1 << HALF_BITS) - 1)
