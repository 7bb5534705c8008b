"""Which date of a document to believe: the order of trust of `DateSource`, applied in one place."""

from __future__ import annotations

import datetime as dt

from corpus.formats.source import Draft
from corpus.model.date_source import DateSource
from corpus.text.dates import is_plausible
from corpus.text.path_dates import date_from_path
from corpus.text.stated_dates import stated_date

Sourced = tuple[dt.date, DateSource]


def document_date(
    draft: Draft, text: str, path: str, *, date_line: dt.date | None = None, many: bool = False
) -> Sourced | None:
    """The most trusted plausible date of a document, and where it comes from; None without one.

    Args:
        draft: The document as its format gives it, with the date of its fields or metadata.
        text: The cleaned text with its title.
        path: The path of the file, relative to the folder.
        date_line: The date of a first line that was taken off the text.
        many: Whether the file holds many documents: its name dates the collection, not the document.

    """
    given = (draft.date, draft.date_source) if draft.date and is_plausible(draft.date) else None
    if given and given[1] is DateSource.FIELD:
        return given
    # A message quotes the headers and dates of other messages.
    if stated := date_line or stated_date(text, datelines_only=draft.date_source is DateSource.HEADER):
        return stated, DateSource.TEXT
    if given and not DateSource.PATH.is_before(given[1]):
        return given
    if draft.fallback_date and is_plausible(draft.fallback_date):
        return draft.fallback_date, DateSource.HEADER
    named = None if many else date_from_path(path)
    return (named, DateSource.PATH) if named else given
