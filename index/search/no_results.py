"""Queries without results: the terms without matches, and a corrected spelling."""

from __future__ import annotations

import unicodedata
from itertools import chain

import numpy as np
from whoosh.searching import Searcher

from index.model.errors import QueryError
from index.model.query_fault import NoMatches
from index.query.ast import Node, Word, leaves
from index.query.compiler import Compiler, Names
from index.schema.analysis import WORD, fold_for_index
from index.search.evaluate import matching
from index.segments.format.postings import FieldPostings
from index.segments.searching.doc_sets import distinct
from index.segments.searching.edit_distance import distances
from index.segments.searching.engine import engine


def explain_no_matches(searcher: Searcher, tree: Node, names: Names | None = None) -> NoMatches | None:
    """Find the terms of a query that no document has; None for a query without terms.

    Args:
        searcher: Whoosh's.
        tree: Of a query without results.
        names: Finds the documents of people and countries, see `Compiler`.

    """
    parts = [leaf for leaf in leaves(tree) if leaf.at.end > leaf.at.start]
    found = []
    for leaf in parts:
        try:
            found.append((leaf, matching(searcher, Compiler(typing=True, names=names).compile(leaf))))
        except QueryError:
            continue
    if not parts:
        return None
    missing = tuple(getattr(leaf, "text", "") for leaf, docs in found if not len(docs))
    partial = len(distinct(np.concatenate([docs for _, docs in found]))) if len(found) > 1 else 0
    return NoMatches(missing, partial)


def suggest(searcher: Searcher, text: str, tree: Node) -> str | None:
    """The query with unknown words replaced by the most similar known ones; None if there is no correction."""
    words = [leaf for leaf in leaves(tree) if isinstance(leaf, Word) and leaf.field in ("", "title", "body")]
    better = text = unicodedata.normalize("NFC", text)  # positions in the tree are those of its NFC
    for leaf in sorted(words, key=lambda word: -word.at.start):
        if leaf.pattern or leaf.fuzzy:
            continue
        for match in reversed(list(WORD.finditer(leaf.text))):
            known = _known(searcher, fold_for_index(match[0]))
            if known and known != fold_for_index(match[0]):
                start = leaf.at.start + match.start()
                better = better[:start] + known + better[start + len(match[0]) :]
    return better if better != text else None


def _known(searcher: Searcher, word: str) -> str | None:
    """The word itself if it is indexed, else the most frequent word within an edit distance of one or two."""
    fields = [field for name in ("title", "body") for field in engine(searcher).fields(name)]
    encoded = word.encode("utf-8")
    if len(word) < 3 or any((field.forms or field).find(encoded) >= 0 for field in fields):
        return word
    first = word[:1].encode("utf-8")
    lists = [forms.words(forms.prefixed(first)) for field in fields if (forms := field.forms)]
    words = list(dict.fromkeys(chain.from_iterable(lists)))  # most words are in several segments
    near = distances(word, words, 2 if len(word) > 4 else 1)
    least = min(near.values(), default=0)
    nearest = [words[at] for at, distance in near.items() if distance == least]
    return max(nearest, key=lambda known: (sum(_documents(field, known) for field in fields), known), default=None)


def _documents(field: FieldPostings, word: str) -> int:
    """The number of documents with a word."""
    forms = field.forms
    place = forms.find(word.encode("utf-8")) if forms else -1
    return field.doc_freq(int(forms.terms_of[place])) if forms and place >= 0 else 0
