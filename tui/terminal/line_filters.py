"""Filters of the lines that are drawn: for terminals with 256 colors, and for screen readers."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color, ColorType
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as BackgroundColor
from textual.filter import LineFilter

from tui.text.plain_symbols import PlainSymbols

_LEVELS = (0, 95, 135, 175, 215, 255)
"""Red, green or blue in the color cube of xterm, which has the numbers 16 to 231."""
_FIRST_GRAY, _GRAYS = 232, tuple(range(8, 248, 10))
_BLACK = 16


def own_filters(color_system: str | None, *, screen_reader: bool) -> list[LineFilter]:
    """Return our filters for a color system, as Rich names it."""
    filters: list[LineFilter] = [NearestColors()] if color_system == "256" else []
    return [*filters, PlainSymbols()] if screen_reader else filters


class NearestColors(LineFilter):
    """Replaces each color by the nearest of 256.

    Rich rounds red, green and blue each on its own, which makes navy of a dark gray and teal of a dark blue.
    """

    def apply(self, segments: list[Segment], background: BackgroundColor) -> list[Segment]:
        """Return the segments of one line in these colors."""
        return [
            Segment(segment.text, nearest_style(segment.style), segment.control) if segment.style else segment
            for segment in segments
        ]


@lru_cache(4096)
def nearest_style(style: Style) -> Style:
    """Return a style with the nearest colors."""
    return style + Style(color=_nearest(style.color), bgcolor=_nearest(style.bgcolor))


def _nearest(color: Color | None) -> Color | None:
    """Return the nearest color; None for one that is not RGB and stays."""
    if color is None or color.type is not ColorType.TRUECOLOR or color.triplet is None:
        return None
    return Color.from_ansi(nearest_number(color.triplet))


def nearest_number(color: ColorTriplet) -> int:
    """Return the number of the nearest color of the cube or the grays.

    The first 16 colors are not among them, because each terminal has its own.
    """
    steps = [min(range(6), key=lambda step: abs(_LEVELS[step] - part)) for part in color]
    cube = ColorTriplet(*(_LEVELS[step] for step in steps))
    gray = min(range(len(_GRAYS)), key=lambda step: _distance(color, ColorTriplet(*[_GRAYS[step]] * 3)))
    if _distance(color, cube) <= _distance(color, ColorTriplet(*[_GRAYS[gray]] * 3)):
        return _BLACK + 36 * steps[0] + 6 * steps[1] + steps[2]
    return _FIRST_GRAY + gray


def _distance(one: ColorTriplet, other: ColorTriplet) -> int:
    """Return the distance that the eye sees, weighted by red, green and blue."""
    red, green, blue = (a - b for a, b in zip(one, other, strict=True))
    return 3 * red * red + 4 * green * green + 2 * blue * blue
