"""Stored fields: what is put in comes out, in whatever order documents are read."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from index.segments.format.array_file import ArrayFile, ArrayFileWriter
from index.segments.format.doc_store import StoredReader, StoredWriter
from tests.index.segments.held import Held

documents = st.lists(st.tuples(st.integers(0, 3000), st.text(max_size=20)), min_size=1, max_size=30)


@settings(max_examples=60)
@given(documents, st.randoms(use_true_random=False))
def test_any_order_of_reading(sizes: list[tuple[int, str]], chance: random.Random) -> None:
    """A block is unpacked only as far as it is needed, and further when a later document of it is."""
    wanted = [{"title": title, "text": f"{number} " * (size // 4)} for number, (size, title) in enumerate(sizes)]
    writer, held = StoredWriter(), Held()
    for fields in wanted:
        writer.add(fields, {"apart": len(fields["text"])})
    out = ArrayFileWriter(held)
    writer.write(out)
    out.close({})
    reader = StoredReader(ArrayFile("held", held.data))
    order = list(range(len(wanted))) * 2
    chance.shuffle(order)

    for number in order:
        assert reader.shown(number) == wanted[number]
        assert reader.apart(number) == {"apart": len(wanted[number]["text"])}
