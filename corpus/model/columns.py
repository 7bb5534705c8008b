"""The columns of record formats (CSV, JSON, JSON Lines): what the user maps, and which ones a reader used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

_COLUMN = Meta(max_length=1000, examples=["headline", "article.body"])


class ColumnDateOrder(StrEnum):
    """How to read dates such as 04/03/2025 in a column."""

    AUTOMATIC = "automatic"
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Columns of some files by role, each a name or a path such as `article.body`; those not set are detected."""

    title: Annotated[str, _COLUMN] = ""
    text: Annotated[str, Meta(max_length=1000, examples=["body", "lead, body"])] = ""
    """One column, or several with commas between them, which are joined."""
    date: Annotated[str, _COLUMN] = ""
    author: Annotated[str, _COLUMN] = ""
    source: Annotated[str, _COLUMN] = ""
    """The name of the publisher."""
    language: Annotated[str, _COLUMN] = ""
    url: Annotated[str, _COLUMN] = ""
    id: Annotated[str, _COLUMN] = ""
    date_order: Annotated[ColumnDateOrder, Meta(examples=["day-first", "month-first"])] = ColumnDateOrder.AUTOMATIC


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """Which columns of a file were used as what, and which were not. Nested fields are paths such as `article.body`.

    A role with several columns uses, for each record, the first one that has a value.
    """

    title: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    metadata: tuple[str, ...] = ()
    """The columns of author, source, language, address and id."""
    unused: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Columns that the user's mapping names and the file does not have."""
