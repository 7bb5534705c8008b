"""Stored fields: what is put in comes out, in whatever order documents are read."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.segments.format import doc_store
from index.segments.format.array_file import ArrayFile, ArrayFileWriter
from index.segments.format.doc_store import StoredReader, StoredWriter
from index.segments.format.errors import DamagedSegment
from tests.index.segments.held import Held

documents = st.lists(st.tuples(st.integers(0, 3000), st.text(max_size=20)), min_size=1, max_size=30)


def reader_of(documents: list[dict[str, object]]) -> StoredReader:
    """Store documents in a file in memory and open it."""
    writer, held = StoredWriter(), Held()
    for fields in documents:
        writer.add(fields, {"apart": len(str(fields.get("text")))})
    out = ArrayFileWriter(held)
    writer.write(out)
    out.close({})
    return StoredReader(ArrayFile("held", held.data))


@settings(max_examples=60)
@given(documents, st.randoms(use_true_random=False))
def test_any_order_of_reading(sizes: list[tuple[int, str]], chance: random.Random) -> None:
    """A block is unpacked only as far as it is needed, and further when a later document of it is."""
    wanted: list[dict[str, object]] = [
        {"title": title, "text": f"{number} " * (size // 4)} for number, (size, title) in enumerate(sizes)
    ]
    reader = reader_of(wanted)
    order = list(range(len(wanted))) * 2
    chance.shuffle(order)

    for number in order:
        assert reader.shown(number) == wanted[number]
        assert reader.apart.values(number) == {"apart": len(str(wanted[number]["text"]))}


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x81\xa1a", b"\xa1\xff"])
def test_a_document_that_cannot_be_read_is_damage(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not an error of the decoder, which nobody expects."""
    monkeypatch.setattr(doc_store, "encode_fields", lambda value: data)
    reader = reader_of([{"title": "one"}])
    with pytest.raises(DamagedSegment, match="stored document"):
        reader.shown(0)
