from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Any, Self

from whoosh.codec.base import Codec, FieldWriter, PerDocumentWriter, Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import Storage
from whoosh.reading import IndexReader

class IndexWriter:
    def __enter__(self) -> Self: ...
    def __exit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> None: ...
    def delete_by_term(self, fieldname: str, text: Any, searcher: Any = None) -> int: ...
    def delete_document(self, docnum: int, delete: bool = True) -> None: ...
    def add_document(self, **fields: Any) -> None: ...
    def update_document(self, **fields: Any) -> None: ...
    def add_reader(self, reader: IndexReader) -> Any: ...
    def cancel(self) -> None: ...
    def _doc_boost(self, fields: dict[str, Any], default: float = 1.0) -> float: ...
    def _field_boost(self, fields: dict[str, Any], fieldname: str, default: float = 1.0) -> float: ...

class SegmentWriter(IndexWriter):
    codec: Codec
    storage: Storage
    indexname: str
    generation: int
    schema: Schema
    segments: list[Segment]
    docnum: int
    newsegment: Segment
    is_closed: bool
    perdocwriter: PerDocumentWriter
    fieldwriter: FieldWriter
    _added: bool
    _tempstorage: Storage
    writelock: Any
    def __init__(
        self,
        ix: Any,
        poolclass: Any = None,
        timeout: float = 0.0,
        delay: float = 0.1,
        _lk: bool = True,
        limitmb: int = 128,
        docbase: int = 0,
        codec: Codec | None = None,
        compound: bool = True,
        **kwargs: Any,
    ) -> None: ...
    def reader(self, reuse: IndexReader | None = None) -> IndexReader: ...
    def commit(
        self,
        mergetype: Callable[[SegmentWriter, list[Segment]], list[Segment]] | None = None,
        optimize: bool | None = None,
        merge: bool | None = None,
    ) -> None: ...
    def _check_state(self) -> None: ...
    def _check_fields(self, schema: Schema, fieldnames: Iterable[str]) -> None: ...
    def _finalize_segment(self) -> Segment: ...
    def _commit_toc(self, segments: Sequence[Segment]) -> None: ...
    def _finish(self) -> None: ...

def CLEAR(writer: SegmentWriter, segments: list[Segment]) -> list[Segment]: ...
