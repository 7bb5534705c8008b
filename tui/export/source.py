"""Reads what is exported from a library, page by page, so that a large export needs little memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from index.model.entity import EntityPage, Occurrence
from index.model.errors import DocumentNotFound
from index.model.query import Facet, Hit, Page, Query, Snippet, Sort

if TYPE_CHECKING:
    from index.model.partial import PartialPage
    from index.model.protocol import LibraryLike
    from tui.export.model import Request

_BEGINNING = 300
"""Code points of a text that are shown where no query tells what to show."""
_PAGE = 500
"""Results read at a time."""
_MOST = 1 << 40
"""A limit that no library reaches."""
_MENTIONS = 5000
"""Mentions read at a time: reading begins with counting all, which takes longer than this many."""


def all_hits(library: LibraryLike, query: Query, limit: int | None = None) -> tuple[Page, Iterator[Hit]]:
    """Return the first page of a query, and all of its hits up to a limit; raises QueryError for an invalid query."""
    size = _PAGE if limit is None else min(_PAGE, limit)
    first = library.search(replace(query, limit=size, offset=0, around=""))
    return first, islice(_hits(library, first), limit)


def _hits(library: LibraryLike, page: Page) -> Iterator[Hit]:
    while page.hits:
        yield from page.hits
        if len(page.hits) < page.query.limit:
            return
        page = library.search(replace(page.query, offset=page.query.offset + page.query.limit))


def partial_hits(library: LibraryLike, request: Request, page: Page) -> PartialPage:
    """Return the documents with most of the words, as many as the limit leaves room for after those with all."""
    room = _MOST if request.limit is None else max(request.limit - page.total, 0)
    return library.search_partial(replace(page.query, sort=Sort.RELEVANCE, limit=room, offset=0))


def all_mentions(
    library: LibraryLike, entity: Facet, query: Query | None, limit: int | None = None
) -> tuple[EntityPage, Iterator[Occurrence]]:
    """Return the page of a person or country, and all mentions up to a limit; raises EntityNotFound."""
    size = _MENTIONS if limit is None else min(_MENTIONS, limit)
    first = library.entity(entity.kind, entity.key, query, limit=size)
    return first, islice(_mentions(library, first, query, size), limit)


def _mentions(library: LibraryLike, page: EntityPage, query: Query | None, size: int) -> Iterator[Occurrence]:
    while page.occurrences:
        yield from page.occurrences
        if len(page.occurrences) < size:
            return
        page = library.entity(page.kind, page.key, query, limit=size, offset=page.offset + size)


def hits_of(library: LibraryLike, ids: Iterable[str]) -> Iterator[Hit]:
    """Yield documents like results, each with the beginning of its text; those that are gone are left out."""
    for doc_id in ids:
        try:
            document = library.document(doc_id)
        except DocumentNotFound:
            continue
        beginning = " ".join(document.text[document.body_start :][:_BEGINNING].split())
        entities = document.entities
        yield Hit(
            document.id,
            document.path,
            document.title,
            (),
            document.date,
            0.0,
            Snippet(beginning),
            tuple(person.name for person in entities.people),
            tuple(country.code for country in entities.countries),
            document.also,
            record=document.record,
        )
