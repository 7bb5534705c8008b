"""What was left out of a document, in English: the only place that words an `Omission`."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model.omission import Omission, OmissionKind
from tui.text.content import counted, grouped

_COUNTED = {
    OmissionKind.IMAGES: "image",
    OmissionKind.EMBEDDED: "embedded object",
    OmissionKind.FORM_FIELDS: "form field",
    OmissionKind.COMMENTS: "comment",
}
"""Nouns of what is only counted."""
_WORDS = {
    OmissionKind.HIDDEN_TEXT: "hidden",
    OmissionKind.OUTSIDE_ARTICLE: "around the article",
    OmissionKind.DELETED_TEXT: "marked as deleted",
}
"""What distinguishes words that were left out."""


def omission_text(omission: Omission) -> str:
    """What one omission leaves out, as a noun phrase: "3 images"."""
    kind, number, detail = omission.kind, omission.number, omission.detail
    if kind in _COUNTED:
        return counted(number, _COUNTED[kind])
    if kind in _WORDS:
        return f"{counted(number, 'word')} {_WORDS[kind]}"
    match kind:
        case OmissionKind.PLAIN_PART:
            return f"the plain-text version ({counted(number, 'word')}; the HTML version is shown)"
        case OmissionKind.ENCRYPTED_PART:
            return f"an encrypted part ({detail})"
        case OmissionKind.UNREADABLE_PART:
            return f"a part that cannot be read ({detail})"
        case OmissionKind.MORE_PARTS:
            return f"all parts after the first {grouped(number)}"
        case OmissionKind.CHAPTERS:
            noun = counted(number, "chapter")
            return f"{noun} that cannot be read ({detail})" if detail else f"{noun} that cannot be read"
    raise AssertionError(kind)


def omissions_text(omissions: Sequence[Omission]) -> str:
    """What a document leaves out, in one sentence without its full stop; empty where that is nothing."""
    return f"Not shown: {', '.join(map(omission_text, omissions))}" if omissions else ""
