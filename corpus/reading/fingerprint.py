"""The fingerprint of a file: a hash of its bytes, by which it is recognized under another name."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from corpus.formats.source import Source
from corpus.model.document import FileStamp
from corpus.model.errors import UnreadableFile

_PIECE = 1 << 20
"""Bytes read at once."""


def fingerprint(folder: Path, stamp: FileStamp) -> str:
    """A hash of a file's bytes; "" if it cannot be read or no longer has this stamp."""
    try:
        with Source(folder, stamp.path).open() as stream:
            digest = hashlib.blake2b(digest_size=16)
            while piece := stream.read(_PIECE):
                digest.update(piece)
            now = FileStamp.of(stamp.path, os.fstat(stream.fileno()))
    except (OSError, UnreadableFile):
        return ""
    return digest.hexdigest() if now == stamp else ""
