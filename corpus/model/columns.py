"""The columns of record formats (CSV, JSON, JSON Lines): what the user maps, and which ones a reader used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from msgspec import Meta


def _column(role: str) -> Meta:
    return Meta(max_length=1000, examples=["headline", "article.body"], description=f"Column of the {role}.")


class ColumnDateOrder(StrEnum):
    """How to read dates such as 04/03/2025 in a column."""

    AUTOMATIC = "automatic"
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Columns of some files by role, each a name or a path such as `article.body`; those not set are detected."""

    title: Annotated[str, _column("title")] = ""
    text: Annotated[
        str,
        Meta(
            max_length=1000,
            examples=["body", "lead, body"],
            description="Column of the text, or several with commas between them, which are joined.",
        ),
    ] = ""
    date: Annotated[str, _column("date")] = ""
    author: Annotated[str, _column("author")] = ""
    source: Annotated[str, _column("publisher")] = ""
    language: Annotated[str, _column("language")] = ""
    url: Annotated[str, _column("web address")] = ""
    id: Annotated[str, _column("identifier")] = ""
    date_order: Annotated[
        ColumnDateOrder,
        Meta(examples=["day-first", "month-first"], description="How to read dates such as 04/03/2025."),
    ] = ColumnDateOrder.AUTOMATIC


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """Which columns of a file were used as what, and which were not. Nested fields are paths such as `article.body`.

    A role with several columns uses, for each record, the first one that has a value.
    """

    title: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    metadata: tuple[str, ...] = ()
    """Of author, source, language, address and id."""
    unused: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Columns that the user's mapping names and the file does not have."""
