"""Mail messages: the text is one document, and each attachment a further one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.formats.mail_drafts import message_drafts
from corpus.formats.mail_parts import DEFECTS, parse_message, parsed_message
from corpus.formats.source import Broken, Draft, Source
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.text.encoding import decode_unicode

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
        yield from message_drafts(parsed_message(parse_message(_normalized(data))), source, record)
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
