"""Reads what is exported from a library, page by page, so that a large export needs little memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from index.model.entity import EntityPage, Occurrence
from index.model.protocol import LibraryLike
from index.model.query import Facet, Hit, Page, Query

_PAGE = 500
"""Results or mentions read at a time."""


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


def all_mentions(
    library: LibraryLike, entity: Facet, query: Query | None, limit: int | None = None
) -> tuple[EntityPage, Iterator[Occurrence]]:
    """Return the page of a person or country, and all mentions up to a limit; raises EntityNotFound."""
    size = _PAGE if limit is None else min(_PAGE, limit)
    first = library.entity(entity.kind, entity.key, query, limit=size)
    return first, islice(_mentions(library, first, query, size), limit)


def _mentions(library: LibraryLike, page: EntityPage, query: Query | None, size: int) -> Iterator[Occurrence]:
    while page.occurrences:
        yield from page.occurrences
        if len(page.occurrences) < size:
            return
        page = library.entity(page.kind, page.key, query, limit=size, offset=page.offset + size)
