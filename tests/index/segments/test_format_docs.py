"""docs/segment-format.md describes every array that a segment's file can have."""

from __future__ import annotations

import re
from pathlib import Path

from whoosh import fields, formats
from whoosh.filedb.filestore import RamStorage

from index.schema.analysis import WordAnalyzer
from index.segments.array_index import ArrayIndex
from index.segments.format.array_file import FORMAT_VERSION, MAGIC, ArrayFile
from index.segments.whoosh.field_types import COLD, FACET, FINGERPRINT, ORDINAL
from tests.index.segments.oracle import unique_name

PAGE = (Path(__file__).parents[3] / "docs" / "segment-format.md").read_text("utf-8")
SCHEMA = fields.Schema(
    body=fields.TEXT(WordAnalyzer(stemmed=True), stored=True),
    chars=fields.TEXT(chars=True, sortable=True),
    vector=fields.TEXT(vector=formats.Frequency()),
    key=FACET(),
    year=ORDINAL(),
    details=COLD(),
    near=FINGERPRINT("body"),
)


def test_the_page_lists_all_arrays_and_no_others() -> None:
    """Of a segment with every kind of field, term frequency, weight and position."""
    storage = RamStorage()
    index = ArrayIndex.create(storage, SCHEMA, unique_name())
    writer = index.writer()
    for boost in (1.0, 2.0):
        writer.add_document(
            body="word " * 300, chars="word", vector="word", key=["a"], year=1987, details="x", _body_boost=boost
        )
    writer.commit()
    (name,) = (name for name in storage if name.endswith(".arrays"))
    data = storage.open_file(name).read()
    arrays = {array.partition(":")[0] for array in ArrayFile(name, data).names()}

    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert arrays == {kind for row in rows for kind in re.findall(r"`([a-z_]+):[A-Z]*`", row.split(" | ")[0])}
    assert data.startswith(MAGIC + FORMAT_VERSION.to_bytes(4, "little"))
