"""Bytes to text: by byte order mark, else UTF-8, else UTF-16 without a mark, else the likeliest legacy encoding."""

from __future__ import annotations

import codecs
import re

from corpus.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 32 * 1024
"""Bytes looked at to guess a legacy encoding; the guess gets no better with more, only slower."""
_MOST_CONTROL = 0.02
"""More control characters than this share are not text, whatever the encoding."""
_REACH = 1024 * 1024
# The encodings of Latin script differ in a few letters, and short texts are guessed wrong. What is not Windows-1252
# shows there as symbols inside words: "Wa³êsa".
_LATIN_SCRIPT = re.compile(
    r"ascii|utf|cp125[02478]|iso8859_(?:1|2|3|4|9|1[03456])$|latin|mac_(?!cyr|greek)|cp4|cp8[56]"
)
_SYMBOL_IN_WORD = re.compile("[^\\W\\d_][\xa0-\xbf\xd7\xf7\ufffd\u0152\u0178\u0153][^\\W\\d_]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = bytes(point for point in range(128) if _CONTROL.match(chr(point)))


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of the encoding that was used.

    Raises:
        UnreadableFile: the bytes are not text.

    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(name, "replace")), name
    wide = _wide_encoding(data[:_SAMPLE])  # before UTF-8, which takes its NULs for characters
    if wide:
        return _checked(data.decode(wide, "replace")), wide
    try:
        text = data.decode("utf-8")
        # Most text has no control characters: that is seen fastest in bytes.
        plain = len(data) <= _SAMPLE and len(data.translate(None, _CONTROL_BYTES)) == len(data)
        return text if plain else _checked(text), "utf-8"
    except UnicodeDecodeError:
        pass
    name = _legacy_encoding(data)
    return _checked(data.decode(name, "replace")), name


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes of a file show that it is not text; cheap, and never wrong for UTF-8, -16 or -32."""
    if b"\0" not in head or any(head.startswith(mark) for mark, _ in _MARKS):
        return False
    return not _wide_encoding(head)


def _checked(text: str) -> str:
    """The text, unless it is none.

    Raises:
        UnreadableFile: too many control characters.

    """
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > max(2, _MOST_CONTROL * len(sample)):
        raise UnreadableFile("is not text (it holds binary data)")
    return text


def _wide_encoding(sample: bytes) -> str:
    """UTF-16 without a mark shows as NULs in every other place; "" when it is not that."""
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    pairs = len(sample) // 2
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if odd > 0.6 * pairs and even < 0.05 * pairs:
        return "utf-16-le"
    if even > 0.6 * pairs and odd < 0.05 * pairs:
        return "utf-16-be"
    return ""


def _legacy_encoding(data: bytes) -> str:
    """The likeliest encoding of text that is not Unicode.

    Raises:
        UnreadableFile: no encoding makes text of it.

    """
    from charset_normalizer import from_bytes

    # The first letters beyond ASCII decide; they may come late.
    first = next((match.start() for match in re.finditer(rb"[\x80-\xff]", data)), 0)
    start = max(0, first - 1024)
    best = from_bytes(data[start : start + _SAMPLE], preemptive_behaviour=True).best()
    if best is None:
        raise UnreadableFile("is not text in any encoding we know")
    if _LATIN_SCRIPT.match(best.encoding) and not _SYMBOL_IN_WORD.search(data[:_REACH].decode("cp1252", "replace")):
        return "cp1252"
    return best.encoding
