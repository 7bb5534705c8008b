"""Queries without results: the terms without matches."""

from __future__ import annotations

import numpy as np
from whoosh.searching import Searcher

from index.model.errors import QueryError
from index.model.field import quoted
from index.model.query_fault import NoMatches
from index.query.ast import Leaf, Node, Phrase, Word, leaves
from index.query.compiler import Compiler, Names
from index.search.evaluate import matching
from index.search.traits import index_traits
from index.segments.searching.doc_sets import distinct


def explain_no_matches(searcher: Searcher, tree: Node, names: Names | None = None) -> NoMatches | None:
    """Find the terms of a query that no document has; None for a query without terms.

    Args:
        searcher: Whoosh's.
        tree: The syntax tree of a query without results.
        names: Finds the documents of people and countries, see `Compiler`.

    """
    parts = [leaf for leaf in leaves(tree) if leaf.at.end > leaf.at.start]
    compiler = Compiler(typing=True, names=names, traits=index_traits(searcher))
    found = []
    for leaf in parts:
        try:
            found.append((leaf, matching(searcher, compiler.compile(leaf))))
        except QueryError:
            continue
    if not parts:
        return None
    missing = tuple(_as_written(leaf) for leaf, docs in found if not len(docs))
    partial = len(distinct(np.concatenate([docs for _, docs in found]))) if len(found) > 1 else 0
    return NoMatches(missing, partial)


def _as_written(leaf: Leaf) -> str:
    """A term as it is written, such as is:starred; "" for a range."""
    text = leaf.text if isinstance(leaf, Word | Phrase) else ""
    return f"{leaf.field}:{quoted(text)}" if text and leaf.field else text
