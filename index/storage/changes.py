"""The differences between a folder and its library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model.document import FileStamp


@dataclass(frozen=True, slots=True)
class Changes:
    """The differences between a folder and its library."""

    read: tuple[FileStamp, ...]
    """New and changed files, in the order they were found."""
    removed: tuple[str, ...]
    """Paths of files that are gone."""


def compare(known: dict[str, tuple[int, int]], found: Iterable[FileStamp]) -> Changes:
    """Compare known stamps, path to (size, mtime in ns), with the files found."""
    left = set(known)
    read = []
    for stamp in found:
        left.discard(stamp.path)
        if known.get(stamp.path) != (stamp.size, stamp.mtime_ns):
            read.append(stamp)
    return Changes(tuple(read), tuple(sorted(left)))
