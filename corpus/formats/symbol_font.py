"""The characters of the fonts Symbol and Wingdings, which office documents store by their position in the font."""

from __future__ import annotations

_PRIVATE_USE = 0xF000
"""Where Windows places the 256 positions of a symbol font in Unicode."""
_UPPER_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_LOWER_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL = {
    **{ord("A") + place: char for place, char in enumerate(_UPPER_GREEK)},
    **{ord("a") + place: char for place, char in enumerate(_LOWER_GREEK)},
    0x2D: "−", 0xA0: "€", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xAC: "←", 0xB0: "°", 0xB1: "±", 0xB2: "″",
    0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©",
    0xD4: "™", 0xD6: "√", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0xA7: "▪",
    0xA8: "◻",
    0xD8: "➢",
    0xE0: "→",
    0xE8: "➔",
    0xFC: "✔",
    0xFB: "✘",
    0xFE: "☑",
}


def symbol_character(font: str, code: int) -> str:
    """Return the character at a position of a symbol font.

    Args:
        font: The name of the font.
        code: The position, also as the private-use code point for it.

    Returns:
        "" for a position without a counterpart in Unicode; a character that is not of a symbol font as it is.

    """
    position = code - _PRIVATE_USE if _PRIVATE_USE <= code < _PRIVATE_USE + 256 else code
    name = font.lower()
    if name.startswith("symbol"):
        return _SYMBOL.get(position, chr(position) if 0x20 <= position < 0x7F else "")
    if name.startswith("wingdings"):
        return _WINGDINGS.get(position, "")
    if position != code or not 0x20 <= code < 0x11_0000 or 0xD800 <= code < 0xE000:
        return ""
    return chr(code)
