"""Which field of a record, front matter or header means what: the names people give them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from corpus.model.date_source import DateSource
from corpus.text.dates import DateOrder, is_plausible, parse_date, timestamp_date

TITLE = ("title", "headline", "subject", "heading", "name")
TEXT = ("body", "text", "content", "article", "fulltext", "full_text", "story", "description", "summary")
TEXT_FIELDS = ", ".join(TEXT[:3])
"""The commonest, for a message."""
DATE = ("date", "published", "published_at", "published_date", "publish_date", "publication_date", "pubdate",
        "pub_date", "date_published", "release_date", "date_released", "issue_date", "date_issued", "issued",
        "posted", "posted_at", "datetime")  # fmt: skip
"""Names of the date of issue."""
CREATION_DATE = ("created", "created_at", "date_created", "timestamp")
"""Names of a date that may be the one of the record only."""
RECORD = ("id", "_id", "uid", "guid")
METADATA = {
    "author": ("author", "authors", "byline", "creator"),
    "source": ("source", "publisher", "outlet", "site", "agency", "url", "link"),
    "language": ("language", "lang"),
}


def pick(fields: Mapping[str, object], names: tuple[str, ...]) -> str:
    """The first of the names that has a value, as text; "" where none has."""
    for name in names:
        if name in fields and (value := as_text(fields[name])):
            return value
    return ""


def pick_date(fields: Mapping[str, object], order: DateOrder | None = None) -> tuple[dt.date | None, DateSource]:
    """The date of the record, by the first date field that can be read, and what the field is.

    Args:
        fields: The record, with the names of its fields in lower case.
        order: How to read a date with slashes that could be two.

    """
    for names, source in ((DATE, DateSource.FIELD), (CREATION_DATE, DateSource.OTHER_METADATA)):
        for name in names:
            if name in fields and (date := _field_date(fields[name], order)):
                return date, source
    return None, DateSource.FIELD


def _field_date(value: object, order: DateOrder | None) -> dt.date | None:
    """The plausible date that a field holds: a date, text, or seconds or milliseconds since 1970."""
    if isinstance(value, dt.date):
        date = value.date() if isinstance(value, dt.datetime) else value
        return date if is_plausible(date) else None
    text = as_text(value)
    return parse_date(text, order) or timestamp_date(text)


def pick_metadata(fields: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """The further fields that are known, by the name shown."""
    found = ((shown, pick(fields, names)) for shown, names in METADATA.items())
    return tuple((shown, value) for shown, value in found if value)


def as_text(value: object) -> str:
    """A scalar or a list of scalars as text; anything else, such as a nested record, is none."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float | dt.date):
        return str(value)
    if isinstance(value, list):
        return ", ".join(item.strip() for item in value if isinstance(item, str))
    return ""


def lower_keys(record: Mapping[object, object]) -> dict[str, object]:
    """The record with its keys in lower case, spaces and hyphens as underscores."""
    return {str(key).strip().lower().replace(" ", "_").replace("-", "_"): value for key, value in record.items()}
