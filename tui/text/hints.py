"""Hints about how a query was read, in English: the only place that words a `HintKind`."""

from __future__ import annotations

from collections.abc import Sequence

from index.model.hint import Hint, HintKind
from index.model.query import Page
from tui.text.quoting import cut_short

_SENTENCES = {
    HintKind.EXCLAMATION_MARK: "“!{detail}” excludes {detail}, like -{detail}.",
    HintKind.DOUBLE_MINUS: "“--{detail}” is searched as {detail}; -{detail} excludes it.",
    HintKind.LONE_OPERATOR: "“{detail}” alone is ignored; write {likely}.",
    HintKind.WILDCARD_IN_PHRASE: "In quotes, only * at the end is a wildcard; that in “{detail}” is ignored.",
    HintKind.EDIT_DISTANCE: "A fuzzy word has 1 or 2 edits: “{detail}” is read as {likely}.",
    HintKind.INVALID_BOOST: "A boost is a positive number: “{detail}” is ignored. -word excludes a word.",
    HintKind.URL: "In the address “{detail}”, ? and * are not wildcards.",
    HintKind.FINAL_QUESTION_MARK: "The ? at the end of “{detail}” is ignored; for ten years, write {likely}.",
    HintKind.UNMATCHED_CLOSING_BRACKET: "A closing bracket has no opening one and is ignored.",
    HintKind.UNMATCHED_OPENING_BRACKET: "A bracket is not closed; it ends with the query.",
    HintKind.UNCLOSED_QUOTE: "A quote is not closed, so what follows is searched as words, not as a phrase.",
    HintKind.DANGLING_OPERATOR: "“{detail}” has no word on one side and is ignored; in lower case it is a word.",
    HintKind.FIELD_WITHOUT_VALUE: "“{detail}:” has no value and is ignored; write {detail}:value without a space.",
    HintKind.REVERSED_RANGE: "The ends of “{detail}” are swapped: the lower one comes first.",
}
_UNKNOWN_FIELD = "“{detail}:” is not a field and is searched as a word"


def hint_text(hint: Hint) -> str:
    """Return how a part of a query was read, as a sentence."""
    detail, likely = cut_short(hint.detail), cut_short(hint.likely)
    match hint.kind:
        case HintKind.UNKNOWN_FIELD:
            said = _UNKNOWN_FIELD.format(detail=detail)
            return f"{said}; did you mean {likely}:?" if likely else f"{said}."
        case HintKind.UNKNOWN_VALUE:
            said = f"No value begins with {detail}"
            return f"{said}; did you mean {likely}?" if likely else f"{said}."
        case _:
            return _SENTENCES[hint.kind].format(detail=detail, likely=likely)


def hints_text(hints: Sequence[Hint]) -> list[str]:
    """Return how the parts of a query were read, one sentence each."""
    return list(map(hint_text, hints))


def note_on_page(page: Page, partial: int = 0) -> str:
    """Return what the search bar says about how a query was read, and the suggestion; "" for nothing.

    While the user types, only what explains why there are no results: the rest of the word may still come.

    Args:
        page: The answer.
        partial: The number of documents with most of the words, where none has all of them. Without any results, the
            suggestion stands in their place.

    """
    typing, said = page.query.typing, []
    if page.excess:
        from tui.text.query_limits import truncation_note  # rare

        said.append(truncation_note(page.excess))
    said += hints_text([hint for hint in page.hints if not typing or hint.kind is HintKind.UNKNOWN_VALUE])
    if page.suggestion and (page.total or partial):
        key = "Tab" if typing else "D"
        said.append(f"Did you mean: {cut_short(page.suggestion)}  ({key} searches for it)")
    return " ".join(said)
