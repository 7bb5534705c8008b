"""A table of contents can hold what Whoosh writes there, and nothing else."""

from __future__ import annotations

import os
import pickle
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from whoosh import columns, fields
from whoosh.analysis import StemmingAnalyzer
from whoosh.columns import Column
from whoosh.fields import FieldType
from whoosh.filedb.filestore import RamStorage

from index.schema.analysis import WordAnalyzer
from index.segments.array_index import ArrayIndex, create_in, open_dir
from index.segments.format.errors import DamagedSegment
from index.segments.whoosh.field_types import COLD, FACET, ORDINAL
from tests.index.segments.oracle import unique_name

FIELDS = [
    fields.ID(sortable=True),
    fields.NUMERIC(sortable=True),
    fields.NUMERIC(float),
    fields.NUMERIC(int, decimal_places=2),
    fields.DATETIME(sortable=True),
    fields.STORED(),
    fields.KEYWORD(commas=True, lowercase=True, vector=True),
    fields.TEXT(spelling=True, sortable=True),
    fields.TEXT(StemmingAnalyzer(), chars=True),
    fields.TEXT(lang="de"),
    fields.TEXT(WordAnalyzer(stemmed=True)),
    fields.NGRAM(),
    FACET(),
    ORDINAL(),
    COLD(),
]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: type(field).__name__)
def test_a_schema_is_read_back(field: FieldType) -> None:
    """With every kind of field, its analyzer, format and column."""
    storage, name = RamStorage(), unique_name()
    ArrayIndex.create(storage, fields.Schema(field=field), name)

    assert type(ArrayIndex(storage, indexname=name).schema["field"]) is type(field)


class Command:
    """An object whose pickle is a function call."""

    def __init__(self, function: object, *arguments: object) -> None:
        self._call = function, arguments

    def __reduce__(self) -> tuple[object, ...]:
        return self._call


def replace_segments(path: Path, segments: object) -> None:
    """Put other segments into the table of contents of an empty index, with a valid checksum."""
    content = path.read_bytes()[:-12].removesuffix(pickle.dumps([], -1)) + pickle.dumps(segments, -1)
    path.write_bytes(content + struct.pack("<8sI", b"PRESSTOC", zlib.crc32(content)))


@pytest.mark.parametrize(
    "make",
    [
        lambda victim: Command(os.remove, str(victim)),
        lambda victim: Command(exec, f"import os; os.remove({str(victim)!r})"),
        lambda victim: Command(getattr, "text", "upper"),
        lambda victim: Path,
        lambda victim: columns.PickleColumn,
        lambda victim: [victim],
    ],
    ids=["function", "exec", "getattr", "class", "PickleColumn", "object"],
)
def test_other_objects_are_damage(tmp_path: Path, make: Callable[[Path], object]) -> None:
    """The error names the function or class; it is not called."""
    create_in(tmp_path, fields.Schema(field=fields.ID))
    victim = tmp_path / "victim"
    victim.touch()
    (toc,) = tmp_path.glob("_MAIN_*.toc")
    replace_segments(toc, make(victim))

    with pytest.raises(DamagedSegment, match="not allowed"):
        open_dir(tmp_path)
    assert victim.exists()


@pytest.mark.parametrize("segments", [None, [1], {"a": 1}])
def test_segments_of_another_type_are_damage(tmp_path: Path, segments: object) -> None:
    """Even if their type is allowed."""
    create_in(tmp_path, fields.Schema(field=fields.ID))
    (toc,) = tmp_path.glob("_MAIN_*.toc")
    replace_segments(toc, segments)

    with pytest.raises(DamagedSegment, match="cannot be read"):
        open_dir(tmp_path)


def test_a_column_of_pickles_is_refused() -> None:
    """Its values would be unpickled when it is read."""
    storage, name = RamStorage(), unique_name()
    column: Column = columns.PickleColumn(columns.VarBytesColumn())
    with pytest.raises(DamagedSegment, match="PickleColumn is not allowed"):
        ArrayIndex.create(storage, fields.Schema(field=fields.TEXT(sortable=column)), name)
