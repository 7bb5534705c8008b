"""Who is who, kept beside the segments of a commit so that opening a library does not work it out again.

Only a memory: what is missing, of another commit or damaged is worked out anew from the documents.
"""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.arrays.foreign import Reader
from index.facets import FacetTable
from index.identity import Identity, identify
from index.kept.files import clear, mark_of, replace, uncollected
from index.schema import person_key

_ARRAYS = ("counts", "key_of", "person", "docs", "at", "to", "open", "candidates")


def known_identity(directory: Path, reader: Reader, facets: FacetTable) -> Identity:
    """Who is who in a commit, from its file where that can be used.

    Args:
        directory: Of the library.
        reader: Whoosh's of the commit.
        facets: Of the commit.

    """
    found = _load(_file(directory, reader), mark_of(reader), facets)
    return found or identify(facets.observations(), person_key)


def keep_identity(directory: Path, reader: Reader) -> None:
    """Work out who is who in a commit and write it to its file; files of earlier commits go.

    A file that cannot be written is no harm: readers then work it out themselves.
    """
    facets = FacetTable(reader)
    path = _file(directory, reader)
    if _load(path, mark_of(reader), facets) is None:
        with uncollected():
            identity = identify(facets.observations(), person_key)
        with suppress(OSError):
            _write(path, identity, mark_of(reader))
    clear(directory, "identity-*.npz", path)


def _file(directory: Path, reader: Reader) -> Path:
    return directory / f"identity-{reader.generation()}.npz"


def _write(path: Path, identity: Identity, mark: str) -> None:
    """Write whole or not at all."""
    buffer = io.BytesIO()
    texts = "\0".join(("\n".join(identity.keys), "\n".join(identity.labels)))
    arrays = {name: getattr(identity, name) for name in _ARRAYS}
    np.savez(buffer, mark=np.frombuffer(mark.encode(), np.uint8), texts=_bytes(texts), **arrays)
    replace(path, buffer.getvalue())


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
