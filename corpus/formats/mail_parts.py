"""MIME parts of a message: sorts them into its text, attachments, and omissions."""

from __future__ import annotations

import re
from email.message import Message
from email.policy import Compat32
from functools import partial

from corpus.formats.html_page import decode_page, page_layout
from corpus.formats.mail_choice import Piece, chosen, without_repetition
from corpus.formats.mail_content import Attached, Content, ParsedMessage
from corpus.formats.mail_headers import Headers, decode_header
from corpus.formats.mail_parser import parsed
from corpus.formats.mail_text import (
    ENCRYPTED,
    calendar_text,
    enriched,
    plain_layout,
    unflowed,
    without_files,
    without_signature,
)
from corpus.model.errors import UnreadableFile
from corpus.model.omission import Omission, OmissionKind
from corpus.model.reason import Reason
from corpus.text.encoding import decode
from corpus.text.message_dates import message_date
from corpus.text.sanitize import clean_line

DEFECTS = (ValueError, LookupError, TypeError, AttributeError, IndexError, AssertionError)
"""What the standard library's parser raises on headers and bodies that no program should have sent."""
_MOST_PARTS = 1000
_SIGNATURES = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-keys",
    }
)
_AMP = "text/x-amp-html"
"""A page for programs that run AMP; the text/html part beside it has the same text."""
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_BOUNDARY = re.compile(
    rb"(?:\A|\n)--([^\s\x00-\x1f\x7f-\xff][^\r\n\x00-\x1f\x7f-\xff]{0,199})[ \t]*\r?\n(?=[\w-]+:|\r?\n)"
)


