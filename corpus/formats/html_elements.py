"""State of open HTML elements, and checks of their attributes, for the block layout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from corpus.model.block import BlockKind

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SHOWN_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|table|list-item)", re.IGNORECASE)
_LONGEST_CELL = 200
"""Maximum characters of a cell in a row of data; a table with longer ones arranges a layout."""


class Piece(NamedTuple):
    """A block without its place in the text."""

    kind: BlockKind
    text: str
    level: int


@dataclass(slots=True)
class Container:
    """An open element that determines the kind of the blocks in it."""

    tag: str
    kind: BlockKind
    level: int = 0
    marker: str = ""
    """Bullet or number, until the first block of the item has it."""


@dataclass(slots=True)
class OpenList:
    """An open list."""

    is_ordered: bool
    next_number: int = 1


@dataclass(slots=True)
class OpenRow:
    """An open table row."""

    depth: int
    """How many containers were open when it began."""
    cells: list[list[Piece]] = field(default_factory=list)
    is_data: bool = True
    """False once it contains a table: then it only arranges a layout, and its blocks are written directly."""


@dataclass(slots=True)
class StyledElement:
    """An open inline element that its style makes a block."""

    tag: str
    depth: int = 1
    """How many elements of that name are open in it, itself included."""


def is_value(cell: list[Piece]) -> bool:
    """Whether the content of a cell is a value and not text arranged by a table."""
    return len(cell) == 1 and len(cell[0].text) <= _LONGEST_CELL and cell[0].kind in (
        BlockKind.PARAGRAPH, BlockKind.HEADING
    )  # fmt: skip


def is_shown_as_block(attributes: Mapping[str, str]) -> bool:
    """Whether the style of an inline element makes it a block."""
    style = attributes.get("style")
    return style is not None and bool(_SHOWN_AS_BLOCK.search(style))


def is_tiny(attributes: Mapping[str, str]) -> bool:
    """Whether an image is a spacer or a tracking pixel."""
    return any((attributes.get(side) or "").strip().removesuffix("px") in ("0", "1") for side in ("width", "height"))


def number_of(value: str | None, otherwise: int) -> int:
    """An attribute as a number; `otherwise` where it is missing or invalid."""
    return int(value) if value and len(value) < 10 and value.isascii() and value.isdigit() else otherwise


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether a browser does not show an element."""
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))
