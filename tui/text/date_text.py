"""The English text of a document's date, and of where it comes from."""

from __future__ import annotations

from corpus.model.date_source import DateSource
from corpus.model.document import Document

_SOURCES = {
    DateSource.FIELD: "from a field",
    DateSource.TEXT: "stated in the text",
    DateSource.HEADER: "from the headers of the message",
    DateSource.METADATA: "from the metadata",
    DateSource.PATH: "from the name or address",
    DateSource.OTHER_METADATA: "from metadata that may mean another date",
    DateSource.CREATION: "when the file was created",
}


def date_text(document: Document) -> str:
    """Return the date, with "file created" if it is only that of the file; "" if there is none."""
    if document.date is None:
        return ""
    return f"file created {document.date}" if document.date_source is DateSource.CREATION else str(document.date)


def date_source_text(source: DateSource) -> str:
    """Return where a date comes from, as an addition to it."""
    return _SOURCES[source]
