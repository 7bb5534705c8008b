"""The files of one library, opened once for one update: its manifest and its index."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.extraction.extractors import BUILT_IN
from index.storage.index_store import Store
from index.storage.manifest import FILE, JOURNAL, Manifest
from index.storage.versions import CURRENT_VERSIONS


@dataclass(frozen=True, slots=True)
class WriteSession:
    """The open manifest and index of a library. Used under the library's lock, and closed by leaving its context."""

    manifest: Manifest
    store: Store

    @classmethod
    def create(cls, directory: Path, folder: Path, extractor: str = BUILT_IN) -> Self:
        """Make an empty library, in place of the one that may be there.

        Args:
            directory: Of the library, already prepared.
            folder: Of the documents.
            extractor: What finds people and countries.

        Raises:
            StorageError: the disk does not allow it.
            OSError: the old manifest cannot be removed.

        """
        for name in (FILE, JOURNAL):  # before the segments: a crash in between leaves a library that is rebuilt
            (directory / name).unlink(missing_ok=True)
        with ExitStack() as opened:
            manifest = opened.enter_context(Manifest(directory, writing=True))
            store = Store.create(directory)
            manifest.state(folder=str(folder), extractor=extractor, **CURRENT_VERSIONS)
            opened.pop_all()
            return cls(manifest, store)

    def begin_writing(self) -> None:
        """Allow writes to a library that has only been read so far; `create` returns one that allows them."""
        self.manifest.begin_writing()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files. Changes that are not committed are lost."""
        try:
            self.store.close()
        finally:
            self.manifest.close()
