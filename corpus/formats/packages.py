"""Which format a zip archive is: office documents and books say so in a part, wherever it is in the archive."""

from __future__ import annotations

import io
import re
import zipfile
from typing import BinaryIO, cast

from corpus.formats.packed import ZIP_DAMAGE, check_directory
from corpus.formats.source import Source
from corpus.model.errors import UnreadableFile
from corpus.model.limits import MEBIBYTE
from corpus.model.reason import Reason

ZIP_SIGNATURE = b"PK\x03\x04"
_LARGEST_PART = MEBIBYTE
"""Bytes that are read of a part that names the format."""
_MAIN_PART = re.compile(
    rb"(wordprocessingml|ms-word|spreadsheetml|ms-excel|presentationml|ms-powerpoint)"
    rb"\.(?:document|template|sheet|presentation|slideshow)[\w.]{0,30}\.main\+xml"
)
_OFFICE = {
    b"wordprocessingml": "word",
    b"ms-word": "word",
    b"spreadsheetml": "excel",
    b"ms-excel": "excel",
    b"presentationml": "powerpoint",
    b"ms-powerpoint": "powerpoint",
}
_FOLDERS = {"word/": "word", "xl/": "excel", "ppt/": "powerpoint"}
_MEDIA_TYPE = re.compile(rb"application/(?:vnd\.oasis\.opendocument\.(text|presentation|spreadsheet)|(epub)\+zip)")
_OPEN_DOCUMENT = {b"text": "odt", b"presentation": "odp", b"spreadsheet": "ods", b"epub": "epub"}


def package_format(source: Source) -> str:
    """Return the name of the format of an office document or a book in a zip archive; "" for another archive.

    Raises:
        UnreadableFile: The archive is damaged, or has too many members.

    """
    with source.open() as stream:
        seekable = stream if stream.seekable() else cast(BinaryIO, io.BytesIO(source.data()))
        check_directory(seekable)
        try:
            with zipfile.ZipFile(seekable) as archive:
                return _format_of(archive)
        except ZIP_DAMAGE as error:
            raise UnreadableFile(Reason.DAMAGED) from error


def package_growth(data: bytes) -> int:
    """Bytes by which the members of an office document or a book are larger than the file, as it declares."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return max(0, sum(member.file_size for member in package.infolist()) - len(data))
    except ZIP_DAMAGE:
        return 0


def _format_of(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    media_type = _start(archive, "mimetype") or _start(archive, "META-INF/manifest.xml")
    if found := _MEDIA_TYPE.search(media_type):
        return _OPEN_DOCUMENT[found[1] or found[2]]
    if found := _MAIN_PART.search(_start(archive, "[Content_Types].xml")):
        return _OFFICE[found[1]]
    if "META-INF/container.xml" in names:
        return "epub"
    if "content.xml" in names and not media_type:
        return "odt"
    folders = (name for folder, name in _FOLDERS.items() if any(each.startswith(folder) for each in names))
    return next(folders, "")


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    """The first bytes of a member; b"" without it, or where it is encrypted."""
    if name not in archive.namelist() or archive.getinfo(name).flag_bits & 1:
        return b""
    with archive.open(name) as member:
        return member.read(_LARGEST_PART)
