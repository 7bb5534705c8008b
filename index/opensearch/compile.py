"""The query language on a server: the queries that our compiler makes of a syntax tree, as its query DSL.

Both engines get what one compiler makes of a query, so that variants, languages and values mean the same in both. Only
dictionaries are built here: no text of a query or document is ever parsed by the server, which only splits the tokens
of a phrase at a separator that no text contains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from whoosh import query as whoosh
from whoosh.query import Query

from index.opensearch.connection import Body
from index.opensearch.tokens import FIRST_TERM, TOKEN_SEPARATOR, folded_token, form_token, term_token
from index.query.term_patterns import FuzzyPattern, PrefixPattern, WildcardPattern
from index.segments.searching.multi_field import (
    FieldWeights,
    FormTest,
    MultiFieldPattern,
    MultiFieldPhrase,
    MultiFieldQuery,
    MultiFieldTerm,
    MultiFieldWord,
    WordSequence,
)
from index.segments.searching.patterns import Pattern

NOTHING: Body = {"match_none": {}}
EVERYTHING: Body = {"match_all": {}}
_TEXTS = ("title", "lead", "body", "name", "author", "to", "forms")
"""The fields of texts; all others have whole values."""
_MOST_FUZZY = 1000
"""The greatest number of words that one fuzzy word stands for; the nearest ones, where there are more."""
_MOST_ENDINGS = 100_000
"""The greatest number of words that a prefix at the end of a phrase stands for."""
_MOST_NEAR = 1000
"""The same for a pattern among words that are near each other; the server refuses more than 1024."""
_MOST_TERMS = 65_536
"""The greatest number of values that the server takes in one part of a query."""
_MOST_EDITS = 2
"""The greatest edit distance that the server knows."""


class KeysQuery(Query):
    """A query for documents that have one of some values in a field.

    Args:
        fieldname: The field.
        keys: The values.

    """

    def __init__(self, fieldname: str, keys: Sequence[str]) -> None:
        self.fieldname = fieldname
        self.keys = tuple(keys)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeysQuery) and (self.fieldname, self.keys) == (other.fieldname, other.keys)

    def __hash__(self) -> int:
        return hash((self.fieldname, self.keys))


class BodyQuery(Query):
    """A query whose DSL is known.

    Args:
        body: The DSL.

    """

    def __init__(self, body: Body) -> None:
        self.body = body

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BodyQuery) and self.body == other.body

    def __hash__(self) -> int:
        return hash(str(self.body))


def dsl(query: Query) -> Body:
    """The DSL of a compiled query; TypeError for one that no compiler makes."""
    match query:
        case MultiFieldQuery():
            return _words(query)
        case KeysQuery():
            return _keys(query)
        case BodyQuery():
            return query.body
        case whoosh.ConstantScoreQuery():
            return {"constant_score": {"filter": dsl(query.child), "boost": 0.0}}
        case whoosh.And():
            required = [part for part in query.subqueries if not isinstance(part, whoosh.Not)]
            excluded = [part.query for part in query.subqueries if isinstance(part, whoosh.Not)]
            return boolean(must=map(dsl, required), must_not=map(dsl, excluded))
        case whoosh.Or():
            return any_of(map(dsl, query.subqueries))
        case whoosh.Not():
            return boolean(must_not=[dsl(query.query)])
        case whoosh.AndNot():
            return boolean(must=[dsl(query.a)], must_not=[dsl(query.b)])
        case whoosh.AndMaybe():
            return boolean(must=[dsl(query.a)], should=[dsl(query.b)])
        case whoosh.Every():
            return {"exists": {"field": query.fieldname}} if query.fieldname else EVERYTHING
        case _:
            return NOTHING if query == whoosh.NullQuery else _value(query)


def _keys(query: KeysQuery) -> Body:
    parts = [query.keys[start : start + _MOST_TERMS] for start in range(0, len(query.keys), _MOST_TERMS)]
    found: list[Body] = [{"terms": {query.fieldname: list(part)}} for part in parts]
    return any_of(found) if len(found) > 1 else found[0] if found else NOTHING


def boolean(
    *, must: Iterable[Body] = (), must_not: Iterable[Body] = (), should: Iterable[Body] = (), scored: bool = True
) -> Body:
    """A query of parts that must match, must not match, and may match."""
    parts = {"must" if scored else "filter": list(must), "must_not": list(must_not), "should": list(should)}
    return {"bool": {name: each for name, each in parts.items() if each}}


def any_of(parts: Iterable[Body], *, at_least: int = 1) -> Body:
    """A query of parts of which some must match."""
    return {"bool": {"should": list(parts), "minimum_should_match": at_least}}


def _value(query: Query) -> Body:
    """The DSL of a query for values that are not words."""
    match query:
        case whoosh.NumericRange():
            return {"range": {query.fieldname: _bounds(query.start, query.end)}}
        case whoosh.TermRange():
            low = query.start if query.start is not None else FIRST_TERM
            bounds = _bounds(low, query.end, low_open=query.startexcl, high_open=query.endexcl)
            return {"range": {query.fieldname: bounds}}
        case whoosh.Prefix():
            return {"prefix": {query.fieldname: {"value": query.text}}}
        case whoosh.Wildcard():
            return {"wildcard": {query.fieldname: {"value": _escaped(query.text)}}}
        case whoosh.Term():
            return {"term": {query.fieldname: {"value": query.text}}}
        case _:
            raise TypeError(query)


def _bounds(low: object, high: object, *, low_open: bool = False, high_open: bool = False) -> Body:
    named = (("gt" if low_open else "gte", low), ("lt" if high_open else "lte", high))
    return {name: value for name, value in named if value is not None}


def _words(query: MultiFieldQuery) -> Body:
    """The DSL of a query for words in several fields."""
    match query:
        case MultiFieldTerm():
            found = _in_fields(query.fields, lambda field: _way(field, (query.text,)))
        case MultiFieldWord():
            ways = query.alternatives
            found = _in_fields(query.fields, lambda field: _best([_way(field, way) for way in ways]))
        case MultiFieldPhrase():
            found = _in_fields(query.fields, lambda field: _phrase(field, query))
        case MultiFieldPattern():
            found = _in_fields(query.fields, lambda field: _pattern(field, query.pattern))
        case _:
            raise TypeError(query)
    return found if query.boost == 1 else {"bool": {"must": [found], "boost": query.boost}}


def _in_fields(fields: FieldWeights, of_field: Callable[[str], Body]) -> Body:
    """A query in any of some fields, each with its weight."""
    parts = [_weighted(of_field(field), weight) for field, weight in fields]
    return parts[0] if len(parts) == 1 else {"dis_max": {"queries": parts, "tie_breaker": 0.5}}


def _weighted(query: Body, weight: float) -> Body:
    return query if weight == 1 else {"bool": {"must": [query], "boost": weight}}


def _best(parts: list[Body]) -> Body:
    return parts[0] if len(parts) == 1 else {"dis_max": {"queries": parts}}


def _token(word: str | FormTest) -> str:
    return form_token(word) if isinstance(word, FormTest) else term_token(word)


def _way(field: str, way: WordSequence) -> Body:
    """A query for adjacent words, or one."""
    return phrase(field, list(map(_token, way)))


def phrase(field: str, tokens: Sequence[str], *, is_prefix: bool = False) -> Body:
    """A query for adjacent tokens in their order, of which the last one may be the prefix of some."""
    if len(tokens) == 1:
        return {"prefix" if is_prefix else "term": {field: {"value": tokens[0]}}}
    options: Body = {"query": TOKEN_SEPARATOR.join(tokens), "analyzer": "tokens"}
    if is_prefix:  # not span_multi, which fails for a prefix of more than 1024 words
        return {"match_phrase_prefix": {field: {**options, "max_expansions": _MOST_ENDINGS}}}
    return {"match_phrase": {field: options}}


def near(clauses: list[Body], slop: int = 0, *, in_order: bool = True) -> Body:
    """A query for words with at most `slop` others between them; by default adjacent ones, in their order."""
    return clauses[0] if len(clauses) == 1 else {"span_near": {"clauses": clauses, "slop": slop, "in_order": in_order}}


def pattern_span(query: Body) -> Body:
    """A query for the words that match a pattern, as a part of `near`."""
    ((kind, fields),) = query.items()
    ((field, options),) = fields.items()
    return {"span_multi": {"match": {kind: {field: {**options, "rewrite": f"top_terms_{_MOST_NEAR}"}}}}}


def _phrase(field: str, query: MultiFieldPhrase) -> Body:
    words, ending = list(map(term_token, query.words)), query.ending
    if query.slop == 1 and ending is None:
        return phrase(field, words)
    if query.slop == 1 and isinstance(ending, PrefixPattern):
        return phrase(field, [*words, folded_token(ending.text)], is_prefix=True)
    clauses: list[Body] = [{"span_term": {field: {"value": word}}} for word in words]
    if ending is not None:
        clauses.append(pattern_span(_pattern(field, ending)))
    # Near each other: the last is at most slop + number - 2 positions after the first (`near_width`); the server counts
    # the positions between them that none of the words has.
    return near(clauses) if query.slop == 1 else near(clauses, query.slop - 1, in_order=False)


def _pattern(field: str, pattern: Pattern) -> Body:
    """A query for the words that match a pattern, by their folded forms."""
    token = folded_token(pattern.text)
    match pattern:
        case PrefixPattern():
            return {"prefix": {field: {"value": token}}}
        case WildcardPattern():
            return {"wildcard": {field: {"value": _escaped(token)}}}
        case FuzzyPattern():
            return {
                "fuzzy": {
                    field: {
                        "value": token,
                        "fuzziness": min(pattern.distance, _MOST_EDITS),
                        "prefix_length": 1,  # the mark of a folded form
                        "max_expansions": _MOST_FUZZY,
                        "transpositions": True,
                    }
                }
            }
        case _:
            raise TypeError(pattern)


def _escaped(text: str) -> str:
    """A text with wildcards in which nothing else has a meaning for the server."""
    return text.replace("\\", "\\\\")
