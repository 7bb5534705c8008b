"""Twelve documents in memory, and what a library says of them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence

from corpus.model.document import Country, Document, Entities, Person, Span
from corpus.text.language_names import language_name
from index.model.entity import Occurrence
from index.model.query import Facet, Filter, Kind, Query, Snippet

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


def places(document: Document, kind: Kind, key: str) -> tuple[Span, ...]:
    """Return the mentions of a person or country in a document."""
    if kind is Kind.PERSON:
        return tuple(span for person in document.entities.people if person.name == key for span in person.mentions)
    return tuple(span for country in document.entities.countries if country.code == key for span in country.mentions)


def filtered(document: Document, choice: Filter) -> tuple[Span, ...]:
    """Return the mentions of what a filter asks for."""
    return places(document, choice.kind, choice.key) if choice.kind is not Kind.YEAR else ()


def occurrence(document: Document, span: Span) -> Occurrence:
    """Return a mention with the text around it."""
    start = max(0, span.start - 30)
    piece = document.text[start : span.end + 30].replace("\n", " ")
    hits = (Span(span.start - start, span.end - start),)
    return Occurrence(document.id, document.path, document.title, document.date, span, Snippet(piece, hits))


def has(document: Document, choice: Filter) -> bool:
    """Whether a document has what a filter is for."""
    if choice.kind is Kind.PERSON:
        return any(person.name == choice.key for person in document.entities.people)
    if choice.kind is Kind.COUNTRY:
        return any(country.code == choice.key for country in document.entities.countries)
    if choice.kind is Kind.LANGUAGE:
        return document.language == choice.key
    first, _, last = choice.key.partition("..")
    return document.date is not None and first <= f"{document.date:%Y}" <= (last or first)


def spans(text: str, query: Query) -> list[Span]:
    """Return where the words of a query begin a word of a text."""
    words = re.findall(r"\w+", query.text)
    return sorted(Span(*m.span()) for w in words for m in re.finditer(rf"\b{re.escape(w)}", text, re.IGNORECASE))


def facets(kind: Kind, keys: list[str]) -> tuple[Facet, ...]:
    """Count the keys, most first."""
    labels = {code: name for name, code in COUNTRIES.items()}
    return tuple(Facet(kind, key, labels.get(key, key), number) for key, number in Counter(keys).most_common())


def languages(found: Sequence[Document], documents: Sequence[Document]) -> Sequence[Facet]:
    """The languages of results; none where all documents have one."""
    counts = Counter(document.language for document in found if document.language)
    if len({document.language for document in documents} - {""}) < 2:
        return ()
    return [Facet(Kind.LANGUAGE, code, language_name(code), number) for code, number in counts.most_common()]


def years(documents: list[Document]) -> tuple[Facet, ...]:
    """Count the documents of each year from the first to the last."""
    counts = Counter(document.date.year for document in documents if document.date)
    if not counts:
        return ()
    return tuple(Facet(Kind.YEAR, str(year), str(year), counts[year]) for year in range(min(counts), max(counts) + 1))
