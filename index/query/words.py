"""Queries for the words and phrases of a query, in all fields that are searched for them."""

from __future__ import annotations

from dataclasses import replace

from whoosh.query import Query

from index.query.alternatives import STEMMED, IndexTraits, alternatives, other_ways
from index.query.ast import Phrase, Word, compound_pattern
from index.query.boolean import all_of, any_of
from index.query.fields import index_fields
from index.query.term_patterns import FuzzyPattern, PrefixPattern, wildcard_pattern
from index.schema.analysis import WORD, fold_for_index, term
from index.segments.searching.multi_field import (
    FieldWeights,
    MultiFieldPattern,
    MultiFieldPhrase,
    MultiFieldTerm,
    MultiFieldWord,
    WordSequence,
)


def word_query(node: Word, traits: IndexTraits) -> Query | None:
    """The query for a word; None if it has no letters or digits."""
    fields = index_fields(node.field)
    if node.pattern:
        return all_of(filter(None, (_part_query(part, traits) for part in compound_pattern(node))))
    pieces = WORD.findall(node.text)
    if not pieces:
        return None
    if node.fuzzy:
        patterns = [FuzzyPattern("", fold_for_index(piece), node.fuzzy) for piece in pieces]
        return all_of(MultiFieldPattern(fields, pattern, node.boost) for pattern in patterns)
    if not node.incomplete:
        return _query(fields, alternatives(node, traits), node.boost)
    *first, last = (
        _query(fields, alternatives(replace(node, text=piece, incomplete=False), traits), node.boost)
        for piece in pieces
    )
    prefix = MultiFieldPattern(fields, PrefixPattern("", fold_for_index(pieces[-1])), node.boost)
    typed = all_of(filter(None, (*first, any_of(filter(None, (last, prefix))))))
    others = other_ways(node, traits) if len(pieces) > 1 and node.field in STEMMED else ()
    return any_of(filter(None, (typed, _query(fields, others, node.boost))))


def _part_query(node: Word | Phrase, traits: IndexTraits) -> Query | None:
    if isinstance(node, Phrase):
        return phrase_query(node, traits)
    if not node.pattern:
        return word_query(node, traits)
    return MultiFieldPattern(index_fields(node.field), wildcard_pattern(fold_for_index(node.text)), node.boost)


def phrase_query(node: Phrase, traits: IndexTraits) -> Query | None:
    """The query for a phrase; None if it has no letters or digits."""
    fields = index_fields(node.field)
    prefix = fold_for_index(node.prefix)
    if not prefix:
        ways = alternatives(node, traits)
        phrases = (_query(fields, (way,), node.boost, node.slop) for way in ways)
        return any_of(filter(None, phrases))
    pattern = PrefixPattern("", prefix)
    pieces = WORD.findall(node.complete_text)
    if not pieces:
        return MultiFieldPattern(fields, pattern, node.boost)
    typed = tuple(map(term if node.field in STEMMED else fold_for_index, pieces))
    others = other_ways(replace(node, text=node.complete_text), traits) if node.field in STEMMED else ()
    terms = [typed]
    for way in others:
        words = tuple(word for word in way if isinstance(word, str))
        terms += [words] if len(words) == len(way) else []
    return any_of(MultiFieldPhrase(fields, each, node.slop, node.boost, ending=pattern) for each in terms)


def _query(fields: FieldWeights, ways: tuple[WordSequence, ...], boost: float, slop: int = 1) -> Query | None:
    """A query for any of the ways to write a word, or for one way to write a phrase; None without any."""
    if len(ways) != 1:
        return MultiFieldWord(fields, ways, boost) if ways else None
    terms = tuple(word for word in ways[0] if isinstance(word, str))
    if len(terms) < len(ways[0]):
        return MultiFieldWord(fields, ways, boost)
    if len(terms) == 1:
        return MultiFieldTerm(fields, terms[0], boost)
    return MultiFieldPhrase(fields, terms, slop, boost)
