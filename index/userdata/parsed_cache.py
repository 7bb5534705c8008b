"""A cache of the parsed content of a file of user data, beside the index: reading YAML takes seconds for many notes."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import msgspec

from corpus.files.atomic_write import atomic_write
from corpus.files.sealed import seal, unseal
from index.segments.gc_pause import gc_disabled

Stamp = tuple[int, int, int]
"""Modification time in nanoseconds, size and inode."""


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size, status.st_ino)


class Digest(Protocol):
    """A running digest."""

    def update(self, data: bytes, /) -> None:
        """Add bytes."""
        ...

    def digest(self) -> bytes:
        """The digest of the bytes so far."""
        ...


class Cached(NamedTuple):
    """The cached content of a file, and of which bytes it is the content."""

    time: int
    """The modification time of the file in nanoseconds; 0 for content that is valid at any time."""
    size: int
    """The number of bytes."""
    digest: bytes
    """The hash of these bytes."""
    content: Any


class ParsedCache:
    """The cached content of one file, valid only for the very bytes it was made from.

    Args:
        path: The path of the cache file. Its folder need not exist; nothing is cached then.
        version: The version of the content.
        content_type: The type of the content, for msgspec.

    """

    def __init__(self, path: Path, version: int, content_type: Any) -> None:  # noqa: ANN401 -- a type form
        self._path = path
        self._version = version
        self._decoder = msgspec.msgpack.Decoder(tuple[int, int, int, bytes, content_type])

    def load(self) -> Cached | None:
        """What is cached; None if there is none of this version."""
        try:
            with gc_disabled():
                version, *rest = self._decoder.decode(unseal(self._path.read_bytes()))
        except (OSError, ValueError, msgspec.MsgspecError):
            return None
        return Cached(*rest) if version == self._version else None

    def save(self, cached: Cached) -> None:
        """Cache the content of a file; a cache that cannot be written does no harm."""
        with suppress(OSError):
            atomic_write(self._path, seal(msgspec.msgpack.encode((self._version, *cached))), sync=False)


def new_digest() -> Digest:
    """A new digest of bytes. SHA-1, the fastest on most machines: a change has to be noticed, not an attack."""
    return hashlib.sha1(usedforsecurity=False)


def digest_of(data: bytes) -> bytes:
    """The digest of some bytes."""
    digest = new_digest()
    digest.update(data)
    return digest.digest()
