"""Who is who, kept beside the segments of a commit so that opening a library does not work it out again.

Only a memory: what is missing, of another commit or damaged is worked out anew from the documents.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from index.facets import FacetTable
from index.identity import Identity, identify
from index.schema import person_key

IDENTITY_VERSION = 1
"""Raised when people are told apart differently."""
_ARRAYS = ("counts", "key_of", "person", "docs", "at", "to")


def known_identity(directory: Path, reader: Any, facets: FacetTable) -> Identity:  # noqa: ANN401 -- whoosh has no types
    """Who is who in a commit, from its file where that can be used.

    Args:
        directory: Of the library.
        reader: Whoosh's of the commit.
        facets: Of the commit.

    """
    found = _load(_file(directory, reader), _mark(reader), facets)
    return found or identify(facets.observations(), person_key)


def keep_identity(directory: Path, reader: Any) -> None:  # noqa: ANN401
    """Work out who is who in a commit and write it to its file; files of earlier commits go.

    A file that cannot be written is no harm: readers then work it out themselves.
    """
    facets = FacetTable(reader)
    path = _file(directory, reader)
    if _load(path, _mark(reader), facets) is None:
        identity = identify(facets.observations(), person_key)
        with suppress(OSError):
            _write(path, identity, _mark(reader))
    for other in directory.glob("identity-*.npz"):
        if other != path:
            with suppress(OSError):
                other.unlink()


def _file(directory: Path, reader: Any) -> Path:  # noqa: ANN401
    return directory / f"identity-{reader.generation()}.npz"


def _mark(reader: Any) -> str:  # noqa: ANN401
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
    handle, name = tempfile.mkstemp(prefix=".identity-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(buffer.getbuffer())
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise


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


def _bytes(text: str) -> Any:  # noqa: ANN401
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)
