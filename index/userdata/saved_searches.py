"""Saved searches, and when the user last looked at each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from index.model.errors import UserDataError
from index.model.user_data import SavedSearch
from index.model.user_data_fault import UserDataFailure
from index.userdata.entry_file import EntryFile
from index.userdata.search_notation import search_key


class Arrivals(Protocol):
    """Knows when documents came into a library."""

    def record(self, looks: int) -> dt.datetime:
        """Note which documents are in the library now; those that come later arrive after the time returned.

        Args:
            looks: The time of the last look at a saved search, in seconds since the epoch; 0 for none.

        Raises:
            UserDataError: a file cannot be read or written.

        """
        ...


class SavedSearches:
    """The saved searches of a library.

    Args:
        file: The file of the searches.
        arrivals: Knows when documents came into the library.
        written: Called after a search was saved; None for nothing.

    """

    def __init__(
        self, file: EntryFile[SavedSearch], arrivals: Arrivals, written: Callable[[], None] | None = None
    ) -> None:
        self._written = written
        self._file = file
        self._arrivals = arrivals

    def all(self) -> tuple[SavedSearch, ...]:
        """The saved searches, in the order of the file."""
        self._file.reload()
        return tuple(self._file.entries.values())

    def find(self, name: str) -> SavedSearch:
        """A saved search by its name, in any case; raises UserDataError."""
        self._file.reload()
        found = self._file.entries.get(search_key(name))
        if found is None:
            raise UserDataError(UserDataFailure.UNKNOWN_SEARCH, name=name)
        return found

    def save(self, search: SavedSearch) -> SavedSearch | None:
        """Save a search, in place of one with its name; returns that one, None for none.

        Without a time of the last look, all present documents count as looked at.

        Raises:
            UserDataError: a file cannot be read or written.

        """
        saved = replace(search, looked=self._look()) if search.looked is None else search
        changed = self._file.change({search_key(search.name): lambda _: saved})
        if self._written:
            self._written()
        return next((before for before, _ in changed.values()), None)

    def delete(self, name: str) -> SavedSearch:
        """Delete a saved search and return it.

        Raises:
            UserDataError: there is none, or the file cannot be read or written.

        """
        changed = self._file.change({search_key(name): lambda _: None})
        deleted = next((before for before, _ in changed.values()), None)
        if deleted is None:
            raise UserDataError(UserDataFailure.UNKNOWN_SEARCH, name=name)
        return deleted

    def look(self, name: str) -> SavedSearch:
        """Note that the user looks at a saved search now: its documents are no longer new. Returns it as it was.

        Raises:
            UserDataError: there is none, or a file cannot be read or written.

        """
        before, looked = self.find(name), self._look()
        self._file.change({search_key(name): lambda now: replace(now, looked=looked) if now else None})
        return before

    def _look(self) -> dt.datetime:
        """The time of a look at the documents that are in the library now."""
        self._file.reload()
        looks = [int(each.looked.timestamp()) for each in self._file.entries.values() if each.looked]
        return self._arrivals.record(max(looks, default=0))
