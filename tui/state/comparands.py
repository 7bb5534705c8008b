"""What results can be compared with, and the queries that open one row of a comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.model.field import quoted
from index.model.query import Facet, Filter, Kind, Query
from tui.state.query_transitions import without_years, year_range, years_of

if TYPE_CHECKING:
    from index.model.comparison import Contrasted


@dataclass(frozen=True, slots=True)
class Comparands:
    """Two sets of documents to compare."""

    left: Query
    right: Query
    label: str
    """What the right set, or both, are called in a list."""


def typed_comparand(left: Query, text: str) -> Comparands:
    """Return the comparison of a query with a text that the user has typed."""
    return Comparands(left, Query(text=text.strip()), f"“{text.strip()}”")


def periods(query: Query, years: Sequence[Facet], chosen: tuple[str, str] | None) -> list[Comparands]:
    """Return the periods that a query's results can be divided into.

    Args:
        query: The query of the results.
        years: The years of its results, without the filter for years, the earliest first and without gaps.
        chosen: The first and last year chosen in the timeline; None if only those that the query filters by are.

    """
    chosen = chosen or years_of(query)
    keys = [year.key for year in years]
    if chosen is None:
        return _halves(query, years)
    first, last = (keys.index(each) if each in keys else -1 for each in chosen)
    if first < 0 or last < first or len(keys) == last - first + 1:
        return []
    size = last - first + 1
    left = _within(query, keys[first], keys[last])
    found = []
    if first:
        found.append(_named(left, query, "before", keys[max(first - size, 0) : first]))
    if last + 1 < len(keys):
        found.append(_named(left, query, "after", keys[last + 1 : last + 1 + size]))
    if first and last + 1 < len(keys):
        rest = without_years(query)
        others = replace(year_range(keys[first], keys[last]), exclude=True)
        other = replace(rest, filters=(*rest.filters, others))
        found.append(Comparands(left, other, "all other years"))
    return [each for each in found if each is not None]


def _named(left: Query, query: Query, word: str, keys: Sequence[str]) -> Comparands:
    return Comparands(left, _within(query, keys[0], keys[-1]), f"the years {word}: {_span(keys[0], keys[-1])}")


def _halves(query: Query, years: Sequence[Facet]) -> list[Comparands]:
    """Return the first and the last years, with about as many documents each."""
    total, passed = sum(year.documents for year in years), 0
    if len(years) < 2:
        return []
    cut = len(years) - 1
    for at, year in enumerate(years[:-1], 1):
        passed += year.documents
        if 2 * passed >= total:
            cut = at
            break
    first, second = years[:cut], years[cut:]
    one = _span(first[0].key, first[-1].key)
    other = _span(second[0].key, second[-1].key)
    left, right = _within(query, first[0].key, first[-1].key), _within(query, second[0].key, second[-1].key)
    return [Comparands(left, right, f"the periods {one} and {other}")]


def _within(query: Query, first: str, last: str) -> Query:
    rest = without_years(query)
    return replace(rest, filters=(*rest.filters, year_range(first, last)))


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def with_word(query: Query, word: str) -> Query:
    """Return the query for those results that have a word.

    While the last word is being typed it counts as a prefix, so that the other word is put before the text.
    """
    text = query.text.strip()
    if text.count('"') % 2:
        text += '"'
    if re.search(r"\bOR\b|\||\bAND(NOT|MAYBE)\b", text):
        text = f"({text})"
    parts = (word, text) if query.typing else (text, word)
    return replace(query, text=" ".join(filter(None, parts)), offset=0, around="")


def having(query: Query, *names: Facet) -> Query:
    """Return the query for the results that have all of some people and countries, also where it has any-of filters."""
    wanted = {Filter(name.kind, name.key): name for name in names}
    for kind in sorted(query.any_of & {name.kind for name in names}):
        if any(choice.kind is kind and choice in wanted for choice in query.filters):  # the others make no difference
            query = replace(query.without_alternatives(kind), any_of=query.any_of - {kind})
            continue
        for choice in [each for each in wanted if each.kind is kind]:  # as a filter, it would be one more alternative
            query = with_word(query, _term(wanted.pop(choice)))
    rest = [old for old in query.filters if (old.kind, old.key) not in {(each.kind, each.key) for each in wanted}]
    return replace(query, filters=(*rest, *wanted), offset=0, around="")


def _term(name: Facet) -> str:
    return f"country:{name.key}" if name.kind is Kind.COUNTRY else f"person:{quoted(name.label)}"


def having_contrasted(query: Query, row: Contrasted) -> Query:
    """Return the query for those results that have a person, country or word of a comparison."""
    if row.kind in (Kind.PERSON, Kind.COUNTRY):
        return having(query, Facet(row.kind, row.key, row.label, 0))
    return with_word(query, row.label)
