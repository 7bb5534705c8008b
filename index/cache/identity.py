"""Who is who, kept beside the segments of a commit so that opening a library does not work it out again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
from whoosh.reading import IndexReader

from corpus.files.atomic_write import atomic_write
from index.cache.gc_pause import uncollected
from index.cache.sidecar_file import IDENTITY_VERSION, LARGE, clear, mark_of
from index.facets.table import FacetTable
from index.resolution import Identity, Ints, grow, identify
from index.schema.fields import person_key

_ARRAYS = ("counts", "key_of", "person", "docs", "at", "to", "open", "candidates")
_FILES = "identity-*.npz"
_OLD_PART = 0.9
"""Of a large library's documents, so many must have been there when who was who was worked out, to build on it."""


def known_identity(directory: Path, reader: IndexReader, facets: FacetTable) -> Identity:
    """Who is who in a commit, from its file where that can be used.

    A large library that has just changed a little has no file of its commit yet: what was known before is then carried
    over (`settled_at` tells when there is better). Otherwise it is worked out.

    Args:
        directory: Of the library.
        reader: Whoosh's of the commit.
        facets: Of the commit.

    """
    return _exact(directory, reader, facets) or _grown(directory, reader, facets) or _worked_out(facets)


def keep_identity(directory: Path, reader: IndexReader, *, settle: bool) -> None:
    """Work out who is who in a commit and write it to its file; files of earlier commits go.

    A file that cannot be written is no harm: readers then work it out themselves.

    Args:
        directory: Of the library.
        reader: Whoosh's of the commit.
        settle: False where somebody waits for the commit: if what was known before will do for now, nothing is done.

    """
    if not settle and _basis(directory, reader) is not None:
        return
    facets = FacetTable(reader)
    path = _file(directory, reader.generation())
    if _exact(directory, reader, facets) is None:
        identity = _worked_out(facets)
        with suppress(OSError):
            _write(path, identity, reader)
    clear(directory, _FILES, path)


def settled_at(directory: Path, generation: int) -> int:
    """When who is who in a commit was written to its file, in nanoseconds of the file system; 0: not yet."""
    try:
        return _file(directory, generation).stat().st_mtime_ns
    except OSError:
        return 0


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is in a file."""

    version: int
    mark: str
    """Of the commit."""
    segments: tuple[tuple[str, int], ...]
    """Of the commit: their ids, and how many documents each has, deleted ones included."""
    identity: Identity

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """A file; None where there is none that can be read. The container has checksums of its parts."""
        try:
            with np.load(path, allow_pickle=False) as file:
                version, mark, *parts = _lines(file["commit"])
                keys, _, labels = file["texts"].tobytes().decode().partition("\0")
                arrays = {name: file[name].astype(np.int64) for name in _ARRAYS}
            segments = tuple((part, int(size)) for part, _, size in (line.partition(" ") for line in parts))
            identity = Identity(_names(keys), _names(labels), **arrays)
            return cls(int(version), mark, segments, identity)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def moved(self, reader: IndexReader) -> Ints:
        """Each document's number in another commit; -1 for those of segments that are not there any more."""
        starts = {name: (offset, size) for name, offset, size in _segments(reader)}
        moved = [np.zeros(0, np.int64)]
        for name, size in self.segments:
            offset, same = starts.get(name, (0, -1))
            moved.append(np.arange(offset, offset + size) if same == size else np.full(size, -1))
        return np.concatenate(moved)


def _exact(directory: Path, reader: IndexReader, facets: FacetTable) -> Identity | None:
    """From the file of this very commit."""
    kept = _Kept.read(_file(directory, reader.generation()))
    if kept is None or kept.mark != mark_of(reader):
        return None
    found = kept.identity
    fits = len(found.key_of) == len(facets.names) and len(found.person) == len(found.keys) == len(found.labels)
    return found if fits else None


def _basis(directory: Path, reader: IndexReader) -> _Kept | None:
    """What was known of an earlier commit, if the library is large and most of its documents were there then."""
    if reader.doc_count_all() <= LARGE:
        return None
    kept = max(filter(None, map(_Kept.read, directory.glob(_FILES))), key=lambda kept: sum(_sizes(kept)), default=None)
    if kept is None or kept.version != IDENTITY_VERSION:
        return None
    known = np.count_nonzero(kept.moved(reader) >= 0)
    return kept if known >= _OLD_PART * reader.doc_count_all() else None


def _grown(directory: Path, reader: IndexReader, facets: FacetTable) -> Identity | None:
    kept = _basis(directory, reader)
    if kept is None:
        return None
    with uncollected():
        return grow(kept.identity, facets.observations(), person_key, kept.moved(reader))


def _worked_out(facets: FacetTable) -> Identity:
    with uncollected():
        return identify(facets.observations(), person_key)


def _sizes(kept: _Kept) -> Iterator[int]:
    return (size for _, size in kept.segments)


def _segments(reader: IndexReader) -> Iterator[tuple[str, int, int]]:
    """The id of each segment, its first document's number, and how many documents it has, deleted ones included."""
    for leaf, offset in reader.leaf_readers():
        segment = leaf.segment()
        if segment is not None:  # a reader of nothing has none
            yield str(segment.segment_id()), int(offset), int(segment.doc_count_all())


def _file(directory: Path, generation: int | None) -> Path:
    return directory / f"identity-{generation}.npz"


def _write(path: Path, identity: Identity, reader: IndexReader) -> None:
    buffer = io.BytesIO()
    segments = (f"{name} {size}" for name, _, size in _segments(reader))
    commit = "\n".join((str(IDENTITY_VERSION), mark_of(reader), *segments))
    texts = "\0".join(("\n".join(identity.keys), "\n".join(identity.labels)))
    arrays = {name: getattr(identity, name) for name in _ARRAYS}
    np.savez(buffer, commit=_bytes(commit), texts=_bytes(texts), **arrays)
    atomic_write(path, buffer.getvalue(), sync=False)  # worked out again where it is lost


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def _lines(array: npt.NDArray[np.uint8]) -> list[str]:
    return array.tobytes().decode().split("\n")


def _bytes(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)
