from collections.abc import Sequence as _Sequence
from datetime import datetime
from typing import Any, ClassVar

from whoosh.query.qcore import Every as Every
from whoosh.query.qcore import NullQuery as NullQuery
from whoosh.query.qcore import Query as Query
from whoosh.query.qcore import QueryError as QueryError
from whoosh.reading import IndexReader

class Term(Query):
    fieldname: str
    text: str | bytes
    boost: float
    minquality: float | None
    def __init__(
        self, fieldname: str, text: str | bytes, boost: float = 1.0, minquality: float | None = None
    ) -> None: ...

class MultiTerm(Query):
    fieldname: str
    boost: float
    constantscore: bool

class PatternQuery(MultiTerm):
    text: str
    def __init__(self, fieldname: str, text: str, boost: float = 1.0, constantscore: bool = True) -> None: ...
    def _get_pattern(self) -> str: ...
    def _find_prefix(self, text: str) -> str: ...

class Prefix(PatternQuery): ...
class Wildcard(PatternQuery): ...
class Regex(PatternQuery): ...

class ExpandingTerm(MultiTerm):
    text: str

class FuzzyTerm(ExpandingTerm):
    maxdist: int
    prefixlength: int
    def __init__(
        self,
        fieldname: str,
        text: str,
        boost: float = 1.0,
        maxdist: int = 1,
        prefixlength: int = 1,
        constantscore: bool = True,
    ) -> None: ...

class Variations(ExpandingTerm):
    def __init__(self, fieldname: str, text: str, boost: float = 1.0) -> None: ...

class TermRange(MultiTerm):
    start: Any
    end: Any
    startexcl: bool
    endexcl: bool
    def __init__(
        self,
        fieldname: str,
        start: Any,
        end: Any,
        startexcl: bool = False,
        endexcl: bool = False,
        boost: float = 1.0,
        constantscore: bool = True,
    ) -> None: ...

class NumericRange(Query):
    fieldname: str
    start: Any
    end: Any
    startexcl: bool
    endexcl: bool
    boost: float
    constantscore: bool
    def __init__(
        self,
        fieldname: str,
        start: Any,
        end: Any,
        startexcl: bool = False,
        endexcl: bool = False,
        boost: float = 1.0,
        constantscore: bool = True,
    ) -> None: ...
    def _compile_query(self, ixreader: IndexReader) -> Query: ...

class DateRange(NumericRange):
    def __init__(
        self,
        fieldname: str,
        start: datetime | None,
        end: datetime | None,
        startexcl: bool = False,
        endexcl: bool = False,
        boost: float = 1.0,
        constantscore: bool = True,
    ) -> None: ...

class Phrase(Query):
    fieldname: str
    words: _Sequence[str | bytes]
    slop: int
    boost: float
    def __init__(
        self,
        fieldname: str,
        words: _Sequence[str | bytes],
        slop: int = 1,
        boost: float = 1.0,
        char_ranges: _Sequence[tuple[int, int]] | None = None,
    ) -> None: ...

class CompoundQuery(Query):
    subqueries: _Sequence[Query]
    boost: float
    def __init__(self, subqueries: _Sequence[Query], boost: float = 1.0) -> None: ...

class And(CompoundQuery): ...

class Or(CompoundQuery):
    AUTO_MATCHER: ClassVar[int]
    matcher_type: int
    scale: float | None
    def __init__(
        self, subqueries: _Sequence[Query], boost: float = 1.0, minmatch: int = 0, scale: float | None = None
    ) -> None: ...

class DisjunctionMax(CompoundQuery):
    def __init__(self, subqueries: _Sequence[Query], boost: float = 1.0, tiebreak: float = 0.0) -> None: ...

class Sequence(CompoundQuery):
    def __init__(
        self, subqueries: _Sequence[Query], slop: int = 1, ordered: bool = True, boost: float = 1.0
    ) -> None: ...

class BinaryQuery(CompoundQuery):
    a: Query
    b: Query
    def __init__(self, a: Query, b: Query) -> None: ...

class AndNot(BinaryQuery): ...
class AndMaybe(BinaryQuery): ...
class Otherwise(BinaryQuery): ...
class Require(BinaryQuery): ...

class Not(Query):
    query: Query
    boost: float
    def __init__(self, query: Query, boost: float = 1.0) -> None: ...

class WrappingQuery(Query):
    child: Query

class ConstantScoreQuery(WrappingQuery):
    score: float
    def __init__(self, child: Query, score: float = 1.0) -> None: ...
