"""The base class of screens with documents that can be starred, tagged, noted on and marked as read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from textual import on

from corpus.model.document import Span
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
from tui.screens.entity.entity_aware import EntityAwareScreen
from tui.screens.user_data.note_dialog import NoteDialog, note_targets
from tui.screens.user_data.tag_dialog import TagDialog
from tui.services.user_data_change import DocumentChange, ReadChange
from tui.services.user_data_service import UserDataService
from tui.text.numbers import counted
from tui.text.remedies import error_text
from tui.text.user_data import user_data_trouble_text
from tui.widgets.reader import Reader

_LONG = 15
"""Seconds a notice stays that needs reading."""


class UserDataScreen(EntityAwareScreen):
    """Shows and changes what the user has done with documents.

    A change shows at once, before it is written; what is loaded afterwards replaces it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.statuses: dict[str, DocumentStatus] = {}
        """What the user has done with documents, as far as it was loaded."""
        self.tags: Sequence[str] = ()
        """All tags, the most frequent first."""
        self._passages: Mapping[PassageNote, Span | None] = {}

    @property
    def user_data_service(self) -> UserDataService | None:
        """The service for user data; None until the library is open, or if it was opened without user data."""
        raise NotImplementedError

    @property
    def document_reader(self) -> Reader:
        """The reader."""
        raise NotImplementedError

    def chosen_ids(self) -> tuple[str, ...]:
        """Return the ids of the documents that a key is for."""
        raise NotImplementedError

    def current_id(self) -> str:
        """Return the id of the document at the cursor or in the reader, whatever is selected; "" for none."""
        raise NotImplementedError

    def load_user_data(self) -> None:
        """Load what the user has done with the documents on the screen."""
        raise NotImplementedError

    def show_user_data(self) -> None:
        """Show what the user has done with the documents on the screen."""
        self.show_in_reader()

    def show_in_reader(self) -> None:
        """Show what the user has done with the document in the reader."""
        document = self.document_reader.document
        status = self.statuses.get(document.id) if document else None
        self.document_reader.show_status(status, self._passages)

    # Messages of the service

    @on(UserDataService.Loaded)
    def take_statuses(self, event: UserDataService.Loaded) -> None:
        """Show what was loaded, unless a change is being written: it is loaded again after that."""
        service = self.user_data_service
        if service is not None and service.queue.is_idle:
            known = [self.statuses.get(doc_id) == status for doc_id, status in event.statuses.items()]
            is_known = all(known) and event.passages == self._passages
            self.tags, self._passages = event.tags, event.passages
            self.statuses.update(event.statuses)
            if not is_known:
                self.show_user_data()

    @on(UserDataService.Changed)
    def reload_changed(self, event: UserDataService.Changed) -> None:
        """Load again after a change that came without a notice."""
        self.load_user_data()

    @on(UserDataService.Troubled)
    def show_troubles(self, event: UserDataService.Troubled) -> None:
        """Name the file and the line of what is invalid."""
        for trouble in event.troubles:
            title = "Not all of your work is shown"
            self.notify(user_data_trouble_text(trouble), title=title, severity="error", markup=False, timeout=_LONG)

    @on(UserDataService.RequestFailed)
    def show_failed(self, event: UserDataService.RequestFailed) -> None:
        """Show why a request failed."""
        self.notify(event.sentence, severity="warning", markup=False)

    # Actions

    def action_star(self) -> None:
        """Star the chosen documents, or remove the star if all have one."""
        ids = self.chosen_ids()
        marks = [self._marks(doc_id) for doc_id in ids]
        self.edit_documents(ids, DocumentEdit(starred=not all(each and each.starred for each in marks)))

    def action_read(self) -> None:
        """Mark the chosen documents as read, or as unread if all are read."""
        ids, service = self.chosen_ids(), self.required_service()
        if not ids or service is None:
            return
        states = [self.statuses.get(doc_id) for doc_id in ids]
        is_read = not all(state and state.is_read for state in states)
        for doc_id in ids:
            self._assume(doc_id, is_read=is_read)
        self.show_user_data()
        service.put(ReadChange(ids, is_read, service.user_data))

    def action_tag(self) -> None:
        """Ask for tags, and add them to the chosen documents or remove them."""
        ids = self.chosen_ids()
        if not ids or self.required_service() is None:
            return
        found = [self._marks(doc_id) for doc_id in ids]
        present = tuple(dict.fromkeys(tag for marks in found if marks for tag in marks.tags))
        what = "Tag this document" if len(ids) == 1 else f"Tag {counted(len(ids), 'document')}"

        def take(edit: DocumentEdit | None) -> None:
            if edit is not None:
                self.edit_documents(ids, edit)

        self.app.push_screen(TagDialog(what, self.tags, present), take)

    def action_note(self) -> None:
        """Write a note on the document, or on a passage of it."""
        reader = self.document_reader
        document, doc_id = reader.document, self.current_id()
        if not doc_id or self.required_service() is None:
            return
        if doc_id not in self.statuses:  # a note that is there must not be replaced
            self.notify("The notes are still loading.", markup=False)
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
                self.edit_documents((doc_id,), edit)

        self.app.push_screen(NoteDialog(targets), take)

    def edit_documents(self, ids: tuple[str, ...], edit: DocumentEdit) -> None:
        """Change stars, tags and notes of documents."""
        service = self.required_service()
        if ids and service is not None:
            for doc_id in ids:
                self._assume(doc_id, edit)
            self.show_user_data()
            service.put(DocumentChange(ids, edit, service.user_data))

    def mark_read(self, doc_id: str) -> None:
        """Mark a document that was just read."""
        service, status = self.user_data_service, self.statuses.get(doc_id)
        if service is not None and not (status and status.is_read and not status.changed):
            self._assume(doc_id, is_read=True)
            self.show_user_data()
            service.mark_read(doc_id)

    def required_service(self) -> UserDataService | None:
        """Return the service; say so if the library has no user data."""
        service = self.user_data_service
        if service is None and self.entity_service is not None:
            self.notify(error_text(UserDataError(UserDataFailure.NO_PLACE)), severity="warning", markup=False)
        return service

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
