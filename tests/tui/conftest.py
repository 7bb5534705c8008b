"""An in-memory library, and the explorer opened on it."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import threading
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from corpus.model.document import Country, Document, Entities, Person, Skipped, Span
from index.model.correction_fault import CorrectionFailure, CorrectionTrouble
from index.model.entity import Action, Correction, DocumentEntity, EntityPage, Form, Occurrence, Role, Suggestion
from index.model.errors import CorrectionError, DocumentNotFound, EntityFault, EntityNotFound, LibraryError, QueryError
from index.model.partial import PartialHit, PartialPage
from index.model.partly_read import PartlyRead
from index.model.progress import Progress, Report
from index.model.query import Facet, Filter, Hit, Kind, Page, Query, Snippet, Sort
from index.model.query_fault import NoMatches, QueryFault
from tui.app import Pressroom
from tui.config.settings import Settings
from tui.screens.main.main import MainScreen

SETTINGS = Settings()

COUNTRIES = {"Lithuania": "LT", "Poland": "PL", "Japan": "JP", "Norway": "NO", "France": "FR"}
PEOPLE = ("Ona Petraitė", "Jan Nowak", "Kim Seon-ho", "Marie Dupont")

TEXTS = (
    (
        "2024-10-18",
        "Ministers meet on airspace",
        "Ona Petraitė of Lithuania spoke of airspace. Jan Nowak of Poland agreed.",
    ),
    (
        "2024-09-30",
        "Border works begin",
        "Poland and Lithuania fortify the border, said Jan Nowak. The airspace is watched.",
    ),
    ("2024-03-02", "Airspace, airspace and airspace", "The airspace over Norway was closed. Airspace again."),
    (
        "2023-12-01",
        "Trade talks in Tokyo",
        "Japan and France talk about trade. Kim Seon-ho and Marie Dupont were there.",
    ),
    ("2023-07-12", "Summit ends", "The summit ended. Ona Petraitė thanked Norway."),
    ("2023-01-20", "Fishing quota agreed", "Norway and France agree on fish. Marie Dupont signed."),
    ("2022-06-15", "Grain through the straits", "Grain sails. Japan buys it."),
    ("2022-02-24", "Statement on the war", "Lithuania and Poland condemn the war."),
    ("2020-05-05", "Masks delivered", "France sends masks to Japan."),
    ("2020-01-01", "New year address", "Ona Petraitė addressed Lithuania."),
    (None, "Undated memorandum", "A memorandum without a date, about Poland."),
    (None, "Another paper", "Nothing in particular."),
)


def make_document(number: int, title: str, body: str, date: dt.date | None = None) -> Document:
    """Return a document with the people and countries that its text names."""
    text = f"{title}\n\n{body}"

    def mentions(name: str) -> tuple[Span, ...]:
        return tuple(Span(*match.span()) for match in re.finditer(re.escape(name), text))

    people = tuple(Person(name, mentions=mentions(name)) for name in PEOPLE if name in text)
    countries = tuple(Country(code, name, mentions(name)) for name, code in COUNTRIES.items() if name in text)
    return Document(
        id=f"{number:016x}",
        path=f"releases/{number:02}.txt",
        title=title,
        text=text,
        body_start=len(title) + 2,
        date=date,
        entities=Entities(people, countries),
    )


def make_documents() -> list[Document]:
    """Return twelve documents, the newest first."""
    return [
        make_document(number, title, body, dt.date.fromisoformat(date) if date else None)
        for number, (date, title, body) in enumerate(TEXTS)
    ]


@dataclass
class FakeLibrary:
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
    document_gate: threading.Event | None = None
    """Loading a document waits for this."""
    suggested: tuple[Suggestion, ...] = ()
    corrected: list[Correction] = field(default_factory=list)
    write_gate: threading.Event | None = None
    """Writing or undoing a correction waits for this."""
    suggestion_gate: threading.Event | None = None
    """Returning possible same persons waits for this."""
    refused: str = ""
    """Corrections of this name fail."""
    trouble: CorrectionTrouble | None = None
    """The problem of the correction file."""
    closed: bool = False
    """Whether an update was closed early."""
    ocr_steps: Iterable[Progress] = ()
    """What OCR yields, in order."""
    ocr_closed: threading.Event = field(default_factory=threading.Event)
    """Set when OCR is closed early."""

    def __len__(self) -> int:
        return len(self.documents)

    def prepare(self) -> None:
        """Do nothing."""

    def search(self, query: Query) -> Page:
        """Answer by a scan of all documents."""
        self.asked.append(query)
        _wait_for(self.gate)
        if query.text.count('"') % 2 and not query.typing:
            raise QueryError(QueryFault.UNCLOSED_QUOTE, "", query.text.rindex('"'))
        found = [document for document in self.documents if self._matches(document, query)]
        found.sort(key=lambda document: document.date or dt.date.min, reverse=query.sort is not Sort.OLDEST)
        part = found[query.offset : query.offset + query.limit]
        return Page(
            query,
            len(found),
            2.0,
            tuple(self._hit(document, query) for document in part),
            people=self._people([p.name for d in found for p in d.entities.people]),
            countries=_facets(Kind.COUNTRY, [c.code for d in found for c in d.entities.countries]),
            years=_years(found),
            undated=sum(document.date is None for document in found),
            suggestion="airspace" if not found and query.text.startswith("airspc") else None,
            no_matches=None if found else NoMatches((query.text,), 0),
        )

    def search_partial(self, query: Query) -> PartialPage:
        """Look at every document for single words of the query."""
        words = query.text.split()
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
            and all(_has(document, choice) != choice.exclude for choice in query.filters)
        )

    def _hit(self, document: Document, query: Query) -> Hit:
        body = document.text[document.body_start :]
        entities = document.entities
        return Hit(
            document.id,
            document.path,
            document.title,
            tuple(_spans(document.title, query)),
            document.date,
            1.0,
            Snippet(body, tuple(_spans(body, query))),
            tuple(person.name for person in entities.people),
            tuple(country.code for country in entities.countries),
        )

    def document(self, doc_id: str) -> Document:
        """Return a document."""
        _wait_for(self.document_gate)
        for document in self.documents:
            if document.id == doc_id:
                return document
        raise DocumentNotFound(doc_id)

    def highlights(self, query: Query, document: Document) -> tuple[Span, ...]:
        """Return the hits of the query in a document, and the mentions of the people and countries filtered for."""
        found = {span for choice in query.filters if not choice.exclude for span in _filtered(document, choice)}
        return tuple(sorted(found.union(_spans(document.text, query))))

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
        chosen = [document for document in chosen if _has(document, Filter(kind, self._same(key)))]
        if not chosen:
            raise EntityNotFound(EntityFault.NO_DOCUMENT, key, kind)
        chosen.sort(key=lambda document: document.date or dt.date.min, reverse=True)
        found = [(document, span) for document in chosen for span in _places(document, kind, key)]
        forms = Counter(document.text[span.start : span.end] for document, span in found)
        dates = [document.date for document in chosen if document.date]
        return EntityPage(
            kind,
            key,
            self._label(kind, key),
            len(chosen),
            len(found),
            tuple(Form(text, count, len(chosen)) for text, count in forms.most_common()),
            (Role("Minister", len(chosen), min(dates, default=None), max(dates, default=None)),)
            if kind is Kind.PERSON
            else (),
            min(dates, default=None),
            max(dates, default=None),
            tuple(
                facet
                for facet in _facets(Kind.PERSON, [p.name for d in chosen for p in d.entities.people])
                if facet.key != key
            ),
            tuple(
                facet
                for facet in _facets(Kind.COUNTRY, [c.code for d in chosen for c in d.entities.countries])
                if facet.key != key
            ),
            tuple(_occurrence(document, span) for document, span in found[offset : offset + limit]),
            offset,
            tuple(each for each in self.corrected if key in each.names),
            tuple(each for each in self.suggestions() if key in (each.left.key, each.right.key)),
        )

    def _same(self, key: str) -> str:
        """Return the name that a name was merged into."""
        for each in self.corrected:
            if each.action is Action.MERGE and key in each.names:
                return each.names[0]
        return key

    def _label(self, kind: Kind, key: str) -> str:
        renamed = [each.shown for each in self.corrected if each.action is Action.RENAME and key in each.names]
        names = {code: name for name, code in COUNTRIES.items()}
        return renamed[-1] if renamed else names.get(key, key) if kind is Kind.COUNTRY else key

    def _people(self, keys: list[str]) -> tuple[Facet, ...]:
        hidden = {name for each in self.corrected if each.action is Action.HIDE for name in each.names}
        counted = _facets(Kind.PERSON, [self._same(key) for key in keys if key not in hidden])
        return tuple(replace(facet, label=self._label(Kind.PERSON, facet.key)) for facet in counted)

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

    def correct(self, correction: Correction) -> None:
        """Save a correction."""
        _wait_for(self.write_gate)
        if self.refused in correction.names:
            raise CorrectionError(CorrectionFailure.UNWRITABLE, Path(self.refused), "no space left on device")
        self.corrected.append(correction)

    def undo(self) -> Correction | None:
        """Undo the last correction."""
        _wait_for(self.write_gate)
        return self.corrected.pop() if self.corrected else None

    @property
    def corrections_trouble(self) -> CorrectionTrouble | None:
        """Return what the test has set."""
        return self.trouble


def _wait_for(gate: threading.Event | None) -> None:
    """Wait until the gate is open."""
    if gate is not None:
        gate.wait()


def _places(document: Document, kind: Kind, key: str) -> tuple[Span, ...]:
    """Return the mentions of a person or country in a document."""
    if kind is Kind.PERSON:
        return tuple(span for person in document.entities.people if person.name == key for span in person.mentions)
    return tuple(span for country in document.entities.countries if country.code == key for span in country.mentions)


def _filtered(document: Document, choice: Filter) -> tuple[Span, ...]:
    """Return the mentions of what a filter asks for."""
    return _places(document, choice.kind, choice.key) if choice.kind is not Kind.YEAR else ()


def _occurrence(document: Document, span: Span) -> Occurrence:
    start = max(0, span.start - 30)
    piece = document.text[start : span.end + 30].replace("\n", " ")
    hits = (Span(span.start - start, span.end - start),)
    return Occurrence(document.id, document.path, document.title, document.date, span, Snippet(piece, hits))


def _has(document: Document, choice: Filter) -> bool:
    if choice.kind is Kind.PERSON:
        return any(person.name == choice.key for person in document.entities.people)
    if choice.kind is Kind.COUNTRY:
        return any(country.code == choice.key for country in document.entities.countries)
    first, _, last = choice.key.partition("..")
    return document.date is not None and first <= f"{document.date:%Y}" <= (last or first)


def _spans(text: str, query: Query) -> list[Span]:
    words = re.findall(r"\w+", query.text)
    return sorted(Span(*m.span()) for w in words for m in re.finditer(rf"\b{re.escape(w)}", text, re.IGNORECASE))


def _facets(kind: Kind, keys: list[str]) -> tuple[Facet, ...]:
    labels = {code: name for name, code in COUNTRIES.items()}
    return tuple(Facet(kind, key, labels.get(key, key), number) for key, number in Counter(keys).most_common())


def _years(documents: list[Document]) -> tuple[Facet, ...]:
    counts = Counter(document.date.year for document in documents if document.date)
    if not counts:
        return ()
    return tuple(Facet(Kind.YEAR, str(year), str(year), counts[year]) for year in range(min(counts), max(counts) + 1))


@pytest.fixture
def library() -> FakeLibrary:
    """A library of twelve documents in memory."""
    return FakeLibrary()


@pytest.fixture
def new_document() -> Callable[..., Document]:
    """Return `make_document`."""
    return make_document


_NEVER = 86_400.0
"""Seconds: no key times out in a test, even on a slow machine."""


@dataclass
class Explorer:
    """The application under test, and the keys to press in it."""

    app: Pressroom
    pilot: Pilot[None]

    @property
    def screen(self) -> MainScreen:
        """The main screen, even if another one is on top."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    def is_busy(self) -> bool:
        """Whether a request is running, or the reader does not show the document under the cursor yet."""
        screen = self.screen
        if any(not worker.is_finished for worker in self.app.workers) or not screen._message_queue.empty():
            return True
        if screen.reading.is_preview_due or self.app._key_queue._waiting or not self.app.user_data.is_idle:
            return True
        hit, document = screen.widgets.results.hit, screen.widgets.reader.document
        return hit is not None and (document is None or document.id != hit.id)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Let the application run until a condition holds. The time limit of the suite ends a test that never ends."""
        while not holds():
            await asyncio.sleep(0.005)

    async def settle(self) -> None:
        """Wait until no request is running and nothing is to be drawn."""
        for _ in range(2):
            await self.pilot.pause()
            await self.until(lambda: not self.is_busy())
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys and wait until all is settled."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text as a paste, because each key takes 40 ms in a test."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    def lines(self, selector: str = "") -> str:
        """Return what the screen or one of its widgets shows."""
        strips = self.app.screen._compositor.render_strips()
        if not selector:
            return "\n".join(strip.text.rstrip() for strip in strips)
        region = self.app.screen.query_one(selector).region
        rows = strips[region.y : region.bottom]
        return "\n".join(strip.crop(region.x, region.right).text.rstrip() for strip in rows)


Opener = Callable[..., AbstractAsyncContextManager[Explorer]]


@pytest.fixture(autouse=True)
def short_preview_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the delay of the preview while typing."""
    monkeypatch.setattr("tui.screens.main.reading._PREVIEW_AFTER_KEY", 0.04)


