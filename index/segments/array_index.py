"""An index of array segments: Whoosh's index class with our writer and with checksums."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.fields import Schema, ensure_schema
from whoosh.filedb.filestore import Storage
from whoosh.index import TOC
from whoosh.reading import IndexReader

from index.segments.format.errors import DamagedSegment, SegmentFault
from index.segments.format.segment_folder import SegmentFolder
from index.segments.format.toc import read_toc, write_toc
from index.segments.whoosh.private_api import DEFAULT_INDEX, IndexBase, open_reader
from index.segments.writing import codec  # noqa: F401 -- a TOC holds its ArraySegment

if TYPE_CHECKING:
    from index.segments.writing.index_writer import ArrayIndexWriter

_MAX_ATTEMPTS = 10
"""Attempts to read the table of contents while writers replace it."""


class ArrayIndex(IndexBase):
    """A Whoosh index with segments of our codec. `writer` returns an ArrayIndexWriter."""

    @classmethod
    def create(cls, storage: Storage, schema: Schema, indexname: str = DEFAULT_INDEX) -> ArrayIndex:
        """Create an empty index. An existing index of the same name is deleted."""
        for name in list(storage):
            if name.startswith((f"_{indexname}_", f"{indexname}_")) and not name.endswith("LOCK"):
                storage.delete_file(name)
        write_toc(storage, indexname, ensure_schema(schema), [], 0)
        return cls(storage, indexname=indexname)

    def __init__(self, storage: Storage, schema: Schema | None = None, indexname: str = DEFAULT_INDEX) -> None:
        super().__init__(storage, ensure_schema(schema) if schema else None, indexname)
        self.read_toc()

    def read_toc(self) -> TOC:
        """The table of contents of the latest commit.

        Raises:
            DamagedSegment: Its checksum or structure is wrong.
            whoosh.index.EmptyIndexError: There is no index.

        """
        for _ in range(_MAX_ATTEMPTS):
            with suppress(FileNotFoundError):  # a writer has just replaced it
                return read_toc(self.storage, self.indexname, self.fixed_schema)
        return read_toc(self.storage, self.indexname, self.fixed_schema)

    def reader(self, reuse: IndexReader | None = None) -> IndexReader:
        """A reader of the latest commit.

        Args:
            reuse: Ignored: Whoosh would reuse segments of that reader which have been merged or changed since. Open
                files are shared between readers anyway.

        Raises:
            DamagedSegment: A file is missing, or its checksum or structure is wrong.

        """
        while True:
            toc = self.read_toc()
            try:
                return open_reader(self.storage, toc.schema, toc.segments, toc.generation)
            except FileNotFoundError as error:
                # If there is a newer commit, its writer has deleted the file, which that commit does not need.
                if self.latest_generation() == toc.generation:
                    raise DamagedSegment(str(error.filename), SegmentFault.MISSING, "the file is missing") from error

    def writer(self, procs: int = 1, **kwargs: Any) -> ArrayIndexWriter:
        """A writer, which locks the index; takes the keyword arguments of ArrayIndexWriter."""
        from index.segments.writing.index_writer import ArrayIndexWriter  # readers do not need it

        return ArrayIndexWriter(self, **kwargs)


def create_in(folder: str | Path, schema: Schema, indexname: str = DEFAULT_INDEX) -> ArrayIndex:
    """Create an empty index in an existing folder."""
    return ArrayIndex.create(SegmentFolder(Path(folder)), schema, indexname)


def open_dir(folder: str | Path, indexname: str = DEFAULT_INDEX, schema: Schema | None = None) -> ArrayIndex:
    """Open the index in a folder.

    Raises:
        DamagedSegment: The checksum or the structure of its table of contents is wrong.
        whoosh.index.EmptyIndexError: There is no index.

    """
    return ArrayIndex(SegmentFolder(Path(folder)), schema=schema, indexname=indexname)
