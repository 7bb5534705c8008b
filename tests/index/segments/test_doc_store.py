"""Stored fields are read back as written, in any order of documents."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.segments.format import doc_store
from index.segments.format.array_file import ArrayFile, ArrayFileWriter
from index.segments.format.doc_store import DocStoreReader, DocStoreWriter, encode_document
from index.segments.format.errors import DamagedSegment
from tests.index.segments.memory_file import MemoryFile

documents = st.lists(st.tuples(st.integers(0, 3000), st.text(max_size=20)), min_size=1, max_size=30)


def reader_of(documents: list[dict[str, object]]) -> DocStoreReader:
    """Store documents in a file in memory and open it; the cold stream has the length of each text."""
    writer, file = DocStoreWriter(), MemoryFile()
    for fields in documents:
        writer.add(encode_document(fields, {"length": len(str(fields.get("text")))}))
    out = ArrayFileWriter(file)
    writer.write(out)
    out.close({})
    return DocStoreReader(ArrayFile("memory", file.data))


@settings(max_examples=60)
@given(documents, st.randoms(use_true_random=False))
def test_documents_can_be_read_in_any_order(sizes: list[tuple[int, str]], chance: random.Random) -> None:
    """A block is decompressed up to the document that is read, and further for a later one."""
    wanted: list[dict[str, object]] = [
        {"title": title, "text": f"{number} " * (size // 4)} for number, (size, title) in enumerate(sizes)
    ]
    reader = reader_of(wanted)
    order = list(range(len(wanted))) * 2
    chance.shuffle(order)

    for number in order:
        length = {"length": len(str(wanted[number]["text"]))}
        assert reader.hot(number) == wanted[number]
        assert reader.cold.values(number) == length
        assert reader.fields(number) == wanted[number] | length


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x81\xa1a", b"\xa1\xff"])
def test_a_document_that_cannot_be_decoded_is_damage(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """It raises DamagedSegment instead of the decoder's error."""
    monkeypatch.setattr(doc_store, "encode_fields", lambda value: data)
    reader = reader_of([{"title": "one"}])
    with pytest.raises(DamagedSegment, match="stored document"):
        reader.hot(0)
