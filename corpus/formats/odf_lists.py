"""The numbered and bulleted lists of OpenDocument files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from corpus.formats.list_numbers import BULLET, NumberFormat, formatted
from corpus.formats.xml import attribute, local

_FORMATS = {
    "1": NumberFormat.DECIMAL,
    "a": NumberFormat.LOWER_LETTER,
    "A": NumberFormat.UPPER_LETTER,
    "i": NumberFormat.LOWER_ROMAN,
    "I": NumberFormat.UPPER_ROMAN,
    "": NumberFormat.NONE,
}
_LEVELS = 10
_LONGEST_AFFIX = 20
_OUTLINE = "\0outline"
"""Stands for the numbering of headings, which has no name."""


@dataclass(frozen=True, slots=True)
class _Level:
    format: NumberFormat
    start: int
    prefix: str
    suffix: str
    shown_levels: int


@dataclass(slots=True)
class _OpenList:
    style: str
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Lists:
    """The lists of a document, opened and closed in document order.

    Args:
        roots: The parts of the document that define list styles; some may be None.

    """

    def __init__(self, *roots: Any) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        for root in roots:
            self.define(root)
        self._outline = _OpenList(_OUTLINE)
        self._open: list[_OpenList] = []
        self._last: dict[str, _OpenList] = {}
        """The last list of each style."""
        self._label = ""

    def define(self, root: Any) -> None:  # noqa: ANN401 -- lxml has no types
        """Add the list styles of a part, which may be None; those of earlier parts come first."""
        for each in root.iter() if root is not None else ():
            if local(each) == "list-style":
                self._styles.setdefault(attribute(each, "name"), _levels(each))
            elif local(each) == "outline-style":
                self._styles.setdefault(_OUTLINE, _levels(each))

    @property
    def depth(self) -> int:
        """How many lists are open."""
        return len(self._open)

    def open(self, style: str, *, continues: bool = False) -> None:
        """Begin a list; one inside another has the style and the counters of the outer one, unless it names another.

        Args:
            style: The name of its style; "" where it names none.
            continues: Whether it goes on with the numbers of the last list of its style.

        """
        if self._open and style in ("", self._open[-1].style):
            self._open.append(self._open[-1])
            return
        known = self._last.get(style) if continues else None
        self._last[style] = known or _OpenList(style)
        self._open.append(self._last[style])

    def close(self) -> None:
        """End the list."""
        self._open.pop()

    def open_item(self, start: str) -> None:
        """Count an item of the innermost list.

        Args:
            start: The number that the item states for itself; "" where it continues the count.

        """
        if not self._open:
            return
        known, place = self._open[-1], min(len(self._open), _LEVELS) - 1
        level = self._styles.get(known.style, {}).get(place)
        self._label = self._counted(known, place, level, start)

    def heading_label(self, number: int) -> str:
        """Count a heading and return its number; "" where headings have none.

        Args:
            number: Its level, from 1.

        """
        level = self._styles.get(_OUTLINE, {}).get(number - 1)
        if level is None or level.format in (NumberFormat.NONE, NumberFormat.BULLET):
            return ""
        return self._counted(self._outline, number - 1, level, "")

    def take_label(self) -> str:
        """Return the number or bullet of the item that was just opened; "" after its first paragraph."""
        label, self._label = self._label, ""
        return label

    def _counted(self, known: _OpenList, place: int, level: _Level | None, start: str) -> str:
        """Count an item at a level, from 0, and return its label."""
        last = known.counters[place]
        following = (level.start if level else 1) if last is None else last + 1
        known.counters[place] = _number(start, following)
        known.counters[place + 1 :] = [None] * (_LEVELS - place - 1)
        return self._shown(known, place, level)

    def _shown(self, known: _OpenList, place: int, level: _Level | None) -> str:
        if level is None or level.format is NumberFormat.BULLET:
            return BULLET
        levels = self._styles[known.style]
        numbers = []
        for each in range(max(0, place + 1 - level.shown_levels), place + 1):
            count = known.counters[each]
            style = levels[each].format if each in levels else NumberFormat.DECIMAL
            numbers.append(formatted(1 if count is None else count, style))
        shown = ".".join(number for number in numbers if number)
        return f"{level.prefix}{shown}{level.suffix}".strip() if shown else ""


def _levels(style: Any) -> dict[int, _Level]:  # noqa: ANN401
    levels = {}
    for each in style:
        is_number = local(each) in ("list-level-style-number", "outline-level-style")
        place = _number(attribute(each, "level"), 0) - 1
        if not 0 <= place < _LEVELS:
            continue
        levels[place] = _Level(
            _FORMATS.get(attribute(each, "num-format"), NumberFormat.DECIMAL) if is_number else NumberFormat.BULLET,
            _number(attribute(each, "start-value"), 1),
            attribute(each, "num-prefix")[:_LONGEST_AFFIX],
            attribute(each, "num-suffix")[:_LONGEST_AFFIX],
            min(max(_number(attribute(each, "display-levels"), 1), 1), _LEVELS),
        )
    return levels


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < _LEVELS else default
