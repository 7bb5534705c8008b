"""Other engines as their users would rank with them: OR between the words, title and body, their defaults."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

_TOP = 10
_WORD = re.compile(r"\w+")
Ranker = Callable[[str], list[str]]
"""Takes a query and returns the ids of the best documents, best first."""


class StockWhoosh:
    """Whoosh's StemmingAnalyzer, BM25F and MultifieldParser with OrGroup."""

    name = "whoosh"

    def __init__(self, documents: Sequence[Mapping[str, str]], folder: Path) -> None:
        from whoosh import fields, index
        from whoosh.analysis import StemmingAnalyzer
        from whoosh.qparser import MultifieldParser, OrGroup  # type: ignore[import-untyped]
        from whoosh.qparser.plugins import WhitespacePlugin  # type: ignore[import-untyped]

        folder.mkdir(exist_ok=True)
        text = fields.TEXT(StemmingAnalyzer())
        opened = index.create_in(str(folder), fields.Schema(id=fields.ID(stored=True), title=text, body=text))
        writer = opened.writer(limitmb=256)
        for document in documents:
            writer.add_document(id=document["id"], title=document.get("title", ""), body=document["body"])
        writer.commit()
        self._searcher = opened.searcher()
        self._parser = MultifieldParser(["title", "body"], opened.schema, plugins=[WhitespacePlugin()], group=OrGroup)

    def __call__(self, text: str) -> list[str]:
        """The first ten documents, best first."""
        query = self._parser.parse(" ".join(_WORD.findall(text)))
        return [hit["id"] for hit in self._searcher.search(query, limit=_TOP)]


class Tantivy:
    """One query over two fields with tantivy's English stemmer."""

    name = "tantivy"

    def __init__(self, documents: Sequence[Mapping[str, str]], folder: Path) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        for field in ("title", "body"):
            builder.add_text_field(field, tokenizer_name="en_stem")
        self._index: Any = tantivy.Index(builder.build())
        writer = self._index.writer()
        for document in documents:
            title = document.get("title", "")
            writer.add_document(tantivy.Document(id=document["id"], title=title, body=document["body"]))
        writer.commit()
        self._index.reload()

    def __call__(self, text: str) -> list[str]:
        """The first ten documents, best first."""
        searcher = self._index.searcher()
        query = self._index.parse_query(" ".join(_WORD.findall(text.lower())), ["title", "body"])
        return [searcher.doc(address)["id"][0] for _, address in searcher.search(query, _TOP).hits]


class SqliteFts:
    """FTS5 with its Porter stemmer and bm25()."""

    name = "fts5"

    def __init__(self, documents: Sequence[Mapping[str, str]], folder: Path) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE story USING fts5(id UNINDEXED, title, body, tokenize = 'porter')")
        rows = ((each["id"], each.get("title", ""), each["body"]) for each in documents)
        self._database.executemany("INSERT INTO story VALUES (?, ?, ?)", rows)

    def __call__(self, text: str) -> list[str]:
        """The first ten documents, best first."""
        query = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
        found = self._database.execute("SELECT id FROM story WHERE story MATCH ? ORDER BY rank LIMIT ?", (query, _TOP))
        return [row[0] for row in found]


PEERS: tuple[type[StockWhoosh] | type[Tantivy] | type[SqliteFts], ...] = (StockWhoosh, Tantivy, SqliteFts)
