"""Partial matches: the documents that have most of a query's words, ranked below those that have all of them.

Only plain words, prefixes and fuzzy words may be missing. Filters, fields, phrases, `-word`, `+word`
and `=word` always hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeGuard

import numpy as np
from whoosh import query as whoosh
from whoosh.query import Query as WhooshQuery
from whoosh.searching import Searcher

from index.query.ast import Group, Node, Word
from index.query.boolean import all_of
from index.query.compiler import Compiler
from index.schema.analysis import WORD
from index.search.evaluate import Matches, evaluate, matching
from index.segments.format.types import Docs
from index.segments.searching.doc_sets import locate
from index.segments.searching.multi_field import MultiFieldPhrase

FEWEST_OF_MANY = 2
"""How many words of three and more a document must have. In natural-language questions most words matter little, and
a share of them would leave every second one without results.
"""


@dataclass(frozen=True, slots=True)
class PartialMatches:
    """The documents that have most of the words."""

    matches: Matches
    words: tuple[str, ...]
    """The words that may be missing, as typed, each once."""
    having: tuple[Docs, ...]
    """The documents that have each of the words, ascending."""

    def missing(self, doc: int) -> tuple[str, ...]:
        """The words that a document lacks."""
        return tuple(word for word, docs in zip(self.words, self.having, strict=True) if not _contains(docs, doc))


def partial_matches(searcher: Searcher, tree: Node, compiler: Compiler, complete: Docs) -> PartialMatches | None:
    """Find the documents that have most of the words of a query.

    Args:
        searcher: Whoosh's.
        tree: The query.
        compiler: Compiles its parts.
        complete: The documents that have all of the words, ascending; they are left out.

    Returns:
        The documents, before filters; None if the query does not have two words of which one may be missing.

    """
    optional = optional_words(tree)
    compiled = {part: compiler.compile(part) for part in optional}
    words: dict[WhooshQuery, str] = {query: part.text for part, query in reversed(compiled.items())}
    if len(words) < 2:
        return None
    having = [matching(searcher, query) for query in words]
    counts = np.zeros(searcher.reader().doc_count_all(), dtype=np.int32)
    for docs in having:
        counts[docs] += 1
    counts[complete] = 0
    # A word that is repeated in the query counts as often as it is there, and a compound by each of its parts.
    scored = [each for part in optional for each in _scored(part, compiled[part], compiler)]
    matches = evaluate(searcher, whoosh.Or(scored))
    keep = counts[matches.docs] >= min(len(words) - 1, FEWEST_OF_MANY)
    required = all_of(map(compiler.compile, required_parts(tree)))
    if required is not None:
        keep &= locate(matches.docs, matching(searcher, required))[0]
    found = Matches(matches.docs[keep], matches.scores[keep])
    order = list(reversed(words.items()))
    at = {query: docs for query, docs in zip(words, having, strict=True)}
    return PartialMatches(found, tuple(text for _, text in order), tuple(at[query] for query, _ in order))


def optional_words(tree: Node) -> list[Word]:
    """The words of a query that may be missing."""
    return [part for part in _parts(tree) if _may_be_missing(part)]


def required_parts(tree: Node) -> list[Node]:
    """The other parts, which must hold."""
    return [part for part in _parts(tree) if not _may_be_missing(part)]


def _parts(tree: Node) -> list[Node]:
    """The parts that must all hold."""
    if isinstance(tree, Group) and tree.operator == "and":
        return [each for part in tree.parts for each in _parts(part)]
    return [tree]


def _scored(word: Word, query: WhooshQuery, compiler: Compiler) -> Iterator[WhooshQuery]:
    """The queries that score a word: of a compound such as `NATO-EU` those of its parts, else its own."""
    is_compound = isinstance(query, MultiFieldPhrase) and not (word.pattern or word.incomplete)
    pieces = WORD.findall(word.text) if is_compound else ()
    yield from (compiler.compile(replace(word, text=piece)) for piece in pieces) if pieces else (query,)


def _may_be_missing(part: Node) -> TypeGuard[Word]:
    return isinstance(part, Word) and not (part.field or part.required or part.exact)


def _contains(docs: Docs, doc: int) -> bool:
    at = int(np.searchsorted(docs, doc))
    return at < docs.size and int(docs[at]) == doc
