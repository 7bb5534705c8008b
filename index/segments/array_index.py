"""An index whose writers write arrays: Whoosh's own index class with another writer."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from whoosh.fields import ensure_schema
from whoosh.index import FileIndex

from index.segments.format.errors import DamagedSegment
from index.segments.format.segment_folder import SegmentFolder
from index.segments.format.toc import read_contents, write_contents
from index.segments.whoosh_types import Contents, Reader, Schema, Storage, Value
from index.segments.writing.index_writer import ArrayWriter

_ATTEMPTS = 10


class ArrayIndex(FileIndex):  # type: ignore[misc]  # whoosh is untyped
    """A Whoosh index; `writer()` gives an ArrayWriter."""

    @classmethod
    def create(cls, storage: Storage, schema: Schema, indexname: str = "MAIN") -> ArrayIndex:
        """Make an empty index, in place of the one that may be there."""
        for name in list(storage):
            if name.startswith((f"_{indexname}_", f"{indexname}_")) and not name.endswith("LOCK"):
                storage.delete_file(name)
        write_contents(storage, indexname, ensure_schema(schema), [], 0)
        return cls(storage, indexname=indexname)

    def __init__(self, storage: Storage, schema: Schema = None, indexname: str = "MAIN") -> None:
        self.storage = storage
        self._schema = ensure_schema(schema) if schema else None
        self.indexname = indexname
        self._read_toc()

    def _read_toc(self) -> Contents:
        for _ in range(_ATTEMPTS):
            with suppress(FileNotFoundError):  # a writer replaced it just now
                return read_contents(self.storage, self.indexname, self._schema)
        return read_contents(self.storage, self.indexname, self._schema)

    def reader(self, reuse: Reader = None) -> Reader:
        """A reader of the index as it is now.

        Args:
            reuse: not used: Whoosh would take segments over from it that have been merged or changed since.
            Open
                files are shared between readers anyway.

        Raises:
            DamagedSegment: a file is missing or is not what was written.

        """
        while True:
            contents = self._read_toc()
            try:
                return self._reader(self.storage, contents.schema, contents.segments, contents.generation)
            except FileNotFoundError as error:
                # If a newer generation is there, a writer has deleted the file, and it is no longer needed.
                if self.latest_generation() == contents.generation:
                    raise DamagedSegment(str(error.filename), "the file is missing") from error

    def writer(self, procs: int = 1, **kwargs: Value) -> ArrayWriter:
        """A writer, which locks the index. Keyword arguments are those of ArrayWriter."""
        return ArrayWriter(self, **kwargs)


def create_in(folder: str | Path, schema: Schema, indexname: str = "MAIN") -> ArrayIndex:
    """Make an empty index in an existing folder."""
    return ArrayIndex.create(SegmentFolder(Path(folder)), schema, indexname)


def open_dir(folder: str | Path, indexname: str = "MAIN", schema: Schema = None) -> ArrayIndex:
    """Open the index of a folder.

    Raises:
        DamagedSegment: its table of contents is not what was written.
        whoosh.index.EmptyIndexError: there is none.

    """
    return ArrayIndex(SegmentFolder(Path(folder)), schema=schema, indexname=indexname)