@pytest.fixture
def explore() -> Opener:
    """Return an async context manager that opens the explorer on a library."""

    @asynccontextmanager
    async def opened(
        library: FakeLibrary,
        size: tuple[int, int] = (160, 45),
        settle: bool = True,
        opening: Callable[[], FakeLibrary] | None = None,
        settings: Settings = SETTINGS,
        early: Sequence[events.Key] = (),
        key_timeout: float = _NEVER,
    ) -> AsyncIterator[Explorer]:
        app = Pressroom(opening or (lambda: library), library.folder, settings, key_timeout=key_timeout)
        for event in early:
            app.post_message(event)
        async with app.run_test(size=size) as pilot:
            explorer = Explorer(app, pilot)
            explorer.screen.widgets.search_bar.query_input.cursor_blink = False
            if settle:
                await explorer.settle()
            yield explorer
            assert not [notice for notice in app._notifications if notice.message.startswith("Internal error")]

    return opened


Settle = Callable[[Pilot[None]], Awaitable[None]]


@pytest.fixture
def settle() -> Settle:
    """Return a function that waits until the explorer is settled, and stops the blinking of the cursor."""

    async def until_quiet(pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, Pressroom)
        explorer = Explorer(pilot.app, pilot)
        await pilot.pause()
        explorer.screen.widgets.search_bar.query_input.cursor_blink = False
        await explorer.settle()

    return until_quiet
