"""The fonts of an RTF document, which tell how bytes become characters."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.formats.rtf_words import DEFAULT_CODEC, SYMBOL_CHARSET, codec_of_font, codec_of_page
from corpus.formats.symbol_font import symbol_character

_LONGEST_NAME = 100


@dataclass(slots=True)
class _Font:
    codec: str = ""
    """"" where the font is in the code page of the document."""
    name: str = ""
    is_symbol: bool = False


class Fonts:
    """The font table of one document."""

    def __init__(self) -> None:
        self.codec = DEFAULT_CODEC
        """The codec of the code page of the document."""
        self.default: int | None = None
        """The number of the font of text that names none."""
        self._fonts: dict[int, _Font] = {}

    @property
    def is_defined(self) -> bool:
        """Whether the font table was read."""
        return bool(self._fonts)

    def define(self, number: int | None, word: str, value: int) -> int | None:
        """Take a control word of the font table, and return the number of the font that is being defined."""
        if word == "f":
            self._fonts.setdefault(value, _Font())
            return value
        font = self._font(number)
        if font is not None and word == "fcharset":
            font.codec = font.codec or codec_of_font(value)
            font.is_symbol = value == SYMBOL_CHARSET
        elif font is not None and word == "cpg":
            font.codec = codec_of_page(value) or font.codec
        return number

    def name(self, number: int | None, data: bytes) -> None:
        """Add to the name of a font."""
        font = self._font(number)
        if font is not None and len(font.name) < _LONGEST_NAME:
            font.name += data.decode("latin-1").strip(" ;")

    def decode(self, number: int | None, data: bytes) -> str:
        """Return bytes in a font as text."""
        font = self._font(number)
        if font is not None and font.is_symbol:
            return "".join(symbol_character(font.name, byte) for byte in data)
        return data.decode((font.codec if font is not None else "") or self.codec, "replace")

    def symbol(self, number: int | None, code: int) -> str:
        """Return the character at a position of a symbol font; of the font Symbol where the text is in another one."""
        font = self._font(number)
        return symbol_character(font.name if font is not None and font.is_symbol else "Symbol", code)

    def _font(self, number: int | None) -> _Font | None:
        return None if number is None else self._fonts.get(number)
