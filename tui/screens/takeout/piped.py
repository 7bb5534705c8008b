"""What a command reads from the explorer."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum

from corpus.model.document import Document
from index.model.errors import DocumentNotFound
from index.model.protocol import LibraryLike
from tui.export.json_values import hit_json
from tui.export.source import hits_of
from tui.text.sanitize import json_text


class Piped(StrEnum):
    """What is written to the standard input of a command."""

    TEXT = "text of this document"
    PATHS = "paths"
    TEXTS = "texts"
    JSON_LINES = "JSON Lines"


def piped(what: Piped, library: LibraryLike, document: Document | None, selected: Sequence[str]) -> bytes:
    """Return the input of a command: the open document, or the selected ones, by id."""
    match what:
        case Piped.TEXT:
            return _text(document)
        case Piped.PATHS:
            paths = dict.fromkeys(hit.path for hit in hits_of(library, selected))
            return b"".join(os.fsencode(library.folder / path) + b"\n" for path in paths)
        case Piped.JSON_LINES:
            lines = (json_text(hit_json(hit)) for hit in hits_of(library, selected))
            return "".join(f"{line}\n" for line in lines).encode()
        case Piped.TEXTS:
            return b"\n".join(_text(_found(library, doc_id)) for doc_id in selected)


def _found(library: LibraryLike, doc_id: str) -> Document | None:
    try:
        return library.document(doc_id)
    except DocumentNotFound:
        return None


def _text(document: Document | None) -> bytes:
    return f"{document.text.rstrip()}\n".encode("utf-8", "replace") if document else b""
