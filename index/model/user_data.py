"""The user's own work on documents: frozen values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import Enum, auto

from index.model.errors import LibraryError
from index.model.query import Facet, Filter, Kind, Query, Sort


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """What a document is recognized by when it has moved or changed."""

    id: str
    place: str
    """The path of its file and, if it is one of many in it, "#" and its record."""
    text_hash: str = ""
    """Sixteen hexadecimal digits; "" in an entry that the user wrote without it."""
    title: str = ""
    date: dt.date | None = None
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class PassageNote:
    """A note on a passage of a document, which is found by its text."""

    quote: str
    """The passage."""
    note: str = ""
    before: str = ""
    """Some text before the passage, to tell it from the same words elsewhere."""
    after: str = ""


@dataclass(frozen=True, slots=True)
class DocumentMarks:
    """What the user has attached to one document."""

    document: DocumentReference
    starred: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    """May have several lines."""
    passages: tuple[PassageNote, ...] = ()
    authors: tuple[str, ...] = ()
    """Who has changed this in a library on a server, the latest last; nobody in a library on disk."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is attached."""
        return not (self.starred or self.tags or self.note or self.passages)


@dataclass(frozen=True, slots=True)
class DocumentEdit:
    """A change of what is attached to a document. A field at its default changes nothing."""

    starred: bool | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    note: str | None = None
    """The new note; "" removes it."""
    add_passages: tuple[PassageNote, ...] = ()
    remove_passages: tuple[PassageNote, ...] = ()
    document: DocumentReference | None = None
    """In an edit that undoes another: what the document was recognized by, as it may have moved or gone since."""

    def applied(self, marks: DocumentMarks) -> DocumentMarks:
        """The marks after the change. Tags that differ only in case are the same."""
        removed = {tag.casefold() for tag in (*self.remove_tags, *self.add_tags)}
        present = {tag.casefold(): tag for tag in marks.tags}
        kept = [tag for tag in marks.tags if tag.casefold() not in removed]
        added = [present.get(tag.casefold(), tag) for tag in self.add_tags]
        passages = [each for each in marks.passages if each not in (*self.remove_passages, *self.add_passages)]
        return replace(
            marks,
            starred=marks.starred if self.starred is None else self.starred,
            tags=tuple(sorted({*kept, *added}, key=str.casefold)),
            note=marks.note if self.note is None else self.note.strip("\n"),
            passages=(*passages, *self.add_passages),
        )


class Presence(Enum):
    """How a document that the user has marked was found in the library."""

    SAME = auto()
    """By its id, with the same text."""
    CHANGED = auto()
    """By its id, with another text."""
    MOVED = auto()
    """Its file was renamed or moved; found by the hash of its text or by its Message-ID."""
    LOOSE = auto()
    """It is in the library no more."""


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document that the user has marked, as it is in the library now."""

    marks: DocumentMarks
    presence: Presence
    id: str
    """Its present id; for a loose one, the last."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query with a name."""

    name: str
    text: str = ""
    """In the query language."""
    filters: tuple[Filter, ...] = ()
    sort: Sort = Sort.RELEVANCE
    looked: dt.datetime | None = None
    """When the user last looked at its documents, in UTC; those that came later are new."""
    any_of: frozenset[Kind] = frozenset()
    """The kinds of which one filter is enough, see `Query.any_of`."""

    @property
    def query(self) -> Query:
        """The query."""
        return Query(self.text, self.filters, any_of=self.any_of, sort=self.sort)


@dataclass(frozen=True, slots=True)
class ReadMark:
    """Whether a document has been read."""

    id: str
    is_read: bool
    changed: bool = False
    """Whether its text has changed since it was read."""


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """What the user has done with one document."""

    id: str
    is_read: bool = False
    changed: bool = False
    """Whether its text has changed since it was read."""
    marked: MarkedDocument | None = None
    """Its star, tags and notes; None if it has none."""

    @property
    def marks(self) -> DocumentMarks | None:
        """Its star, tags and notes; None if it has none."""
        return self.marked.marks if self.marked else None


@dataclass(frozen=True, slots=True)
class UserDataSummary:
    """What the user has done with the results of a query."""

    query: Query
    total: int = 0
    """The number of results."""
    read: int = 0
    """The number of results that have been read."""
    has_read_marks: bool = False
    """Whether any document of the library has been read: until then, "unread" says nothing."""
    facets: tuple[Facet, ...] = ()
    """The stars, notes, tags and states of the results, and the saved searches that have some of them. The key, and
    also the label, is a term of the query language."""


@dataclass(frozen=True, slots=True)
class NewDocuments:
    """What is new for one saved search since the user last looked at it."""

    search: SavedSearch
    total: int
    """The number of its documents."""
    new: int
    titles: tuple[str, ...] = ()
    """The titles of the first new documents."""
    error: LibraryError | None = None
    """Why there are none: the query, which may be edited by hand, is invalid."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many entries an import has added or changed."""

    corrections: int
    documents: int
    """With stars, tags or notes."""
    searches: int
    read_marks: int
    arrivals: int
