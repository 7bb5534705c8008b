"""Cache of entity resolution: one file per commit, beside its segments."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
from whoosh.reading import IndexReader

from corpus.files.atomic_write import atomic_write
from corpus.files.sealed import seal, unseal
from index.cache.sidecar_file import IDENTITY_VERSION, cached_files, commit_mark, remove_others
from index.facets.table import FacetTable
from index.resolution.identity import Identity
from index.schema.fields import person_key
from index.segments.format.ragged import Ints
from index.segments.gc_pause import gc_disabled

_ARRAYS = ("counts", "key_of", "person", "docs", "at", "to", "open", "candidates")
_FILES = "identity-*.npz"
_LARGE = 2_000
"""Documents; in a smaller library, entity resolution delays a commit by less than a tenth of a second."""
_OLD_PART = 0.9
"""The share of a large library's documents that an earlier result must cover to be carried over."""


def load_identity(directory: Path, reader: IndexReader, facets: FacetTable) -> Identity:
    """The result of entity resolution for a commit: cached, carried over or computed.

    A large library that has just changed a little has no file of its commit yet: the earlier result is then carried
    over (`resolved_at` tells when a better one is there).

    Args:
        directory: The directory of the library.
        reader: Whoosh's reader of the commit.
        facets: The facets of the commit.

    """
    return _of_same_commit(directory, reader, facets) or _carried_over(directory, reader, facets) or _computed(facets)


def cache_identity(directory: Path, reader: IndexReader, facets: Callable[[], FacetTable], *, resolve: bool) -> None:
    """Resolve the people of a commit, write the result to its file, and remove the files of earlier commits.

    A file that cannot be written does no harm: readers then compute the result themselves.

    Args:
        directory: The directory of the library.
        reader: Whoosh's reader of the commit.
        facets: Returns those of the commit.
        resolve: False to do nothing if an earlier result can be carried over, which keeps the commit fast.

    """
    if not resolve and _earlier(directory, reader) is not None:
        return
    path = _file(directory, reader.generation())
    if _of_same_commit(directory, reader, facets()) is None:
        identity = _computed(facets())
        with suppress(OSError):
            _write(path, identity, reader)
    remove_others(directory, _FILES, path)


def resolved_at(directory: Path, generation: int) -> int:
    """When the result for a commit was written, as the file's modification time in nanoseconds; 0 for not yet."""
    try:
        return _file(directory, generation).stat().st_mtime_ns
    except OSError:
        return 0


@dataclass(frozen=True, slots=True)
class _CachedIdentity:
    """The content of a file."""

    version: int
    mark: str
    """Identifies the commit."""
    segments: tuple[tuple[str, int], ...]
    """Ids of the commit's segments, with the number of documents of each, deleted ones included."""
    identity: Identity

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Read a file; None if there is none or it is invalid."""
        try:
            # Sealed: the checksums of the container do not cover all of its bytes, such as the shapes of arrays.
            with np.load(io.BytesIO(unseal(path.read_bytes())), allow_pickle=False) as file:
                version, mark, *parts = _lines(file["commit"])
                keys, _, labels = file["texts"].tobytes().decode().partition("\0")
                arrays = {name: file[name].astype(np.int64) for name in _ARRAYS}
            segments = tuple((part, int(size)) for part, _, size in (line.partition(" ") for line in parts))
            identity = Identity(_names(keys), _names(labels), **arrays)
            return cls(int(version), mark, segments, identity)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None

    def renumbered(self, reader: IndexReader) -> Ints:
        """From each document's number to its number in another commit; -1 for those of segments that are gone."""
        starts = {name: (offset, size) for name, offset, size in _segments(reader)}
        renumbered = [np.zeros(0, np.int64)]
        for name, size in self.segments:
            offset, same = starts.get(name, (0, -1))
            renumbered.append(np.arange(offset, offset + size) if same == size else np.full(size, -1))
        return np.concatenate(renumbered)


def _of_same_commit(directory: Path, reader: IndexReader, facets: FacetTable) -> Identity | None:
    """The result from the file of this very commit."""
    cached = _CachedIdentity.read(_file(directory, reader.generation()))
    if cached is None or cached.mark != commit_mark(reader):
        return None
    found = cached.identity
    fits = len(found.key_of) == len(facets.names) and len(found.person) == len(found.keys) == len(found.labels)
    return found if fits else None


def _earlier(directory: Path, reader: IndexReader) -> _CachedIdentity | None:
    """The result of an earlier commit, if the library is large and most of its documents were there then."""
    if reader.doc_count_all() <= _LARGE:
        return None
    cached = max(
        filter(None, map(_CachedIdentity.read, cached_files(directory, _FILES))),
        key=lambda cached: sum(_sizes(cached)),
        default=None,
    )
    if cached is None or cached.version != IDENTITY_VERSION:
        return None
    known = np.count_nonzero(cached.renumbered(reader) >= 0)
    return cached if known >= _OLD_PART * reader.doc_count_all() else None


def _carried_over(directory: Path, reader: IndexReader, facets: FacetTable) -> Identity | None:
    cached = _earlier(directory, reader)
    if cached is None:
        return None
    from index.resolution.carry_over import carry_over_identity  # mostly there is a file of the commit

    with gc_disabled():
        return carry_over_identity(cached.identity, facets.observations(), person_key, cached.renumbered(reader))


def _computed(facets: FacetTable) -> Identity:
    from index.resolution.resolve import identify  # mostly there is a file of the commit

    with gc_disabled():
        return identify(facets.observations(), person_key)


def _sizes(cached: _CachedIdentity) -> Iterator[int]:
    return (size for _, size in cached.segments)


def _segments(reader: IndexReader) -> Iterator[tuple[str, int, int]]:
    """The id of each segment, the number of its first document, and its number of documents, deleted ones included."""
    for leaf, offset in reader.leaf_readers():
        segment = leaf.segment()
        if segment is not None:  # the reader of an empty index
            yield str(segment.segment_id()), int(offset), int(segment.doc_count_all())


def _file(directory: Path, generation: int | None) -> Path:
    return directory / f"identity-{generation}.npz"


def _write(path: Path, identity: Identity, reader: IndexReader) -> None:
    buffer = io.BytesIO()
    segments = (f"{name} {size}" for name, _, size in _segments(reader))
    commit = "\n".join((str(IDENTITY_VERSION), commit_mark(reader), *segments))
    texts = "\0".join(("\n".join(identity.keys), "\n".join(identity.labels)))
    arrays = {name: getattr(identity, name) for name in _ARRAYS}
    np.savez(buffer, commit=_bytes(commit), texts=_bytes(texts), **arrays)
    atomic_write(path, seal(buffer.getvalue()), sync=False)  # a lost file is computed again


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def _lines(array: npt.NDArray[np.uint8]) -> list[str]:
    return array.tobytes().decode().split("\n")


def _bytes(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)
