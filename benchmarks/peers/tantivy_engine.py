"""tantivy through its Python binding, with its own English stemmer; one thread writes, for a fair figure a core."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.peer import TITLE_BOOST, TOP, Answer, NotInstalled, Record
from benchmarks.questions import Either, Every, Node, Phrase, Prefix, Question, Without, Word

_HEAP = 256_000_000
"""Bytes the writer may hold."""


class Tantivy:
    """Titles and texts stemmed with positions and stored, people and countries as keys, the day as a fast field."""

    def __init__(self, folder: Path) -> None:
        try:
            import tantivy
        except ImportError as error:
            raise NotInstalled("pip install tantivy") from error
        self._tantivy: Any = tantivy
        build = tantivy.SchemaBuilder()
        for name in ("title", "body"):
            build.add_text_field(name, stored=True, tokenizer_name="en_stem", index_option="position")
        for name in ("person", "country"):
            build.add_text_field(name, tokenizer_name="raw", index_option="basic")
        build.add_integer_field("day", indexed=True, fast=True)
        self._schema = build.build()
        self._index: Any = tantivy.Index(self._schema, path=str(folder))
        self._searcher: Any = None

    def index(self, records: Sequence[Record]) -> None:
        """Index in one thread, one commit, merges done."""
        writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        for record in records:
            document = self._tantivy.Document(title=record.title, body=record.body)
            for name in record.people:
                document.add_text("person", name)
            for code in record.countries:
                document.add_text("country", code)
            document.add_integer("day", record.date.toordinal() if record.date else 0)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        """Open one searcher for all questions."""
        self._index.reload()
        self._searcher = self._index.searcher()

    def can(self, question: Question) -> bool:
        """Everything."""
        return True

    def ask(self, question: Question) -> Answer:
        """Search with an exact count, then fetch the titles."""
        make, must = self._tantivy.Query, self._tantivy.Occur.Must
        parts = [self._tree(question.text)] if question.text else []
        narrow = [make.term_query(self._schema, "person", name) for name in question.people]
        narrow += [make.term_query(self._schema, "country", code) for code in question.countries]
        if question.days:
            first, last = (day.toordinal() for day in question.days)
            narrow.append(make.range_query(self._schema, "day", self._tantivy.FieldType.Integer, first, last))
        parts += [make.const_score_query(each, 0.0) for each in narrow]
        tree = make.boolean_query([(must, part) for part in parts]) if parts else make.all_query()
        order = {} if question.text else {"order_by_field": "day"}
        found = self._searcher.search(tree, limit=TOP, count=True, **order)
        return Answer(found.count, tuple(self._searcher.doc(place)["title"][0] for _, place in found.hits))

    def _tree(self, node: Node) -> Any:  # noqa: ANN401 -- tantivy has few types
        """The question as a tantivy query."""
        make, occur = self._tantivy.Query, self._tantivy.Occur
        match node:
            case Word(text):
                return self._parse(text)
            case Prefix(text):
                pattern = f"{re.escape(text)}.*"
                titles = make.boost_query(make.regex_query(self._schema, "title", pattern), TITLE_BOOST)
                return make.boolean_query(
                    [(occur.Should, titles), (occur.Should, make.regex_query(self._schema, "body", pattern))]
                )
            case Phrase(words):
                return self._parse(f'"{" ".join(words)}"')
            case Every(parts):
                return make.boolean_query([(occur.Must, self._tree(part)) for part in parts])
            case Either(parts):
                return make.boolean_query([(occur.Should, self._tree(part)) for part in parts])
            case Without(part, unwanted):
                return make.boolean_query([(occur.Must, self._tree(part)), (occur.MustNot, self._tree(unwanted))])

    def _parse(self, text: str) -> Any:  # noqa: ANN401
        return self._index.parse_query(text, ["title", "body"], field_boosts={"title": TITLE_BOOST})
