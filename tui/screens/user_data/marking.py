"""Shows and changes stars, tags, notes and read marks, on all screens with a reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeAlias

from textual.screen import Screen

from corpus.model.document import Span
from index.model.correction_fault import FileProblems
from index.model.errors import UserDataError
from index.model.user_data import (
    DocumentEdit,
    DocumentMarks,
    DocumentReference,
    DocumentStatus,
    MarkedDocument,
    PassageNote,
    Presence,
)
from index.model.user_data_fault import UserDataFailure
from tui.input.marks import Mark
from tui.services.user_data_service import UserDataService
from tui.text.numbers import counted
from tui.text.remedies import error_text
from tui.text.user_data import user_data_problems_text
from tui.widgets.reader import Reader

_LONG = 15
"""Seconds a notice stays that needs reading."""


MarkingEvent: TypeAlias = (
    UserDataService.Loaded | UserDataService.Changed | UserDataService.FileInvalid | UserDataService.RequestFailed
)
"""The messages of the service about documents and failures."""


class MarkedDocuments(Protocol):
    """The documents that a screen shows."""

    @property
    def reader(self) -> Reader:
        """The reader."""

    def chosen_ids(self) -> tuple[str, ...]:
        """Return the ids of the documents that a key is for."""

    def current_id(self) -> str:
        """Return the id of the document at the cursor or in the reader, whatever is selected; "" for none."""

    def load_user_data(self) -> None:
        """Load what the user has done with them."""

    def show_user_data(self) -> None:
        """Show what the user has done with them."""


class Marking:
    """Shows and changes what the user has done with documents; does nothing until the library is open.

    A change shows at once, before it is written; what is loaded afterwards replaces it.

    Args:
        screen: Shows notices, and dialogs over it.
        documents: The documents that the screen shows.

    """

    def __init__(self, screen: Screen[None], documents: MarkedDocuments) -> None:
        self._screen = screen
        self._documents = documents
        self._is_open = False
        self.service: UserDataService | None = None
        """The service for user data; None until the library is open, or if it was opened without user data."""
        self.statuses: dict[str, DocumentStatus] = {}
        """What the user has done with documents, as far as it was loaded."""
        self._tags: Sequence[str] = ()
        """All tags, the most frequent first."""
        self._passages: Mapping[PassageNote, Span | None] = {}

    def start(self, service: UserDataService | None) -> None:
        """Use the user data of an open library; None for one that was opened without."""
        self._is_open = True
        self.service = service

    def handle(self, event: MarkingEvent) -> None:
        """Take what the service has loaded, or why it could not."""
        match event:
            case UserDataService.Loaded():
                self._take(event)
            case UserDataService.Changed():  # it came without a notice
                self._documents.load_user_data()
            case UserDataService.FileInvalid(invalid_files=invalid_files):
                self._show_invalid_files(invalid_files)
            case UserDataService.RequestFailed(sentence=sentence):
                self._screen.notify(sentence, severity="warning", markup=False)

    def act(self, mark: Mark) -> None:
        """Change what a key is for."""
        match mark:
            case Mark.STAR:
                self._star()
            case Mark.TAG:
                self._ask_tags()
            case Mark.NOTE:
                self._write_note()
            case Mark.READ:
                self._toggle_read()

    def show_in_reader(self) -> None:
        """Show what the user has done with the document in the reader."""
        reader = self._documents.reader
        status = self.statuses.get(reader.document.id) if reader.document else None
        reader.show_status(status, self._passages)

    def _take(self, event: UserDataService.Loaded) -> None:
        """Show what was loaded, unless a change is being written: it is loaded again after that."""
        if self.service is not None and self.service.queue.is_idle:
            known = [self.statuses.get(doc_id) == status for doc_id, status in event.statuses.items()]
            is_known = all(known) and event.passages == self._passages
            self._tags, self._passages = event.tags, event.passages
            self.statuses.update(event.statuses)
            if not is_known:
                self._documents.show_user_data()

    def _show_invalid_files(self, invalid_files: Sequence[FileProblems]) -> None:
        """Name the file and the line of what is invalid."""
        for problems in invalid_files:
            text, title = user_data_problems_text(problems), "Not all of your work is shown"
            self._screen.notify(text, title=title, severity="error", markup=False, timeout=_LONG)

    def _star(self) -> None:
        """Star the chosen documents, or remove the star if all have one."""
        ids = self._documents.chosen_ids()
        marks = [self._marks(doc_id) for doc_id in ids]
        self._edit(ids, DocumentEdit(starred=not all(each and each.starred for each in marks)))

    def _toggle_read(self) -> None:
        """Mark the chosen documents as read, or as unread if all are read."""
        from tui.services.user_data_change import ReadChange

        ids, service = self._documents.chosen_ids(), self.required_service()
        if not ids or service is None:
            return
        states = [self.statuses.get(doc_id) for doc_id in ids]
        is_read = not all(state and state.is_read for state in states)
        for doc_id in ids:
            self._assume(doc_id, is_read=is_read)
        self._documents.show_user_data()
        service.put(ReadChange(ids, is_read, service.user_data))

    def _ask_tags(self) -> None:
        """Ask for tags, and add them to the chosen documents or remove them."""
        from tui.screens.user_data.tag_dialog import TagDialog  # opened later

        ids = self._documents.chosen_ids()
        if not ids or self.required_service() is None:
            return
        found = [self._marks(doc_id) for doc_id in ids]
        present = tuple(dict.fromkeys(tag for marks in found if marks for tag in marks.tags))
        what = "Tag this document" if len(ids) == 1 else f"Tag {counted(len(ids), 'document')}"

        def take(edit: DocumentEdit | None) -> None:
            if edit is not None:
                self._edit(ids, edit)

        self._screen.app.push_screen(TagDialog(what, self._tags, present), take)

    def _write_note(self) -> None:
        """Write a note on the document, or on a passage of it."""
        from tui.screens.user_data.note_dialog import NoteDialog, note_targets  # opened later

        reader = self._documents.reader
        document, doc_id = reader.document, self._documents.current_id()
        if not doc_id or self.required_service() is None:
            return
        if doc_id not in self.statuses:  # a note that is there must not be replaced
            self._screen.notify("The notes are still loading.", markup=False)
            return
        is_open = document is not None and document.id == doc_id
        targets = note_targets(
            self._marks(doc_id),
            document.text if document and is_open else "",
            reader.text.selected_span() if is_open else None,
            reader.text.paragraph_span() if is_open and reader.text.has_focus else None,
        )

        def take(edit: DocumentEdit | None) -> None:
            if edit is not None:
                self._edit((doc_id,), edit)

        self._screen.app.push_screen(NoteDialog(targets), take)

    def _edit(self, ids: tuple[str, ...], edit: DocumentEdit) -> None:
        """Change stars, tags and notes of documents."""
        from tui.services.user_data_change import DocumentChange

        service = self.required_service()
        if ids and service is not None:
            for doc_id in ids:
                self._assume(doc_id, edit)
            self._documents.show_user_data()
            service.put(DocumentChange(ids, edit, service.user_data))

    def mark_read(self, doc_id: str) -> None:
        """Mark a document that was just read."""
        service, status = self.service, self.statuses.get(doc_id)
        if service is not None and not (status and status.is_read and not status.changed):
            self._assume(doc_id, is_read=True)
            self._documents.show_user_data()
            service.mark_read(doc_id)

    def required_service(self) -> UserDataService | None:
        """Return the service; say so if the library has no user data."""
        if self.service is None and self._is_open:
            missing = error_text(UserDataError(UserDataFailure.NO_PLACE))
            self._screen.notify(missing, severity="warning", markup=False)
        return self.service

    def _marks(self, doc_id: str) -> DocumentMarks | None:
        status = self.statuses.get(doc_id)
        return status.marks if status else None

    def _assume(self, doc_id: str, edit: DocumentEdit | None = None, *, is_read: bool | None = None) -> None:
        """Take a change as made until it is loaded; not for a document whose notes are not known yet."""
        status = self.statuses.get(doc_id)
        if status is None:
            return
        if is_read is not None:
            status = replace(status, is_read=is_read, changed=False)
        if edit is not None:
            marks = edit.applied(status.marks or DocumentMarks(DocumentReference(doc_id, "")))
            status = replace(status, marked=MarkedDocument(marks, Presence.SAME, doc_id))
        self.statuses[doc_id] = status
