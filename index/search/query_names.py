"""What a query may name beside words: people, countries, and the user's stars, tags, notes and saved searches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from whoosh import query as whoosh
from whoosh.query import Query as WhooshQuery
from whoosh.searching import Searcher

from index.facets.entry_mentions import EntryMentions
from index.facets.table import FacetTable
from index.model.errors import QueryError
from index.model.field import STATES, USER_STATES, FieldName
from index.model.query import Facet, Filter
from index.model.query_fault import QueryFault
from index.query.ast import Node
from index.query.compiler import PeopleAndCountries
from index.query.values import UnknownValue, similar
from index.schema.analysis import fold_for_index
from index.search.execute import matching_docs
from index.segments.format.types import Docs
from index.userdata.commit_documents import CommitDocuments, Ints
from index.userdata.mark_predicates import value_test

if TYPE_CHECKING:
    from index.model.user_data import SavedSearch
    from index.userdata.mark_index import MarkIndex
    from index.userdata.user_data import UserData


class Entities(PeopleAndCountries, Protocol):
    """Finds the documents of people and countries, and where these are mentioned."""

    def mentions(self, tree: Node, filters: Sequence[Filter]) -> list[EntryMentions]:
        """The mentions of the people and countries that a query asks for in its text or filters."""
        ...


class QueryNames:
    """Finds the documents of names in one commit.

    Args:
        searcher: Whoosh's.
        facets: The facets of the same commit.
        entities: People and countries.
        documents: The documents of the commit.
        user_data: Returns the user's; None for none.

    """

    def __init__(
        self,
        searcher: Searcher,
        facets: FacetTable,
        entities: Entities,
        documents: CommitDocuments,
        user_data: Callable[[], UserData | None],
    ) -> None:
        self._searcher = searcher
        self._facets = facets
        self._entities = entities
        self._documents = documents
        self._own = user_data
        self._open_searches: list[str] = []
        """The keys of the saved searches that are being searched: one may name another, or itself."""

    def people(self, node: Node) -> WhooshQuery:
        """See `Names`."""
        return self._entities.people(node)

    def countries(self, codes: Sequence[str]) -> WhooshQuery:
        """See `Names`."""
        return self._entities.countries(codes)

    def named_people(self, node: Node) -> Sequence[Facet]:
        """See `Names`."""
        return self._entities.named_people(node)

    def likely_people(self, name: str) -> Sequence[str]:
        """See `Names`."""
        return self._entities.likely_people(name)

    def mentions(self, tree: Node, filters: Sequence[Filter]) -> list[EntryMentions]:
        """See `Entities`."""
        return self._entities.mentions(tree, filters)

    def marked(
        self, field: str, text: str, *, typing: bool, searches: Sequence[str] = ()
    ) -> WhooshQuery | UnknownValue:
        """See `Names`."""
        data = self._own()
        if data is None:
            return whoosh.NullQuery
        index = data.index(self._documents)
        found = self._found(data, index, FieldName(field), text, typing, searches)
        return found if isinstance(found, UnknownValue) else self._documents.query(found)

    def new_documents(self) -> Ints:
        """The documents that came after the last look at any saved search."""
        data = self._own()
        return self._new(data, ()) if data else np.zeros(0, np.int64)

    def own_values(self, field: str) -> Sequence[str]:
        """See `Names`."""
        data = self._own()
        if data is None:
            return ()
        if field == FieldName.SAVED:
            return [search.name for search in data.saved.all()]
        tags = data.index(self._documents).tags
        return sorted(tags, key=lambda tag: (-tags[tag], tag))

    def _found(
        self, data: UserData, index: MarkIndex, field: FieldName, text: str, typing: bool, searches: Sequence[str]
    ) -> Ints | UnknownValue:
        match field:
            case FieldName.TAG:
                return _tagged(index, text, typing=typing)
            case FieldName.NOTE:
                return index.noted() if text == "*" else index.note_has(text, is_prefix=typing)
            case FieldName.SAVED:
                return self._saved(data, text, typing=typing)
            case _:
                return self._in_state(data, index, text, typing=typing, searches=searches)

    def _in_state(
        self, data: UserData, index: MarkIndex, text: str, *, typing: bool, searches: Sequence[str]
    ) -> Ints | UnknownValue:
        """The documents in the states that a value of `is:` names."""
        matches, wanted = value_test(text, typing=typing), fold_for_index(text)
        named = [state for state in USER_STATES if matches(state)]
        if not named:
            return UnknownValue(QueryFault.UNKNOWN_STATE, similar(wanted, STATES), STATES)
        found = [self._state(data, index, state, searches) for state in named]
        return np.unique(np.concatenate(found))

    def _state(self, data: UserData, index: MarkIndex, state: str, searches: Sequence[str]) -> Ints:
        match state:
            case "starred":
                return index.starred()
            case "new":
                return self._new(data, searches)
            case _:
                live = self._documents.live
                is_read = data.reading.states(self._documents)[live] > 0
                return live[is_read if state == "read" else ~is_read]

    def _new(self, data: UserData, names: Sequence[str]) -> Ints:
        """The documents that came after the last look at the saved searches of a query; without one, at any."""
        from index.userdata.search_notation import search_key  # slow to import, and most queries name no saved search

        known = {search_key(search.name): search for search in data.saved.all()}
        keys = [*self._open_searches, *map(search_key, names)]
        searches = [known[key] for key in keys if key in known] or list(known.values())
        looks = [search.looked for search in searches if search.looked]
        return data.arrivals.arrived_after(max(looks) if looks else None, self._documents)

    def _saved(self, data: UserData, name: str, *, typing: bool) -> Ints | UnknownValue:
        """The documents of the saved searches that a value of `saved:` names."""
        from index.userdata.search_notation import search_key

        known = {search_key(search.name): search for search in data.saved.all()}
        matches = value_test(name, typing=typing)
        keys = [key for key in known if matches(key)]
        if not keys:
            likely = similar(search_key(name), tuple(known))
            return UnknownValue(QueryFault.UNKNOWN_SEARCH, known[likely].name if likely else "")
        found = [self._results(key, known[key], typing=typing) for key in keys]
        return np.unique(np.concatenate(found))

    def _results(self, key: str, search: SavedSearch, *, typing: bool) -> Docs:
        """The documents of a saved search; none for one that names itself, and while typing for an invalid one."""
        if key in self._open_searches:
            return np.zeros(0, np.int64)
        self._open_searches.append(key)
        try:
            return matching_docs(self._searcher, self._facets, search.query, self)
        except QueryError:
            if not typing:
                raise
            return np.zeros(0, np.int64)
        finally:
            self._open_searches.pop()


def _tagged(index: MarkIndex, text: str, *, typing: bool) -> Ints | UnknownValue:
    matches = value_test(text, typing=typing)
    folded = {fold_for_index(tag): tag for tag in index.tags}
    if text == "*" or any(map(matches, folded)):
        return index.tagged(matches)
    likely = similar(fold_for_index(text), tuple(folded))
    return UnknownValue(QueryFault.UNKNOWN_TAG, folded[likely] if likely else "")
