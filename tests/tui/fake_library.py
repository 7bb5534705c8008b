"""An in-memory library."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.model.document import Document, Skipped, Span
from corpus.text.text_hash import text_key
from index.model.correction_fault import CorrectionFailure, FileProblems
from index.model.entity import Action, Correction, DocumentEntity, EntityPage, Suggestion
from index.model.errors import CorrectionError, DocumentNotFound, EntityFault, EntityNotFound, LibraryError, QueryError
from index.model.explanation import Explanation
from index.model.partial import PartialHit, PartialPage
from index.model.partly_read import PartlyRead
from index.model.progress import Progress, Report
from index.model.query import Filter, Hit, Kind, Page, Query, Snippet, Sort
from index.model.query_fault import NoMatches, QueryFault
from tests.tui.fake_analytics import FakeAnalytics
from tests.tui.fake_documents import (
    facets,
    filtered,
    has,
    languages,
    make_documents,
    spans,
    years,
)
from tests.tui.fake_entities import corrected_people, entity_page, label_of, merged_key
from tests.tui.without_user_data import WithoutUserData


@dataclass
class FakeLibrary(WithoutUserData):
    """Searches words in documents in memory. Words are joined with AND; the last is a prefix while typing."""

    documents: list[Document] = field(default_factory=make_documents)
    folder: Path = Path("/documents/releases")
    left: tuple[Skipped, ...] = ()
    partly: tuple[PartlyRead, ...] = ()
    steps: list[Progress | LibraryError] = field(default_factory=list)
    """What an update yields or raises, in order."""
    arriving: list[Document] = field(default_factory=list)
    """The documents that an update adds when it commits."""
    asked: list[Query] = field(default_factory=list)
    """All queries so far."""
    gate: threading.Event | None = None
    """Searching waits for this."""
    facet_gate: threading.Event | None = None
    """Facets are counted after the hits, and wait for this."""
    document_gate: threading.Event | None = None
    """Loading a document waits for this."""
    uncertain: int = 0
    """How many people, the last ones, are uncertain."""
    suggested: tuple[Suggestion, ...] = ()
    corrected: list[Correction] = field(default_factory=list)
    write_gate: threading.Event | None = None
    """Writing or undoing a correction waits for this."""
    suggestion_gate: threading.Event | None = None
    """Returning possible same persons waits for this."""
    refused: str = ""
    """Corrections of this name fail."""
    problems: FileProblems | None = None
    """The problem of the correction file."""
    threaded: tuple[str, ...] = ()
    """The ids of the messages of a thread."""
    closed: bool = False
    """Whether an update was closed early."""
    ocr_steps: Iterable[Progress] = ()
    """What OCR yields, in order."""
    ocr_closed: threading.Event = field(default_factory=threading.Event)
    """Set when OCR is closed early."""

    def __len__(self) -> int:
        return len(self.documents)

    def prepare(self) -> Iterator[None]:
        """Do nothing."""
        return iter(())

    def search(self, query: Query) -> Page:
        """Answer by a scan of all documents."""
        self.asked.append(query)
        _wait_for(self.gate)
        if "date:never" in query.text and not query.typing:
            raise QueryError(QueryFault.INVALID_DATE, "never", query.text.index("never"))
        found = [document for document in self.documents if self._matches(document, query)]
        found.sort(key=lambda document: document.date or dt.date.min, reverse=query.sort is not Sort.OLDEST)
        at = next((number for number, document in enumerate(found) if document.id == query.around), query.offset)
        query = replace(query, offset=at // query.limit * query.limit if query.around else query.offset, around="")
        part = found[query.offset : query.offset + query.limit]
        return Page(
            query,
            len(found),
            2.0,
            tuple(self._hit(document, query) for document in part),
            people=corrected_people(self.corrected, [p.name for d in found for p in d.entities.people]),
            uncertain_people=self.uncertain,
            countries=facets(Kind.COUNTRY, [c.code for d in found for c in d.entities.countries]),
            languages=languages(found, self.documents),
            years=years(found),
            undated=sum(document.date is None for document in found),
            completion=f"{query.text}y:" if query.typing and query.text.endswith("countr") else "",
            suggestion="airspace" if not found and query.text.startswith("airspc") else None,
            no_matches=None if found else NoMatches((query.text,), 0),
        )

    def search_in_steps(self, query: Query) -> Iterator[Page]:
        """Yield a page without facets first, if these have to wait."""
        page = self.search(query)
        if self.facet_gate is not None:
            yield replace(page, people=(), countries=(), languages=(), years=(), undated=0, is_counted=False)
            _wait_for(self.facet_gate)
        yield page

    def explain(self, query: Query) -> Explanation | None:
        """Explain nothing: the tests of views use real libraries."""
        return None

    @property
    def analytics(self) -> FakeAnalytics:
        """Return analyses of the documents."""
        return FakeAnalytics(self.documents, self._matches, self.threaded)

    def search_partial(self, query: Query) -> PartialPage:
        """Look at every document for single words of the query."""
        words = [] if query.all_words else query.text.split()
        complete = [document for document in self.documents if self._matches(document, query)]
        found = []
        for document in self.documents if len(words) > 1 else ():
            missing = tuple(word for word in words if not self._matches(document, replace(query, text=word)))
            if document not in complete and len(missing) < len(words):
                found.append(PartialHit(self._hit(document, query), missing))
        return PartialPage(query, len(found), tuple(found[query.offset : query.offset + query.limit]))

    def _matches(self, document: Document, query: Query) -> bool:
        text = document.text.casefold()
        words = re.findall(r"\w+", query.text.casefold())
        exact = words[:-1] if query.typing else words
        whole = set(re.findall(r"\w+", text))
        return (
            all(word in whole for word in exact)
            and (not query.typing or not words or any(w.startswith(words[-1]) for w in whole))
            and all(any(has(document, each) != each.exclude for each in group) for group in query.filter_groups)
        )

    def _hit(self, document: Document, query: Query) -> Hit:
        body = document.text[document.body_start :]
        entities = document.entities
        return Hit(
            document.id,
            document.path,
            document.title,
            tuple(spans(document.title, query)),
            document.date,
            1.0,
            Snippet(body, tuple(spans(body, query))),
            tuple(person.name for person in entities.people),
            tuple(country.code for country in entities.countries),
        )

    def document(self, doc_id: str, text_hash: str = "") -> Document:
        """Return a document, or one with a text."""
        _wait_for(self.document_gate)
        for document in self.documents:
            if document.id == doc_id:
                return document
        for document in self.documents:
            if text_key(document) == text_hash:
                return document
        raise DocumentNotFound(doc_id)

    def highlights(self, query: Query, document: Document) -> tuple[Span, ...]:
        """Return the hits of the query in a document, and the mentions of the people and countries filtered for."""
        found = {span for choice in query.filters if not choice.exclude for span in filtered(document, choice)}
        return tuple(sorted(found.union(spans(document.text, query))))

    def document_entities(self, document: Document) -> tuple[DocumentEntity, ...]:
        """Return the people and countries of a document."""
        people = [DocumentEntity(Kind.PERSON, each.name, each.name, each.mentions) for each in document.entities.people]
        countries = [
            DocumentEntity(Kind.COUNTRY, each.code, each.name, each.mentions) for each in document.entities.countries
        ]
        return tuple(sorted([*people, *countries], key=lambda entity: -len(entity.mentions)))

    def update(self, *, rebuild: bool = False) -> Generator[Progress, None, Report]:
        """Yield the steps that the test has set."""
        try:
            for step in self.steps:
                if isinstance(step, LibraryError):
                    raise step
                if step.committed:
                    self.documents = self.arriving + self.documents
                    self.arriving = []
                yield step
                threading.Event().wait(0.001)  # so that other threads run
        except GeneratorExit:
            self.closed = True
            raise
        return Report(len(self.documents), 0, 0, 0, len(self.documents), self.left, 0.1)

    def recognize(self) -> Generator[Progress, None, Report | None]:
        """Yield the steps that the test has set; nothing needs OCR without any."""
        try:
            for step in self.ocr_steps:
                yield step
                threading.Event().wait(0.001)  # so that other threads run
        except GeneratorExit:
            self.ocr_closed.set()
            raise
        if not self.ocr_steps:
            return None
        self.left = ()
        return Report(len(self.documents), 0, 0, 0, len(self.documents), (), 0.1)

    def refresh(self) -> bool:
        """Return False: no other process commits."""
        return False

    def watch(self, stop: threading.Event, ready: Callable[[], None]) -> Iterator[None]:
        """Report no changes."""
        ready()
        return iter(())

    main_language = "en"

    def partly_read(self) -> tuple[PartlyRead, ...]:
        """Return the given files."""
        return self.partly

    def skipped(self) -> tuple[Skipped, ...]:
        """Return what the test has set."""
        return self.left

    def entity(
        self, kind: Kind, key: str, query: Query | None = None, *, limit: int = 50, offset: int = 0
    ) -> EntityPage:
        """Return the page of an entry, computed from all documents."""
        chosen = [document for document in self.documents if query is None or self._matches(document, query)]
        chosen = [document for document in chosen if has(document, Filter(kind, merged_key(self.corrected, key)))]
        if not chosen:
            raise EntityNotFound(EntityFault.NO_DOCUMENT, key, kind)
        page = entity_page(kind, key, label_of(self.corrected, kind, key), chosen, slice(offset, offset + limit))
        return replace(
            page,
            corrections=tuple(each for each in self.corrected if key in each.names),
            suggestions=tuple(each for each in self.suggestions() if key in (each.left.key, each.right.key)),
        )

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Return the pairs that the test has set, without answered ones."""
        answered = [set(each.names) for each in self.corrected]
        found = tuple(each for each in self.suggested if {each.left.key, each.right.key} not in answered)
        _wait_for(self.suggestion_gate)
        return found

    def known_suggestions(self) -> tuple[Suggestion, ...]:
        """Return the same pairs."""
        return self.suggestions()

    def corrections(self) -> tuple[Correction, ...]:
        """Return all corrections."""
        return tuple(self.corrected)

    def correct(self, *corrections: Correction) -> tuple[Correction, ...]:
        """Save corrections."""
        _wait_for(self.write_gate)
        if any(self.refused in correction.names for correction in corrections):
            raise CorrectionError(CorrectionFailure.UNWRITABLE, Path(self.refused), "no space left on device")
        hides = (Action.HIDE, Action.HIDE_ROLE)
        new = tuple(each for each in corrections if each.action not in hides or each not in self.corrected)
        self.corrected.extend(new)
        return new

    def withdraw(self, *corrections: Correction) -> Correction:
        """Withdraw corrections."""
        _wait_for(self.write_gate)
        for correction in corrections:
            self.corrected.remove(correction)
        return corrections[-1]

    @property
    def corrections_problems(self) -> FileProblems | None:
        """Return what the test has set."""
        return self.problems


def _wait_for(gate: threading.Event | None) -> None:
    """Wait until the gate is open."""
    if gate is not None:
        gate.wait()
