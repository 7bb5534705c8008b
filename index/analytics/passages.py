"""The people and countries of documents by paragraph or sentence, from the stored mentions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.model.block import BlockKind
from corpus.model.document import Span
from corpus.text.sentences import paragraph_starts, sentence_starts
from index.analytics.view import View
from index.model.analytics import Unit
from index.model.query import Kind
from index.schema.details import decode_details, unpack_blocks
from index.schema.mentions import MENTIONS_FIELD, decode_mentions

_EVERY = (Kind.PERSON, Kind.COUNTRY)


class Mention(NamedTuple):
    """One mention in a document."""

    kind: Kind
    entry: int
    """The number of the entry in the column of its kind."""
    passage: int
    """The number of its paragraph or sentence in the document; 0 if the unit is the document."""
    span: Span


class PassageReader:
    """Reads the mentions of documents, with the passage of each.

    Args:
        view: The view of the commit.
        unit: What a passage is.

    """

    def __init__(self, view: View, unit: Unit) -> None:
        self._view = view
        self._unit = unit

    def read(self, doc: int, kinds: Sequence[Kind] = _EVERY) -> Iterator[Mention]:
        """The mentions of a document, without those of a dateline, whose countries are not counted either."""
        fields = self._view.searcher.reader().stored_fields(doc)
        starts = passage_starts(fields["text"], fields["details"], self._unit)
        for kind in kinds:
            numbers = self._view.facets.value_numbers(kind)
            grouping = self._view.columns[kind].grouping
            exceptions = grouping.exceptions(doc)
            for seen in decode_mentions(fields.get(MENTIONS_FIELD, b""), kind, numbers):
                value = numbers[seen.name]
                entry = exceptions.get(value, int(grouping.of[value]))
                if entry < 0 or seen.dateline:
                    continue
                for span in seen.spans:
                    yield Mention(kind, entry, bisect_right(starts, span.start), span)


def passage_starts(text: str, details: bytes, unit: Unit) -> list[int]:
    """Where the passages of a document begin, of its stored text and details."""
    if unit is Unit.DOCUMENT:
        return []
    starts = sentence_starts(text) if unit is Unit.SENTENCE else paragraph_starts(text)
    blocks = unpack_blocks(decode_details(details).blocks)
    return sorted({*starts, *(block.start for block in blocks if block.kind is not BlockKind.PAGE)})
