"""How much text a file seems to hold, before it is read: that decides how much memory reading it takes."""

from __future__ import annotations

import os
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from corpus.files.regular_file import open_regular
from corpus.formats.packed import ZIP_DAMAGE, check_directory
from corpus.model.document import FileStamp
from corpus.model.errors import NotRegularFile, UnreadableFile

SMALL = 64 * 1024
"""Bytes of a file that is not looked into."""
_MARKUP = (".xml", ".html", ".xhtml", ".htm", ".txt")
"""Members of office documents and books that are read; the others are images."""
_MOSTLY_IMAGES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_COMPOUND = b"\xd0\xcf\x11\xe0"
_COMPRESSED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_IMAGES, _UNPACKED = 8, 4
"""A PDF has an eighth of its size as text, or less; compressed text has four times its size."""


@lru_cache(256)
def text_size(folder: Path, stamp: FileStamp) -> int:
    """About how many bytes of text and markup a file has; that of a file of `SMALL` bytes or less is its size."""
    if stamp.size <= SMALL:
        return stamp.size
    try:
        with open_regular(os.path.join(folder, stamp.path), follow_links=False) as stream:  # noqa: PTH118 -- as Source
            return _text_size(stream, stamp.size)
    except (OSError, NotRegularFile):
        return stamp.size


def _text_size(stream: BinaryIO, size: int) -> int:
    head = stream.read(8)
    if head.startswith(b"PK\x03\x04"):
        try:
            check_directory(stream)
            with zipfile.ZipFile(stream) as archive:
                return sum(each.file_size for each in archive.infolist() if each.filename.endswith(_MARKUP))
        except (UnreadableFile, *ZIP_DAMAGE):
            return size
    if head.startswith(_MOSTLY_IMAGES):
        return size // _IMAGES
    if head.startswith(_COMPOUND):
        return size // 2
    return size * _UNPACKED if head.startswith(_COMPRESSED) else size
