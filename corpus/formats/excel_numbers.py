"""Numbers in Excel cells as they are shown: dates, percentages, and figures without the noise of binary fractions."""

from __future__ import annotations

import datetime as dt
import re
from enum import Enum, auto

_NO_PARTS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|AM/PM|A/P', re.IGNORECASE)
_DATE_PARTS = re.compile(r"[yd]", re.IGNORECASE)
_TIME_PARTS = re.compile(r"[hs]", re.IGNORECASE)
_DAYS_FROM_1904 = 1462
_FIRST_DAY = dt.datetime(1899, 12, 30)
_LAST_DAY = 2_958_466
"""The first day of the year 10000."""
_BUILT_IN = {
    **dict.fromkeys((9, 10), "0%"),
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, *range(32, 36), 45, 46, 47, 55, 56), "hh:mm"),
    22: "yyyy-mm-dd hh:mm",
}
"""Formats with these ids are not written in the file (ECMA-376 part 1, 18.8.30)."""


class NumberKind(Enum):
    """What a number in a cell means."""

    NUMBER = auto()
    PERCENT = auto()
    DATE = auto()
    TIME = auto()
    DATE_TIME = auto()


def number_kind(format_id: int, code: str | None = None) -> NumberKind:
    """Return what the number format of a cell makes of its number.

    Args:
        format_id: The id of the format.
        code: The format as the file defines it; None for a built-in one.

    """
    plain = _NO_PARTS.sub("", (_BUILT_IN.get(format_id, "") if code is None else code)[:200]).partition(";")[0]
    if "general" in plain.lower():
        return NumberKind.NUMBER
    has_time = bool(_TIME_PARTS.search(plain))
    # Beside hours or seconds an m means minutes.
    has_date = bool(_DATE_PARTS.search(plain)) or ("m" in plain.lower() and not has_time)
    if has_date and has_time:
        return NumberKind.DATE_TIME
    if has_date or has_time:
        return NumberKind.DATE if has_date else NumberKind.TIME
    return NumberKind.PERCENT if "%" in plain else NumberKind.NUMBER


def shown_number(text: str, kind: NumberKind, *, is_from_1904: bool = False) -> str:
    """Return a number as it is shown; text that is no number as it is.

    Args:
        text: The number as stored.
        kind: What it means.
        is_from_1904: Whether days count from 1904, not 1900.

    """
    try:
        value = float(text)
    except ValueError:
        return text
    if kind is NumberKind.NUMBER or value != value or abs(value) > 1e15:
        return plain_number(value) if abs(value) <= 1e15 else text
    if kind is NumberKind.PERCENT:
        return f"{plain_number(value * 100)} %"
    if is_from_1904:
        value += _DAYS_FROM_1904
    if not 0 <= value < _LAST_DAY:
        return plain_number(value)
    # Excel counts 29 February 1900, which did not exist.
    moment = _FIRST_DAY + dt.timedelta(days=value + (1 if 0 < value < 60 and kind is not NumberKind.TIME else 0))
    moment = (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    if kind is NumberKind.TIME or value < 1:
        return moment.strftime("%H:%M")
    if kind is NumberKind.DATE or moment.time() == dt.time():
        return moment.date().isoformat()
    return f"{moment.date().isoformat()} {moment:%H:%M}"


def plain_number(value: float) -> str:
    """Return a number in 15 significant digits, without an exponent where it has few digits."""
    return str(int(value)) if value.is_integer() and abs(value) <= 1e15 else f"{value:.15g}"
