"""Explanations: how a query was understood, and what each word contributes to the score of a hit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from whoosh import query as whoosh
from whoosh.query import Query as WhooshQuery
from whoosh.searching import Searcher

from index.model.explanation import Expansion, Explanation, FieldScore, HitExplanation, PartKind, QueryPart, WordScore
from index.model.query import Page
from index.query.alternatives import alternatives
from index.query.ast import (
    Leaf,
    Node,
    Phrase,
    Present,
    Word,
    compound_pattern,
    leaves,
)
from index.query.compiler import Compiler, written
from index.query.fields import index_fields
from index.query.parser import parse
from index.query.term_patterns import FuzzyPattern, PrefixPattern, wildcard_pattern
from index.schema.analysis import WORD, fold_for_index
from index.search.evaluate import Matches, evaluate, matching
from index.search.query_parts import MOST_EXPANSIONS, QueryParts
from index.segments.searching.engine import engine
from index.segments.searching.multi_field import MultiFieldQuery
from index.segments.searching.patterns import Pattern


class Explainer:
    """Explains queries.

    Args:
        searcher: Whoosh's.
        compiler: Compiles the query as for the search.

    """

    def __init__(self, searcher: Searcher, compiler: Compiler) -> None:
        self._searcher = searcher
        self._compiler = compiler
        self._engine = engine(searcher)
        self._matches: dict[WhooshQuery, Matches] = {}

    def explain(self, page: Page, numbers: Sequence[int]) -> Explanation:
        """Explain a query and the hits of its page.

        Args:
            page: The answer to the query.
            numbers: The documents of its hits.

        """
        tree = parse(page.query.text, typing=page.query.typing)
        compiled = self._compiler.compile(tree)
        labels = labels_of(tree, self._compiler)
        hits = [
            HitExplanation(hit.id, hit.path, hit.title, hit.score, tuple(self._word_scores(compiled, labels, number)))
            for hit, number in zip(page.hits, numbers, strict=True)
        ]
        return Explanation(
            page.query,
            page.total,
            QueryParts(self._compiler, self._count, self._with_words).part(tree),
            tuple(hits),
            page.hints,
        )

    def _count(self, node: Node) -> int:
        return len(matching(self._searcher, self._compiler.compile(node)))

    def _with_words(self, part: QueryPart, node: Word) -> QueryPart:
        """The part with the words of the vocabulary that it stands for."""
        pieces = WORD.findall(node.text)
        vocabulary = self._engine.vocabulary(*(name for name, _ in index_fields(node.field)))
        if part.kind is PartKind.WORD:
            forms = self._forms(node)
            shown = tuple(Expansion(form, part.documents) for form in forms[:MOST_EXPANSIONS])
            return replace(part, expansions=shown, expansion_count=len(forms))
        words = list(
            dict.fromkeys(word for each in _patterns(node, pieces) for word in vocabulary.matching_words(each))
        )
        words.sort(key=lambda word: (-vocabulary.document_count(word), word))
        shown = tuple(Expansion(word, self._documents(word, node)) for word in words[:MOST_EXPANSIONS])
        return replace(part, expansions=shown, expansion_count=len(words))

    def _forms(self, node: Word) -> list[str]:
        """The forms of a word in the vocabulary, and its variants of one word."""
        vocabulary = self._engine.vocabulary(*(name for name, _ in index_fields(node.field)))
        found: set[str] = set()
        for way in alternatives(node, self._compiler.traits):
            if len(way) == 1:
                word = way[0]
                found.update(vocabulary.forms_of(word) if isinstance(word, str) else (word.written or word.folded,))
        return sorted(found)

    def _documents(self, word: str, node: Word) -> int:
        plain = Word(word, node.at, node.field)
        return len(matching(self._searcher, self._compiler.compile(plain)))

    # Scores

    def _word_scores(
        self, compiled: WhooshQuery, labels: Mapping[WhooshQuery, str], number: int
    ) -> Iterator[WordScore]:
        found = []
        for part in self._scored(compiled, number):
            score = self._score(part, number)
            if score:
                found.append(WordScore(label_of(part, labels), score, self._field_scores(part, number)))
        yield from sorted(found, key=lambda word: -word.score)

    def _scored(self, query: WhooshQuery, number: int) -> Iterator[WhooshQuery]:
        """The parts of a compiled query whose scores for a document add up to its own."""
        if self._score(query, number) is None:
            return
        parts = list(_subqueries(query))
        if not parts:
            yield query
        for part in parts:
            yield from self._scored(part, number)

    def _score(self, part: WhooshQuery, number: int) -> float | None:
        """The score of a document; None if the part does not match it."""
        matches = self._matches.get(part)
        if matches is None:
            matches = self._matches[part] = evaluate(self._searcher, part)
        at = int(np.searchsorted(matches.docs, number))
        return float(matches.scores[at]) if at < matches.docs.size and matches.docs[at] == number else None

    def _field_scores(self, part: WhooshQuery, number: int) -> tuple[FieldScore, ...]:
        found = self._engine.field_scores(part, number) if isinstance(part, MultiFieldQuery) else {}
        return tuple(FieldScore(name, score) for name, score in found.items())


def labels_of(tree: Node, compiler: Compiler) -> dict[WhooshQuery, str]:
    """The part of a query as typed that each part of the compiled query comes from."""
    return {
        each: written_leaf(leaf)
        for leaf in reversed(list(leaves(tree, negated=True)))
        for each in parts_of(compiler.compile(leaf))
    }


def label_of(query: WhooshQuery, labels: Mapping[WhooshQuery, str]) -> str:
    """The part of the query as typed that a part of the compiled query comes from."""
    if isinstance(query, whoosh.Not):
        return f"-{label_of(query.query, labels)}"
    return labels.get(query, "*" if isinstance(query, whoosh.Every) else "")


def written_leaf(leaf: Leaf) -> str:
    """A leaf as text, with its field."""
    text = "*" if isinstance(leaf, Present) else written(leaf)
    return f"{leaf.field}:{text}" if leaf.field else text


def _patterns(node: Word, pieces: Sequence[str]) -> list[Pattern]:
    """The patterns of a word with wildcards, of a fuzzy word, or of one that is being typed."""
    if node.pattern:
        return [
            PrefixPattern("", fold_for_index(part.prefix)) if isinstance(part, Phrase)
            else wildcard_pattern(fold_for_index(part.text))
            for part in compound_pattern(node)
            if isinstance(part, Phrase) or part.pattern
        ]  # fmt: skip
    if node.fuzzy:
        return [FuzzyPattern("", fold_for_index(piece), node.fuzzy) for piece in pieces]
    return [PrefixPattern("", fold_for_index(pieces[-1]))] if pieces else []


def _subqueries(query: WhooshQuery) -> Iterator[WhooshQuery]:
    """The queries whose scores a compound query adds up; none for any other query."""
    match query:
        case whoosh.And() | whoosh.Or():
            yield from query.subqueries
        case whoosh.AndMaybe():
            yield from (query.a, query.b)
        case whoosh.AndNot():
            yield query.a


def parts_of(query: WhooshQuery) -> Iterator[WhooshQuery]:
    """The queries in a compound query that are not compound themselves."""
    parts = list(_subqueries(query))
    if not parts:
        yield query
    for part in parts:
        yield from parts_of(part)
