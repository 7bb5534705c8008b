"""The same documents indexed by Whoosh's own codec and by ours, for tests that compare the two."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from whoosh import fields
from whoosh.analysis import StemmingAnalyzer
from whoosh.filedb.filestore import RamStorage
from whoosh.index import FileIndex

from index.schema.analysis import WordAnalyzer
from index.segments.array_index import ArrayIndex
from index.segments.whoosh.field_types import FACET, ORDINAL

WORDS = ("a", "an", "ana", "bank", "banks", "bänk", "trade", "trading", "oil", "Ōil", "straße", "x", "日本")

SCHEMA = fields.Schema(
    key=fields.ID(unique=True, stored=True),
    title=fields.TEXT(WordAnalyzer(stemmed=False), stored=True, field_boost=2.0),
    body=fields.TEXT(WordAnalyzer(stemmed=True), stored=True),
    notes=fields.TEXT(StemmingAnalyzer(), stored=True),
    loose=fields.TEXT(WordAnalyzer(stemmed=False), phrase=False),
    tags=fields.KEYWORD(commas=True, scorable=True),
    places=FACET(stored=True),
    year=ORDINAL(stored=True),
    number=fields.NUMERIC(int, sortable=True),
    date=fields.DATETIME(),
    grams=fields.NGRAM(2, 3),
)

_texts = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), values)


DOCUMENTS = st.fixed_dictionaries(
    {
        "title": _maybe(_texts),
        "body": _maybe(_texts),
        "notes": _maybe(_texts),
        "loose": _maybe(_texts),
        "tags": _maybe(st.lists(st.sampled_from(("oil", "gas", "tin")), min_size=1, max_size=3).map(",".join)),
        "places": _maybe(st.lists(st.sampled_from(("LT", "PL", "JP")), min_size=1, max_size=3)),
        "year": _maybe(st.integers(1987, 1990)),
        "number": _maybe(st.integers(-40, 40)),
        "date": _maybe(st.datetimes(dt.datetime(1987, 1, 1), dt.datetime(1987, 3, 1))),
        "grams": _maybe(_texts),
        "_body_boost": st.sampled_from((1.0, 1.0, 1.0, 2.5)),
    }
)
"""Documents for SCHEMA, without their keys."""


@dataclass
class Corpus:
    """Batches of documents, one for each segment, and the keys of documents to delete afterwards."""

    batches: list[list[dict[str, Any]]]
    deleted: list[str] = field(default_factory=list)

    def fill(self, index: FileIndex, merge: bool = False) -> None:
        """Index each batch in a commit of its own, then delete."""
        for number, batch in enumerate(self.batches):
            writer = index.writer()
            for place, document in enumerate(batch):
                writer.add_document(key=f"{number}-{place}", **document)
            writer.commit(merge=merge)
        if self.deleted:
            writer = index.writer()
            for key in self.deleted:
                writer.delete_by_term("key", key)
            writer.commit(merge=merge)


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Up to three segments of up to eight documents, some of which are deleted."""
    batches = draw(st.lists(st.lists(DOCUMENTS, min_size=1, max_size=8), min_size=1, max_size=3))
    keys = [f"{number}-{place}" for number, batch in enumerate(batches) for place in range(len(batch))]
    return Corpus(batches, draw(st.lists(st.sampled_from(keys), unique=True, max_size=len(keys) - 1)))


def unique_name() -> str:
    """A name for an index in memory: Whoosh's writer uses a temporary folder of that name."""
    return f"I{uuid.uuid4().hex}"


def both(corpus: Corpus) -> tuple[FileIndex, ArrayIndex]:
    """The corpus indexed by Whoosh's own codec, and by ours."""
    stock = FileIndex.create(RamStorage(), SCHEMA, unique_name())
    arrays = ArrayIndex.create(RamStorage(), SCHEMA, unique_name())
    corpus.fill(stock)
    corpus.fill(arrays)
    return stock, arrays
