"""The English text of each `Omission` of a document. No other module words omissions."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model.omission import Omission, OmissionKind
from index.model.partly_read import PartlyRead
from tui.text.columns import columns_json, left_columns_text
from tui.text.numbers import counted, grouped

_COUNTED = {
    OmissionKind.IMAGES: "image",
    OmissionKind.EMBEDDED: "embedded object",
    OmissionKind.FORM_FIELDS: "form field",
    OmissionKind.COMMENTS: "comment",
}
"""Nouns of the kinds that have only a number."""
_WORDS = {
    OmissionKind.HIDDEN_TEXT: "hidden",
    OmissionKind.OUTSIDE_ARTICLE: "around the article",
    OmissionKind.DELETED_TEXT: "marked as deleted",
}
"""Adjectives of omitted words."""


def omission_text(omission: Omission) -> str:
    """Return an omission as a noun phrase, such as "3 images"."""
    kind, number, detail = omission.kind, omission.number, omission.detail
    if kind in _COUNTED:
        return counted(number, _COUNTED[kind])
    if kind in _WORDS:
        return f"{counted(number, 'word')} {_WORDS[kind]}"
    match kind:
        case OmissionKind.PLAIN_PART:
            return f"the plain-text version ({counted(number, 'word')}; the HTML version is shown)"
        case OmissionKind.ENCRYPTED_PART:
            return f"{_some(number, 'encrypted part', 'an')} ({detail})"
        case OmissionKind.UNREADABLE_PART:
            return f"{_some(number, 'part')} that cannot be read ({detail})"
        case OmissionKind.MORE_PARTS:
            return f"all parts after the first {grouped(number)}"
        case OmissionKind.CHAPTERS:
            noun = counted(number, "chapter")
            return f"{noun} that cannot be read ({detail})" if detail else f"{noun} that cannot be read"
    raise AssertionError(kind)


def _some(number: int, noun: str, article: str = "a") -> str:
    return counted(number, noun) if number > 1 else f"{article} {noun}"


def omissions_text(omissions: Sequence[Omission]) -> str:
    """Return all omissions of a document as one sentence without full stop; "" if there are none."""
    return f"Not shown: {', '.join(map(omission_text, omissions))}" if omissions else ""


def omission_json(omission: Omission) -> dict[str, object]:
    """Return an omission as JSON values."""
    return {
        "kind": omission.kind.value,
        "number": omission.number,
        "detail": omission.detail,
        "text": omission_text(omission),
    }


def partly_read_text(partly: PartlyRead) -> str:
    """Return what of a file is in no document: "2 documents without 3 images; not used: 1 column (a)"."""
    parts = []
    if partly.omissions:
        left = ", ".join(map(omission_text, partly.omissions))
        parts.append(f"{counted(partly.documents, 'document')} without {left}")
    if partly.columns:
        parts.append(f"not used: {left_columns_text(partly.columns)}")
    return "; ".join(parts)


def partly_read_json(partly: PartlyRead) -> dict[str, object]:
    """Return a file that was read in part as JSON values."""
    return {
        "path": partly.path,
        "documents": partly.documents,
        "omissions": list(map(omission_json, partly.omissions)),
        "columns": columns_json(partly.columns) if partly.columns else None,
    }
