"""Periods of a timeline: which length to choose, and how they are written. Imports neither Textual nor Rich."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from index.model.step import Step

if TYPE_CHECKING:
    from index.model.analytics import Timeline

_MANY_YEARS = 5
"""From so many years on, a chart by year has enough bars; fewer are shown by month."""
_FEW_DAYS = 62
"""Up to so many days are shown by day."""


def step_of_years(years: int) -> Step:
    """Return the length of periods that suits a number of years."""
    return Step.YEAR if years >= _MANY_YEARS else Step.MONTH


def step_between(first: dt.date, last: dt.date) -> Step:
    """Return the length of periods that suits the time between two days."""
    if (last - first).days <= _FEW_DAYS:
        return Step.DAY
    return step_of_years(last.year - first.year + 1)


def period_span(timeline: Timeline) -> str:
    """Return the first and last period: "1987–1991"; "" without dates."""
    if not timeline.periods:
        return ""
    first, last = timeline.periods[0].key, timeline.periods[-1].key
    return first if first == last else f"{first}–{last}"
