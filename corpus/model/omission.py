"""What the reader of a format left out of a document, to be reported with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.model.span import Value


class OmissionKind(StrEnum):
    """One kind of content that is not in a text. The comments say what `detail` and `number` of an `Omission` hold."""

    # Web pages, HTML messages and chapters of books
    IMAGES = "images"  # number: how many
    EMBEDDED = "embedded"  # number: how many frames, videos and other embedded objects
    FORM_FIELDS = "form_fields"  # number: how many menus, text fields and buttons
    HIDDEN_TEXT = "hidden_text"  # number: how many words that a browser or an office program does not show
    OUTSIDE_ARTICLE = "outside_article"  # number: how many words around the article: menus, footers, teasers
    # Messages
    PLAIN_PART = "plain_part"  # number: how many words; the HTML part has the text
    ENCRYPTED_PART = "encrypted_part"  # detail: its content type
    UNREADABLE_PART = "unreadable_part"  # detail: its content type or its file name
    MORE_PARTS = "more_parts"  # number: the limit
    # Office documents
    COMMENTS = "comments"  # number: how many
    DELETED_TEXT = "deleted_text"  # number: how many words that are marked as deleted
    # Books
    CHAPTERS = "chapters"  # number: how many are missing or cannot be read; detail: the name of the first


@dataclass(frozen=True, slots=True)
class Omission(Value):
    """Content of a file that is not in the text of its document."""

    kind: OmissionKind
    number: int = 0
    """As `OmissionKind` describes it; else 0."""
    detail: str = ""
    """As `OmissionKind` describes it; else empty."""
