"""JSON Lines: one document a line, whatever its fields are called."""

from __future__ import annotations

import json
from collections.abc import Iterator

from corpus.formats.fields import RECORD, TEXT, TEXT_FIELDS, TITLE, lower_keys, pick, pick_date, pick_metadata
from corpus.formats.source import Broken, Draft, Source
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.text.encoding import decode

_PROOF = 20
"""So many lines in a row that are no JSON, and nothing before them, and the file is something else."""


def read_jsonl(source: Source) -> Iterator[Draft | Broken]:
    """Yield every record as a document; lines that are no record are reported one by one.

    Raises:
        UnreadableFile: nothing in it looks like JSON Lines.

    """
    broken: list[Broken] = []
    good = False
    for number, line in source.lines():
        found = _record(str(number), line, source.limits.document_bytes)
        if isinstance(found, Draft):
            good = True
        if good:
            yield from broken
            broken.clear()
            yield found
        elif isinstance(found, Broken):
            broken.append(found)
            if len(broken) >= _PROOF:
                break
    if broken:
        first = broken[0]
        if first.reason is Reason.TOO_LARGE:
            raise UnreadableFile(first.reason, first.detail, first.number)
        raise UnreadableFile(Reason.NOT_JSON_LINES, number=int(first.record))


def _record(record: str, line: bytes | None, limit: int) -> Draft | Broken:
    """One line as a document, or why it is none; None for one over the limit."""
    if line is None:
        return Broken(record, Reason.TOO_LARGE, number=limit)
    try:
        value = json.loads(decode(line)[0], strict=False)
    except (ValueError, RecursionError, UnreadableFile):
        return Broken(record, Reason.NOT_JSON)
    if not isinstance(value, dict):
        return Broken(record, Reason.NOT_JSON_OBJECT)
    return draft_of(value, record)


def draft_of(value: dict[object, object], number: str) -> Draft | Broken:
    """A record with fields of any name as a document, or why it is none."""
    fields = lower_keys(value)
    title, text = pick(fields, TITLE), pick(fields, TEXT)
    if not text and not title:
        return Broken(number, Reason.NO_TEXT_FIELD, TEXT_FIELDS)
    date, source = pick_date(fields)
    return Draft(text, title, date, source, pick(fields, RECORD) or number, pick_metadata(fields))
