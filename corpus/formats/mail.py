"""Mail: one message, or a mailbox of them; what is attached is read as documents of their own."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from corpus.formats.html import all_text
from corpus.formats.source import Broken, Draft, Part, Source
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.text.encoding import decode
from corpus.text.sanitize import clean_line

_FROM = re.compile(rb"From \S+.*\d{4}\s*\Z|From .*\d\d:\d\d")
_MOST_PARTS = 1000
_DEFECTS = (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError, AssertionError)
"""What the standard library's parser raises on headers and bodies that no program should have sent."""


def read_mail(source: Source) -> Iterator[Draft | Broken]:
    """Yield the message, then what is attached to it.

    Raises:
        UnreadableFile: it is over the limit, or no mail.

    """
    yield from _message(source.data(), source, "")


def read_mbox(source: Source) -> Iterator[Draft | Broken]:
    """Yield every message of a mailbox, each followed by what is attached to it.

    Raises:
        UnreadableFile: it is no mailbox.

    """
    number = 0
    for number, data in enumerate(_split(source), 1):
        if data is None:
            yield Broken(str(number), Reason.TOO_LARGE, number=source.limits.document_bytes)
            continue
        try:
            yield from _message(data, source, str(number))
        except UnreadableFile as error:
            yield Broken.of(str(number), error)
    if not number:
        raise UnreadableFile(Reason.NOT_MAILBOX)


def _split(source: Source) -> Iterator[bytes | None]:
    """The messages of a mailbox; None for one over the limit."""
    parts: list[bytes] = []
    size, inside, blank = 0, False, True
    with source.open() as stream:
        while line := stream.readline(source.limits.document_bytes):
            source.consumed += len(line)
            if blank and line.startswith(b"From ") and _FROM.match(line):
                if inside:
                    yield b"".join(parts) if size <= source.limits.document_bytes else None
                parts, size, inside = [], 0, True
            elif inside:
                size += len(line)
                if size <= source.limits.document_bytes:
                    parts.append(line[1:] if line.startswith(b">From ") else line)
            blank = not line.strip()
    if inside:
        yield b"".join(parts) if size <= source.limits.document_bytes else None


def _message(data: bytes, source: Source, record: str) -> Iterator[Draft | Broken]:
    """One message and its attachments.

    Raises:
        UnreadableFile: it is no mail.

    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        parts = [part for _, part in zip(range(_MOST_PARTS), message.walk(), strict=False)]
    except _DEFECTS as error:
        raise UnreadableFile(Reason.DAMAGED) from error
    assert isinstance(message, EmailMessage)
    title = _header(message, "Subject")
    if not message.keys() or not (title or _header(message, "From")):
        raise UnreadableFile(Reason.NOT_MAIL)
    texts, attached = _sort(parts)
    named = (("author", "From"), ("to", "To"), ("cc", "Cc"), ("list", "List-Id"))
    metadata = tuple((name, value) for name, key in named if (value := _header(message, key)))
    if texts or not attached:
        yield Draft("\n\n".join(texts), title, _date(_header(message, "Date")), record, metadata)
    for number, (name, content) in enumerate(attached, 1):
        yield from _attachment(content, name, source, _below(record, name or str(number)), title)


def _sort(parts: list[EmailMessage]) -> tuple[list[str], list[tuple[str, bytes]]]:
    """The texts of a message, plain where there is a choice, and name and content of what is attached."""
    texts: list[str] = []
    pages: list[str] = []
    attached: list[tuple[str, bytes]] = []
    for part in parts:
        if part.is_multipart():
            continue
        try:
            name = clean_line(part.get_filename() or "")
            content = part.get_payload(decode=True)
            data = content if isinstance(content, bytes) else b""
            kind, is_file = part.get_content_type(), part.get_content_disposition() == "attachment" or bool(name)
        except _DEFECTS:
            continue
        if not is_file and kind in ("text/plain", "text/html"):
            (pages if kind == "text/html" else texts).append(_decoded(part, data))
        elif is_file and data:
            attached.append((name, data))
    return texts or [all_text(page) for page in pages], attached


def _decoded(part: EmailMessage, data: bytes) -> str:
    """A part's text by the charset it names, else by what it looks like."""
    try:
        label = part.get_content_charset() or ""
    except _DEFECTS:
        label = ""
    try:
        return decode(data, label)[0]
    except UnreadableFile:
        return ""


def _attachment(data: bytes, name: str, source: Source, record: str, parent: str) -> Iterator[Draft | Broken]:
    """What is attached, read by its own format, with the message it came with named."""
    from corpus.formats.dispatch import drafts

    try:
        for found in drafts(Part(source, name, lambda: io.BytesIO(data))):
            below = _below(record, found.record)
            if isinstance(found, Broken):
                yield replace(found, record=below)
            else:
                title = found.title or (name if not found.text.strip() else "")
                yield replace(found, record=below, title=title, metadata=(*found.metadata, ("parent", parent)))
    except UnreadableFile as error:
        yield Broken.of(record, error)


def _below(record: str, name: str) -> str:
    return "/".join(part for part in (record, name) if part)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return clean_line(str(message.get(name, "")))
    except _DEFECTS:
        return ""


def _date(value: str) -> dt.date | None:
    try:
        return parsedate_to_datetime(value).date()
    except (*_DEFECTS, OverflowError):
        return None
