"""What an update writes documents to: the index of a library on disk, or on a server."""

from __future__ import annotations

from typing import Protocol

from corpus.model.document import Document
from index.schema.mentions import IndexedEntities
from index.storage.id_set import IdHashes


class DocumentStore(Protocol):
    """The documents of a library, open for an update; see `IndexStore`."""

    @property
    def changed(self) -> bool:
        """Whether there is anything to commit."""
        ...

    def documents(self) -> int:
        """The number of committed documents."""
        ...

    def hashes(self, path: str) -> dict[str, str]:
        """Id and content hash of each committed document of a file."""
        ...

    def id_hashes(self, path: str) -> IdHashes:
        """The same of a file with very many documents."""
        ...

    def stored(self, path: str) -> list[tuple[Document, str]]:
        """The committed documents of a file, each with its content hash."""
        ...

    def put(self, document: Document, found: IndexedEntities, content: str, *, replacing: bool) -> None:
        """Add a document, or replace the one with its id."""
        ...

    def remove(self, doc_id: str) -> None:
        """Delete a document."""
        ...

    def remove_path(self, path: str) -> int:
        """Delete all documents of a file; returns their number."""
        ...

    def commit(self, *, awaited: bool = True) -> bool:
        """Make all changes durable and visible; returns whether there were any."""
        ...

    def tidy(self) -> None:
        """Resolve people over all documents, and improve what searches read."""
        ...
