"""Files that lie beside the segments of a commit: named by it, written whole or not at all, and of no harm if lost."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from whoosh.reading import IndexReader

from corpus.files.atomic_write import DRAFT_PREFIX

IDENTITY_VERSION = 4
"""Raised when entity resolution or the format of these files changes."""
LARGE = 50_000
"""Documents; in a smaller library, who is who is a matter of a second."""


def mark_of(reader: IndexReader) -> str:
    """What no two commits have in common: the segments with what is deleted of them."""
    parts = [f"{IDENTITY_VERSION}"]
    for leaf, _ in reader.leaf_readers():
        segment = leaf.segment()
        if segment is not None:  # a reader of nothing has none
            parts.append(f"{segment.segment_id()}:{sorted(segment.deleted_docs())}")
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def clear(directory: Path, pattern: str, kept: Path) -> None:
    """Remove the files of earlier commits, and those that were not written to their end."""
    for other in (*directory.glob(pattern), *directory.glob(f"{DRAFT_PREFIX}{pattern}*")):
        if other != kept:
            with suppress(OSError):
                other.unlink()
