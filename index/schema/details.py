"""The stored details of a document: what the reader needs, and lists of results do not.

Stored as a msgpack array. An enum is stored as the index of its value, so its values are never removed or moved without
a change of SCHEMA_VERSION.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import msgspec

from corpus.model.block import Block, BlockKind
from corpus.model.columns import ColumnChoice
from corpus.model.date_source import DateSource
from corpus.model.document import Document, Span
from corpus.model.message import MessageFields
from corpus.model.omission import Omission, OmissionKind

_BLOCK_KINDS = tuple(BlockKind)
_BLOCK_NUMBERS = {kind: number for number, kind in enumerate(_BLOCK_KINDS)}
_BLOCK_WIDTH = 5
"""Numbers of a block without cells: kind, start after the end of the block before, length, level, number of cells."""


class Details(msgspec.Struct, array_like=True, frozen=True):
    """The details of one document."""

    record: str
    """First, so that it can be decoded alone."""
    date: int
    """As `datetime.date.toordinal`; 0 for none."""
    date_source: int
    """The value of a DateSource; 0 for none."""
    kind: str
    language: str
    ocr: bool
    metadata: tuple[tuple[str, str], ...]
    aliases: tuple[tuple[str, ...], ...]
    """See `IndexedEntities.aliases`."""
    pages: tuple[int, ...]
    blocks: tuple[int, ...]
    """See `_pack_blocks`."""
    omissions: tuple[tuple[str, int, str], ...]
    message: tuple[str, ...]
    """The fields of MessageFields; empty for none."""
    columns: tuple[tuple[str, ...], ...]
    """The fields of ColumnChoice; empty for none."""


class _Record(msgspec.Struct, array_like=True, frozen=True):
    """The first of the details; the others are skipped."""

    record: str


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Details).decode
_decode_record = msgspec.msgpack.Decoder(_Record).decode


def encode_details(document: Document, aliases: tuple[tuple[str, ...], ...]) -> bytes:
    """Encode the details of a document."""
    message, columns = document.message, document.columns
    return _encode(
        Details(
            record=document.record,
            date=document.date.toordinal() if document.date else 0,
            date_source=document.date_source.value if document.date_source else 0,
            kind=document.kind,
            language=document.language,
            ocr=document.ocr,
            metadata=document.metadata,
            aliases=aliases,
            pages=document.pages,
            blocks=_pack_blocks(document.blocks),
            omissions=tuple((each.kind.value, each.number, each.detail) for each in document.omissions),
            message=tuple(getattr(message, name) for name in MessageFields.__match_args__) if message else (),
            columns=tuple(getattr(columns, name) for name in ColumnChoice.__match_args__) if columns else (),
        )
    )


def decode_details(encoded: bytes) -> Details:
    """Decode the details of a document."""
    return _decode(encoded)


def decode_record(encoded: bytes) -> str:
    """Decode only `Document.record`."""
    return _decode_record(encoded).record


def document_fields(details: Details) -> dict[str, Any]:
    """The attributes of a document that are among its details, by name."""
    return {
        "record": details.record,
        "date": dt.date.fromordinal(details.date) if details.date else None,
        "date_source": DateSource(details.date_source) if details.date_source else None,
        "kind": details.kind,
        "language": details.language,
        "ocr": details.ocr,
        "metadata": details.metadata,
        "pages": details.pages,
        "blocks": unpack_blocks(details.blocks),
        "omissions": tuple(Omission(OmissionKind(kind), number, detail) for kind, number, detail in details.omissions),
        "message": MessageFields(*details.message) if details.message else None,
        "columns": ColumnChoice(*details.columns) if details.columns else None,
    }


def _pack_blocks(blocks: Sequence[Block]) -> tuple[int, ...]:
    """The blocks as one list of numbers, which msgpack stores in a byte each where they are small.

    A block is `_BLOCK_WIDTH` numbers, then start and length of each cell, the start after the end of the cell before.
    """
    packed: list[int] = []
    end = 0
    for block in blocks:
        packed += (
            _BLOCK_NUMBERS[block.kind],
            block.start - end,
            block.end - block.start,
            block.level,
            len(block.cells),
        )
        at = block.start
        for cell in block.cells:
            packed += (cell.start - at, cell.end - cell.start)
            at = cell.end
        end = block.end
    return tuple(packed)


def unpack_blocks(packed: Sequence[int]) -> tuple[Block, ...]:
    """The blocks of a text from `Details.blocks`."""
    blocks: list[Block] = []
    at = end = 0
    while at < len(packed):
        kind, gap, length, level, count = packed[at : at + _BLOCK_WIDTH]
        at += _BLOCK_WIDTH
        start = end + gap
        end = start + length
        cells, place = [], start
        for number in range(at, at + 2 * count, 2):
            first = place + packed[number]
            place = first + packed[number + 1]
            cells.append(Span(first, place))
        at += 2 * count
        blocks.append(Block(_BLOCK_KINDS[kind], start, end, level, tuple(cells)))
    return tuple(blocks)
