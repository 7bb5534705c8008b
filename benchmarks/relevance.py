"""Measure how well results are ranked, on test collections with judgements, against other engines.

    python -m benchmarks.relevance COLLECTIONS [--stories FILE]
    python -m benchmarks … --relevance COLLECTIONS

COLLECTIONS is a folder of `NAME.json.gz`, each `{"documents": [{"id", "title"?, "body"}], "queries": {id: text},
"qrels": {query id: {document id: grade}}}`. The other engines are asked for the words of a query with OR between them,
over title and body with their defaults; Pressroom for the same words its own way, and for the query as it was typed.
nDCG@10 takes the grade as gain and log2(rank + 1) as discount (Järvelin and Kekäläinen 2002).

FILE is a corpus of JSON lines: 500 of its stories are looked up by the two rarest words of their titles, and MRR@10
is the mean of one over the rank of the story, 0 where it is not among the first ten.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.peers.relevance_peers import PEERS, Ranker
from benchmarks.stories import Story, read_corpus
from index.library import Library
from index.model.errors import QueryError
from index.model.query import Query

_TOP = 10
_STORIES, _SEED = 500, 1
_FEWEST_TITLE_WORDS = 4
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Collection:
    """A test collection."""

    name: str
    documents: Sequence[Mapping[str, str]]
    queries: Mapping[str, str]
    judgements: Mapping[str, Mapping[str, int]]
    """Grades by document id, by query id; what is not in it is not relevant."""

    @classmethod
    def read(cls, path: Path) -> Collection:
        """The collection in a file."""
        with gzip.open(path, "rt", encoding="utf-8") as file:
            content: dict[str, Any] = json.load(file)
        return cls(path.name.split(".")[0], content["documents"], content["queries"], content["qrels"])


@dataclass(frozen=True)
class Score:
    """How well one engine ranks one collection."""

    ndcg: float
    """Mean nDCG@10 over the queries."""
    without_hits: float
    """Share of the queries that found nothing."""


def ndcg(ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """nDCG@10 of one ranking."""
    best = sorted(grades.values(), reverse=True)[:_TOP]
    ideal = sum(grade / math.log2(rank + 2) for rank, grade in enumerate(best))
    gain = sum(grades.get(document, 0) / math.log2(rank + 2) for rank, document in enumerate(ranking[:_TOP]))
    return gain / ideal if ideal else 0.0


def score(search: Ranker, collection: Collection) -> Score:
    """The score of an engine that has indexed a collection."""
    rankings = {query: search(text) for query, text in collection.queries.items()}
    gains = [ndcg(ranking, collection.judgements.get(query, {})) for query, ranking in rankings.items()]
    empty = sum(not ranking for ranking in rankings.values())
    return Score(sum(gains) / len(gains), empty / len(rankings))


class Pressroom:
    """A library over a collection, in a folder of its own."""

    def __init__(self, documents: Sequence[Mapping[str, str]], folder: Path) -> None:
        texts = folder / "documents"
        texts.mkdir(parents=True)
        with (texts / "all.jsonl").open("w", encoding="utf-8") as file:
            for document in documents:
                record = {"id": document["id"], "title": document.get("title", ""), "text": document["body"]}
                file.write(json.dumps(record) + "\n")
        self._library = Library.open(texts, folder / "library", create=True)
        steps = self._library.update()
        for _ in steps:
            pass
        self._library.refresh()

    def __call__(self, text: str) -> list[str]:
        """The first ten documents, best first; those with all words before those with most of them."""
        return self._found(text)[0]

    def with_suggestion(self, text: str) -> list[str]:
        """The same; for a query that finds nothing, what the suggested one finds."""
        found, suggestion = self._found(text)
        return found if found or suggestion is None else self._found(suggestion)[0]

    def _found(self, text: str) -> tuple[list[str], str | None]:
        """The documents of a query, and the query that is suggested instead."""
        try:
            page = self._library.search(Query(text, limit=_TOP))
            partial = self._library.search_partial(Query(text, limit=_TOP))
        except QueryError:
            return [], None
        hits = [*page.hits, *(each.hit for each in partial.hits)]
        return [self._library.document(hit.id).record for hit in hits[:_TOP]], page.suggestion


def rarest_words(stories: Sequence[Story]) -> list[tuple[Story, str]]:
    """Stories drawn at random, each with the two words of its title that fewest documents have."""
    counts = Counter(word for story in stories for word in set(_words(f"{story.title} {story.body}")))
    long = [story for story in stories if len(set(_words(story.title))) >= _FEWEST_TITLE_WORDS]
    drawn = random.Random(_SEED).sample(long, min(_STORIES, len(long)))
    return [
        (story, " ".join(sorted(set(_words(story.title)), key=lambda word: (counts[word], word))[:2]))
        for story in drawn
    ]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def reciprocal_rank(search: Ranker, questions: Sequence[tuple[Story, str]]) -> float:
    """MRR@10 of stories looked up by a query each."""
    total = 0.0
    for story, query in questions:
        found = search(query)[:_TOP]
        total += 1 / (found.index(story.id) + 1) if story.id in found else 0.0
    return total / len(questions)


ENGINES: tuple[tuple[str, Callable[[Sequence[Mapping[str, str]], Path], Ranker]], ...] = (
    ("pressroom", Pressroom),
    *((peer.name, peer) for peer in PEERS),
)


def measure(collection: Collection) -> list[float]:
    """nDCG@10 of every engine on the words of the queries, then Pressroom's on the queries as typed, then the share
    of those that found nothing, then the share of those for which the suggested query found nothing, too.
    """
    words = replace(collection, queries={key: " ".join(_words(text)) for key, text in collection.queries.items()})
    found: list[float] = []
    typed = suggested = Score(0.0, 1.0)
    for _, engine in ENGINES:
        with tempfile.TemporaryDirectory() as folder:
            search = engine(collection.documents, Path(folder))
            found.append(score(search, words).ndcg)
            if isinstance(search, Pressroom):
                typed, suggested = score(search, collection), score(search.with_suggestion, collection)
    return [*found, typed.ndcg, typed.without_hits, suggested.without_hits]


def print_relevance(collections: Path, corpus: Path | None, console: Console) -> None:
    """Measure all collections with all engines that are installed, and print a table and the look-up of stories."""
    names = [name for name, _ in ENGINES]
    table = Table("nDCG@10", *names, "pressroom as typed", "found nothing", "with suggestion")
    rows: list[list[float]] = []
    for path in sorted(collections.glob("*.json.gz")):
        collection = Collection.read(path)
        rows.append(measure(collection))
        table.add_row(collection.name, *_cells(rows[-1]))
    if rows:
        table.add_row("mean", *_cells([sum(column) / len(rows) for column in zip(*rows, strict=True)]))
    console.print(table)
    if corpus:
        stories = read_corpus(corpus)
        documents = [{"id": story.id, "title": story.title, "body": story.body} for story in stories]
        with tempfile.TemporaryDirectory() as folder:
            found = reciprocal_rank(Pressroom(documents, Path(folder)), rarest_words(stories))
        console.print(f"look-up of a story by the two rarest words of its title: MRR@10 {found:.3f}")


def _cells(row: Sequence[float]) -> list[str]:
    """The cells of a row: scores, and two shares at the end."""
    return [*map("{:.3f}".format, row[:-2]), *map("{:.1%}".format, row[-2:])]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line names."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relevance", description=__doc__)
    parser.add_argument("collections", type=Path)
    parser.add_argument("--stories", type=Path)
    options = parser.parse_args(arguments)
    print_relevance(options.collections, options.stories, Console())


if __name__ == "__main__":
    main()
