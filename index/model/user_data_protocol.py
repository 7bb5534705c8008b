"""The interface of user data for `tui`, implemented for libraries on disk and on a server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from index.model.correction_fault import FileProblems
from index.model.query import Query
from index.model.user_data import (
    DocumentEdit,
    DocumentStatus,
    ImportReport,
    MarkedDocument,
    SavedSearch,
    UserDataSummary,
)


class SavedSearchesLike(Protocol):
    """The saved searches of a library; see `index.userdata.saved_searches.SavedSearches`."""

    def all(self) -> tuple[SavedSearch, ...]:
        """The saved searches."""
        ...

    def find(self, name: str) -> SavedSearch:
        """A saved search by its name, in any case; raises UserDataError."""
        ...

    def save(self, search: SavedSearch) -> SavedSearch | None:
        """Save a search, in place of one with its name; returns that one, None for none. Raises UserDataError."""
        ...

    def delete(self, name: str) -> SavedSearch:
        """Delete a saved search and return it; raises UserDataError."""
        ...

    def look(self, name: str) -> SavedSearch:
        """Note that the user looks at a saved search now, and return it as it was; raises UserDataError."""
        ...


class ReadMarksLike(Protocol):
    """The read marks of a library."""

    def mark(self, doc_ids: Iterable[str], *, is_read: bool) -> tuple[str, ...]:
        """Mark documents as read or unread; returns the ids of those that were not. Raises UserDataError."""
        ...


class UserDataLike(Protocol):
    """What users have done with the documents of a library. Every method may be called from any thread.

    In a library on a server, stars, tags and notes are those of all its users.
    """

    @property
    def reading(self) -> ReadMarksLike:
        """Which documents the user has read."""
        ...

    @property
    def saved(self) -> SavedSearchesLike:
        """The user's saved searches."""
        ...

    @property
    def invalid_files(self) -> tuple[FileProblems, ...]:
        """What is wrong with the user's files, as far as they have been read."""
        ...

    @property
    def is_used(self) -> bool:
        """Whether there is any, as far as it has been read."""
        ...

    def load(self) -> None:
        """Read what has changed."""
        ...

    def contents(self) -> tuple[object, ...]:
        """What was read last: other objects if anything has changed."""
        ...

    def marked(self) -> tuple[MarkedDocument, ...]:
        """All documents with a star, tag or note."""
        ...

    def marks(self, doc_id: str) -> MarkedDocument | None:
        """The star, tags and notes of a document; None if it has none."""
        ...

    def statuses(self, doc_ids: Sequence[str]) -> tuple[DocumentStatus, ...]:
        """What has been done with documents, in their order."""
        ...

    def tags(self) -> Mapping[str, int]:
        """The number of documents with each tag, sorted by tag."""
        ...

    def edit(self, edits: Mapping[str, DocumentEdit]) -> Mapping[str, DocumentEdit]:
        """Change stars, tags and notes of documents by id; returns the edits that undo it, of what has changed.

        Raises:
            DocumentNotFound: a document is neither in the library nor marked.
            LibraryError: it cannot be written.

        """
        ...

    def import_from(self, source: Path) -> ImportReport:
        """Merge exported user data into that of the library; raises UserDataError or CorrectionError."""
        ...

    def export_to(self, target: Path) -> bool:
        """Write a new ZIP file or folder with everything; returns whether there is anything. Raises UserDataError."""
        ...


class MarkedResultsLike(Protocol):
    """What the user has done with the results of queries."""

    def ids(self, query: Query) -> tuple[str, ...]:
        """The ids of all results of a query, in no particular order; raises QueryError if it is invalid."""
        ...

    def summary(self, query: Query) -> UserDataSummary:
        """Count what the user has done with the results of a query; raises QueryError if it is invalid."""
        ...
