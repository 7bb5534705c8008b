"""Renaming of documents whose file was moved, without reading the file again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from corpus.model.document import Document
from corpus.model.document_id import document_id
from corpus.text.path_dates import date_from_path


def moved(document: Document, path: str) -> Document | None:
    """Return the document with the id of its new path; None if the file has to be read again.

    It has to be if the format, the date, the title or other metadata may come from the old or new name.

    Args:
        document: As it was read from the old path.
        path: The new path, relative to the folder.

    """
    old, new = PurePosixPath(document.path), PurePosixPath(path)
    depends_on_name = (
        [suffix.lower() for suffix in old.suffixes] != [suffix.lower() for suffix in new.suffixes]
        or date_from_path(document.path) != date_from_path(path)
        or (old.stem != new.stem and old.stem in document.title)
        or any(old.name in value for _, value in document.metadata)
    )
    if depends_on_name:
        return None
    return replace(document, id=document_id(path, document.record), path=path)
