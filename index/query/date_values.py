"""Values of the fields of dates and years, compiled to queries."""

from __future__ import annotations

import datetime as dt

from whoosh import query as whoosh
from whoosh.query import Query

from index.model.field import ValueType
from index.model.query_fault import QueryFault
from index.query.ast import Range
from index.query.boolean import unscored
from index.query.date_range import (
    DateRange,
    bounded_range,
    date_range,
    likely_date,
    likely_years,
    may_become_date,
    may_become_years,
    year_range,
)
from index.query.values import UnknownValue


def read_dates(
    text: str, values: ValueType, today: dt.date, *, typing: bool = False
) -> DateRange | UnknownValue | None:
    """The days of a value; None while typing for the beginning of one that does not say yet which days.

    Args:
        text: The value.
        values: DATE or YEAR.
        today: What relative dates count from.
        typing: Whether the value may be incomplete.

    """
    years = values is ValueType.YEAR
    found = (year_range if years else date_range)(text, today, typing=typing)
    if found is not None or (typing and (may_become_years if years else may_become_date)(text)):
        return found
    if years:
        return UnknownValue(QueryFault.INVALID_YEAR, likely_years(text, today))
    return UnknownValue(QueryFault.INVALID_DATE, likely_date(text, today))


def read_bounds(node: Range, today: dt.date, *, typing: bool = False) -> DateRange | UnknownValue | None:
    """The days of a range in brackets; None as for `read_dates`."""
    found = bounded_range(node.low, node.high, today, low_open=node.low_open, high_open=node.high_open, typing=typing)
    if found is not None or (typing and may_become_date(f"{node.low}..{node.high}")):
        return found
    return UnknownValue(QueryFault.INVALID_DATE)


def days_query(days: DateRange) -> Query:
    """The query for the documents of some days."""
    if days.first and days.last and days.first > days.last:
        return whoosh.NullQuery
    return unscored(whoosh.NumericRange("date", _ordinal(days.first), _ordinal(days.last)))


def year_query(key: str) -> Query:
    """The query for the documents of a filter's year, or of its years: `1991`, `1991..1995`."""
    found = date_range(key, dt.date.min)
    return days_query(found or DateRange(None, dt.date.min))


def _ordinal(date: dt.date | None) -> int | None:
    """The day as a proleptic Gregorian ordinal, as indexed."""
    return date.toordinal() if date else None
