"""Who is who, kept beside the segments of a commit so that opening a library does not work it out again.

Only a memory: what is missing, of another commit or damaged is worked out anew from the documents.
"""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.arrays.foreign import Reader
from index.facets import FacetTable
from index.identity import Identity, identify
from index.schema import person_key
from index.suggestions import Likeness, find_likenesses

IDENTITY_VERSION = 3
"""Raised when people are told apart differently."""
_LARGE = 50_000
"""Documents; in a smaller library, looking for likenesses is a matter of a second."""
_ARRAYS = ("counts", "key_of", "person", "docs", "at", "to", "open", "candidates")


def known_identity(directory: Path, reader: Reader, facets: FacetTable) -> Identity:
    """Who is who in a commit, from its file where that can be used.

    Args:
        directory: Of the library.
        reader: Whoosh's of the commit.
        facets: Of the commit.

    """
    found = _load(_file(directory, reader), _mark(reader), facets)
    return found or identify(facets.observations(), person_key)


def keep_identity(directory: Path, reader: Reader) -> None:
    """Work out who is who in a commit and write it to its file; files of earlier commits go.

    A file that cannot be written is no harm: readers then work it out themselves.
    """
    facets = FacetTable(reader)
    path = _file(directory, reader)
    if _load(path, _mark(reader), facets) is None:
        with _uncollected():
            identity = identify(facets.observations(), person_key)
        with suppress(OSError):
            _write(path, identity, _mark(reader))
    _clear(directory, "identity-*.npz", path)


def known_likenesses(directory: Path, reader: Reader) -> tuple[Likeness, ...] | None:
    """Who may be one with whom in a commit, from its file; None where it cannot be used."""
    found = _likenesses(_likeness_file(directory, reader))
    return found.pairs if found and found.mark == _mark(reader) else None


def keep_likenesses(directory: Path, reader: Reader, *, look: bool) -> None:
    """Write the people who may be one to the file of a commit, as `keep_identity` does.

    Args:
        directory: Of the library.
        reader: Whoosh's of the commit.
        look: Whether to look for them anew, which can take seconds, or to keep those of the commit before. Also when
            asked to look, those of a large library that has hardly changed are kept: a suggestion for a name that came
            today may wait, and nobody should wait for it.

    """
    path, count = _likeness_file(directory, reader), int(reader.doc_count())
    older = [found for file in directory.glob("likenesses-*.json") if (found := _likenesses(file))]
    known = next((each for each in older if not look or _much_the_same(each, count, _mark(reader))), None)
    if known is None and look:
        facets = FacetTable(reader)
        with _uncollected():
            pairs = find_likenesses(facets, known_identity(directory, reader, facets))
        known = _Likenesses(IDENTITY_VERSION, _mark(reader), count, pairs, exact=True)
    if known is None:
        return
    rows = [(pair.one, pair.other, pair.reason) for pair in known.pairs]
    exact = known.exact and known.mark == _mark(reader)
    content = [IDENTITY_VERSION, _mark(reader), known.documents, rows, exact]
    with suppress(OSError):
        _replace(path, json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))
    _clear(directory, "likenesses-*.json", path)


@dataclass(frozen=True, slots=True)
class _Likenesses:
    """What is in a file."""

    version: int
    mark: str
    documents: int
    """How many there were when they were looked for."""
    pairs: tuple[Likeness, ...]
    exact: bool
    """Whether they were looked for in this very commit."""


def _likenesses(path: Path) -> _Likenesses | None:
    try:
        version, mark, documents, rows, exact = json.loads(path.read_text("utf-8"))
        pairs = tuple(Likeness(*map(str, row)) for row in rows)
        found = _Likenesses(int(version), str(mark), int(documents), pairs, bool(exact))
    except (OSError, ValueError, TypeError):
        return None
    return found if found.version == IDENTITY_VERSION else None


def _much_the_same(known: _Likenesses, count: int, mark: str) -> bool:
    """Whether what is known is as good as what would be found in so many documents."""
    if known.exact and known.mark == mark:
        return True
    return count > _LARGE and abs(count - known.documents) < count // 100


@contextmanager
def _uncollected() -> Iterator[None]:
    """Do without the collector of cycles, which finds none here and takes a third of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _file(directory: Path, reader: Reader) -> Path:
    return directory / f"identity-{reader.generation()}.npz"


def _likeness_file(directory: Path, reader: Reader) -> Path:
    return directory / f"likenesses-{reader.generation()}.json"


def _mark(reader: Reader) -> str:
    """What no two commits have in common: the segments with what is deleted of them."""
    parts = [f"{IDENTITY_VERSION}"]
    for leaf, _ in reader.leaf_readers():
        segment = leaf.segment()
        if segment is not None:  # a reader of nothing has none
            parts.append(f"{segment.segment_id()}:{sorted(segment.deleted_docs())}")
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def _write(path: Path, identity: Identity, mark: str) -> None:
    """Write whole or not at all."""
    buffer = io.BytesIO()
    texts = "\0".join(("\n".join(identity.keys), "\n".join(identity.labels)))
    arrays = {name: getattr(identity, name) for name in _ARRAYS}
    np.savez(buffer, mark=np.frombuffer(mark.encode(), np.uint8), texts=_bytes(texts), **arrays)
    _replace(path, buffer.getvalue())


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".kept-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _clear(directory: Path, pattern: str, kept: Path) -> None:
    """Remove the files of earlier commits, and those that were not written to their end."""
    for other in (*directory.glob(pattern), *directory.glob(".kept-*")):
        if other != kept:
            with suppress(OSError):
                other.unlink()


def _load(path: Path, mark: str, facets: FacetTable) -> Identity | None:
    """The identity of a file; None where there is none that fits. The container has checksums of its parts."""
    try:
        with np.load(path, allow_pickle=False) as file:
            if file["mark"].tobytes().decode() != mark:
                return None
            keys, _, labels = file["texts"].tobytes().decode().partition("\0")
            arrays = {name: file[name].astype(np.int64) for name in _ARRAYS}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    found = Identity(tuple(keys.split("\n")) if keys else (), tuple(labels.split("\n")) if keys else (), **arrays)
    fits = len(found.key_of) == len(facets.names) and len(found.person) == len(found.keys) == len(found.labels)
    return found if fits else None


def _bytes(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)
