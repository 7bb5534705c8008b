"""The mentions of the people and countries that a query asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from corpus.extraction.countries.lookup import country_codes, resolve_country
from index.facets.entry_mentions import EntryMentions
from index.facets.table import FacetTable
from index.model.query import Filter, Kind
from index.query.ast import Node, Phrase, Word, leaves


def query_mentions(
    facets: FacetTable, tree: Node, filters: Iterable[Filter], people: Callable[[Node], Sequence[int]]
) -> list[EntryMentions]:
    """Find whose mentions are hits of a query.

    Args:
        facets: The facets of the library.
        tree: The syntax tree of the query's text.
        filters: The filters of the query.
        people: Returns the entries of the people that a word or phrase names.

    """
    found: dict[Kind, set[int]] = {Kind.PERSON: set(), Kind.COUNTRY: set()}
    for choice in filters:
        if choice.kind in found and not choice.exclude:
            found[choice.kind].add(facets.column(choice.kind).grouping.numbers.get(choice.key, -1))
    countries = facets.countries.grouping.numbers
    for leaf in leaves(tree):
        if isinstance(leaf, Word | Phrase) and leaf.field == "person":
            found[Kind.PERSON].update(people(leaf))
        elif isinstance(leaf, Word | Phrase) and leaf.field == "country":
            code = resolve_country(leaf.text)
            codes = [code] if code else country_codes(leaf.text)
            found[Kind.COUNTRY].update(countries.get(each, -1) for each in codes)
    shown = ((kind, entries - {-1}) for kind, entries in found.items())
    return [EntryMentions.of(facets, kind, entries) for kind, entries in shown if entries]
