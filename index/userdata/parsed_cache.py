"""A cache of the parsed content of a file of user data, beside the index: reading YAML takes seconds for many notes."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from corpus.files.atomic_write import atomic_write

Stamp = tuple[int, int, int]
"""Modification time in nanoseconds, size and inode."""


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size, status.st_ino)


class ParsedCache:
    """The cached content of one file, valid only for its very bytes, size and time.

    Args:
        path: Of the cache file. Its folder need not exist; nothing is cached then.
        version: Of the content.
        content_type: Of the content, for msgspec.

    """

    def __init__(self, path: Path, version: int, content_type: Any) -> None:  # noqa: ANN401 -- a type form
        self._path = path
        self._version = version
        self._decoder = msgspec.msgpack.Decoder(tuple[int, int, int, bytes, content_type])

    def load(self, data: bytes, stamp: Stamp | None) -> Any:  # noqa: ANN401 -- of `content_type`
        """The content that was cached for some bytes with a stamp; None if there is none."""
        if stamp is None:
            return None
        try:
            version, time, size, digest, content = self._decoder.decode(self._path.read_bytes())
        except (OSError, msgspec.MsgspecError):
            return None
        return content if (version, time, size, digest) == (self._version, *stamp[:2], _digest(data)) else None

    def save(self, data: bytes, stamp: Stamp | None, content: Any) -> None:  # noqa: ANN401 -- of `content_type`
        """Cache the content of some bytes with a stamp; a cache that cannot be written does no harm."""
        if stamp is None or stamp[1] != len(data):  # changed while it was read
            return
        with suppress(OSError):
            encoded = msgspec.msgpack.encode((self._version, *stamp[:2], _digest(data), content))
            atomic_write(self._path, encoded, sync=False)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()
