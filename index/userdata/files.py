"""The files of one library's user data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from index.model.correction_fault import FileProblems
from index.model.user_data import DocumentMarks, SavedSearch
from index.userdata.document_notation import DocumentNotation
from index.userdata.entry_file import EntryFile
from index.userdata.mark_log import MarkLog
from index.userdata.search_notation import SearchNotation

DOCUMENTS, SEARCHES = "documents.yaml", "searches.yaml"
READ, ARRIVED = "read.log", "arrived.log"


@dataclass(frozen=True, slots=True)
class UserDataFiles:
    """The files of one library's user data, beside its corrections."""

    documents: EntryFile[DocumentMarks]
    """Stars, tags and notes."""
    searches: EntryFile[SavedSearch]
    read: MarkLog
    """When documents were read."""
    arrived: MarkLog
    """When documents came into the library."""

    @classmethod
    def of(cls, folder: Path, caches: Path) -> Self:
        """The files in a folder, not read yet.

        Args:
            folder: The folder of the user data; it need not exist.
            caches: The folder of the caches; without it, nothing is cached.

        """
        return cls(
            EntryFile(folder / DOCUMENTS, DocumentNotation(), caches / "userdata-documents.cache"),
            EntryFile(folder / SEARCHES, SearchNotation(), caches / "userdata-searches.cache"),
            MarkLog(folder / READ, caches / "userdata-read.cache"),
            MarkLog(folder / ARRIVED, caches / "userdata-arrived.cache"),
        )

    def load(self) -> None:
        """Read what has changed, which is slow only without the caches."""
        for file in (self.documents, self.searches, self.read, self.arrived):
            file.reload()

    @property
    def invalid_files(self) -> tuple[FileProblems, ...]:
        """What is wrong with the files, as far as they have been read."""
        files = (self.documents, self.searches, self.read, self.arrived)
        return tuple(file.problems for file in files if file.problems)
