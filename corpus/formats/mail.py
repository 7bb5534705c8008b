"""Mail messages: the text is one document, and each attachment a further one."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message

from corpus.formats.layout import Layout, joined
from corpus.formats.mail_headers import Headers
from corpus.formats.mail_parts import DEFECTS, Attached, PartReader, parse_message
from corpus.formats.source import Broken, Draft, Part, Source
from corpus.model.date_source import DateSource
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.text.encoding import decode_unicode
from corpus.text.message_dates import message_date

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BEFORE_FIELDS = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*")


def read_mail(source: Source) -> Iterator[Draft | Broken]:
    """Yield the message, then its attachments.

    Raises:
        UnreadableFile: It exceeds the limit, is damaged, or is not a message.

    """
    yield from read_message(source.data(), source, "")


def read_message(data: bytes, source: Source, record: str) -> Iterator[Draft | Broken]:
    """Yield a message, then its attachments.

    Args:
        data: The message.
        source: The file that contains it.
        record: Its record name in that file; "" for the whole file.

    Raises:
        UnreadableFile: It is damaged, or not a message.

    """
    try:
        yield from _drafts(parse_message(_normalized(data)), source, record)
    except RecursionError as error:
        raise UnreadableFile(Reason.NESTED_TOO_DEEPLY) from error
    except DEFECTS as error:
        raise UnreadableFile(Reason.DAMAGED) from error


def _normalized(data: bytes) -> bytes:
    """Remove what is before the first header field; convert UTF-16 to UTF-8 and CR CR LF to LF."""
    if data.startswith(_WIDE_MARKS):
        data = decode_unicode(data).encode()
    if b"\r\r\n" in data[:1000]:
        data = data.replace(b"\r\r\n", b"\n")
    before = _BEFORE_FIELDS.match(data)
    return data[before.end() :] if before else data


def _drafts(message: Message, source: Source, record: str, outer: Draft | None = None) -> Iterator[Draft | Broken]:
    """Yield a parsed message, then its attachments.

    Raises:
        UnreadableFile: It has no header field of a message.

    """
    headers = Headers(message)
    if not headers.is_mail:
        raise UnreadableFile(Reason.NOT_MAIL)
    fields = headers.fields()
    content = PartReader().read(message)
    text = joined(piece.layout for piece in content.pieces)
    named = (("author", fields.sender), ("to", fields.to), ("cc", headers.get("Cc")), ("list", headers.get("List-Id")))
    metadata = [(name, value) for name, value in named if value]
    if outer:
        metadata.append(("parent", outer.title))
    omissions = joined([text, Layout(omissions=tuple(content.omissions))]).omissions
    draft = Draft(
        text.text,
        fields.subject,
        _date(message, headers),
        DateSource.HEADER,
        record=record,
        metadata=tuple(metadata),
        blocks=text.blocks,
        omissions=omissions,
        message=fields,
        fallback_date=(outer.date or outer.fallback_date) if outer else None,
    )
    yield draft
    for number, attached in enumerate(content.attached, 1):
        below = _below(record, attached.name or str(number))
        try:
            yield from _attachment(attached, source, below, draft)
        except UnreadableFile as error:
            yield Broken.of(below, error)


def _attachment(attached: Attached, source: Source, record: str, parent: Draft) -> Iterator[Draft | Broken]:
    """Read an attachment by its own format; date and author default to those of the message.

    Raises:
        UnreadableFile: It cannot be read, or is nested too deeply.

    """
    from corpus.formats.dispatch import drafts

    part = Part(source, attached.name, lambda: io.BytesIO(attached.data), attached.charset)
    if attached.message is not None:
        yield from _drafts(attached.message, part, record, parent)
        return
    author = dict(parent.metadata).get("author", "")
    for found in drafts(part):
        below = _below(record, found.record)
        if isinstance(found, Broken):
            yield replace(found, record=below)
            continue
        metadata = dict(found.metadata)
        if author:
            metadata.setdefault("author", author)
        yield replace(
            found,
            record=below,
            title=found.title or ("" if found.text.strip() or any(found.pages) else attached.name),
            metadata=(*metadata.items(), ("parent", parent.title)),
            fallback_date=found.fallback_date or parent.date or parent.fallback_date,
        )


def _below(record: str, name: str) -> str:
    return "/".join(part for part in (record, name) if part)


def _date(message: Message, headers: Headers) -> dt.date | None:
    """The date of the Date field, else of the Received fields, else of the separator line of a mailbox."""
    received = (str(value) for name, value in message.raw_items() if name.lower() == "received")
    return message_date(headers.get("Date"), received, message.get_unixfrom() or "")
