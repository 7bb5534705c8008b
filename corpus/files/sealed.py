"""A checksum before the content of a cache file, so that a changed byte is not taken for content."""

from __future__ import annotations

import zlib

_SIZE = 4


def seal(data: bytes) -> bytes:
    """Return the content of a file: the CRC-32 of the data, and the data."""
    return zlib.crc32(data).to_bytes(_SIZE, "little") + data


def unseal(content: bytes) -> bytes:
    """Return the data of a file's content.

    Raises:
        ValueError: It is not what `seal` returned.

    """
    data = content[_SIZE:]
    if len(content) < _SIZE or zlib.crc32(data) != int.from_bytes(content[:_SIZE], "little"):
        raise ValueError("checksum")
    return data
