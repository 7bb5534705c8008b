"""whoosh-reloaded as it comes: with Pressroom's analysis, and so the same totals, or as its users write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from whoosh import fields, index, query
from whoosh.analysis import Composable, StemmingAnalyzer
from whoosh.scoring import BM25F

from benchmarks.peers.peer import TITLE_BOOST, TOP, Answer, Record
from benchmarks.questions import Either, Every, Node, Phrase, Prefix, Question, Without, Word
from index.schema.analysis import WordAnalyzer, term

_MEGABYTES = 256
"""The writer may hold so much: more than Whoosh's own 128 makes it no faster."""


class StockWhoosh:
    """Titles and texts stemmed with positions and stored, people and countries as keys, the day as a number.

    Args:
        folder: Where its index lies.
        analyzer: Of titles and texts; Pressroom's where none is given.
        megabytes: What its writer may hold.

    """

    def __init__(self, folder: Path, analyzer: Composable | None = None, megabytes: int = _MEGABYTES) -> None:
        self._folder = folder
        self._analyzer = analyzer or WordAnalyzer(stemmed=True)
        self._megabytes = megabytes
        self._searcher: Any = None

    def index(self, records: Sequence[Record]) -> None:
        """Index in one process, one commit."""
        schema = fields.Schema(
            id=fields.ID(stored=True, unique=True),
            title=fields.TEXT(self._analyzer, stored=True),
            body=fields.TEXT(self._analyzer, stored=True),
            person=fields.KEYWORD(commas=True),
            country=fields.KEYWORD(commas=True),
            day=fields.NUMERIC(int, bits=32, signed=False, sortable=True),
        )
        writer = index.create_in(str(self._folder), schema).writer(limitmb=self._megabytes)
        for record in records:
            writer.add_document(
                id=record.id,
                title=record.title,
                body=record.body,
                person=",".join(record.people),
                country=",".join(record.countries),
                day=record.date.toordinal() if record.date else 0,
            )
        writer.commit()

    def open(self) -> None:
        """Open one searcher for all questions."""
        self._searcher = index.open_dir(str(self._folder)).searcher(weighting=BM25F())

    def can(self, question: Question) -> bool:
        """Everything."""
        return True

    def ask(self, question: Question) -> Answer:
        """Search, with the filters as Whoosh's own filter; by day where nothing is searched for."""
        narrow: list[query.Query] = [query.Term("person", name) for name in question.people]
        narrow += [query.Term("country", code) for code in question.countries]
        if question.days:
            first, last = question.days
            narrow.append(query.NumericRange("day", first.toordinal(), last.toordinal()))
        order = {} if question.text else {"sortedby": "day", "reverse": True}
        results = self._searcher.search(
            _tree(question.text) if question.text else query.Every(),
            limit=TOP,
            filter=query.And(narrow) if narrow else None,
            **order,
        )
        return Answer(len(results), tuple(hit["title"] for hit in results))


def as_its_users_write_it(folder: Path) -> StockWhoosh:
    """Whoosh's own analysis, and a writer with much memory. Its terms are others: it is asked nothing."""
    return StockWhoosh(folder, StemmingAnalyzer(), 512)


def _tree(node: Node) -> query.Query:
    """The question as a Whoosh query."""
    match node:
        case Word(text):
            return _either(lambda name, boost: query.Term(name, term(text), boost=boost))
        case Prefix(text):
            return _either(lambda name, boost: query.Prefix(name, text, boost=boost))
        case Phrase(words):
            return _either(lambda name, boost: query.Phrase(name, [term(word) for word in words], boost=boost))
        case Every(parts):
            return query.And([_tree(part) for part in parts])
        case Either(parts):
            return query.Or([_tree(part) for part in parts])
        case Without(part, unwanted):
            return query.AndNot(_tree(part), _tree(unwanted))


def _either(make: Callable[[str, float], query.Query]) -> query.Query:
    """In the title or in the text."""
    return query.Or([make("title", TITLE_BOOST), make("body", 1.0)])
