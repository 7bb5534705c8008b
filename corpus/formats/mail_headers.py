"""Decoding of message header fields: raw 8-bit values, encoded words (RFC 2047), addresses."""

from __future__ import annotations

import re
from email.message import Message

from corpus.model.errors import UnreadableFile
from corpus.model.message import MessageFields
from corpus.text.charset import codec_of
from corpus.text.encoding import decode
from corpus.text.sanitize import clean_line

NAMES = (
    "From", "Received", "Return-Path", "Delivered-To", "Message-ID", "MIME-Version", "Subject", "Date", "To", "Cc",
    "Bcc", "Sender", "Reply-To", "Content-Type", "Content-Transfer-Encoding", "Content-Language", "Content-Disposition",
    "Organization", "Organisation", "User-Agent", "In-Reply-To", "References", "Newsgroups", "Path", "Xref", "Lines",
    "NNTP-Posting-Host", "NNTP-Posting-Date", "Followup-To", "Distribution", "Approved", "DKIM-Signature",
    "DomainKey-Signature", "Authentication-Results", "ARC-Seal", "ARC-Message-Signature", "ARC-Authentication-Results",
    "Received-SPF", "Envelope-To", "Delivery-Date", "Errors-To", "Precedence", "Importance", "Priority", "Status",
    "Thread-Topic", "Thread-Index", "Mailing-List", "Auto-Submitted", "Feedback-ID", "Return-Receipt-To",
)  # fmt: skip
"""Names of header fields that a message may begin with, beside those that begin with X-, List- or Resent-."""
FIELD = rb"(?:" + "|".join(NAMES).encode() + rb"|(?:X|List|Resent)-[\w-]+):"
"""Pattern of the name of a header field, in any case."""

_ENCODED_WORD = re.compile(r"=\?([\w.:+-]{1,40})(?:\*[\w-]{1,20})?\?([bBqQ])\?(.{0,2000}?)\?=", re.DOTALL)
_FOLD = re.compile(r"\r?\n[ \t]*|[\r\n]+")
_HEX = re.compile(rb"=([\da-fA-F]{2})")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_ASCII = re.compile(rb"[\x00-\x7f]+")
_FEW = 3
"""At most a third of the bytes beyond ASCII: a Latin script, and too little to guess the encoding by."""
_QUOTED_NAME = re.compile(r"\"((?:[^\"\\]|\\.){0,300})\"\s{0,20}(<[^<>]{0,300}>)")
_LONGEST_ADDRESSES = 10_000
"""Characters of a field whose names are looked at."""
_ADDRESS_THEN_NAME = re.compile(r"([^\s()<>@]+)(?:@| at )([^\s()<>]+)\s+\((.*)\)")
_MESSAGE_ID = re.compile(r"<[^<>\s]+>")


class Headers:
    """The decoded header fields of a message.

    Args:
        message: Parsed with the policy `compat32`.

    """

    def __init__(self, message: Message) -> None:
        self._raw: dict[str, str] = {}
        for name, value in message.raw_items():
            self._raw.setdefault(name.lower(), str(value))
        self._charset = _first_charset(message)

    def get(self, name: str) -> str:
        """The first field of this name on one line; "" where there is none."""
        raw = self._raw.get(name.lower(), "")
        return clean_line(decode_header(raw, self._charset)) if raw else ""

    def raw(self, name: str) -> str:
        """The undecoded field; non-ASCII bytes are surrogate escapes."""
        return self._raw.get(name.lower(), "")

    @property
    def is_mail(self) -> bool:
        """Whether the fields are those of a message."""
        return any(name in self._raw for name in ("from", "to", "subject", "date", "message-id", "received", "sender"))

    def fields(self) -> MessageFields:
        """The fields that identify the message and its thread."""
        references = _MESSAGE_ID.findall(self.get("References"))
        answered = _MESSAGE_ID.search(self.get("In-Reply-To"))
        return MessageFields(
            sender=with_name_first(self.get("From") or self.get("Sender")),
            to=_without_quotes(self.get("To")),
            subject=self.get("Subject"),
            message_id=self.get("Message-ID"),
            in_reply_to=answered[0] if answered else references[-1] if references else "",
        )


def decode_header(raw: str, charset: str = "") -> str:
    """The text of a header field.

    Args:
        raw: The undecoded field; non-ASCII bytes are surrogate escapes.
        charset: The charset of the body, tried for raw 8-bit values.

    """
    text = _FOLD.sub(" ", raw)
    if not text.isascii() or "\x1b" in text:
        text = _decoded(text.encode("utf-8", "surrogateescape"), charset)
    if "=?" not in text:
        return text
    parts: list[str] = []
    pending: tuple[str, bytes] | None = None  # a character may be divided between two words
    end = 0
    for match in _ENCODED_WORD.finditer(text):
        between = text[end : match.start()]
        end = match.end()
        if pending and (between.strip() or pending[0] != match[1].lower()):
            parts.append(_decoded(pending[1], pending[0], is_stated=True))
            pending = None
        if between.strip() or not (parts or pending):
            parts.append(between)
        content = _content(match[2], match[3])
        pending = (match[1].lower(), (pending[1] if pending else b"") + content)
    if pending:
        parts.append(_decoded(pending[1], pending[0], is_stated=True))
    return "".join([*parts, text[end:]])


def with_name_first(address: str) -> str:
    """Normalize "address (Name)", also with " at " for "@", and quoted names to "Name <address>"."""
    found = _ADDRESS_THEN_NAME.fullmatch(address)
    if found and found[3].strip():
        return f"{found[3].strip()} <{found[1]}@{found[2]}>"
    return _without_quotes(address)


def _without_quotes(addresses: str) -> str:
    """Remove quotes around names that do not need them."""
    return _QUOTED_NAME.sub(_unquoted, addresses) if len(addresses) <= _LONGEST_ADDRESSES else addresses


def _unquoted(match: re.Match[str]) -> str:
    name = re.sub(r"\\(.)", r"\1", match[1])
    return f"{name} {match[2]}" if not re.search(r"[,;]", name) else match[0]


def _content(encoding: str, text: str) -> bytes:
    """The bytes of an encoded word."""
    import binascii

    data = text.encode("utf-8", "surrogateescape")
    if encoding in "qQ":
        return _HEX.sub(lambda match: bytes([int(match[1], 16)]), data.replace(b"_", b" "))
    data = _NOT_BASE64.sub(b"", data)
    data = data[:-1] if len(data) % 4 == 1 else data
    return binascii.a2b_base64(data + b"=" * (-len(data) % 4))


def _decoded(data: bytes, label: str, *, is_stated: bool = False) -> str:
    """Decode bytes of a header field.

    Args:
        data: The bytes.
        label: Their charset label; may be empty.
        is_stated: Whether the field itself states the charset: then it takes precedence over UTF-8.

    """
    codec = codec_of(label) if is_stated else ""
    try:
        return data.decode(codec or "utf-8")
    except UnicodeError:
        pass
    letters = len(_ASCII.sub(b"", data))
    if codec_of(label) in ("", "ascii", "utf-8") and letters * _FEW <= len(data):
        return data.decode("cp1252", "replace")
    try:
        return decode(data, label)[0]
    except UnreadableFile:
        return data.decode("cp1252", "replace")


def _first_charset(message: Message) -> str:
    """The first charset that a message states for one of its parts."""
    for count, part in enumerate(message.walk()):
        label = part.get_param("charset", "")
        if isinstance(label, str) and label:
            return label
        if count > 20:
            break
    return ""
