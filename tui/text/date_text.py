"""The English text of a document's date."""

from __future__ import annotations

from corpus.model.date_source import DateSource
from corpus.model.document import Document


def date_text(document: Document) -> str:
    """Return the date, with "file created" if it is only that of the file; "" if there is none."""
    if document.date is None:
        return ""
    return f"file created {document.date}" if document.date_source is DateSource.CREATION else str(document.date)
