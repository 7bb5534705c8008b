"""JSON Lines: one record on each line."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.formats.json_array import read_json, split_json
from corpus.formats.json_values import DECODER
from corpus.formats.records import Numbered, read_records, split_records
from corpus.formats.source import Broken, Draft, Source
from corpus.formats.splitting import RecordGroup
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.text.encoding import decode

_PROOF = 20
"""So many lines at the beginning without a record, and the file is something else."""


def read_jsonl(source: Source) -> Iterator[Draft | Broken]:
    """Yield the document of each record; lines that are no record are reported one by one.

    Raises:
        UnreadableFile: Nothing in it looks like JSON Lines, or its records hold no texts.

    """
    if not _is_line_by_line(source):
        yield from read_json(source)
        return
    yield from read_records(_records(source), source)


def split_jsonl(source: Source) -> Iterator[RecordGroup] | None:
    """Split the file into its records; None if it is one value.

    Raises:
        UnreadableFile: As in `read_jsonl`.

    """
    return split_records(_records(source), source) if _is_line_by_line(source) else split_json(source)


def _is_line_by_line(source: Source) -> bool:
    """Whether records end at line feeds. Others are UTF-16, in an array, or on several lines or one line together."""
    head = source.head()
    if b"\0" in head or (b"\r" in head and b"\n" not in head):
        return False
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n\x1e")[:1]
    if start not in (b"{", b"["):
        return True
    if start == b"[" or head.startswith(b"\x1e"):
        return False
    first = next((line for _, line in source.lines()), None)
    source.consumed = 0
    return first is None or _value(first) is not None


def _records(source: Source) -> Iterator[Numbered | Broken]:
    """The records of the file with the numbers of their lines.

    Raises:
        UnreadableFile: The first lines hold no record.

    """
    broken: list[Broken] = []
    is_proven = False
    for number, line in source.lines():
        found = _record(str(number), line, source.limits.document_bytes)
        if not is_proven and isinstance(found, Broken):
            broken.append(found)
            if len(broken) >= _PROOF:
                break
            continue
        is_proven = True
        yield from broken
        broken.clear()
        yield found
    if broken:
        first = broken[0]
        if first.reason is Reason.TOO_LARGE:
            raise UnreadableFile(first.reason, first.detail, first.number)
        raise UnreadableFile(Reason.NOT_JSON_LINES, number=int(first.record))


def _record(number: str, line: bytes | None, limit: int) -> Numbered | Broken:
    """The record of a line, or why it is none; a line of None is over the limit."""
    if line is None:
        return Broken(number, Reason.TOO_LARGE, number=limit)
    value = _value(line)
    if value is None:
        return Broken(number, Reason.NOT_JSON)
    return (number, value) if isinstance(value, dict) else Broken(number, Reason.NOT_JSON_OBJECT)


def _value(line: bytes) -> object:
    """The JSON value of a line; None where it is none."""
    try:
        # The shortest way for most lines; an escape character announces a seven-bit encoding of other scripts.
        text = line.decode() if line.isascii() and b"\x1b" not in line else decode(line)[0]
        return DECODER.decode(text)
    except (ValueError, RecursionError, UnreadableFile):
        return None
