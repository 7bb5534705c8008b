"""Records of any format to documents: a sample of the first ones decides which columns are used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from corpus.formats.column_choice import choose_columns
from corpus.formats.column_values import Record, rough_size
from corpus.formats.columns import TEXT_FIELDS, Columns, RecordReader
from corpus.formats.source import Broken, Draft, Source
from corpus.formats.splitting import RecordGroup
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

Numbered = tuple[str, Record]
"""A record and its number in the file."""

_SAMPLE = 200
"""Records on which columns are chosen."""
_DATE_SAMPLE = 5000
"""Records looked at for the order of day and month, where fewer do not decide it."""
_SAMPLE_CHARACTERS = 8 * 1024 * 1024


def read_records(records: Iterable[Numbered | Broken], source: Source) -> Iterator[Draft | Broken]:
    """Yield the document of each record, or why it is none. Holds no more than the sample in memory.

    Raises:
        UnreadableFile: The records are data: none of their columns holds a text or a title.

    """
    chosen, columns = _with_columns(records, source)
    yield from documents_of(chosen, columns, source)


def split_records(records: Iterable[Numbered | Broken], source: Source) -> Iterator[RecordGroup]:
    """Return the records as one group, with the columns chosen on the first ones.

    Raises:
        UnreadableFile: As in `read_records`.

    """
    return grouped(*_with_columns(records, source))


def grouped(records: Iterable[Numbered | Broken], columns: Columns) -> Iterator[RecordGroup]:
    """Return the records as one group."""
    return iter((RecordGroup(records, documents_of, columns),))


def _with_columns(records: Iterable[Numbered | Broken], source: Source) -> tuple[Iterator[Numbered | Broken], Columns]:
    """All records, and the columns chosen on the first ones."""
    rest = iter(records)
    sample, columns = take_sample(rest, source)
    if columns.is_data and any(not isinstance(each, Broken) for each in sample):
        raise UnreadableFile(Reason.NO_ARTICLES, TEXT_FIELDS)
    return chain(sample, rest), columns


def documents_of(records: Iterable[Numbered | Broken], columns: Columns, source: Source) -> Iterator[Draft | Broken]:
    """Yield the document of each record, or why it is none, by the columns chosen."""
    mapping = source.column_mapping
    reader = RecordReader(columns, lambda record: choose_columns(record, mapping))
    for each in records:
        yield each if isinstance(each, Broken) else reader.read(each[1], each[0])


def take_sample(records: Iterator[Numbered | Broken], source: Source) -> tuple[list[Numbered | Broken], Columns]:
    """Take the first records and choose the columns on them.

    More are taken where those leave open whether 04/03/2025 is in March or April.
    """
    sample: list[Numbered | Broken] = []
    size = _extend(sample, records, _SAMPLE, 0)
    columns = choose_columns(_contents(sample), source.column_mapping)
    if columns.is_order_open:
        _extend(sample, records, _DATE_SAMPLE, size)
        columns = columns.with_orders(_contents(sample))
    return sample, columns


def _extend(sample: list[Numbered | Broken], records: Iterator[Numbered | Broken], count: int, size: int) -> int:
    """Take records until the sample has `count` of them or is too large; returns its size in characters."""
    while len(sample) < count and size < _SAMPLE_CHARACTERS:
        each = next(records, None)
        if each is None:
            break
        sample.append(each)
        size += 100 if isinstance(each, Broken) else rough_size(each[1])
    return size


def _contents(sample: Iterable[Numbered | Broken]) -> list[Record]:
    return [each[1] for each in sample if not isinstance(each, Broken)]
