"""Messages and pages that mail programs and browsers save in files of their own: `.emlx` and `.mht`."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage

from corpus.formats.dispatch import drafts
from corpus.formats.mail_parser import parsed
from corpus.formats.source import Broken, Draft, Part, Source
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.text.encoding import decode
from corpus.text.sanitize import clean_line

_LENGTH = re.compile(rb"\s*\d{1,12}[ \t]*\r?\n")
_DEFECTS = (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError, AssertionError)
"""What the standard library's parser raises on messages that no program should have written."""


def read_emlx(source: Source) -> Iterator[Draft | Broken]:
    """Yield what a message of Apple Mail holds: its length, the message, and a property list, which is left out.

    Raises:
        UnreadableFile: It is over the limit, or no message.

    """
    data = source.data()
    length = _LENGTH.match(data)
    message = data[length.end() :] if length else data
    properties = message.rfind(b"<?xml")
    # The length is not right in every file.
    if properties >= 0 and b"<plist" in message[properties:]:
        message = message[:properties]
    yield from drafts(Part(source, "message.eml", lambda: io.BytesIO(message)))


def read_mht(source: Source) -> Iterator[Draft | Broken]:
    """Yield the page of a web archive (MHTML); its images and style sheets are left out.

    Raises:
        UnreadableFile: It is over the limit, or holds no page.

    """
    content, subject = _page_and_subject(source.data())
    for found in drafts(Part(source, "page.html", lambda: io.BytesIO(content))):
        yield found if isinstance(found, Broken) else replace(found, title=found.title or subject)


def _page_and_subject(data: bytes) -> tuple[bytes, str]:
    """The first page of a web archive, in UTF-8, and the subject of the message that it is."""
    try:
        message = parsed(data, policy.default)
        assert isinstance(message, EmailMessage)
        page = next((_page(part) for part in message.walk() if part.get_content_type() == "text/html"), None)
        subject = clean_line(str(message.get("Subject", "")))
    except _DEFECTS as error:
        raise UnreadableFile(Reason.DAMAGED) from error
    if page is None:
        raise UnreadableFile(Reason.NO_TEXT)
    return page.encode("utf-8", "replace"), subject


def _page(part: EmailMessage) -> str:
    """The source of a page, by the charset that its part states."""
    content = part.get_payload(decode=True)
    return decode(content if isinstance(content, bytes) else b"", part.get_content_charset() or "")[0]
