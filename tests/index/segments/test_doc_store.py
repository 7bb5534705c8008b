"""Stored fields are read back as written, in any order of documents."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.fields import ID, STORED, Schema
from whoosh.filedb.filestore import RamStorage

from index.segments.array_index import ArrayIndex
from index.segments.format import block_stream, doc_store
from index.segments.format.array_file import ArrayFile, ArrayFileWriter
from index.segments.format.block_stream import BlockStreamReader, BlockStreamWriter, StoredStream
from index.segments.format.doc_store import DocStoreReader, DocStoreWriter, encode_document
from index.segments.format.errors import DamagedSegment
from index.segments.format.segment_cache import open_segment
from tests.index.segments.memory_file import MemoryFile
from tests.index.segments.oracle import unique_name

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


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dictionary is made of a few kilobytes, so that small segments have some."""
    monkeypatch.setattr(block_stream, "_SAMPLE_SIZE", 8 << 10)
    monkeypatch.setattr(block_stream, "_DICTIONARY_SIZE", 1 << 10)


def text_of(number: int) -> str:
    """The text of a document: four kilobytes make a block."""
    return f"{number} of the ministers of the harbour " * 40


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize(("deleted", "dictionaries"), [((), 2), ((3, 4, 21), 2), (range(0, 20), 1)])
def test_a_merge_copies_the_blocks_of_documents(deleted: Sequence[int], dictionaries: int) -> None:
    """With their dictionaries. A block of which most documents are deleted is written again."""
    index = ArrayIndex.create(RamStorage(), Schema(key=ID(unique=True), text=STORED), unique_name())
    for first in (0, 20):
        writer = index.writer()
        for number in range(first, first + 20):
            writer.add_document(key=str(number), text=text_of(number))
        writer.commit(merge=False)
    writer = index.writer()
    for number in deleted:
        writer.delete_by_term("key", str(number))
    writer.commit(merge=False)
    index.optimize()

    with index.reader() as reader:
        assert reader.is_atomic()
        expected = [text_of(number) for number in range(40) if number not in deleted]
        assert [fields["text"] for _, fields in reader.iter_docs()] == expected
    stream = open_segment(index.storage, index._segments()[0]).stored.stream(StoredStream.LONG)
    assert len({stream.dictionary(block) for block, _, _ in stream.blocks()} - {b""}) == dictionaries


@pytest.mark.usefixtures("small_blocks")
def test_a_segment_has_only_so_many_dictionaries(monkeypatch: pytest.MonkeyPatch) -> None:
    """A block refers to one by eight bits; a block with a further one is written again."""
    monkeypatch.setattr(block_stream, "_MAX_DICTIONARIES", 2)
    stream = BlockStreamWriter(StoredStream.LONG)

    assert not stream.accepts(b"")
    for name, is_accepted in ((b"a", True), (b"b", True), (b"c", False), (b"a", True)):
        assert stream.accepts(name) is is_accepted
        if is_accepted:
            stream.copy_block(memoryview(b"block"), name, [0])
    assert stream.dictionaries == [b"a", b"b"]
    assert stream.block_dictionaries == [1, 2, 1]


def test_only_so_much_is_cached(monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks read first are dropped first."""
    monkeypatch.setattr(block_stream, "_CACHE_SIZE", 5000)
    reader = reader_of([{"text": text_of(number)} for number in range(20)])
    stream = reader.stream(StoredStream.LONG)
    for number in (0, 1, 5, 9, 9):
        assert reader.hot(number) == {"text": text_of(number)}
        assert sum(map(len, stream._cache.values())) == stream._cached_size <= 5000

    starts = {start: block for block, start, _ in stream.blocks()}
    assert list(stream._cache)[-1] == starts[max(start for start in starts if start <= 9)]
    assert 0 not in stream._cache


def test_a_block_that_cannot_be_decompressed_is_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    """It raises DamagedSegment instead of zlib's error."""
    reader = reader_of([{"text": text_of(1)}])
    monkeypatch.setattr(BlockStreamReader, "raw_block", lambda self, block: b"\xff\xff")
    with pytest.raises(DamagedSegment, match="block of stored fields"):
        reader.hot(0)
