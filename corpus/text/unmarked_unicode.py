"""UTF-16 and UTF-32 without a byte order mark, recognized by the scripts that the bytes would be in."""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter
from typing import Final

_FEWEST_BYTES = 4
_FEWEST_SEQUENCES = 4
"""Bytes that continue a character, in a sample that is UTF-8."""
_MOST_FOREIGN = 0.03
"""Share of characters outside the main script, beyond which the bytes are not text in it."""
_FEWEST_LETTERS = 0.4
"""Share of letters, marks and digits below which characters are not text."""
_CONTROL_BYTES = bytes(byte for byte in range(32) if byte not in b"\t\n\f\r\x1b")
_EAST_ASIAN: Final = "East Asian"
_LATIN: Final = "Latin"
_SCRIPTS: Final[tuple[tuple[int, int, str], ...]] = (
    (0x00, 0x02, _LATIN),
    (0x1E, 0x1E, _LATIN),
    (0x03, 0x03, "Greek"),
    (0x1F, 0x1F, "Greek"),
    (0x04, 0x05, "Cyrillic, Armenian, Hebrew"),  # U+05xx holds parts of all three
    (0x06, 0x08, "Arabic"),
    (0xFB, 0xFE, "Arabic"),
    (0x09, 0x0D, "Indic"),
    (0x0E, 0x0E, "Thai, Lao"),
    (0x0F, 0x0F, "Tibetan"),
    (0x10, 0x10, "Burmese, Georgian"),
    (0x12, 0x13, "Ethiopic"),
    (0x17, 0x17, "Khmer"),
    (0x11, 0x11, _EAST_ASIAN),
    (0x30, 0x9F, _EAST_ASIAN),
    (0xAC, 0xD7, _EAST_ASIAN),
    (0xFF, 0xFF, _EAST_ASIAN),
)
"""Scripts by the high byte of their characters in UTF-16: first, last, name."""
_SCRIPT_OF: Final = {high: name for first, last, name in _SCRIPTS for high in range(first, last + 1)}
_COMMON: Final = frozenset({0x00, 0x20})
"""High bytes found in text of every script: spaces, digits, ASCII and general punctuation."""


def unmarked_unicode(sample: bytes) -> str:
    """The encoding of a sample that is UTF-16 or UTF-32 without a mark; "" where it is neither.

    A text in any other encoding has no bytes that are control characters in ASCII; in UTF-16 every space holds one.
    """
    if len(sample) < _FEWEST_BYTES or len(sample.translate(None, _CONTROL_BYTES)) == len(sample):
        return ""
    if _is_utf8(sample):
        return ""
    sample = sample[: len(sample) // 4 * 4]
    if not any(sample[2::4]) and not any(sample[3::4]):
        return "utf-32-le" if _is_text(sample.decode("utf-32-le", "replace")) else ""
    if not any(sample[0::4]) and not any(sample[1::4]):
        return "utf-32-be" if _is_text(sample.decode("utf-32-be", "replace")) else ""
    # The high bytes name the script, of which a text has one: they differ less than the low bytes.
    big_endian = len(set(sample[0::2])) < len(set(sample[1::2]))
    high_bytes = Counter(sample[0::2] if big_endian else sample[1::2])
    name = "utf-16-be" if big_endian else "utf-16-le"
    return name if _is_one_script(high_bytes) and _is_text(sample.decode(name, "replace")) else ""


def _is_utf8(sample: bytes) -> bool:
    """Whether a sample is UTF-8 with a control character in it: UTF-16 has no such sequences by chance."""
    try:
        text, _ = codecs.utf_8_decode(sample, "strict", False)
    except UnicodeDecodeError:
        return False
    return len(sample) - len(text) >= _FEWEST_SEQUENCES


def _is_one_script(high_bytes: Counter[int]) -> bool:
    """Whether nearly all characters with these high bytes are of one script, or of none."""
    scripts: Counter[str] = Counter()
    for high, count in high_bytes.items():
        if high not in _COMMON:
            scripts[_SCRIPT_OF.get(high, "")] += count
    main = next((name for name, _ in scripts.most_common(1)), _LATIN)
    if main == _LATIN and scripts[_LATIN] > high_bytes[0]:
        return False  # words of Latin script have more letters of ASCII than others
    foreign = scripts.total() - scripts[main] - (scripts[_LATIN] if main else 0)
    return main != "" and foreign <= _MOST_FOREIGN * high_bytes.total()


def _is_text(characters: str) -> bool:
    """Whether these are characters that a text is made of."""
    kinds = Counter(unicodedata.category(character) for character in characters if character not in "\t\n\f\r")
    odd = sum(count for kind, count in kinds.items() if kind in ("Cc", "Cn", "Co", "Cs"))
    letters = sum(count for kind, count in kinds.items() if kind[0] in "LMN")
    return odd <= _MOST_FOREIGN * kinds.total() and letters >= _FEWEST_LETTERS * kinds.total()
