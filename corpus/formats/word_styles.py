"""The styles and list numbering of Word documents: what makes a paragraph a heading, and the number before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from corpus.formats.list_numbers import BULLET, NumberFormat, formatted
from corpus.formats.xml import attribute, child, local

_HEADING_NAME = re.compile(r"heading ?(\d)", re.IGNORECASE)
_LONGEST_CHAIN = 20
"""Styles that are based on each other."""
_LONGEST_LABEL = 40
_LEVELS = 9
_FORMATS = {
    "decimalZero": NumberFormat.LEADING_ZERO,
    "lowerRoman": NumberFormat.LOWER_ROMAN,
    "upperRoman": NumberFormat.UPPER_ROMAN,
    "lowerLetter": NumberFormat.LOWER_LETTER,
    "upperLetter": NumberFormat.UPPER_LETTER,
    "bullet": NumberFormat.BULLET,
    "none": NumberFormat.NONE,
}
_PLACE = re.compile(r"%([1-9])")


class ListPlace(NamedTuple):
    """Which list a paragraph is in, and how deep."""

    list: str
    level: int
    """From 0."""


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str = ""
    heading: int = 0
    list: str = ""
    list_level: int | None = None


@dataclass(slots=True)
class _Level:
    start: int = 1
    format: NumberFormat = NumberFormat.DECIMAL
    label: str = ""
    is_decimal: bool = False
    """Whether the numbers of the levels above are shown in decimal, too."""


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    style_levels: dict[str, int]
    counters: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Styles:
    """The paragraph styles of a document.

    Args:
        root: The part with the styles, or None.

    """

    def __init__(self, root: Any) -> None:  # noqa: ANN401 -- lxml has no types
        self._styles = {attribute(each, "styleId"): _style(each) for each in _named(root, "style")}

    def heading_level(self, style: str) -> int:
        """Return the level of a heading, from 1; 0 for other paragraphs."""
        known = (each.heading for each in self._chain(style))
        return next((level for level in known if level), 0) if style in self._styles else heading_of_name(style)

    def list_place(self, style: str) -> tuple[str, int | None]:
        """Return the list that a style puts its paragraphs in, or "", and the level where it names one."""
        return next(((each.list, each.list_level) for each in self._chain(style) if each.list), ("", None))

    def _chain(self, name: str) -> Iterator[_Style]:
        for _ in range(_LONGEST_CHAIN):
            if (style := self._styles.get(name)) is None:
                return
            yield style
            name = style.based_on


class Numbering:
    """The numbered and bulleted lists of a document, which count while its paragraphs are read in order.

    Args:
        root: The part with the numbering, or None.

    """

    def __init__(self, root: Any) -> None:  # noqa: ANN401
        self._definitions = {attribute(each, "abstractNumId"): _list(each) for each in _named(root, "abstractNum")}
        self._lists: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        for each in _named(root, "num"):
            number = attribute(each, "numId")
            self._lists[number] = _value(each, "abstractNumId")
            self._overrides[number] = {
                _number(attribute(override, "ilvl"), 0): _number(_value(override, "startOverride"), 1)
                for override in each
                if local(override) == "lvlOverride" and child(override, "startOverride") is not None
            }

    def level_of_style(self, name: str, style: str) -> int:
        """Return the level at which a list has the paragraphs of a style."""
        known = self._definitions.get(self._lists.get(name, ""))
        return known.style_levels.get(style, 0) if known else 0

    def label(self, place: ListPlace) -> str:
        """Count a paragraph and return its number or bullet; "" for a list that is not defined."""
        known = self._definitions.get(self._lists.get(place.list, ""))
        level = known.levels.get(place.level) if known else None
        if known is None or level is None:
            return ""
        for restarted, start in self._overrides.pop(place.list, {}).items():
            if 0 <= restarted < _LEVELS:
                known.counters[restarted] = start - 1
        counters = known.counters
        counters[place.level] = level.start if (last := counters[place.level]) is None else last + 1
        counters[place.level + 1 :] = [None] * (_LEVELS - place.level - 1)
        if level.format is NumberFormat.BULLET:
            return BULLET
        return _PLACE.sub(lambda match: self._shown(known, int(match[1]) - 1, level), level.label).strip()

    def _shown(self, known: _List, place: int, shown_at: _Level) -> str:
        level = known.levels.get(place, _Level())
        count = known.counters[place]
        style = NumberFormat.DECIMAL if shown_at.is_decimal else level.format
        return formatted(level.start if count is None else count, style)


def heading_of_name(name: str) -> int:
    """Return the level of the heading that the name of a built-in style stands for; 0 for other names."""
    if name.lower() == "title":
        return 1
    found = _HEADING_NAME.fullmatch(name)
    return int(found[1]) if found else 0


def _style(element: Any) -> _Style:  # noqa: ANN401
    properties = child(element, "pPr")
    numbering = child(properties, "numPr") if properties is not None else None
    outline = _value(properties, "outlineLvl") if properties is not None else ""
    level = _number(outline, _LEVELS) + 1
    return _Style(
        based_on=_value(element, "basedOn"),
        heading=heading_of_name(_value(element, "name")) or (level if 1 <= level <= _LEVELS else 0),
        list=_value(numbering, "numId") if numbering is not None else "",
        list_level=_level_number(numbering) if numbering is not None else None,
    )


def _level_number(numbering: Any) -> int | None:  # noqa: ANN401
    level = _value(numbering, "ilvl")
    return min(max(_number(level, 0), 0), _LEVELS - 1) if level else None


def _list(element: Any) -> _List:  # noqa: ANN401
    levels, style_levels = {}, {}
    for each in _named(element, "lvl"):
        place = _number(attribute(each, "ilvl"), 0)
        if not 0 <= place < _LEVELS:
            continue
        levels[place] = _Level(
            _number(_value(each, "start"), 1),
            _FORMATS.get(_value(each, "numFmt"), NumberFormat.DECIMAL),
            _value(each, "lvlText")[:_LONGEST_LABEL],
            child(each, "isLgl") is not None,
        )
        if style := _value(each, "pStyle"):
            style_levels[style] = place
    return _List(levels, style_levels)


def _named(root: Any, name: str) -> Iterator[Any]:  # noqa: ANN401
    return (each for each in (root if root is not None else ()) if local(each) == name)


def _value(element: Any, name: str) -> str:  # noqa: ANN401
    """The attribute `val` of a child; "" without it."""
    found = child(element, name)
    return attribute(found, "val") if found is not None else ""


def _number(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) and text.isascii() else default
