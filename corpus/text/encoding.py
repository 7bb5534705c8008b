"""Bytes to text: by byte order mark, else UTF-8, else UTF-16 without a mark, else the likeliest legacy encoding.

All decoding is done here, so that no sample is taken for a whole text: one that ends inside a character is still valid.
"""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO, NamedTuple

from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.text.charset import codec_of
from corpus.text.default_charset import DEFAULT, unlike_label
from corpus.text.encoding_guess import fits, legacy_encoding
from corpus.text.unmarked_unicode import unmarked_unicode

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 32 * 1024
"""Bytes or characters looked at to tell text from binary data."""
_STREAM_SAMPLE = 64 * 1024
"""Bytes of a stream from which its encoding is detected."""
_MOST_CONTROL = 0.02
"""More control characters than this share are not text, whatever the encoding."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = bytes(point for point in range(128) if _CONTROL.match(chr(point)))
_SHIFT = b"\x1b$"
"""The beginning of Chinese, Japanese or Korean characters in the seven-bit encodings of ISO 2022."""
_HZ = re.compile(rb"~\{(?:[!-w][!-~]){2,}~\}")
"""Chinese characters in HZ (RFC 1843), the encoding of the Chinese Usenet."""
_NOT_ASCII = bytes(range(128, 256))
_SURROGATE_PAIR = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
"""A character beyond U+FFFF as CESU-8 writes it, which Java and some databases export as UTF-8."""
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
"""Half of such a pair; no other encoding has these bytes in a row often."""
_REPLACE = "pressroom-replace"
"""Our error handler: "replace", but for the surrogate pairs of CESU-8."""


def _replace(error: UnicodeError) -> tuple[str, int]:
    """U+FFFD for the bytes that cannot be decoded, or the character that a surrogate pair stands for."""
    assert isinstance(error, UnicodeDecodeError)
    pair = _SURROGATE_PAIR.match(error.object, error.start)
    if pair:
        return pair[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16"), pair.end()
    return "\ufffd", error.end


codecs.register_error(_REPLACE, _replace)


class Encoding(NamedTuple):
    """How a text that is read in pieces is to be decoded."""

    name: str
    mark: int = 0
    """Length in bytes of the byte order mark before it."""

    @property
    def errors(self) -> str:
        """The error handler for what cannot be decoded."""
        return _REPLACE if self.name == "utf-8" else "replace"


def decode(data: bytes, label: str = "") -> tuple[str, str]:
    """The text of a file and the name of the encoding that was used.

    Text that is mostly valid UTF-8 is UTF-8; each invalid sequence becomes U+FFFD.

    Args:
        data: All of it.
        label: The charset that the file itself names. Bytes that are valid UTF-8 are UTF-8 all the same.

    Raises:
        UnreadableFile: the bytes are not text.

    """
    first = _labelled_first(data, label) if label else ""
    known = Encoding(first) if first else _unicode_encoding(data)  # before UTF-8, where NUL is a character
    if known:
        return _checked(data[known.mark :].decode(known.name, known.errors)), known.name
    if name := _seven_bit_encoding(data):
        return _checked(data.decode(name, "replace")), name
    try:
        text = data.decode("utf-8")
        # Most text has no control characters: that is seen fastest in bytes.
        plain = len(data) <= _SAMPLE and len(data.translate(None, _CONTROL_BYTES)) == len(data)
        return text if plain else _checked(text), "utf-8"
    except UnicodeDecodeError:
        pass
    if _is_mostly_utf8(data):
        return _checked(data.decode("utf-8", _REPLACE)), "utf-8"
    name = _labelled(data, label) or legacy_encoding(data)
    return _checked(data.decode(name, "replace")), name


def decode_unicode(data: bytes) -> str:
    """The text of a file that has to be Unicode: UTF-8 unless a mark says otherwise, U+FFFD for what is not valid.

    Raises:
        UnreadableFile: the bytes are not text.

    """
    known = _unicode_encoding(data) or Encoding("utf-8")
    return _checked(data[known.mark :].decode(known.name, known.errors))


def encoding_of(stream: BinaryIO, label: str = "") -> Encoding:
    """How a stream, which is at its start, is to be decoded. Reads on to the first character beyond ASCII.

    Args:
        stream: The text.
        label: The charset that is stated for it, as in `decode`.

    Raises:
        UnreadableFile: it is not text.

    """
    sample = stream.read(_STREAM_SAMPLE)
    encoding = _unicode_encoding(sample)
    if encoding is None:
        while sample.isascii() and (more := stream.read(_STREAM_SAMPLE)):
            sample = more
        encoding = Encoding(_narrow_encoding(sample, label, is_cut=bool(stream.read(1))))
    _checked(sample[encoding.mark :].decode(encoding.name, encoding.errors))
    return encoding


def _unicode_encoding(sample: bytes) -> Encoding | None:
    """The encoding of a text that a byte order mark or its scripts show to be Unicode."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return Encoding(name, len(mark))
    wide = unmarked_unicode(sample[:_SAMPLE])
    return Encoding(wide) if wide else None


