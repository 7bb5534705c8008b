"""The manifest and the index of a library, each opened once for one update."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.extraction.extractors import BUILT_IN
from index.storage.index_store import IndexStore
from index.storage.manifest import FILE, JOURNAL, Manifest
from index.storage.versions import CURRENT_VERSIONS


@dataclass(frozen=True, slots=True)
class WriteSession:
    """The open manifest and index of a library. Use it under the library's lock; leaving its context closes it."""

    manifest: Manifest
    store: IndexStore

    @classmethod
    def create(cls, directory: Path, folder: Path, extractor: str = BUILT_IN) -> Self:
        """Create an empty library, in place of the one that may be there.

        Args:
            directory: The directory of the library, already prepared.
            folder: The folder of the documents.
            extractor: What finds people and countries.

        Raises:
            StorageError: the disk is full or read-only.
            OSError: the old manifest cannot be removed.

        """
        for name in (FILE, JOURNAL):  # before the segments: a crash in between leaves a library that is rebuilt
            (directory / name).unlink(missing_ok=True)
        with ExitStack() as opened:
            manifest = opened.enter_context(Manifest(directory, writing=True))
            store = IndexStore.create(directory)
            manifest.state(folder=str(folder), extractor=extractor, **CURRENT_VERSIONS)
            opened.pop_all()
            return cls(manifest, store)

    def begin_writing(self) -> None:
        """Allow writes to a library that has only been read so far. Not needed after `create`."""
        self.manifest.begin_writing()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; changes that are not committed are lost."""
        try:
            self.store.close()
        finally:
            self.manifest.close()
