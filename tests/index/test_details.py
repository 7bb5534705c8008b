"""What the reader needs of a document comes back from the index as it went in."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from corpus.model.block import Block, BlockKind
from corpus.model.columns import ColumnChoice
from corpus.model.date_source import DateSource
from corpus.model.document import Document, Span
from corpus.model.message import MessageFields
from corpus.model.omission import Omission, OmissionKind
from index.schema.details import decode_details, decode_record, document_fields, encode_details

texts = st.text(max_size=8)
numbers = st.integers(0, 1 << 32)
names = st.lists(texts, max_size=2).map(tuple)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[Block, ...]:
    """Blocks in order, some of them on a page that contains them, some with cells."""
    found, at = [], 0
    for _ in range(draw(st.integers(0, 6))):
        start = at + draw(st.integers(0, 300))
        cells, end = [], start
        for _ in range(draw(st.integers(0, 3))):
            first = end + draw(st.integers(0, 3))
            end = first + draw(st.integers(0, 9))
            cells.append(Span(first, end))
        end += draw(st.integers(0, 300))
        kind = draw(st.sampled_from(BlockKind))
        found.append(Block(kind, start, end, draw(st.integers(0, 6)), tuple(cells)))
        at = start if kind is BlockKind.PAGE else end
    return tuple(found)


documents = st.builds(
    Document,
    id=st.just("0"),
    path=st.just("a.txt"),
    title=st.just("A"),
    text=st.just(""),
    record=texts,
    date=st.none() | st.dates(),
    date_source=st.none() | st.sampled_from(DateSource),
    kind=texts,
    language=st.sampled_from(("", "en", "de")),
    ocr=st.booleans(),
    metadata=st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
    pages=st.lists(numbers, max_size=3).map(tuple),
    blocks=blocks(),
    omissions=st.lists(st.builds(Omission, st.sampled_from(OmissionKind), numbers, texts), max_size=2).map(tuple),
    message=st.none() | st.builds(MessageFields, texts, texts, texts, texts, texts),
    columns=st.none() | st.builds(ColumnChoice, names, names, names, names, names, names),
)


@given(documents)
def test_nothing_is_lost(document: Document) -> None:
    """Every detail, whatever its value."""
    encoded = encode_details(document, (("an alias",),))
    details = decode_details(encoded)

    assert {name: getattr(document, name) for name in document_fields(details)} == document_fields(details)
    assert details.aliases == (("an alias",),)
    assert decode_record(encoded) == document.record


def test_blocks_take_few_bytes() -> None:
    """A page of paragraphs adds a few bytes for each of them."""
    text = Document("0", "a.html", "A", "x" * 9000, date=dt.date(2024, 10, 18))
    paragraphs = tuple(Block(BlockKind.PARAGRAPH, at, at + 98) for at in range(0, 9000, 100))
    laid_out = Document("0", "a.html", "A", "x" * 9000, date=dt.date(2024, 10, 18), blocks=paragraphs)

    added = len(encode_details(laid_out, ())) - len(encode_details(text, ()))

    assert added <= 6 * len(paragraphs)
