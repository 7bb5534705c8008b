"""An index whose writers write arrays: Whoosh's own index class with another writer."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh.fields import Schema, ensure_schema
from whoosh.filedb.filestore import Storage
from whoosh.index import TOC
from whoosh.reading import IndexReader

from index.segments.format.errors import DamagedSegment
from index.segments.format.segment_folder import SegmentFolder
from index.segments.format.toc import read_contents, write_contents
from index.segments.whoosh.private_api import DEFAULT_INDEX, IndexBase, open_reader
from index.segments.writing.index_writer import ArrayWriter

_ATTEMPTS = 10


class ArrayIndex(IndexBase):
    """A Whoosh index; `writer()` gives an ArrayWriter."""

    @classmethod
    def create(cls, storage: Storage, schema: Schema, indexname: str = DEFAULT_INDEX) -> ArrayIndex:
        """Make an empty index, in place of the one that may be there."""
        for name in list(storage):
            if name.startswith((f"_{indexname}_", f"{indexname}_")) and not name.endswith("LOCK"):
                storage.delete_file(name)
        write_contents(storage, indexname, ensure_schema(schema), [], 0)
        return cls(storage, indexname=indexname)

    def __init__(self, storage: Storage, schema: Schema | None = None, indexname: str = DEFAULT_INDEX) -> None:
        super().__init__(storage, ensure_schema(schema) if schema else None, indexname)
        self.read_toc()

    def read_toc(self) -> TOC:
        """The table of contents of the latest commit.

        Raises:
            DamagedSegment: it is not what was written.

        """
        for _ in range(_ATTEMPTS):
            with suppress(FileNotFoundError):  # a writer replaced it just now
                return read_contents(self.storage, self.indexname, self.fixed_schema)
        return read_contents(self.storage, self.indexname, self.fixed_schema)

    def reader(self, reuse: IndexReader | None = None) -> IndexReader:
        """A reader of the index as it is now.

        Args:
            reuse: not used: Whoosh would take segments over from it that have been merged or changed since.
            Open
                files are shared between readers anyway.

        Raises:
            DamagedSegment: a file is missing or is not what was written.

        """
        while True:
            contents = self.read_toc()
            try:
                return open_reader(self.storage, contents.schema, contents.segments, contents.generation)
            except FileNotFoundError as error:
                # If a newer generation is there, a writer has deleted the file, and it is no longer needed.
                if self.latest_generation() == contents.generation:
                    raise DamagedSegment(str(error.filename), "the file is missing") from error

    def writer(self, procs: int = 1, **kwargs: Any) -> ArrayWriter:
        """A writer, which locks the index. Keyword arguments are those of ArrayWriter."""
        return ArrayWriter(self, **kwargs)


def create_in(folder: str | Path, schema: Schema, indexname: str = DEFAULT_INDEX) -> ArrayIndex:
    """Make an empty index in an existing folder."""
    return ArrayIndex.create(SegmentFolder(Path(folder)), schema, indexname)


def open_dir(folder: str | Path, indexname: str = DEFAULT_INDEX, schema: Schema | None = None) -> ArrayIndex:
    """Open the index of a folder.

    Raises:
        DamagedSegment: its table of contents is not what was written.
        whoosh.index.EmptyIndexError: there is none.

    """
    return ArrayIndex(SegmentFolder(Path(folder)), schema=schema, indexname=indexname)
