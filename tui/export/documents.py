"""Writes documents as a folder of text files with a manifest, for other people and other programs."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.files.atomic_write import make_folder
from corpus.model.document import Document
from corpus.model.errors import PressroomError
from index.model.protocol import LibraryLike
from index.model.query import Hit
from tui.export.csv_table import csv_rows
from tui.export.json_values import iso
from tui.export.model import Value
from tui.export.write import write_file

MANIFEST = "manifest.csv"
_TEXTS = "texts"
_ORIGINALS = "originals"
_COLUMNS = ("file", "original", "id", "path", "record", "title", "date", "people", "countries", "sha256")
_SLUG = 60
"""Characters of a title in a file name."""


class FolderNotEmpty(PressroomError):
    """Documents must not be written into a folder with other files. The message is its path."""


@dataclass(frozen=True, slots=True)
class WrittenDocuments:
    """What was written."""

    documents: int
    missing: tuple[str, ...] = ()
    """The paths of original files that could not be copied."""


def write_documents(
    library: LibraryLike, hits: Iterable[Hit], folder: Path, *, originals: bool = False
) -> WrittenDocuments:
    """Write the text of each document to a file, and last of all the manifest, which lists them.

    Args:
        library: The library.
        hits: The documents.
        folder: Where to; it must be empty or not exist.
        originals: Whether to copy the files of the documents, too.

    Raises:
        FolderNotEmpty: There are other files in the folder.
        LibraryError: A document is no longer in the library.
        OSError: A file cannot be written.

    """
    if folder.exists() and any(folder.iterdir()):
        raise FolderNotEmpty(str(folder))
    make_folder(folder / _TEXTS)
    missing: dict[str, None] = {}
    rows = _rows(library, hits, folder, missing, originals=originals)
    count = 0

    def counted_rows() -> Iterator[list[Value]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    write_file(folder / MANIFEST, csv_rows(_COLUMNS, counted_rows()))
    return WrittenDocuments(count, tuple(missing))


def _rows(
    library: LibraryLike, hits: Iterable[Hit], folder: Path, missing: dict[str, None], *, originals: bool
) -> Iterator[list[Value]]:
    """Write the documents, and yield their rows of the manifest."""
    for hit in hits:
        document = library.document(hit.id)
        data = f"{document.text.rstrip()}\n".encode("utf-8", "replace")
        name = f"{_TEXTS}/{_file_name(document)}"
        (folder / name).write_bytes(data)
        original = _copied(library.folder, folder, document.path, missing) if originals else ""
        yield [
            name, original, document.id, document.path, document.record, document.title, iso(document.date),
            "; ".join(hit.people), "; ".join(hit.countries), hashlib.sha256(data).hexdigest(),
        ]  # fmt: skip


def _file_name(document: Document) -> str:
    """Return a name that sorts by date, says what the document is, and is unique by the id."""
    slug = re.sub(r"[^\w]+", "-", document.title).strip("-")[:_SLUG].strip("-").lower()
    while len(slug.encode()) > 2 * _SLUG:  # file systems limit the bytes of a name
        slug = slug[:-1]
    return "_".join(filter(None, (iso(document.date) or "undated", slug, document.id))) + ".txt"


def _copied(source: Path, folder: Path, path: str, missing: dict[str, None]) -> str:
    """Copy the file of a document once, and return its place in the folder; "" if it cannot be read."""
    copy = folder / _ORIGINALS / path
    if path in missing or os.path.pardir in Path(path).parts:
        return ""
    if not copy.exists():
        try:
            data = (source / path).open("rb")
        except OSError:
            missing[path] = None
            return ""
        with data:
            make_folder(copy.parent)
            with copy.open("xb") as out:
                shutil.copyfileobj(data, out)
    return f"{_ORIGINALS}/{path}"
