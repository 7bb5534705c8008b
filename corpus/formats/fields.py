"""The fields of front matter and of a docinfo, by the names that people give them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from corpus.formats.column_dates import date_of
from corpus.formats.column_names import PARTIAL, Role, name_score
from corpus.formats.column_values import as_text
from corpus.model.date_source import DateSource

TITLE = ("title", "headline", "subject", "heading", "name")
DATE = ("date", "published", "published_at", "published_date", "publish_date", "publication_date", "pubdate",
        "pub_date", "date_published", "release_date", "date_released", "issue_date", "date_issued", "issued",
        "posted", "posted_at", "datetime")  # fmt: skip
"""Names of the date of issue."""
CREATION_DATE = ("created", "created_at", "date_created", "timestamp")
"""Names of a date that may be that of the record only."""
METADATA = {
    "author": ("author", "authors", "byline", "creator"),
    "source": ("source", "publisher", "outlet", "site", "agency", "url", "link"),
    "language": ("language", "lang"),
}
KNOWN = frozenset((*TITLE, *DATE, *CREATION_DATE, *(name for names in METADATA.values() for name in names)))
"""All names that have a meaning."""


def pick(fields: Mapping[str, object], names: tuple[str, ...]) -> str:
    """The value, as text, of the first of these fields that has one; "" if none has."""
    for name in names:
        if name in fields and (value := as_text(fields[name])):
            return value
    return ""


def pick_date(fields: Mapping[str, object]) -> tuple[dt.date | None, DateSource]:
    """The date in the first date field that holds one, and what kind of field that is.

    A name that is not listed here counts as it would for a column: `publishDate`, `datum`.
    """
    for names, source in ((DATE, DateSource.FIELD), (CREATION_DATE, DateSource.OTHER_METADATA)):
        for name in names:
            if name in fields and (date := date_of(fields[name], {})):
                return date, source
    scores = {name: name_score((name,), Role.DATE) for name in fields}
    for name in sorted((name for name in fields if scores[name] >= PARTIAL), key=lambda name: -scores[name]):
        if date := date_of(fields[name], {}):
            return date, DateSource.FIELD
    return None, DateSource.FIELD


def pick_metadata(fields: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """The other known fields, by the names under which they are shown."""
    found = ((shown, pick(fields, names)) for shown, names in METADATA.items())
    return tuple((shown, value) for shown, value in found if value)


def lower_keys(record: Mapping[object, object]) -> dict[str, object]:
    """The fields with their names in lower case, and with underscores for spaces and hyphens."""
    return {str(key).strip().lower().replace(" ", "_").replace("-", "_"): value for key, value in record.items()}
