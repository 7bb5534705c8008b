"""What was left out of the documents of one file, added up, for the lists of files that were read in part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.model.columns import ColumnChoice
from corpus.model.document import Document
from corpus.model.omission import Omission, OmissionKind

_CHARACTERS_PER_WORD = 6


@dataclass(frozen=True, slots=True)
class PartlyRead:
    """A file of which some content is in no document."""

    path: str
    """Relative to the folder."""
    documents: int = 0
    """Documents with omissions."""
    omissions: tuple[Omission, ...] = ()
    """One of each kind: the numbers of all documents, and the detail of the first."""
    columns: ColumnChoice | None = None
    """For a file of records some of whose columns were not used or not found."""


class PartlyReadFile:
    """Adds up the omissions of the documents of one file."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._documents = 0
        self._omissions: dict[OmissionKind, Omission] = {}
        self._columns: ColumnChoice | None = None

    def add(self, documents: Iterable[Document]) -> None:
        """Count the omissions of some documents."""
        for document in documents:
            columns = document.columns
            if self._columns is None and columns and _is_partial(columns):
                self._columns = columns
            listed = [each for each in document.omissions if not _is_frame_of_page(each, document)]
            self._documents += bool(listed)
            for each in listed:
                self._omissions[each.kind] = added(self._omissions.get(each.kind), each)

    def add_sum(self, partly: PartlyRead | None) -> None:
        """Add what was left out of some documents, already added up."""
        if partly is None:
            return
        self._documents += partly.documents
        self._columns = self._columns or partly.columns
        for each in partly.omissions:
            self._omissions[each.kind] = added(self._omissions.get(each.kind), each)

    def result(self) -> PartlyRead | None:
        """The sum; None where everything was read."""
        if not self._omissions and self._columns is None:
            return None
        return PartlyRead(self._path, self._documents, tuple(self._omissions.values()), self._columns)


def _is_partial(columns: ColumnChoice) -> bool:
    """Whether columns of the file or of the user's mapping are not used; a table of data is one document."""
    return bool(columns.title or columns.text) and bool(columns.unused or columns.missing)


def added(total: Omission | None, more: Omission) -> Omission:
    """The sum of two omissions of one kind."""
    if more.kind is OmissionKind.MORE_PARTS:  # the number is a limit
        return more
    number = max(more.number, 1)
    return replace(total, number=total.number + number) if total else replace(more, number=number)


def _is_frame_of_page(omission: Omission, document: Document) -> bool:
    """Whether these are the menus and footers around an article, which every web page has: fewer words than it has."""
    words = len(document.text) // _CHARACTERS_PER_WORD
    return omission.kind is OmissionKind.OUTSIDE_ARTICLE and omission.number <= words
