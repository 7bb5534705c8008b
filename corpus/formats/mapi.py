"""Properties of Outlook items ([MS-OXMSG]): texts, numbers, dates and compressed RTF."""

from __future__ import annotations

import datetime as dt
import struct

from corpus.formats.budget import Budget
from corpus.formats.ole import Folder
from corpus.formats.rtf_words import codec_of_page
from corpus.model.errors import UnreadableFile
from corpus.text.dates import is_plausible
from corpus.text.encoding import decode

PROPERTIES = "__properties_version1.0"
"""The stream of the values of fixed size."""
_TEXT, _TEXT_IN_CODE_PAGE, _BINARY = 0x001F, 0x001E, 0x0102
_ENTRY = 16
_EPOCH = dt.datetime(1601, 1, 1)
_CODE_PAGES = {20127: "ascii", 20866: "koi8-r", 21866: "koi8-u", 50220: "iso-2022-jp", 51932: "euc-jp",
               51949: "euc-kr", 54936: "gb18030", 65000: "utf-7", 65001: "utf-8"}  # fmt: skip
_LATIN = range(28591, 28606)
"""Code pages of ISO 8859-1 to -15."""
_UNCOMPRESSED, _COMPRESSED = b"MELA", b"LZFu"
_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor "
    rb"MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the dictionary of compressed RTF holds at its start ([MS-OXRTFCP] 2.1.2.1)."""
_DICTIONARY_SIZE = 4096


class ItemProperties:
    """The properties of a message, a recipient or an attachment.

    Args:
        folder: The folder of the item.
        header: Bytes before the first value of fixed size.
        budget: From which all that is read is taken.
        charset: The codec of texts that are not Unicode; "" to take it from the properties.

    """

    def __init__(self, folder: Folder, header: int, budget: Budget, charset: str = "") -> None:
        self.folder = folder
        self._budget = budget
        content = self._stream(PROPERTIES)[header:]
        self._values = {
            struct.unpack_from("<H", content, at + 2)[0]: content[at + 8 : at + _ENTRY]
            for at in range(0, len(content) - _ENTRY + 1, _ENTRY)
        }
        self.charset = charset or self.codec(0x3FFD) or self.codec(0x3FDE)

    def text(self, *numbers: int) -> str:
        """The first text of these properties that is there and not empty; else ""."""
        return next(filter(None, map(self._text, numbers)), "")

    def data(self, number: int) -> bytes:
        """The content of a binary property; b"" without it."""
        return self._stream(_name(number, _BINARY))

    def number(self, number: int) -> int:
        """The value of an integer or boolean property; 0 without it."""
        value = self._values.get(number)
        return int(struct.unpack_from("<I", value)[0]) if value else 0

    def date(self, number: int) -> dt.date | None:
        """The day of a point in time, in UTC; None without it, or if it is not plausible."""
        value = self._values.get(number)
        if not value:
            return None
        try:
            day = (_EPOCH + dt.timedelta(microseconds=struct.unpack("<Q", value)[0] // 10)).date()
        except OverflowError:
            return None
        return day if is_plausible(day) else None

    def codec(self, number: int) -> str:
        """The codec of a code page property; "" without it."""
        page = self.number(number)
        if not page:
            return ""
        if page in _LATIN:
            return f"iso-8859-{page - _LATIN.start + 1}"
        return _CODE_PAGES.get(page) or codec_of_page(page)

    def _text(self, number: int) -> str:
        wide = self._stream(_name(number, _TEXT))
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self._stream(_name(number, _TEXT_IN_CODE_PAGE)).rstrip(b"\0")
        try:
            return decode(narrow, self.charset)[0] if narrow else ""
        except UnreadableFile:
            return ""

    def _stream(self, name: str) -> bytes:
        self._budget.spend(self.folder.size(name))
        return self.folder.stream(name)


def _name(number: int, kind: int) -> str:
    """The name of the stream of a property."""
    return f"__substg1.0_{number:04X}{kind:04X}"


def decompressed_rtf(data: bytes, most: int) -> bytes:
    """Decompress RTF ([MS-OXRTFCP]); what follows a fault in it is left out.

    Args:
        data: With its header.
        most: Bytes of the result; the rest is cut.

    """
    if len(data) < 16:
        return b""
    (size,) = struct.unpack_from("<I", data, 4)
    size = min(size, most)
    if data[8:12] == _UNCOMPRESSED:
        return data[16 : 16 + size]
    if data[8:12] != _COMPRESSED:
        return b""
    found = bytearray(_DICTIONARY)  # the dictionary is a window of the last 4,096 bytes of what is written
    start = len(found)
    at, end = 16, start + size
    while at < len(data) and len(found) < end:
        flags = data[at]
        at += 1
        for bit in range(8):
            if not flags >> bit & 1:
                found += data[at : at + 1]
                at += 1
                continue
            if at + 2 > len(data):
                return bytes(found[start:end])
            offset, length = data[at] << 4 | data[at + 1] >> 4, (data[at + 1] & 15) + 2
            at += 2
            distance = (len(found) - offset) % _DICTIONARY_SIZE
            if not distance:  # marks the end
                return bytes(found[start:end])
            _repeat(found, distance, length)
    return bytes(found[start:end])


def _repeat(found: bytearray, distance: int, length: int) -> None:
    """Append bytes from a distance before the end, which may overlap what is appended; zeros lie before the start."""
    if distance > len(found):
        found += bytes(length)
        return
    begin = len(found) - distance
    pattern = found[begin : begin + length]
    found += (pattern * (length // len(pattern) + 1))[:length]
