"""Hints: how a part of a query was read where that may surprise. Values that `tui` words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from corpus.model.document import Span


class HintKind(Enum):
    """What may surprise. The comments say what `detail` and `likely` of a Hint hold."""

    EXCLAMATION_MARK = auto()  # `!word` excludes the word; detail: the word
    DOUBLE_MINUS = auto()  # `--word` does not exclude the word; detail: the word
    LONE_OPERATOR = auto()  # `&`, `||` and the like are ignored; detail: the operator; likely: what is written instead
    WILDCARD_IN_PHRASE = auto()  # ignored, except `*` at the end of a phrase; detail: the word with the wildcard
    EDIT_DISTANCE = auto()  # read as another distance; detail: as typed; likely: as read
    INVALID_BOOST = auto()  # ignored; detail: as typed
    URL = auto()  # `?` and `*` are no wildcards in it; detail: the address
    FINAL_QUESTION_MARK = auto()  # read as punctuation; detail: as typed; likely: the decade
    UNKNOWN_FIELD = auto()  # searched as words; detail: as typed; likely: a field, or "" if none is similar
    REVERSED_RANGE = auto()  # its ends are swapped; detail: the range
    UNMATCHED_CLOSING_BRACKET = auto()  # ignored
    UNMATCHED_OPENING_BRACKET = auto()  # ends with the query
    UNCLOSED_QUOTE = auto()  # its words are searched one by one
    DANGLING_OPERATOR = auto()  # ignored; detail: the operator, which has nothing before or after it
    FIELD_WITHOUT_VALUE = auto()  # ignored; detail: the field as typed
    UNKNOWN_VALUE = auto()  # nothing begins so; only while typing; detail: the field and the value; likely: a value


@dataclass(frozen=True, slots=True)
class Hint:
    """How a part of a query was read."""

    kind: HintKind
    detail: str
    at: Span
    """The part of the query, in code points of its NFC."""
    likely: str = ""
    """What was probably meant, or how it was read."""
