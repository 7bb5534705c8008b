"""Changes of stars, tags, notes, read marks and saved searches, for the user data queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.model.user_data import DocumentEdit, SavedSearch
from index.userdata.user_data import UserData
from tui.text.numbers import counted


@dataclass
class DocumentChange:
    """Stars, tags and notes of documents, changed alike."""

    doc_ids: tuple[str, ...]
    edit: DocumentEdit
    user_data: UserData = field(compare=False)
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
        if edit.starred is not None:
            done = f"{'starred' if edit.starred else 'removed the star of'} {documents}"
        elif edit.add_tags:
            done = f"tagged {documents} “{', '.join(edit.add_tags)}”"
        elif edit.remove_tags:
            done = f"removed the tag “{', '.join(edit.remove_tags)}” of {documents}"
        elif edit.note == "" or edit.remove_passages:
            done = f"removed the note of {documents}"
        else:
            done = f"noted on {documents}"
        return _described(done, undone=undone)


@dataclass
class ReadChange:
    """Documents marked as read or unread."""

    doc_ids: tuple[str, ...]
    is_read: bool
    user_data: UserData = field(compare=False)
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
    user_data: UserData = field(compare=False)
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


def _described(done: str, *, undone: bool) -> str:
    return f"Undone: {done}." if undone else f"{done[0].upper()}{done[1:]}. Press Ctrl+Z to undo."
