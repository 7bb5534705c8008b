"""An index whose writers write arrays: Whoosh's own index class with another writer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from index.arrays.writer import ArrayWriter


class ArrayIndex(FileIndex):  # type: ignore[misc]  # whoosh is untyped
    """A Whoosh index; `writer()` gives an ArrayWriter."""

    def writer(self, procs: int = 1, **kwargs: Any) -> ArrayWriter:
        return ArrayWriter(self, **kwargs)


def create_in(folder: str | Path, schema: Any, indexname: str = "MAIN") -> ArrayIndex:
    """Make an empty index in an existing folder."""
    index: ArrayIndex = ArrayIndex.create(FileStorage(str(folder)), schema, indexname)
    return index


def open_dir(folder: str | Path, indexname: str = "MAIN", schema: Any = None) -> ArrayIndex:
    """Open the index of a folder.

    Raises:
        whoosh.index.EmptyIndexError: there is none.
    """
    return ArrayIndex(FileStorage(str(folder)), schema=schema, indexname=indexname)
