"""Queries for the words and phrases of a query, in all fields that are searched for them."""

from __future__ import annotations

from whoosh import query as whoosh
from whoosh.query import Query

from index.query.ast import Phrase, Word, compound_pattern
from index.query.boolean import all_of
from index.query.fields import index_fields
from index.query.term_patterns import FuzzyPattern, PrefixPattern, wildcard_pattern
from index.schema.analysis import WORD, fold_for_index, term
from index.segments.searching.multi_field import FieldWeights, MultiFieldPattern, MultiFieldPhrase, MultiFieldTerm

_STEMMED = ("", "title", "body")


def word_query(node: Word) -> Query | None:
    """The query for a word; None if it has no letters or digits."""
    fields = index_fields(node.field)
    if node.pattern:
        return all_of(filter(None, map(_part_query, compound_pattern(node))))
    pieces = WORD.findall(node.text)
    if not pieces:
        return None
    if node.fuzzy:
        patterns = [FuzzyPattern("", fold_for_index(piece), node.fuzzy) for piece in pieces]
        return all_of(MultiFieldPattern(fields, pattern, node.boost) for pattern in patterns)
    terms = _terms(pieces, node.field)
    if not node.incomplete:
        return _adjacent(fields, terms, 1, node.boost)
    prefix = PrefixPattern("", fold_for_index(pieces[-1]))
    last = whoosh.Or([MultiFieldTerm(fields, terms[-1], node.boost), MultiFieldPattern(fields, prefix, node.boost)])
    return all_of([*(MultiFieldTerm(fields, each, node.boost) for each in terms[:-1]), last])


def _part_query(node: Word | Phrase) -> Query | None:
    if isinstance(node, Phrase):
        return phrase_query(node)
    if not node.pattern:
        return word_query(node)
    return MultiFieldPattern(index_fields(node.field), wildcard_pattern(fold_for_index(node.text)), node.boost)


def phrase_query(node: Phrase) -> Query | None:
    """The query for a phrase; None if it has no letters or digits."""
    fields = index_fields(node.field)
    terms, prefix = _terms(WORD.findall(node.complete_text), node.field), fold_for_index(node.prefix)
    if not prefix:
        return _adjacent(fields, terms, node.slop, node.boost) if terms else None
    pattern = PrefixPattern("", prefix)
    if not terms:
        return MultiFieldPattern(fields, pattern, node.boost)
    return MultiFieldPhrase(fields, tuple(terms), node.slop, node.boost, ending=pattern)


def _adjacent(fields: FieldWeights, terms: list[str], slop: int, boost: float) -> Query:
    if len(terms) == 1:
        return MultiFieldTerm(fields, terms[0], boost)
    return MultiFieldPhrase(fields, tuple(terms), slop, boost)


def _terms(words: list[str], field: str) -> list[str]:
    return list(map(term if field in _STEMMED else fold_for_index, words))
