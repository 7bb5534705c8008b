"""Stock Whoosh and the arrays under it, on one corpus of JSON lines with `title`, `body` and `date`.

    python -m benchmarks.engine CORPUS.jsonl[.gz] [--documents N] [--stock N] [--keep FOLDER] [--json FILE]

Both index titles and bodies and store the text, in one process. The corpus is repeated, with sentences
shuffled, some left out, and new words put in, until there are N documents. Stock Whoosh gets at most
`--stock` of them. People and places for the facets are made from the text itself (pairs of capitalised
words, and a short list of countries).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields, index, query
from whoosh.analysis import StemmingAnalyzer
from whoosh.qparser import MultifieldParser
from whoosh.scoring import BM25F

from index.analysis import WordAnalyzer
from index.arrays.facets import KeyFacet, NumberFacet
from index.arrays.fields import FACET, ORDINAL
from index.arrays.foreign import Index, Query, Schema
from index.arrays.opening import open_segment
from index.arrays.search import engine, top_k
from index.arrays.store import ArrayIndex, create_in, open_dir

Story = dict[str, Any]

QUERIES = """ trade | oil | said | the | bank | zinc | earthquake | kasciunas | dollar | mln trade deficit |
interest rates | crude oil prices | bank of japan | he said | central bank interest rate cut prime minister
yasuhiro nakasone trade surplus | opec output ceiling | grain exports to the soviet union "trade deficit" |
"bank of japan" | "he said" | "of the" | "crude oil" | "the united states" | "oil prices"~3 jap* | tra* | s*
| petrol* | in* | c?ffee | *ation oil OR gas | trade AND NOT japan | (oil OR gas) AND (price OR prices) |
wheat -soviet | title:oil | title:trade* stock exchange | net profit | quarterly dividend record | company
shares tender offer | exchang~
"""
_COUNTRIES = tuple(
    [
        "japan",
        "germany",
        "france",
        "canada",
        "brazil",
        "iran",
        "iraq",
        "mexico",
        "china",
        "india",
        "italy",
        "spain",
        "kuwait",
    ]
)
_PERSON = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")
_MONTHS = tuple(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"])


def stories(path: Path, limit: int) -> Iterator[Story]:
    """The corpus, repeated with variations until there are `limit` documents."""
    opener: Any = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        originals = [json.loads(line) for line in file]
    chance = random.Random(1987)
    for number in range(limit or len(originals)):
        story = originals[number % len(originals)]
        copy = number // len(originals)
        yield described(varied(story, copy, chance) if copy else story, number, copy)


def varied(story: Story, copy: int, chance: random.Random) -> Story:
    """A story that is like another one."""
    sentences = [part for part in story["body"].split(". ") if chance.random() > 0.15] or [story["body"]]
    chance.shuffle(sentences)
    new = " ".join(f"w{chance.randrange(30_000 + 3_000 * copy)}x" for _ in range(3))
    return {**story, "body": ". ".join(sentences) + " " + new}


def described(story: Story, number: int, copy: int) -> Story:
    """A story as the index takes it, with facets."""
    people = sorted({name if copy % 3 else f"{name} {copy}" for name in _PERSON.findall(story["body"])})[:5]
    words = set(re.findall(r"[a-z]+", story["body"].lower()))
    month = next((at for at, name in enumerate(_MONTHS) if name in str(story.get("date", "")).upper()), 0)
    return {
        "id": str(number),
        "title": story["title"],
        "body": story["body"],
        "people": people,
        "countries": [name for name in _COUNTRIES if name in words],
        "year": 1987 + copy % 40,
        "day": 725_372 + 30 * month + number % 28 + 365 * (copy % 40),
    }


def array_schema() -> Schema:
    """As Pressroom's: text folded and stemmed, people and countries as keys, numbers for dates."""
    text = WordAnalyzer(stemmed=True)
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        title=fields.TEXT(text, stored=True),
        body=fields.TEXT(text, stored=True),
        people=FACET(),
        countries=FACET(),
        year=ORDINAL(),
        day=ORDINAL(),
    )


def stock_schema() -> Schema:
    """The same text for stock Whoosh, without facets."""
    text = StemmingAnalyzer(stoplist=None)
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        title=fields.TEXT(text, stored=True),
        body=fields.TEXT(text, stored=True),
    )


def build(made: Index, documents: Iterator[Story], names: tuple[str, ...]) -> dict[str, float]:
    """Index the documents; gives what it took. Making the documents does not count."""
    writer, taken, count, size = made.writer(), 0.0, 0, 0
    for story in documents:
        chosen = {name: story[name] for name in names}
        size += len(story["title"].encode()) + len(story["body"].encode())
        start = time.perf_counter()
        writer.add_document(**chosen)
        taken += time.perf_counter() - start
        count += 1
    start = time.perf_counter()
    writer.commit()
    taken += time.perf_counter() - start
    disk = sum(path.stat().st_size for path in Path(made.storage.folder).iterdir())
    return {"documents": count, "documents a second": count / taken, "index / text": disk / size}