def _narrow_encoding(sample: bytes, label: str, *, is_cut: bool) -> str:
    """The encoding of a text, or of its beginning, in which ASCII is one byte a character."""
    if name := _seven_bit_encoding(sample, is_cut=is_cut):
        return name
    try:
        codecs.utf_8_decode(sample, "strict", not is_cut)
    except UnicodeDecodeError:
        if _is_mostly_utf8(sample):
            return "utf-8"
        return _labelled(sample, label) or legacy_encoding(sample, is_cut=is_cut)
    return "utf-8"


def _seven_bit_encoding(data: bytes, *, is_cut: bool = False) -> str:
    """The encoding of Chinese, Japanese or Korean text in bytes of ASCII; "" for other text."""
    if _SHIFT in data and data.isascii():
        return legacy_encoding(data, is_cut=is_cut)
    return "hz" if b"~{" in data and data.isascii() and _HZ.search(data) else ""


def decoded(stream: BinaryIO, encoding: Encoding) -> io.TextIOWrapper:
    """A stream, which is at its start, as text decoded while it is read; line ends stay as they are."""
    stream.read(encoding.mark)
    return io.TextIOWrapper(stream, encoding.name, encoding.errors, newline="")


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes of a file show that it is not text; cheap, and never wrong for UTF-8, -16 or -32."""
    if b"\0" not in head or any(head.startswith(mark) for mark, _ in _MARKS):
        return False
    return _holds_much_control(head) and not unmarked_unicode(head)


def _holds_much_control(data: bytes) -> bool:
    return len(data) - len(data.translate(None, _CONTROL_BYTES)) > max(2, _MOST_CONTROL * len(data))


def _checked(text: str) -> str:
    """The text, unless it is none.

    Raises:
        UnreadableFile: too many control characters.

    """
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > max(2, _MOST_CONTROL * len(sample)):
        raise UnreadableFile(Reason.BINARY)
    return text


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether text that is not valid UTF-8 was meant as UTF-8.

    Legacy text has valid sequences of two bytes or more by chance: in the encodings of Europe hardly any, in those of
    East Asia and Thailand up to 0.4 for each invalid one. A sequence cut at the end says nothing against UTF-8.
    """
    data = _SURROGATE.sub("é".encode(), data)
    text, complete = codecs.utf_8_decode(data, "replace", False)
    cut = len(data) - complete
    invalid = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    valid = len(text) - len(data[:complete].translate(None, _NOT_ASCII)) - invalid
    if not invalid:
        return valid > 0 or cut > 1  # one byte alone may be a letter of a legacy encoding
    return invalid <= max(valid // 2, valid - 4)


def _labelled_first(data: bytes, label: str) -> str:
    """The encoding that a label names, if bytes in it can be taken for ASCII and these are not; else ""."""
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return ""
    name = codec_of(label)
    wide, seven_bits = name.startswith(("utf-16", "utf-32")), name.startswith(("iso2022", "hz", "utf-7"))
    if not (wide and _holds_much_control(data)) and not (seven_bits and data.isascii()):
        return ""
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return ""
    return name


def _labelled(data: bytes, label: str) -> str:
    """The encoding that a label names, if nearly all of the bytes have a character in it; else ""."""
    name = codec_of(label)
    if name in ("", "ascii") or name.startswith("utf"):
        return ""
    if not fits(data, name):
        return ""
    return (name == DEFAULT and unlike_label(data)) or name
