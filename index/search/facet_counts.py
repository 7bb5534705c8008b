"""The facets of a page: people, countries, years and languages, counted with its hits, or later where that is slow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from whoosh.searching import Searcher

from index.facets.table import FacetTable
from index.model.query import Kind, Page, Query
from index.query.ast import Node
from index.query.compiler import Compiler
from index.search.ranked import matches_of
from index.segments.format.types import Docs

QUICK = 300_000
"""The number of values whose counting does not delay hits noticeably: some milliseconds."""
_MANY_DOCUMENTS = 100_000
"""The number of documents from which looking for another spelling delays hits noticeably."""


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """Counts the facets of a page that has none yet.

    Args:
        searcher: Whoosh's.
        facets: The facets of the same commit.
        query: The query.
        tree: Its text, parsed.
        compiler: Compiles it.
        docs: All results.
        uncertain_below: The confidence below which people come last.

    """

    searcher: Searcher
    facets: FacetTable
    query: Query
    tree: Node
    compiler: Compiler
    docs: Docs
    uncertain_below: float = 0.0

    @property
    def is_quick(self) -> bool:
        """Whether the hits need not be returned first."""
        columns = (self.facets.people, self.facets.countries)
        return sum(column.effort(self.docs) for column in columns) <= QUICK

    @property
    def is_large(self) -> bool:
        """Whether the library has so many documents that it takes long to look for another spelling."""
        return len(self.facets.dates) > _MANY_DOCUMENTS

    def added_to(self, page: Page) -> Iterator[Page]:
        """Yield the page after counting facets of each kind; only the last one counts as counted.

        In a large library each takes some milliseconds, after which a newer query should not wait for the others.
        """
        page = replace(page, countries=self.facets.countries.ranking(self._docs_of(Kind.COUNTRY)))
        yield page
        people = self.facets.ranked_people(self._docs_of(Kind.PERSON), self.uncertain_below)
        page = replace(page, people=people, uncertain_people=people.last)
        yield page
        years, undated = self.facets.years_of(self.docs)
        languages = self.facets.languages_of(self._docs_of(Kind.LANGUAGE))
        yield replace(page, languages=languages, years=years, undated=undated, is_counted=True)

    def _docs_of(self, kind: Kind) -> Docs:
        """The documents that count for a kind: the results, and with any-of filters those that others would add."""
        if kind not in self.query.any_of:
            return self.docs
        others = self.query.without_alternatives(kind)
        return matches_of(self.searcher, self.facets, others, self.tree, self.compiler).docs
