"""The columns of a file of records by role, and the documents made of its records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.formats.column_dates import date_of, orders_of
from corpus.formats.column_names import Role
from corpus.formats.column_values import Path, Record, as_text, value_at
from corpus.formats.html_fragment import html_text
from corpus.formats.source import Broken, Draft
from corpus.model.columns import ColumnChoice
from corpus.model.date_source import DateSource
from corpus.model.reason import Reason
from corpus.text.dates import DateOrder

TEXT_FIELDS = "body, text, content"
"""The commonest names of text columns, for a message."""
METADATA_NAMES = {Role.AUTHOR: "author", Role.SOURCE: "source", Role.LANGUAGE: "language", Role.URL: "url"}
"""The names of the metadata."""
_MOST_VARIANTS = 64
"""Other sets of columns in one file that are judged once; further ones are judged record by record."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column in use."""

    path: Path
    is_html: bool = False
    date_source: DateSource = DateSource.FIELD
    """Where the date comes from."""

    def text(self, record: Record, separator: str = ", ") -> str:
        """The value in a record as text, with `separator` between the elements of a list."""
        value = as_text(value_at(record, self.path), separator)
        return html_text(value) if self.is_html else value


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file by role, the best first."""

    roles: dict[Role, tuple[Column, ...]]
    joined: tuple[Column, ...] = ()
    """Text columns that the user wants joined."""
    orders: dict[str, DateOrder] = field(default_factory=dict)
    """The order of day and month in dates, by separator."""
    is_order_open: bool = False
    """Whether more records could decide the order."""
    choice: ColumnChoice = field(default_factory=ColumnChoice)
    has_words: bool = False
    """Whether any column has text other than numbers, dates and addresses."""

    @property
    def is_data(self) -> bool:
        """Whether no column holds a text or a title: the records are data, not documents."""
        return not self.joined and not self.roles[Role.TEXT] and not self.roles[Role.TITLE]

    def with_orders(self, records: Sequence[Record]) -> Columns:
        """These columns with the order of day and month that more records show."""
        orders: dict[str, DateOrder] = {}
        for column in self.roles[Role.DATE]:
            found, _ = orders_of(value_at(record, column.path) for record in records)
            orders = found | orders
        return replace(self, orders=orders, is_order_open=False)

    def draft(self, record: Record, number: str) -> Draft | None:
        """The document of a record; None where it has neither text nor title.

        Args:
            record: A record of the file.
            number: Names the record where it has no id.

        """
        title, text = self._first(record, Role.TITLE), self.text(record)
        if not text and not title:
            return None
        name = self._first(record, Role.ID) or number
        date, source = self._date(record)
        return Draft(text, title, date, source, record=name, metadata=tuple(self._metadata(record)))

    def text(self, record: Record) -> str:
        """The text of a record; "" where it has none."""
        if self.joined:
            return "\n\n".join(text for column in self.joined if (text := column.text(record, "\n\n")))
        return self._first(record, Role.TEXT, "\n\n")

    def _first(self, record: Record, role: Role, separator: str = ", ") -> str:
        for column in self.roles[role]:
            if text := column.text(record, separator):
                return text
        return ""

    def _date(self, record: Record) -> tuple[dt.date | None, DateSource]:
        for column in self.roles[Role.DATE]:
            if date := date_of(value_at(record, column.path), self.orders):
                return date, column.date_source
        return None, DateSource.FIELD

    def _metadata(self, record: Record) -> Iterator[tuple[str, str]]:
        for role, shown in METADATA_NAMES.items():
            if value := self._first(record, role):
                yield shown, value


class RecordReader:
    """Makes documents of the records of one file, by the columns chosen on its first records.

    Args:
        columns: Chosen for the file.
        choose: Chooses columns for a record that has no text in those: files may mix records of several kinds.

    """

    def __init__(self, columns: Columns, choose: Callable[[Sequence[Record]], Columns]) -> None:
        self._columns = columns
        self._choose = choose
        self._variants: dict[tuple[str, ...], Columns] = {}
        self._is_first = True

    def read(self, record: Record, number: str) -> Draft | Broken:
        """The document of a record, or why it is none. The first one carries the choice of columns."""
        draft = self._columns.draft(record, number)
        if draft is None or not draft.text:
            other = self._other(record).draft(record, number)
            if other and (other.text or draft is None):
                draft = other
        if draft is None:
            return Broken(number, Reason.NO_TEXT_FIELD, TEXT_FIELDS)
        if self._is_first:
            self._is_first = False
            return replace(draft, columns=self._columns.choice)
        return draft

    def _other(self, record: Record) -> Columns:
        """The columns of records with the same fields as this one."""
        key = tuple(record)
        if key not in self._variants:
            columns = self._choose((record,))
            if len(self._variants) >= _MOST_VARIANTS:
                return columns
            self._variants[key] = columns
        return self._variants[key]
