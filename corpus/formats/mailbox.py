"""Mailboxes of the mbox family: many messages in one file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.formats.mail import read_message
from corpus.formats.mail_headers import FIELD
from corpus.formats.source import Broken, Draft, Source
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
_QUOTED_FROM = re.compile(rb">+From ")


def read_mbox(source: Source) -> Iterator[Draft | Broken]:
    """Yield every message of a mailbox, each followed by its attachments.

    Raises:
        UnreadableFile: It is not a mailbox.

    """
    number = 0
    for number, data in enumerate(_split(source), 1):
        if data is None:
            yield Broken(str(number), Reason.TOO_LARGE, number=source.limits.document_bytes)
            continue
        try:
            yield from read_message(data, source, str(number))
        except UnreadableFile as error:
            yield Broken.of(str(number), error)
    if not number:
        raise UnreadableFile(Reason.NOT_MAILBOX)


def _split(source: Source) -> Iterator[bytes | None]:
    """The messages of a mailbox, each with the separator before it; None for one over the limit."""
    limit = source.limits.document_bytes
    parts: list[bytes] = []
    size, inside = 0, False
    for line, is_separator in _marked_lines(source):
        if is_separator:
            if inside:
                yield b"".join(parts) if size <= limit else None
            parts, size, inside = [line], 0, True
        elif inside:
            size += len(line)
            if size <= limit:
                # mboxrd adds a ">" to each line of this form; mboxo only to those without one.
                parts.append(line[1:] if line.startswith(b">") and _QUOTED_FROM.match(line) else line)
    if inside:
        yield b"".join(parts) if size <= limit else None


def _marked_lines(source: Source) -> Iterator[tuple[bytes, bool]]:
    """Yield the lines of a file, and whether each is a separator: its form is right, and a header field follows."""
    held: bytes | None = None  # a line that may be a separator, until the next one is known
    after_blank = held_after_blank = True
    for line in _lines(source):
        if held is not None:
            yield held, _is_separator(held, line, after_blank=held_after_blank)
        if line.startswith(b"From "):
            held, held_after_blank = line, after_blank
        else:
            held = None
            yield line, False
        after_blank = not line.strip()
    if held is not None:
        yield held, False


def _lines(source: Source) -> Iterator[bytes]:
    with source.open() as stream:
        while line := stream.readline(source.limits.document_bytes):
            source.consumed += len(line)
            yield line


def _is_separator(line: bytes, following: bytes, *, after_blank: bool) -> bool:
    """Whether a line that begins with "From " is a separator, judged by the line after it."""
    if _SEPARATOR.match(line):
        return bool(_ANY_FIELD.match(following))
    return after_blank and bool(_LOOSE_SEPARATOR.match(line) and _USUAL_FIELD.match(following))
