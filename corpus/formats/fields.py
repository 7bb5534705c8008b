"""Which field of a record, front matter or header means what: the names people give them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from corpus.text.dates import parse_date

TITLE = ("title", "headline", "subject", "heading", "name")
TEXT = ("body", "text", "content", "article", "fulltext", "full_text", "story", "description", "summary")
TEXT_FIELDS = ", ".join(TEXT[:3])
"""The commonest, for a message."""
DATE = ("date", "published", "published_at", "publication_date", "pubdate", "date_published", "datetime",
        "created", "created_at", "timestamp", "issued")  # fmt: skip
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


def pick_date(fields: Mapping[str, object]) -> dt.date | None:
    """The date of the record, by the first date field that can be read."""
    for name in DATE:
        if name not in fields:
            continue
        value = fields[name]
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, dt.date):
            return value
        date = parse_date(as_text(value))
        if date:
            return date
    return None


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
