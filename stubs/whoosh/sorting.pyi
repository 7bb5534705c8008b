from collections.abc import Callable
from typing import Any

from whoosh.columns import Column
from whoosh.writing import IndexWriter

class FacetType: ...

class FieldFacet(FacetType):
    def __init__(
        self, fieldname: str, reverse: bool = False, allow_overlap: bool = False, maptype: Any = None
    ) -> None: ...

class StoredFieldFacet(FacetType):
    def __init__(
        self,
        fieldname: str,
        allow_overlap: bool = False,
        split_fn: Callable[[Any], list[Any]] | None = None,
        maptype: Any = None,
    ) -> None: ...

def add_sortable(writer: IndexWriter, fieldname: str, facet: FacetType, column: Column | None = None) -> None: ...
