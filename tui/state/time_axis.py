"""The axis of the timeline: periods grouped into columns, and the labels below them."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from index.model.query import Facet, Kind
from index.model.step import Step

_GROUPS = {
    Step.YEAR: (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000),
    Step.MONTH: (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200),
    Step.DAY: (1, 7, 14, 28, 91, 364, 3640),
}
"""The numbers of periods that a column may stand for."""
_STRIDES = {Step.YEAR: (1, 2, 5, 10, 20, 50, 100, 500), Step.MONTH: (1, 2, 3, 6, 12, 24, 60, 120, 600)}
"""The periods between two labels; days have their own."""
_DAYS = (range(1, 32), (1, *range(2, 30, 2)), (1, 5, 10, 15, 20, 25), (1, 10, 20), (1, 15), (1,))
"""The days of a month that have a label, from many to few."""
_GAP = 2
"""Cells between two labels."""


class Span(NamedTuple):
    """A range of periods by their keys, both ends included."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Column:
    """A bar: one period, or several if there are more periods than cells."""

    first: str
    last: str
    documents: int

    @property
    def label(self) -> str:
        """The period, or the range of periods."""
        return self.first if self.first == self.last else f"{self.first}–{self.last}"


class Label(NamedTuple):
    """A label below a column."""

    column: int
    """The number of the column."""
    text: str


def finer(step: Step) -> Step | None:
    """Return the next smaller step; None below days."""
    return {Step.YEAR: Step.MONTH, Step.MONTH: Step.DAY, Step.DAY: None}[step]


def columns(periods: Sequence[Facet], room: int, step: Step = Step.YEAR) -> list[Column]:
    """Group periods without gaps into at most `room` columns of equally many; the first and last may have fewer.

    The columns begin at round numbers: at 1950 and 1960 rather than at 1947 and 1957.
    """
    if not periods:
        return []
    start = _number(periods[0].key, step)
    each = next(
        (size for size in _GROUPS[step] if (start + len(periods) - 1) // size - start // size < max(room, 1)),
        len(periods) + start + 1,
    )
    first = each - start % each
    bounds = [0, *range(first, len(periods), each), len(periods)]
    parts = [periods[low:high] for low, high in pairwise(bounds)]
    return [Column(part[0].key, part[-1].key, sum(each.documents for each in part)) for part in parts]


def without_gaps(found: Sequence[Facet], span: Span, step: Step) -> tuple[Facet, ...]:
    """Return the periods of a span, those that were not found without documents."""
    documents = {facet.key: facet.documents for facet in found}
    return tuple(Facet(Kind.YEAR, key, key, documents.get(key, 0)) for key in _keys(span, step))


def joined(shown: Span, found: Sequence[Facet]) -> tuple[Facet, ...]:
    """Return years, extended to those of an axis."""
    first = min(shown.first, found[0].key) if found else shown.first
    last = max(shown.last, found[-1].key) if found else shown.last
    return without_gaps(found, Span(first, last), Step.YEAR)


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a day, whatever their steps are."""
    return _starts_before(one.first, other.last) and _starts_before(other.first, one.last)


def _starts_before(first: str, last: str) -> bool:
    length = min(len(first), len(last))
    return first[:length] <= last[:length]


def labels(parts: Sequence[Column], edges: Sequence[int], width: int, step: Step) -> list[Label]:
    """Choose as many labels at regular distances as fit.

    Args:
        parts: The columns.
        edges: The first cell of each column.
        width: The cells of the axis.
        step: The length of a period.

    """
    for candidate in _candidates(parts, step):
        found = [label for label in candidate if edges[label.column] + len(label.text) <= width]
        ends = [edges[label.column] + len(label.text) for label in found]
        begins = [edges[label.column] for label in found[1:]]
        if found and all(end + _GAP <= begin for end, begin in zip(ends, begins, strict=False)):
            return found
    first = parts[0].label if parts else ""
    return [Label(0, first)] if parts and edges[0] + len(first) <= width else []


def _candidates(parts: Sequence[Column], step: Step) -> Iterator[list[Label]]:
    """Yield sets of labels, the one with most first; empty ones are left out."""
    if step is Step.DAY:
        years = parts[0].first[:4] != parts[-1].last[:4]
        choices: Iterator[list[str]] = ([_day(part.first, days, years=years) for part in parts] for days in _DAYS)
    else:
        name = str if step is Step.YEAR else _month
        choices = (
            [name(part.first) if not _number(part.first, step) % stride else "" for part in parts]
            for stride in _STRIDES[step]
        )
    for texts in choices:
        if any(texts):
            yield [Label(number, text) for number, text in enumerate(texts) if text]


def _month(key: str) -> str:
    """Return the year for January, else the abbreviated month."""
    return key[:4] if key[5:7] == "01" else calendar.month_abbr[int(key[5:7])]


def _day(key: str, days: Sequence[int], *, years: bool) -> str:
    """Return the month for its first day, else the day if it is one of `days`."""
    day = int(key[8:10])
    if day == 1:
        return key[:7] if years else calendar.month_abbr[int(key[5:7])]
    return str(day) if day in days else ""


def _number(key: str, step: Step) -> int:
    """Return the number of a period; those of adjacent periods are adjacent."""
    year = int(key[:4])
    if step is Step.YEAR:
        return year
    if step is Step.MONTH:
        return year * 12 + int(key[5:7]) - 1
    return dt.date.fromisoformat(key).toordinal()


def _key(number: int, step: Step) -> str:
    if step is Step.YEAR:
        return f"{number:04}"
    if step is Step.MONTH:
        return f"{number // 12:04}-{number % 12 + 1:02}"
    return dt.date.fromordinal(number).isoformat()


def _keys(span: Span, step: Step) -> Iterator[str]:
    """Yield the keys of all periods of a span, which may be of a larger step."""
    low = {4: "-01-01", 7: "-01"}
    first = (span.first + low.get(len(span.first), ""))[: _KEY_LENGTH[step]]
    last = span.last
    if len(last) == len("2024") and step is not Step.YEAR:
        last += "-12"
    if len(last) == len("2024-10") and step is Step.DAY:
        last += f"-{calendar.monthrange(int(last[:4]), int(last[5:7]))[1]:02}"
    for number in range(_number(first, step), _number(last, step) + 1):
        yield _key(number, step)


_KEY_LENGTH = {Step.YEAR: 4, Step.MONTH: 7, Step.DAY: 10}
