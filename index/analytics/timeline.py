"""The results of a query by year, month or day."""

from __future__ import annotations

import datetime as dt

import numpy as np

from index.analytics.view import View
from index.model.analytics import Period, Series, Timeline
from index.model.query import Kind, Query
from index.model.step import Step
from index.segments.format.ragged import Ints

_MOST_PERIODS = 20_000
_EPOCH = dt.date(1970, 1, 1).toordinal()
_UNITS = {Step.YEAR: "Y", Step.MONTH: "M", Step.DAY: "D"}
"""The units of `numpy.datetime64`."""


def count_timeline(view: View, query: Query, step: Step, series: Kind | None, limit: int) -> Timeline:
    """Count the results of a query by date.

    Args:
        view: The view of the commit.
        query: The query.
        step: The length of a period.
        series: Whether to count people or countries by period, too; None for neither.
        limit: The number of people or countries.

    """
    docs = view.docs(query)
    dates = view.facets.dates[docs]
    dated = docs[dates > 0]
    periods, at = periods_of(dates[dates > 0], np.ones(len(dated), np.int64), step)
    return Timeline(
        query=query,
        step=step,
        periods=periods,
        series=_series(view, series, limit, dated, at, len(periods)) if series else (),
        total=len(docs),
        undated=len(docs) - len(dated),
    )


def periods_of(dates: Ints, documents: Ints, step: Step) -> tuple[tuple[Period, ...], Ints]:
    """The periods from the first to the last of some dates, and the index of the period of each date.

    Args:
        dates: Proleptic Gregorian ordinals.
        documents: The number of documents of each.
        step: The length of a period.

    """
    numbers = _period_numbers(dates, step)
    axis = _axis(numbers)
    at = np.searchsorted(axis, numbers)
    counts = counts_by_period(at, documents, len(axis))
    days = axis.astype(f"datetime64[{_UNITS[step]}]")
    starts = days.astype("datetime64[D]").tolist()
    return tuple(map(Period, np.datetime_as_string(days).tolist(), starts, counts)), at


def counts_by_period(at: Ints, documents: Ints, size: int) -> list[int]:
    """The number of documents of each period.

    Args:
        at: The index of the period of each date.
        documents: The number of documents of each date.
        size: The number of periods.

    """
    counts: list[int] = np.bincount(at, documents, minlength=size).astype(np.int64).tolist()
    return counts


def _period_numbers(dates: Ints, step: Step) -> Ints:
    """The number of the period of each date (a proleptic Gregorian ordinal), counted from 1970."""
    days = (dates - _EPOCH).astype("datetime64[D]")
    return days.astype(f"datetime64[{_UNITS[step]}]").astype(np.int64)


def _axis(numbers: Ints) -> Ints:
    """The numbers of all periods from the first to the last; only those that occur if there are too many."""
    if not len(numbers):
        return numbers
    first, last = int(numbers.min()), int(numbers.max())
    return np.arange(first, last + 1) if last - first < _MOST_PERIODS else np.unique(numbers)


def _series(view: View, kind: Kind, limit: int, docs: Ints, at: Ints, size: int) -> tuple[Series, ...]:
    """The documents of the most frequent people or countries by period.

    Args:
        view: The view of the commit.
        kind: PERSON or COUNTRY.
        limit: The number of people or countries.
        docs: The dated results.
        at: The index of the period of each.
        size: The number of periods.

    """
    column = view.columns[kind]
    ranking = column.ranking(docs)[:limit]
    slots = np.full(len(column.keys), -1, np.int64)
    slots[[column.grouping.numbers[facet.key] for facet in ranking]] = np.arange(len(ranking))
    entries = slots[column.table.of_all(docs)]
    periods = np.repeat(at, column.table.starts[docs + 1] - column.table.starts[docs])
    shown = entries >= 0
    counts = np.bincount(entries[shown] * size + periods[shown], minlength=len(ranking) * size)
    rows = counts.reshape(len(ranking), size).tolist()
    return tuple(Series(facet, tuple(row)) for facet, row in zip(ranking, rows, strict=True))
