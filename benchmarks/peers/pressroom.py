"""Pressroom itself. Its answers have more in them than those of the others: snippets, all facets, the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from benchmarks.peers.peer import TOP, Answer, Record
from benchmarks.questions import Question, query_text
from corpus.files.walk import walk
from corpus.model.document import Country, Document, Entities, FileStamp, Person
from corpus.model.document_id import document_id
from corpus.reading.read import read
from index.library import Library
from index.model.protocol import LibraryLike
from index.model.query import Filter, Kind, Page, Query
from index.schema.mentions import indexed_entities
from index.storage.directory import prepare
from index.storage.write_session import WriteSession
from index.update.worker_tasks import content_hash

_PATH = "stories.jsonl"


class Pressroom:
    """A library: made here from records, or opened where `pressroom index` has made it.

    Args:
        folder: The folder of the library.
        documents: The folder of the documents; None where records are indexed.

    """

    def __init__(self, folder: Path, documents: Path | None = None) -> None:
        self._folder = folder
        self._documents = documents or folder.with_name(folder.name + "-documents")
        self._documents.mkdir(parents=True, exist_ok=True)
        self.library: LibraryLike | None = None
        """None until it is opened."""
        self._keys: dict[str, str] = {}

    def index(self, records: Sequence[Record]) -> None:
        """Index in this process, one commit; people and countries are given, as to the others."""
        self._put(map(_document, records))

    def index_files(self, folder: Path) -> int:
        """The same with the documents of a folder, without people and countries; gives their number."""
        files = (stamp for stamp in walk(folder) if isinstance(stamp, FileStamp))
        found = chain.from_iterable(read(folder, stamp.path) for stamp in files)
        return self._put(document for document in found if isinstance(document, Document))

    def _put(self, found: Iterable[Document]) -> int:
        prepare(self._folder)
        with WriteSession.create(self._folder, self._documents.resolve()) as session:
            store, count = session.store, 0
            for document in found:
                store.put(
                    document,
                    indexed_entities(document.text, document.entities),
                    content_hash(document),
                    replacing=False,
                )
                count += 1
            store.commit()
        return count

    def open(self) -> None:
        """Open the library."""
        self.library = Library.open(self._documents, self._folder)

    def learn(self) -> None:
        """Learn the keys of all people: questions have their names."""
        self._keys = {person.label: person.key for person in reversed(self.page(Question("all documents")).people)}

    def can(self, question: Question) -> bool:
        """Everything."""
        return True

    def ask(self, question: Question) -> Answer:
        """The whole page: top fifty with snippets, exact total, facets and timeline of all results."""
        page = self.page(question)
        return Answer(page.total, tuple(hit.title for hit in page.hits))

    def page(self, question: Question) -> Page:
        """The answer as Pressroom gives it."""
        assert self.library is not None
        text, filters = as_query(question)
        known = (Filter(kind, self._keys.get(key, key)) for kind, key in filters)
        return self.library.search(Query(text, tuple(known), limit=TOP))


def as_query(question: Question) -> tuple[str, list[tuple[Kind, str]]]:
    """The text and the filters of a question, people by their names."""
    filters = [(Kind.PERSON, name) for name in question.people]
    filters += [(Kind.COUNTRY, code) for code in question.countries]
    text = query_text(question.text) if question.text else ""
    if question.days:
        first, last = question.days
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            filters.append((Kind.YEAR, f"{first.year:04}"))
        else:
            text = f"({text}) date:{first}..{last}" if text else f"date:{first}..{last}"
    return text, filters


def _document(record: Record) -> Document:
    return Document(
        id=document_id(_PATH, record.id),
        path=_PATH,
        title=record.title,
        text=f"{record.title}\n\n{record.body}",
        body_start=len(record.title) + 2,
        date=record.date,
        record=record.id,
        kind="jsonl",
        entities=Entities(
            tuple(Person(name) for name in record.people), tuple(Country(code, code) for code in record.countries)
        ),
    )
