"""JSON: records in an array, line by line or anywhere in an object, or one article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import Enum, auto
from itertools import chain
from typing import cast

from corpus.formats.column_choice import choose_columns
from corpus.formats.column_names import STRONG, Role, name_score
from corpus.formats.column_values import Record
from corpus.formats.columns import TEXT_FIELDS, Columns
from corpus.formats.json_values import NoValue, Value, json_values
from corpus.formats.plain import read_plain
from corpus.formats.records import Numbered, documents_of, read_records, split_records, take_sample
from corpus.formats.source import Broken, Draft, Source
from corpus.formats.splitting import RecordGroup
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_DEEPEST = 6
"""How deep in an object its records are looked for."""
_SAMPLE = 200


def read_json(source: Source) -> Iterator[Draft | Broken]:
    """Yield the document of each record; an array is read in memory for one record.

    Raises:
        UnreadableFile: It is not JSON, holds no articles, or is one value over the limit.

    """
    values = json_values(source.text_pieces(), source.limits.document_bytes)
    first = next(values, None)
    if isinstance(first, NoValue) and not source.path.lower().endswith((".json", ".jsonl", ".ndjson")):
        for found in read_plain(source):  # it only begins like JSON
            yield replace(found, kind="text")
        return
    if first is None or isinstance(first, NoValue):
        is_large = first is not None and first.is_too_large
        raise UnreadableFile(
            Reason.TOO_LARGE if is_large else Reason.NOT_JSON, number=source.limits.document_bytes * is_large
        )
    second = next(values, None)
    if second is None and not first.in_array:
        yield from _read_object(first.value, source)
        return
    rest = chain((first,), () if second is None else (second,), values)
    yield from read_records(_records(rest, source.limits.document_bytes), source)


def split_json(source: Source) -> Iterator[RecordGroup] | None:
    """Split an array, or values that follow each other, into records; None for a single object or what is not JSON.

    Raises:
        UnreadableFile: It holds no articles.

    """
    values = json_values(source.text_pieces(), source.limits.document_bytes)
    first = next(values, None)
    if first is None or isinstance(first, NoValue):
        return None
    second = next(values, None)
    if second is None:
        return None
    return split_records(_records(chain((first, second), values), source.limits.document_bytes), source)


def _records(values: Iterator[Value | NoValue], limit: int) -> Iterator[Numbered | Broken]:
    """The records among the values, numbered from 1; other values are reported unless they are in an array."""
    for number, found in enumerate(values, 1):
        if isinstance(found, NoValue):
            reason = Reason.TOO_LARGE if found.is_too_large else Reason.NOT_JSON
            yield Broken(str(number), reason, number=limit if found.is_too_large else 0)
        elif isinstance(found.value, dict):
            yield str(number), found.value
        elif not found.in_array:
            yield Broken(str(number), Reason.NOT_JSON_OBJECT)


def _read_object(value: object, source: Source) -> Iterator[Draft | Broken]:
    """The article that an object is, or the records in it.

    Raises:
        UnreadableFile: It holds no articles.

    """
    if not isinstance(value, dict):
        raise UnreadableFile(Reason.NO_ARTICLES, TEXT_FIELDS)
    mapping = source.column_mapping
    own = choose_columns((value,), mapping)
    length = len(own.text(value))
    article = _kind_of(value, own)
    best: list[Numbered] = []
    if article is not _Shape.ARTICLE:
        best = _best_list(value, source, 0 if article is _Shape.LIST else length)
    if best:
        sample, columns = take_sample(iter(cast("list[Numbered | Broken]", best)), source)
        yield from documents_of(chain(sample, best[len(sample) :]), columns, source)
    elif length:
        for found in documents_of([("", value)], own, source):
            yield replace(found, record="")
    else:
        raise UnreadableFile(Reason.NO_ARTICLES, TEXT_FIELDS)


class _Shape(Enum):
    """What the field of an object with the name of a text shows about the object."""

    ARTICLE = auto()
    """Text or paragraphs: the object is an article, whatever lists it has beside them, such as comments."""
    LIST = auto()
    """Records with titles: the object is a page of articles."""
    OPEN = auto()
    """There is no such field."""


def _kind_of(value: Record, columns: Columns) -> _Shape:
    path = columns.roles[Role.TEXT][0].path if columns.roles[Role.TEXT] else ()
    if len(path) != 1 or name_score(path, Role.TEXT) < STRONG:
        return _Shape.OPEN
    inner = value[path[0]]
    records = [each for each in inner if isinstance(each, dict)] if isinstance(inner, list) else []
    return _Shape.LIST if records and choose_columns(records[:_SAMPLE]).roles[Role.TITLE] else _Shape.ARTICLE


def _best_list(value: Record, source: Source, length: int) -> list[Numbered]:
    """The records with the most text in an object; none if they have less than `length` characters."""
    best: list[Numbered] = []
    for records in _lists(value):
        columns = choose_columns([record for _, record in records[:_SAMPLE]], source.column_mapping)
        total = 0 if columns.is_data else sum(len(columns.text(record)) or 1 for _, record in records)
        if total and total >= length:
            best, length = records, total
    return best


def _lists(value: Record) -> Iterator[list[Numbered]]:
    """Yield the lists of records in an object, and the objects whose fields are records, each with number or name."""
    level: list[tuple[int, Mapping[str, object]]] = [(0, value)]
    while level:
        depth, outer = level.pop(0)
        if len(outer) > 1 and all(isinstance(each, dict) for each in outer.values()):
            yield [(name, cast(Record, each)) for name, each in outer.items()]
        for inner in outer.values():
            if isinstance(inner, list):
                records: list[Numbered] = [
                    (str(number), each) for number, each in enumerate(inner, 1) if isinstance(each, dict)
                ]
                if records:
                    yield records
            elif isinstance(inner, dict) and depth < _DEEPEST:
                level.append((depth + 1, inner))
