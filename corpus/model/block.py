"""The layout of a text: its headings, paragraphs, list items, table rows … as spans over it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from corpus.model.span import Span, Value


class BlockKind(StrEnum):
    """What a block is. The comments say what `level` of a `Block` holds."""

    HEADING = "heading"  # level: 1 for the highest
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"  # level: 1 for an item of an outermost list; the text begins with its bullet or number
    QUOTATION = "quotation"  # level: 1 for a quotation, 2 for one inside it
    TABLE_ROW = "table_row"  # with `cells`
    PREFORMATTED = "preformatted"
    PAGE = "page"
    MESSAGE_HEADER = "message_header"  # the header fields of a message quoted in another one


@dataclass(frozen=True, slots=True)
class Block(Value):
    """One block of a text, in code points: `text[start:end]`, without the white space around it.

    The blocks of a text are in order and do not overlap, except that a page contains the blocks on it.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """As `BlockKind` describes it; else 0."""
    cells: tuple[Span, ...] = ()
    """For a table row: where in the text each cell stands. An empty cell has an empty span."""
