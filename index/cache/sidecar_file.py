"""Cache files beside the segments of a commit: named after it, written atomically, and harmless if lost."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from whoosh.reading import IndexReader

from corpus.files.atomic_write import DRAFT_PREFIX, remove_leftovers

IDENTITY_VERSION = 5
"""Raised when entity resolution or the format of these files changes."""


def commit_mark(reader: IndexReader) -> str:
    """A hash of the segments with their deleted documents, which differs between any two commits."""
    parts = [f"{IDENTITY_VERSION}"]
    for leaf, _ in reader.leaf_readers():
        segment = leaf.segment()
        if segment is not None:  # the reader of an empty index
            parts.append(f"{segment.segment_id()}:{sorted(segment.deleted_docs())}")
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def cached_files(directory: Path, pattern: str) -> list[Path]:
    """The files of all commits; none if the folder cannot be listed now, because what they hold can be computed."""
    with suppress(OSError):
        return list(directory.glob(pattern))
    return []


def remove_others(directory: Path, pattern: str, cached: Path) -> None:
    """Remove the files of earlier commits, and drafts left by a crash."""
    remove_leftovers(directory, pattern, f"{DRAFT_PREFIX}{pattern}*", keep=cached)
