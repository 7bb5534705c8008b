"""The date of a document in words."""

from __future__ import annotations

from corpus.model.date_source import DateSource
from corpus.model.document import Document


def date_text(document: Document) -> str:
    """The date, marked where it is only the one on which the file was created; "" without a date."""
    if document.date is None:
        return ""
    return f"file created {document.date}" if document.date_source is DateSource.CREATION else str(document.date)
