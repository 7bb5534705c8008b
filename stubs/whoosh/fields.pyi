from collections.abc import Iterable, Iterator
from typing import Any

from whoosh.analysis import Composable
from whoosh.columns import Column
from whoosh.formats import Format

class FieldType:
    analyzer: Composable
    format: Format
    scorable: bool | None
    stored: bool | None
    unique: bool | None
    vector: Format | None
    indexed: bool
    column_type: Column | None
    def __init__(
        self,
        format: Format,
        analyzer: Composable,
        scorable: bool = False,
        stored: bool = False,
        unique: bool = False,
        multitoken_query: str = "default",
        sortable: bool = False,
        vector: Format | bool | None = None,
    ) -> None: ...
    def index(self, value: Any, **kwargs: Any) -> Iterable[tuple[bytes, int, float, bytes]]: ...
    def to_bytes(self, value: Any) -> bytes: ...
    def from_bytes(self, bs: bytes) -> Any: ...
    def to_column_value(self, value: Any) -> Any: ...
    def separate_spelling(self) -> bool: ...
    def spelling_fieldname(self, fieldname: str) -> str: ...
    def spellable_words(self, value: Any) -> Iterator[str]: ...

class ID(FieldType):
    def __init__(
        self,
        stored: bool = False,
        unique: bool = False,
        field_boost: float = 1.0,
        sortable: bool = False,
        analyzer: Composable | None = None,
    ) -> None: ...

class NUMERIC(FieldType):
    def __init__(
        self,
        numtype: type[Any] | str = ...,
        bits: int = 32,
        stored: bool = False,
        unique: bool = False,
        field_boost: float = 1.0,
        decimal_places: int = 0,
        shift_step: int = 4,
        signed: bool = True,
        sortable: bool | Column = False,
        default: Any = None,
    ) -> None: ...

class DATETIME(NUMERIC):
    def __init__(self, stored: bool = False, unique: bool = False, sortable: bool = False) -> None: ...

class STORED(FieldType):
    def __init__(self) -> None: ...

class KEYWORD(FieldType):
    def __init__(
        self,
        stored: bool = False,
        lowercase: bool = False,
        commas: bool = False,
        scorable: bool = False,
        unique: bool = False,
        field_boost: float = 1.0,
        sortable: bool = False,
        vector: Format | bool | None = None,
        analyzer: Composable | None = None,
    ) -> None: ...

class TEXT(FieldType):
    def __init__(
        self,
        analyzer: Composable | None = None,
        phrase: bool = True,
        chars: bool = False,
        stored: bool = False,
        field_boost: float = 1.0,
        multitoken_query: str = "default",
        spelling: bool = False,
        sortable: bool | Column = False,
        lang: str | None = None,
        vector: Format | bool | None = None,
        spelling_prefix: str = "spell_",
    ) -> None: ...

class NGRAM(FieldType):
    def __init__(
        self,
        minsize: int = 2,
        maxsize: int = 4,
        stored: bool = False,
        field_boost: float = 1.0,
        queryor: bool = False,
        phrase: bool = False,
        sortable: bool = False,
    ) -> None: ...

class Schema:
    def __init__(self, **fields: FieldType | type[FieldType]) -> None: ...
    def __getitem__(self, name: str) -> FieldType: ...
    def __contains__(self, fieldname: object) -> bool: ...
    def items(self) -> list[tuple[str, FieldType]]: ...
    def names(self, check_names: Iterable[str] | None = None) -> list[str]: ...

def ensure_schema(schema: Schema | type[Schema]) -> Schema: ...