class _RawHeaders(Compat32):
    """The policy `compat32`, but with raw header fields: non-ASCII bytes are surrogate escapes."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value


_POLICY = _RawHeaders()


def parse_message(data: bytes) -> Message:
    """Parse a message, leaving header fields undecoded.

    Raises:
        UnreadableFile: It has too many lines.
        ValueError, LookupError, TypeError, AttributeError, IndexError, AssertionError, RecursionError: It is damaged
            in a way that the parser does not handle.

    """
    return parsed(data, _POLICY)


def parsed_message(message: Message) -> ParsedMessage:
    """The content of a message, with its header fields and its date.

    Raises:
        UnreadableFile: It has no header field of a message.

    """
    headers = Headers(message)
    if not headers.is_mail:
        raise UnreadableFile(Reason.NOT_MAIL)
    received = (str(value) for name, value in message.raw_items() if name.lower() == "received")
    date = message_date(headers.get("Date"), received, message.get_unixfrom() or "")
    content = PartReader().read(message)
    return ParsedMessage(headers.fields(), content, date, headers.get("Cc"), headers.get("List-Id"))


class PartReader:
    """Reads the parts of one message, up to a limit of their number."""

    def __init__(self) -> None:
        self._left = _MOST_PARTS

    def read(self, message: Message) -> Content:
        """The text and the attachments of a message."""
        content = self._read(message)
        content.pieces = without_repetition(content.pieces)
        if self._left < 0:
            content.omissions.append(Omission(OmissionKind.MORE_PARTS, _MOST_PARTS))
        return content

    def _read(self, part: Message) -> Content:
        self._left -= 1
        if self._left < 0:
            return Content()
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            return Content([_delivery_status(part)])
        if kind == "text/rfc822-headers":
            return Content(attached=[Attached("", message=partial(parsed_message, parse_message(_data(part))))])
        if kind.startswith("message/") and part.is_multipart():
            name = _file_name(part)
            return Content(attached=[Attached(name, message=partial(parsed_message, each)) for each in _children(part)])
        if kind == "multipart/encrypted":
            return Content(omissions=[Omission(OmissionKind.ENCRYPTED_PART, detail=kind)])
        if kind.startswith("multipart/"):
            return self._multipart(part, kind)
        return _leaf(part, kind)

    def _multipart(self, part: Message, kind: str) -> Content:
        children = _children(part) or _divided(part)
        if not children:
            return _leaf(part, "text/plain")
        whole = Content()
        for content in map(self._read, children):
            if whole.pieces:
                content = _later(content)
            whole.extend(content)
        if kind == "multipart/alternative":
            whole.pieces, omissions = chosen(whole.pieces)
            whole.omissions += omissions
        return whole


def _later(content: Content) -> Content:
    """The content of a part after the first text: a named text there is an attachment."""
    files = [piece.attached for piece in content.pieces if isinstance(piece.attached, Attached)]
    pieces = [piece for piece in content.pieces if piece.attached is None]
    return Content(pieces, [*files, *content.attached], content.omissions)


def _children(part: Message) -> list[Message]:
    """The subparts of a parsed multipart; none for other parts."""
    payload = part.get_payload()
    return [each for each in payload if isinstance(each, Message)] if isinstance(payload, list) else []


def _divided(part: Message) -> list[Message]:
    """The subparts of a multipart body with a missing or wrong boundary parameter, found by its lines."""
    data = _data(part)
    found = _BOUNDARY.search(data)
    if not found:
        return []
    head = b'Content-Type: multipart/mixed; boundary="' + found[1].replace(b'"', b'\\"') + b'"\n\n'
    return _children(parse_message(head + data))


def _leaf(part: Message, kind: str) -> Content:
    """The content of a part without subparts: text, a file or a signature."""
    name, data = _file_name(part), _data(part)
    disposition = part.get_content_disposition()
    charset = _parameter(part, "charset")
    if kind in _SIGNATURES:
        return Content()
    if kind in _SEALED:
        is_signed = _parameter(part, "smime-type").lower() == "signed-data"
        sealed = OmissionKind.UNREADABLE_PART if is_signed else OmissionKind.ENCRYPTED_PART
        return Content(omissions=[Omission(sealed, detail=kind)])
    if disposition == "attachment" or not kind.startswith("text/") or kind == "text/rtf":
        if disposition != "attachment" and kind.startswith("image/") and part.get("Content-ID"):
            return Content(omissions=[Omission(OmissionKind.IMAGES, 1)])
        return Content(attached=[Attached(name, data, charset)] if data else [])
    attached = Attached(name, data, charset) if name else None
    if kind in ("text/html", _AMP):
        page = Piece(_page(data, charset), page_layout, is_rich=True, is_supplement=kind == _AMP, attached=attached)
        return Content([page])
    return _text(part, kind, _decoded(data, charset), attached)


def _text(part: Message, kind: str, text: str, attached: Attached | None) -> Content:
    """The content of a text part other than HTML."""
    if kind == "text/calendar":
        return Content([Piece(calendar_text(text), plain_layout, is_supplement=True)])
    if kind in ("text/enriched", "text/richtext"):
        return Content([Piece(enriched(text), plain_layout, is_rich=True)])
    if _parameter(part, "format").lower() == "flowed":
        text = unflowed(text, deletes_space=_parameter(part, "delsp").lower() == "yes")
    if text.lstrip().startswith(ENCRYPTED):
        return Content(omissions=[Omission(OmissionKind.ENCRYPTED_PART, detail=kind)])
    text, files = without_files(without_signature(text))
    return Content(
        [Piece(text, plain_layout, attached=attached)],
        [Attached(clean_line(name), data) for name, data in files if data],
    )


def _delivery_status(part: Message) -> Piece:
    """The fields of a delivery status report as text."""
    groups = _children(part) or [part]
    lines = ("\n".join(f"{name}: {decode_header(str(value))}" for name, value in each.raw_items()) for each in groups)
    return Piece("\n\n".join(lines), plain_layout)


def _file_name(part: Message) -> str:
    try:
        return clean_line(decode_header(part.get_filename() or ""))
    except DEFECTS:
        return ""


def _data(part: Message) -> bytes:
    """The decoded content of a part; b"" where it cannot be decoded."""
    try:
        content = part.get_payload(decode=True)
    except DEFECTS:
        return b""
    return content if isinstance(content, bytes) else b""


def _parameter(part: Message, name: str) -> str:
    """A parameter of the content type; "" where there is none."""
    try:
        value = part.get_param(name, "")
    except DEFECTS:
        return ""
    return value[2] if isinstance(value, tuple) else str(value or "")


def _decoded(data: bytes, charset: str) -> str:
    """The text of a part; "" where it is not text."""
    try:
        return decode(data, charset)[0]
    except UnreadableFile:
        return ""


def _page(data: bytes, charset: str) -> str:
    """The HTML of a part; "" where it is not text."""
    try:
        return decode_page(data, charset)
    except UnreadableFile:
        return ""
