"""Changes of stars, tags, notes, read marks and saved searches, for the user data queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.model.errors import UserDataError
from index.model.user_data import DocumentEdit, SavedSearch
from index.model.user_data_fault import UserDataFailure
from tui.text.numbers import counted

if TYPE_CHECKING:
    from index.model.user_data_protocol import UserDataLike


@dataclass
class DocumentChange:
    """Stars, tags and notes of documents, changed alike."""

    doc_ids: tuple[str, ...]
    edit: DocumentEdit
    user_data: UserDataLike = field(compare=False)
    _inverse: Mapping[str, DocumentEdit] = field(default_factory=dict, compare=False)
    """What undoes the change, once it is written."""

    def write(self) -> bool:
        """Write it; returns False if nothing was to change. Raises UserDataError or DocumentNotFound."""
        self._inverse = self.user_data.edit(dict.fromkeys(self.doc_ids, self.edit))
        return bool(self._inverse)

    def undo(self) -> None:
        """Undo what was written, and nothing that has changed since. Raises UserDataError."""
        self.user_data.edit(self._inverse)

    def describe(self, *, undone: bool) -> str:
        """Return what was done."""
        edit, documents = self.edit, counted(len(self._inverse), "document")
        removed = f"removed the tag “{', '.join(edit.remove_tags)}”"
        if edit.starred is not None:
            done = f"{'starred' if edit.starred else 'removed the star of'} {documents}"
        elif edit.add_tags:
            done = f"tagged {documents} “{', '.join(edit.add_tags)}”" + (f" and {removed}" if edit.remove_tags else "")
        elif edit.remove_tags:
            done = f"{removed} of {documents}"
        elif edit.note == "" or (edit.remove_passages and not edit.add_passages):
            done = f"removed the note of {documents}"
        else:
            done = f"noted on {documents}"
        return _described(done, undone=undone)


@dataclass
class ReadChange:
    """Documents marked as read or unread."""

    doc_ids: tuple[str, ...]
    is_read: bool
    user_data: UserDataLike = field(compare=False)
    _changed: tuple[str, ...] = field(default=(), compare=False)
    """The documents whose mark was written."""

    def write(self) -> bool:
        """Write it; returns False if all are marked so. Raises UserDataError."""
        self._changed = self.user_data.reading.mark(self.doc_ids, is_read=self.is_read)
        return bool(self._changed)

    def undo(self) -> None:
        """Give the documents the opposite mark. Raises UserDataError."""
        self.user_data.reading.mark(self._changed, is_read=not self.is_read)

    def describe(self, *, undone: bool) -> str:
        """Return what was done."""
        state = "read" if self.is_read else "unread"
        return _described(f"marked {counted(len(self._changed), 'document')} as {state}", undone=undone)


@dataclass
class SavedSearchChange:
    """A search saved, or deleted."""

    search: SavedSearch
    user_data: UserDataLike = field(compare=False)
    delete: bool = False
    _before: SavedSearch | None = field(default=None, compare=False)
    """The saved search with this name before the change."""

    def write(self) -> bool:
        """Write it. Raises UserDataError."""
        saved = self.user_data.saved
        self._before = saved.delete(self.search.name) if self.delete else saved.save(self.search)
        return True

    def undo(self) -> None:
        """Restore the search that was there before, or remove the one that was saved. Raises UserDataError."""
        if self._before is not None:
            self.user_data.saved.save(self._before)
        else:
            self.user_data.saved.delete(self.search.name)

    def describe(self, *, undone: bool) -> str:
        """Return what was done."""
        return _described(f"{'deleted' if self.delete else 'saved'} the search “{self.search.name}”", undone=undone)


@dataclass
class RenameSearchChange:
    """A saved search under another name."""

    search: SavedSearch
    name: str
    user_data: UserDataLike = field(compare=False)

    def write(self) -> bool:
        """Write it; returns False if the name is the same. Raises UserDataError if it is taken."""
        return self._rename(self.search.name, self.name)

    def undo(self) -> None:
        """Give it the name it had. Raises UserDataError."""
        self._rename(self.name, self.search.name)

    def _rename(self, old: str, new: str) -> bool:
        from index.userdata.search_notation import search_key

        saved = self.user_data.saved
        search = saved.find(old)
        is_same = search_key(old) == search_key(new)
        if old == new:
            return False
        if not is_same and any(search_key(each.name) == search_key(new) for each in saved.all()):
            raise UserDataError(UserDataFailure.SEARCH_EXISTS, name=new)
        saved.save(replace(search, name=new))  # first: a crash in between leaves both
        if not is_same:
            saved.delete(old)
        return True

    def describe(self, *, undone: bool) -> str:
        """Return what was done."""
        return _described(f"renamed the search “{self.search.name}” to “{self.name}”", undone=undone)


@dataclass
class SeenChange:
    """A look at a saved search: its documents are no longer new."""

    search: SavedSearch
    user_data: UserDataLike = field(compare=False)
    _before: SavedSearch | None = field(default=None, compare=False)

    def write(self) -> bool:
        """Write it. Raises UserDataError."""
        self._before = self.user_data.saved.look(self.search.name)
        return True

    def undo(self) -> None:
        """Make the documents new again. Raises UserDataError."""
        if self._before is not None and self._before.looked is not None:
            self.user_data.saved.save(self._before)

    def describe(self, *, undone: bool) -> str:
        """Return what was done."""
        return _described(f"marked “{self.search.name}” as seen", undone=undone)


def _described(done: str, *, undone: bool) -> str:
    return f"Undone: {done}." if undone else f"{done[0].upper()}{done[1:]}. Press Ctrl+Z to undo."
