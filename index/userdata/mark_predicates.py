"""Tests of the marks of documents for the query language: notes by their words, tags by their folded text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from index.schema.analysis import WORD, fold_for_index

if TYPE_CHECKING:
    from index.model.user_data import DocumentMarks

MarkTest = Callable[["DocumentMarks"], bool]
"""Whether the marks of a document are wanted."""


def is_starred(marks: DocumentMarks) -> bool:
    """Whether a document has a star."""
    return marks.starred


def is_noted(marks: DocumentMarks) -> bool:
    """Whether a document has a note, also on a passage."""
    return bool(marks.note or marks.passages)


def tag_test(matches: Callable[[str], bool]) -> MarkTest:
    """Whether a document has a tag whose folded text matches."""
    return lambda marks: any(matches(fold_for_index(tag)) for tag in marks.tags)


def note_test(text: str, *, is_prefix: bool) -> MarkTest:
    """Whether a document has a note with some words in this order.

    Args:
        text: The words; an asterisk at the end makes the last word a prefix. Without words, any note is wanted.
        is_prefix: Whether the last word is a prefix in any case.

    """
    words = _words(text)
    open_ended = is_prefix or text.endswith("*")
    if not words:
        return is_noted
    wanted = f" {' '.join(words)}{'' if open_ended else ' '}"
    return lambda marks: wanted in _note_words(marks)


def value_test(text: str, *, typing: bool) -> Callable[[str], bool]:
    """Whether a folded value is meant by a text: the same, or one that begins with it while typing or before `*`."""
    wanted = fold_for_index(" ".join(text.rstrip("*").split()))
    if typing or text.endswith("*"):
        return lambda value: value.startswith(wanted)
    return lambda value: value == wanted


def tag_spellings(entries: Iterable[DocumentMarks]) -> dict[str, str]:
    """The first spelling of each tag by the tag without case: those that differ only in case are the same."""
    found: dict[str, str] = {}
    for entry in entries:
        for tag in entry.tags:
            found.setdefault(tag.casefold(), tag)
    return found


def sorted_tags(counts: dict[str, int]) -> dict[str, int]:
    """Counts of tags, sorted by tag."""
    return dict(sorted(counts.items(), key=lambda item: item[0].casefold()))


def _words(text: str) -> list[str]:
    return [fold_for_index(word) for word in WORD.findall(text)]


def _note_words(marks: DocumentMarks) -> str:
    """The folded words of all notes, each between spaces; those of different notes are never adjacent."""
    notes: Iterable[str] = (marks.note, *(passage.note for passage in marks.passages))
    return " | ".join(f" {' '.join(_words(note))} " for note in notes)
