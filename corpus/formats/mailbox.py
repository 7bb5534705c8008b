"""Mailboxes of the mbox family: many messages in one file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from corpus.formats.mail import read_message
from corpus.formats.mail_headers import FIELD
from corpus.formats.source import Broken, Draft, Source
from corpus.formats.splitting import RawRecord, RecordGroup
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_SEPARATOR = re.compile(
    rb"From \S.*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:\w{3} +\d|\d{1,2} +\w{3} ).*\d{1,2}:\d\d|From \S+ *\r?\n"
)
"""A separator line with the delivery date in the form of `asctime`, or without a date."""
_LOOSE_SEPARATOR = re.compile(rb"From \S.*(?:\d{4}\s*\Z|\d\d:\d\d)")
"""A line that is a separator only after a blank line and before a common header field."""
_ANY_FIELD = re.compile(rb"[!-9;-~]+:|>From ")
_USUAL_FIELD = re.compile(FIELD + rb"|>From ", re.IGNORECASE)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def read_mbox(source: Source) -> Iterator[Draft | Broken]:
    """Yield every message of a mailbox, each followed by its attachments.

    Raises:
        UnreadableFile: It is not a mailbox.

    """
    yield from read_messages(_opened(source), None, source)


def split_mbox(source: Source) -> Iterator[RecordGroup]:
    """Split the mailbox into its messages.

    Raises:
        UnreadableFile: It is not a mailbox.

    """
    return iter((RecordGroup(_opened(source), read_messages),))


def read_messages(records: Iterable[RawRecord | Broken], _: None, source: Source) -> Iterator[Draft | Broken]:
    """Yield the messages of a mailbox, each followed by its attachments.

    Args:
        records: Number and bytes of each message, with the separator line before it.
        source: The mailbox.

    """
    for record in records:
        if isinstance(record, Broken):
            yield record
            continue
        number, data = record
        assert isinstance(data, bytes)
        # mboxrd adds a ">" to each line of this form; mboxo only to those without one.
        try:
            yield from read_message(_QUOTED_FROM.sub(rb"\1", data), source, number)
        except UnreadableFile as error:
            yield Broken.of(number, error)


def _opened(source: Source) -> Iterator[RawRecord | Broken]:
    """The messages of a mailbox by number.

    Raises:
        UnreadableFile: It is not a mailbox.

    """
    messages = _messages(source)
    first = next(messages, None)
    if first is None:
        raise UnreadableFile(Reason.NOT_MAILBOX)
    return chain((first,), messages)


def _messages(source: Source) -> Iterator[RawRecord | Broken]:
    """Yield number and bytes of each message, with the separator line before it; Broken for one over the limit."""
    limit = source.limits.document_bytes
    number = size = 0
    message = bytearray()  # not a list of its lines, of which 32 MB of short ones take 700 MB
    for line, is_separator in _marked_lines(source):
        if is_separator:
            if number:
                yield _message(number, message, size, limit)
            number, message, size = number + 1, bytearray(line), 0
        elif number:
            size += len(line)
            if size <= limit:
                message += line
            else:
                message.clear()
    if number:
        yield _message(number, message, size, limit)


def _message(number: int, message: bytearray, size: int, limit: int) -> RawRecord | Broken:
    if size > limit:
        return Broken(str(number), Reason.TOO_LARGE, number=limit)
    return str(number), bytes(message)


def _marked_lines(source: Source) -> Iterator[tuple[bytes, bool]]:
    """Yield the lines of a file, and whether each is a separator: its form is right, and a header field follows."""
    held: bytes | None = None  # a line that may be a separator, until the next one is known
    before = before_held = b""
    with source.open() as stream:
        for line in iter(partial(stream.readline, source.limits.document_bytes), b""):
            source.consumed += len(line)
            if held is not None:
                yield held, _is_separator(held, line, after_blank=not before_held.strip())
                before, held = held, None
            if line.startswith(b"From "):
                held, before_held = line, before
            else:
                yield line, False
                before = line
    if held is not None:
        yield held, False


def _is_separator(line: bytes, following: bytes, *, after_blank: bool) -> bool:
    """Whether a line that begins with "From " is a separator, judged by the line after it."""
    if _SEPARATOR.match(line):
        return bool(_ANY_FIELD.match(following))
    return after_blank and bool(_LOOSE_SEPARATOR.match(line) and _USUAL_FIELD.match(following))