def questions(schema: Schema) -> list[tuple[str, Any, Any]]:
    """Each query text, parsed, alone; and some of them within filters."""
    parser = MultifieldParser(["title", "body"], schema, fieldboosts={"title": 2.0})
    texts = [text.strip() for text in QUERIES.replace("\n", "|").split("|") if text.strip()]
    asked = [(text, parser.parse(text), None) for text in texts]
    if "countries" in schema:
        filters = [
            query.Term("countries", "japan"),
            query.And([query.Term("countries", "japan"), query.Term("countries", "germany")]),
            query.NumericRange("day", 725_400, 725_480),
            query.And([query.Term("countries", "iran"), query.NumericRange("year", 1987, 1990)]),
        ]
        asked += [
            (f"{text} [{narrow}]", parser.parse(text), narrow)
            for narrow in filters
            for text in ("oil", "trade deficit", '"he said"')
        ]
        asked.append(("(everything)", query.Every(), None))
    return asked


def timed(ask: Callable[[Any, Any], int], asked: list[tuple[str, Any, Any]], rounds: int) -> dict[str, Any]:
    """Median milliseconds of each question, and the percentiles over all questions."""
    medians = {}
    for text, wanted, narrow in asked:
        taken = []
        for _ in range(rounds):
            start = time.perf_counter()
            ask(wanted, narrow)
            taken.append((time.perf_counter() - start) * 1000)
        medians[text] = float(np.median(taken))
    times = np.array(list(medians.values()))
    slowest = dict(sorted(medians.items(), key=lambda item: -item[1])[:6])
    return {"p50 ms": np.percentile(times, 50), "p95 ms": np.percentile(times, 95), "slowest": slowest}


def ask_arrays(made: ArrayIndex, rounds: int) -> dict[str, Any]:
    """The mix: top 50 with their short stored fields, exact total, three facets of all results."""
    start = time.perf_counter()
    searcher = made.searcher(weighting=BM25F())
    opened = time.perf_counter() - start
    reader, searching = searcher.reader(), engine(searcher)
    keys = [KeyFacet(reader, "people"), KeyFacet(reader, "countries")]
    years = NumberFacet(reader, "year")
    segments = [(open_segment(leaf.storage(), leaf.segment()), base) for leaf, base in reader.leaf_readers()]
    bases = [base for _, base in segments]
    ready = time.perf_counter() - start

    def ask(wanted: Query, narrow: Query) -> int:
        docs, scores = searching.evaluate(wanted, narrow)
        for doc in docs[top_k(docs, scores, 50)].tolist():
            data, base = segments[int(np.searchsorted(bases, doc, side="right")) - 1]
            data.stored.short(doc - base)
        for facet in keys:
            facet.counts(docs)
        years.counts(docs)
        return int(docs.size)

    asked = questions(reader.schema)
    first = timed(ask, asked, 1)
    found = timed(ask, asked, rounds)
    return {
        "open ms": opened * 1000,
        "open with facets ms": ready * 1000,
        "segments": len(segments),
        "questions": len(asked),
        "first p95 ms": first["p95 ms"],
        **found,
    }


def ask_stock(made: Index, rounds: int) -> dict[str, Any]:
    """The mix for stock Whoosh: top 50 and exact total, no facets."""
    with made.searcher(weighting=BM25F()) as searcher:
        return timed(lambda wanted, narrow: len(searcher.search(wanted, limit=50)), questions(stock_schema()), rounds)


def compare(options: argparse.Namespace) -> dict[str, Any]:
    """Run both; gives all figures."""
    folder = Path(options.keep or tempfile.mkdtemp())
    figures: dict[str, Any] = {}
    try:
        (folder / "arrays").mkdir(parents=True, exist_ok=True)
        names = ("id", "title", "body") if options.text_only else tuple(array_schema().names())
        if index.exists_in(str(folder / "arrays")):
            made, figures["arrays"] = open_dir(folder / "arrays"), {}
        else:
            made = create_in(folder / "arrays", array_schema())
            figures["arrays"] = build(made, stories(options.corpus, options.documents), names)
        figures["arrays"] |= {} if options.text_only else ask_arrays(made, options.rounds)
        if options.stock:
            (folder / "stock").mkdir(exist_ok=True)
            stock = index.create_in(str(folder / "stock"), stock_schema())
            figures["stock"] = build(stock, stories(options.corpus, options.stock), ("id", "title", "body"))
            figures["stock"] |= ask_stock(stock, 1)
    finally:
        if not options.keep:
            shutil.rmtree(folder)
    figures["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return figures


def main() -> int:
    """Read the command line, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=0, help="how many; else all of the corpus, once")
    parser.add_argument("--stock", type=int, default=0, help="how many of them for stock Whoosh; else none")
    parser.add_argument("--rounds", type=int, default=5, help="how often each question is asked")
    parser.add_argument("--text-only", action="store_true", help="index without facets, ask nothing")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the indexes, to be used again")
    options = parser.parse_args()
    print(json.dumps(compare(options), indent=1, default=float))
    return 0


if __name__ == "__main__":
    sys.exit(main())
