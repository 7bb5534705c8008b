"""The dialog in which notes on a document and on its passages are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from corpus.model.document import Span
from index.model.user_data import DocumentEdit, DocumentMarks, PassageNote
from tui.screens.closing import close
from tui.text.content import one_line
from tui.text.sanitize import harmless, paste_as_lines

if TYPE_CHECKING:
    from textual.widgets import TextArea

_QUOTED = 200
"""The number of characters of a passage that are shown."""


@dataclass(frozen=True)
class NoteTarget:
    """What a note may be on: the document, or a passage."""

    title: str
    passage: str
    """The text of the passage; "" for the document."""
    note: str
    """The present note; "" for none."""
    edit: Callable[[str], DocumentEdit]
    """From the new note, which is empty to remove it, to the change."""


def note_targets(
    marks: DocumentMarks | None, text: str, selected: Span | None, paragraph: Span | None
) -> list[NoteTarget]:
    """Return what a note on a document may be on, the likeliest first.

    Args:
        marks: What the user has attached to the document; None for nothing.
        text: The text of the document; "" if it is not in the reader.
        selected: The selected passage; None for none.
        paragraph: The paragraph that is read; None for none.

    """
    document = NoteTarget("Note on the document", "", marks.note if marks else "", lambda note: DocumentEdit(note=note))
    known = [_known_passage(each) for each in (marks.passages if marks else ())]
    if selected is not None:
        words = text[selected.start : selected.end].split()
        same = [each for each in known if each.passage.split() == words]
        if same:
            return [*same, document, *(each for each in known if each not in same)]
        return [_new_passage(text, selected, "Note on the selection"), document, *known]
    new = [_new_passage(text, paragraph, "Note on the paragraph")] if paragraph is not None else []
    return [document, *known, *new]


def _known_passage(passage: PassageNote) -> NoteTarget:
    def edit(note: str) -> DocumentEdit:
        return DocumentEdit(add_passages=(replace(passage, note=note),) if note else (), remove_passages=(passage,))

    return NoteTarget("Note on a passage", passage.quote, passage.note, edit)


def _new_passage(text: str, span: Span, title: str) -> NoteTarget:
    def edit(note: str) -> DocumentEdit:
        from index.userdata.noted_passages import passage_note

        return DocumentEdit(add_passages=(passage_note(text, span, note),) if note else ())

    return NoteTarget(title, text[span.start : span.end], "", edit)


class NoteDialog(ModalScreen[DocumentEdit | None]):
    """An editor for one note at a time; Tab goes on to the next target. The result is None if nothing is to change."""

    DEFAULT_CSS = """
    NoteDialog {
        & TextArea { border: none; height: 8; max-height: 50vh; padding: 0; background: $surface; }
        & TextArea:focus { border: none; }
        & Static { color: $foreground-muted; height: auto; max-height: 3; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", priority=True, id="note.save", tooltip="Save the note"),
        Binding("tab", "next_target", "next", priority=True, id="note.next", tooltip="Go on to the next passage"),
        Binding("escape", "cancel", "cancel", id="note.cancel", tooltip="Cancel; twice if the note was changed"),
    ]

    def __init__(self, targets: Sequence[NoteTarget]) -> None:
        super().__init__()
        self._targets = targets
        self._at = 0
        self._editor: TextArea
        self._is_warned = False
        """Whether Esc was pressed once with a changed note."""

    def compose(self) -> ComposeResult:
        """Yield a titled box with the passage, the editor and a hint."""
        from textual.widgets import TextArea  # takes 10 ms to load, for which the first paint does not wait

        self._editor = TextArea(soft_wrap=True, tab_behavior="focus", id="note-text")
        with Vertical(classes="dialog -question"):
            yield Static(id="note-passage", markup=False)
            yield self._editor
            yield Static(id="note-hint", markup=False)

    def on_mount(self) -> None:
        """Show the first target."""
        self._show()
        self._editor.focus()

    @property
    def _target(self) -> NoteTarget:
        return self._targets[self._at]

    def _show(self) -> None:
        target, editor = self._target, self._editor
        self.query_one(Vertical).border_title = one_line(target.title)
        passage = self.query_one("#note-passage", Static)
        quote = " ".join(target.passage.split())
        passage.update(one_line(f"“{quote[:_QUOTED]}{'…' if len(quote) > _QUOTED else ''}”"))
        passage.display = bool(quote)
        editor.load_text(harmless_note(target.note))
        editor.move_cursor(editor.document.end)
        self._hint()

    def _hint(self, warning: str = "") -> None:
        others = " · Tab next passage" if len(self._targets) > 1 else ""
        self.query_one("#note-hint", Static).update(warning or f"Ctrl+S save{others} · Esc cancel")

    @property
    def _is_changed(self) -> bool:
        return self._editor.text.strip() != harmless_note(self._target.note)

    def clean_paste(self, text: str) -> str:
        """Return pasted text with its line breaks, for the editor."""
        return paste_as_lines(text)

    def action_next_target(self) -> None:
        """Go on to the next target, unless the note was changed."""
        if self._is_changed:
            self._hint("Save the note with Ctrl+S first, or cancel with Esc.")
        else:
            self._at = (self._at + 1) % len(self._targets)
            self._show()

    def action_save(self) -> None:
        """Close with the change."""
        text = self._editor.text.strip()
        close(self, self._target.edit(text) if self._is_changed else None)

    def action_cancel(self) -> None:
        """Close without a result; ask once if the note was changed."""
        if self._is_changed and not self._is_warned:
            self._is_warned = True
            self._hint("Press Esc again to discard the note, Ctrl+S to save it.")
        else:
            close(self)


def harmless_note(note: str) -> str:
    """Return a note as the editor shows it."""
    return "\n".join(harmless(line) for line in note.splitlines()).strip()
