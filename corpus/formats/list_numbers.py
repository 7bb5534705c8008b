"""Numbers of list items and headings as office programs show them."""

from __future__ import annotations

from enum import Enum, auto

BULLET = "•"
_ROMAN = (("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10),
          ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))  # fmt: skip
_MOST_ROMAN = 3999
_MOST_LETTERS = 26 * 5


class NumberFormat(Enum):
    """How a list counts."""

    DECIMAL = auto()
    LEADING_ZERO = auto()
    LOWER_ROMAN = auto()
    UPPER_ROMAN = auto()
    LOWER_LETTER = auto()
    UPPER_LETTER = auto()
    BULLET = auto()
    NONE = auto()


def formatted(number: int, style: NumberFormat) -> str:
    """Return a number in a format; in decimal digits where the format does not reach so far."""
    match style:
        case NumberFormat.NONE | NumberFormat.BULLET:
            return ""
        case NumberFormat.LEADING_ZERO:
            return f"{number:02}"
        case NumberFormat.LOWER_ROMAN | NumberFormat.UPPER_ROMAN if 0 < number <= _MOST_ROMAN:
            return _cased(_roman(number), style is NumberFormat.UPPER_ROMAN)
        case NumberFormat.LOWER_LETTER | NumberFormat.UPPER_LETTER if 0 < number <= _MOST_LETTERS:
            repeats, letter = divmod(number - 1, 26)
            return _cased(chr(ord("a") + letter) * (repeats + 1), style is NumberFormat.UPPER_LETTER)
    return str(number)


def _roman(number: int) -> str:
    digits = []
    for digit, value in _ROMAN:
        count, number = divmod(number, value)
        digits.append(digit * count)
    return "".join(digits)


def _cased(text: str, is_upper: bool) -> str:
    return text.upper() if is_upper else text
