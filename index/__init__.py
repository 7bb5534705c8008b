"""Documents to a searchable library. The only package that imports Whoosh."""

from __future__ import annotations

from index.errors import (
    DocumentNotFound,
    LibraryDamaged,
    LibraryError,
    LibraryLocked,
    LibraryUnsafe,
    QueryError,
    QueryTooLarge,
    StorageError,
)
from index.query import Facet, Filter, Hit, Kind, Page, Progress, Query, Report, Snippet, Sort

__all__ = [
    "DocumentNotFound", "Facet", "Filter", "Hit", "Kind", "LibraryDamaged", "LibraryError", "LibraryLocked",
    "LibraryUnsafe", "Page", "Progress", "Query", "QueryError", "QueryTooLarge", "Report", "Snippet", "Sort",
    "StorageError",
]  # fmt: skip
