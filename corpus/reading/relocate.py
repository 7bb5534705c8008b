"""A file that got another name: what its documents are called now, without reading it again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from corpus.model.document import Document
from corpus.reading.read import document_id
from corpus.text.path_dates import date_from_path


def moved(document: Document, path: str) -> Document | None:
    """The document as it would be read from its file under another name; None where only reading can tell.

    A name may be where a document has its format, its date or its title from.
    """
    old, new = PurePosixPath(document.path), PurePosixPath(path)
    taken_from_name = (
        [suffix.lower() for suffix in old.suffixes] != [suffix.lower() for suffix in new.suffixes]
        or date_from_path(document.path) != date_from_path(path)
        or (old.stem != new.stem and old.stem in document.title)
        or any(old.name in value for _, value in document.metadata)
    )
    if taken_from_name:
        return None
    return replace(document, id=document_id(path, document.record), path=path)
