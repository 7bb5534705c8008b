"""Who is who, kept beside the segments of a commit so that opening a library does not work it out again.

Only a memory: what is missing, of another commit or damaged is worked out anew from the documents.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.arrays.foreign import Reader
from index.facets import FacetTable
from index.identity import Identity, identify
from index.schema import person_key
from index.suggestions import Likeness, find_likenesses

IDENTITY_VERSION = 1
"""Raised when people are told apart differently."""
_ARRAYS = ("counts", "key_of", "person", "docs", "at", "to")


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
        identity = identify(facets.observations(), person_key)
        with suppress(OSError):
            _write(path, identity, _mark(reader))
    _clear(directory, "identity-*.npz", path)


def known_likenesses(directory: Path, reader: Reader) -> tuple[Likeness, ...] | None:
    """Who may be one with whom in a commit, from its file; None where it cannot be used."""
    try:
        found = json.loads(_likeness_file(directory, reader).read_text("utf-8"))
        return tuple(Likeness(*pair) for pair in found["pairs"]) if found["mark"] == _mark(reader) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_likenesses(directory: Path, reader: Reader) -> None:
    """Look for people who may be one in a commit and write them to its file, as `keep_identity` does."""
    path = _likeness_file(directory, reader)
    if known_likenesses(directory, reader) is None:
        facets = FacetTable(reader)
        pairs = find_likenesses(facets, known_identity(directory, reader, facets))
        content = {"mark": _mark(reader), "pairs": [(pair.one, pair.other, pair.reason) for pair in pairs]}
        with suppress(OSError):
            _replace(path, json.dumps(content, ensure_ascii=False).encode("utf-8", "replace"))
    _clear(directory, "likenesses-*.json", path)


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
