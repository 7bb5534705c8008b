"""The marks that the user sets on documents with a key."""

from __future__ import annotations

from enum import StrEnum


class Mark(StrEnum):
    """What a key changes of a document; the parameter of the action `mark`."""

    STAR = "star"
    TAG = "tag"
    NOTE = "note"
    READ = "read"
