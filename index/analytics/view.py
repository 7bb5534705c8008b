"""What analyses read of one commit.

Only the evaluation of a query needs the library's lock; the counting that follows runs beside searches. A view can be
used after a later commit was opened: the files that it reads stay open.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

import numpy as np
from whoosh.searching import Searcher

from corpus.model.document import Document
from index.entities.registry import EntityRegistry
from index.facets.ranking import Column
from index.facets.table import FacetTable
from index.model.errors import EntityFault, EntityNotFound
from index.model.query import Facet, Kind, Query
from index.schema.fields import document_of
from index.search.execute import EntityNames, matching_docs
from index.segments.format.types import Docs
from index.segments.searching.engine import Engine, engine


@dataclass(frozen=True, eq=False)
class View:
    """One commit of a library with the corrections as they were when the view was made."""

    searcher: Searcher
    facets: FacetTable
    names: EntityNames
    """What queries may name."""
    entities: EntityRegistry
    lock: threading.RLock
    """The library's, held while a query is evaluated."""
    reading: Callable[[], AbstractContextManager[None]]
    """Translates errors about damaged segments; see `reported_reading`."""
    columns: dict[Kind, Column] = field(init=False)
    """People and countries, which a correction replaces in `facets`."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", {kind: self.facets.column(kind) for kind in (Kind.PERSON, Kind.COUNTRY)})

    @property
    def engine(self) -> Engine:
        """The query engine."""
        return engine(self.searcher)

    def docs(self, query: Query) -> Docs:
        """The results of a query, ascending; raises QueryError if it is invalid."""
        with self.lock:
            return matching_docs(self.searcher, self.facets, query, self.names)

    def newest_first(self, docs: Docs) -> Docs:
        """Some documents (ascending) by date; undated ones last."""
        return docs[np.argsort(-self.facets.dates[docs], kind="stable")]

    def near_duplicates(self, doc: int) -> Docs:
        """The documents with nearly the text of one, without itself, one of each text."""
        with self.lock:  # the groups are computed at first use
            others = self.facets.near.of(doc)
        return others[np.isin(others, self.facets.everything)]

    def date(self, doc: int) -> dt.date | None:
        """The date of a document."""
        ordinal = int(self.facets.dates[doc])
        return dt.date.fromordinal(ordinal) if ordinal else None

    def document(self, doc: int) -> Document:
        """A document by its number."""
        return document_of(self.searcher.reader().stored_fields(doc))

    def entry(self, kind: Kind, key: str) -> int:
        """The entry of a person or country by its key.

        Raises:
            EntityNotFound: there is none.

        """
        column = self.columns.get(kind)
        entry = column.grouping.numbers.get(key, -1) if column else -1
        if entry < 0:
            raise EntityNotFound(EntityFault.NO_DOCUMENT, key, kind)
        return entry

    def facets_of(self, kind: Kind, entries: Sequence[int], counts: Sequence[int]) -> tuple[Facet, ...]:
        """Entries of a column as facets with document counts."""
        column = self.columns[kind]
        return tuple(
            Facet(kind, column.keys[entry], column.labels[entry], count)
            for entry, count in zip(entries, counts, strict=True)
        )
