"""What a query over a library on a server names of the users' work: `is:`, `tag:`, `note:` and `saved:`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from whoosh import query as whoosh
from whoosh.query import Query as WhooshQuery

from index.model.errors import QueryError
from index.model.field import OCR, STATES, USER_STATES, FieldName
from index.model.query import Query
from index.model.query_fault import QueryFault
from index.model.user_data import SavedSearch
from index.opensearch.arrivals import arrived_after
from index.opensearch.compile import BodyQuery, KeysQuery
from index.opensearch.connection import Body
from index.opensearch.server_user_data import ServerUserData
from index.query.values import UnknownValue, is_feature, similar
from index.schema.analysis import fold_for_index
from index.userdata.mark_predicates import is_noted, is_starred, note_test, tag_test, value_test
from index.userdata.search_notation import search_key

Matching = Callable[[Query, "OwnWork"], Body]
"""The DSL for the results of a query, whose own values are those of the second argument."""


class OwnWork:
    """Finds the documents that users have marked, and those of saved searches.

    Args:
        data: The user data of the library.
        matching: Makes the DSL of a saved search.
        open_searches: The keys of the saved searches that are being searched: one may name another, or itself.

    """

    def __init__(self, data: ServerUserData, matching: Matching, open_searches: tuple[str, ...] = ()) -> None:
        self._data = data
        self._matching = matching
        self._open_searches = open_searches

    def marked(
        self, field: str, text: str, *, typing: bool, searches: Sequence[str] = ()
    ) -> WhooshQuery | UnknownValue:
        """See `Names`."""
        match FieldName(field):
            case FieldName.TAG:
                return self._tagged(text, typing=typing)
            case FieldName.NOTE:
                return self._of_ids(is_noted if text == "*" else note_test(text, is_prefix=typing))
            case FieldName.SAVED:
                return self._saved(text, typing=typing)
            case _:
                return self._in_state(text, typing=typing, searches=searches)

    def own_values(self, field: str) -> Sequence[str]:
        """See `Names`."""
        if field == FieldName.SAVED:
            return [search.name for search in self._data.saved.all()]
        tags = self._data.tags()
        return sorted(tags, key=lambda tag: (-tags[tag], tag))

    def read(self) -> WhooshQuery:
        """The query for the documents whose text the user has read."""
        return KeysQuery("text_hash", self._data.reading.texts())

    def _of_ids(self, is_wanted: Callable[..., bool]) -> WhooshQuery:
        return KeysQuery("id", self._data.lookup.ids(is_wanted))

    def _tagged(self, text: str, *, typing: bool) -> WhooshQuery | UnknownValue:
        matches = value_test(text, typing=typing)
        folded = {fold_for_index(tag): tag for tag in self._data.lookup.tags}
        if text == "*" or any(map(matches, folded)):
            return self._of_ids(tag_test(matches))
        likely = similar(fold_for_index(text), tuple(folded))
        return UnknownValue(QueryFault.UNKNOWN_TAG, folded[likely] if likely else "")

    def _in_state(self, text: str, *, typing: bool, searches: Sequence[str]) -> WhooshQuery | UnknownValue:
        matches = value_test(text, typing=typing)
        named = [state for state in USER_STATES if matches(state)]
        if not named:
            likely = "" if is_feature(text, OCR, typing=typing) else similar(fold_for_index(text), STATES)
            return UnknownValue(QueryFault.UNKNOWN_STATE, likely, STATES)
        return whoosh.Or([self._state(state, searches) for state in named])

    def _state(self, state: str, searches: Sequence[str]) -> WhooshQuery:
        match state:
            case "starred":
                return self._of_ids(is_starred)
            case "new":
                return self._new(searches)
            case _:
                return self.read() if state == "read" else whoosh.Not(self.read())

    def _new(self, names: Sequence[str]) -> WhooshQuery:
        """The documents that came after the last look at the saved searches of a query; without one, at any."""
        known = {search_key(search.name): search for search in self._data.saved.all()}
        keys = [*self._open_searches, *map(search_key, names)]
        searches = [known[key] for key in keys if key in known] or list(known.values())
        looks = [search.looked for search in searches if search.looked]
        return BodyQuery(arrived_after(max(looks) if looks else None))

    def _saved(self, name: str, *, typing: bool) -> WhooshQuery | UnknownValue:
        """The query for the documents of the saved searches that a value names."""
        known = {search_key(search.name): search for search in self._data.saved.all()}
        matches = value_test(name, typing=typing)
        keys = [key for key in known if matches(key)]
        if not keys:
            likely = similar(search_key(name), tuple(known))
            return UnknownValue(QueryFault.UNKNOWN_SEARCH, known[likely].name if likely else "")
        return whoosh.Or([self._results(key, known[key], typing=typing) for key in keys])

    def _results(self, key: str, search: SavedSearch, *, typing: bool) -> WhooshQuery:
        """The query of a saved search; none for one that names itself, and while typing for one that is refused."""
        if key in self._open_searches:
            return whoosh.NullQuery
        try:
            nested = OwnWork(self._data, self._matching, (*self._open_searches, key))
            return BodyQuery(self._matching(search.query, nested))
        except QueryError:
            if not typing:
                raise
            return whoosh.NullQuery
