"""Messages that Outlook saves in files of their own (.msg): the text, and each attachment as a further document."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from corpus.formats.html_page import decode_page, page_layout
from corpus.formats.layout import Layout
from corpus.formats.mail_choice import Piece, chosen
from corpus.formats.mail_content import Attached, Content, ParsedMessage
from corpus.formats.mail_drafts import message_drafts
from corpus.formats.mail_headers import Headers
from corpus.formats.mail_parts import DEFECTS, PartReader, parse_message
from corpus.formats.mail_text import plain_layout
from corpus.formats.mapi import PROPERTIES, ItemProperties, decompressed_rtf
from corpus.formats.ole import CompoundFile, Folder
from corpus.formats.rtf import rtf_layout
from corpus.formats.source import Broken, Draft, Source
from corpus.model.errors import UnreadableFile
from corpus.model.message import MessageFields
from corpus.model.omission import Omission, OmissionKind
from corpus.model.reason import Reason
from corpus.text.message_dates import message_date
from corpus.text.sanitize import clean_line

__all__ = ["PROPERTIES", "read_outlook"]

_FILE_HEADER, _MESSAGE_HEADER, _OTHER_HEADER = 32, 24, 8
"""Bytes before the values of fixed size: of a file's message, of an attached message, of attachments and recipients."""
_ATTACHMENT, _RECIPIENT = "__attach_version1.0_#", "__recip_version1.0_#"
_ATTACHED_FOLDER = "__substg1.0_3701000D"
_MOST_ITEMS = 1000
"""Attachments and recipients of all messages of a file that are read."""
_CLASS, _SUBJECT, _BODY, _RTF, _HTML, _INTERNET_HEADERS = 0x001A, 0x0037, 0x1000, 0x1009, 0x1013, 0x007D
_SENT, _DELIVERED = 0x0039, 0x0E06
_SENDER_NAMES, _SENDER_ADDRESSES = (0x0042, 0x0C1A), (0x5D02, 0x5D01, 0x0065, 0x0C1F)
_TO, _CC, _NAME, _ADDRESSES, _RECIPIENT_KIND = 0x0E04, 0x0E03, 0x3001, (0x39FE, 0x3003), 0x0C15
_MESSAGE_ID, _IN_REPLY_TO, _REFERENCES = 0x1035, 0x1042, 0x1039
_FILE, _FILE_NAMES, _MEDIA_TYPE, _CONTENT_ID, _HIDDEN = 0x3701, (0x3707, 0x3704, 0x3001), 0x370E, 0x3712, 0x7FFE
_IS_TO, _IS_CC = 1, 2
_HTML_CODE_PAGE = 0x3FDE
_SUBJECT_PREFIX = re.compile("\x01.", re.DOTALL)
"""Marks the length of "Re: " at the start of a subject."""
_IMAGE_NAME = re.compile(r".*\.(?:png|jpe?g|gif|bmp|emf|wmf)", re.IGNORECASE)
_ID = re.compile(r"<[^<>\s]+>")


def read_outlook(file: CompoundFile, source: Source) -> Iterator[Draft | Broken]:
    """Yield the message of a compound file, then its attachments.

    Raises:
        UnreadableFile: It is damaged or over a limit.

    """
    message = _Reader(source).message(file.root, _FILE_HEADER)
    try:
        for found in message_drafts(message, source, ""):
            yield found if isinstance(found, Broken) else replace(found, kind=found.kind or "mail")
    except RecursionError as error:
        raise UnreadableFile(Reason.NESTED_TOO_DEEPLY) from error


@dataclass(slots=True)
class _Reader:
    """Reads the messages of one file, which all count towards its limits."""

    source: Source
    left: int = _MOST_ITEMS
    """Attachments and recipients that may still be read."""

    def message(self, folder: Folder, header: int) -> ParsedMessage:
        """The message in a folder."""
        item = ItemProperties(folder, header, self.source.budget)
        headers = _internet_headers(item)
        stated = headers.fields()
        recipients = list(self._recipients(item))
        references = _ID.findall(item.text(_REFERENCES))
        fields = MessageFields(
            sender=_address(item.text(*_SENDER_NAMES), item, _SENDER_ADDRESSES) or stated.sender,
            to=_joined(recipients, _IS_TO) or stated.to or clean_line(item.text(_TO)),
            subject=clean_line(_SUBJECT_PREFIX.sub("", item.text(_SUBJECT), count=1)) or stated.subject,
            message_id=clean_line(item.text(_MESSAGE_ID)) or stated.message_id,
            in_reply_to=next(iter(_ID.findall(item.text(_IN_REPLY_TO)) or references[-1:]), stated.in_reply_to),
        )
        cc = _joined(recipients, _IS_CC) or headers.get("Cc") or clean_line(item.text(_CC))
        return ParsedMessage(fields, self._content(item), _date(item, headers), cc, headers.get("List-Id"))

    def _items(self, item: ItemProperties, prefix: str) -> Iterator[Folder]:
        """The folders of the recipients or attachments of a message, in order."""
        for name in sorted(name for name in item.folder.names if name.startswith(prefix)):
            self.left -= 1
            if self.left >= 0:
                yield item.folder.folder(name)

    def _recipients(self, item: ItemProperties) -> Iterator[tuple[int, str]]:
        """Yield kind and address of each recipient."""
        for folder in self._items(item, _RECIPIENT):
            recipient = ItemProperties(folder, _OTHER_HEADER, self.source.budget, item.charset)
            yield recipient.number(_RECIPIENT_KIND), _address(recipient.text(_NAME), recipient, _ADDRESSES)

    def _content(self, item: ItemProperties) -> Content:
        """The text and the attachments of a message."""
        page = _page(item)
        pieces, omissions = self._pieces(item, page)
        content = Content(pieces, omissions=omissions)
        for folder in self._items(item, _ATTACHMENT):
            attachment = ItemProperties(folder, _OTHER_HEADER, self.source.budget, item.charset)
            content.extend(self._attachment(attachment, page, is_sealed="SMIME" in item.text(_CLASS).upper()))
        if self.left < 0:
            content.omissions.append(Omission(OmissionKind.MORE_PARTS, _MOST_ITEMS))
        return content

    def _pieces(self, item: ItemProperties, page: str) -> tuple[list[Piece], list[Omission]]:
        """The text of a message: plain or HTML as in other mail, else RTF."""
        plain = item.text(_BODY)
        if plain.strip() or page.strip():
            return chosen([Piece(plain, plain_layout), Piece(page, page_layout, is_rich=True)])
        rtf = decompressed_rtf(item.data(_RTF), self.source.limits.document_bytes)
        return [Piece("", partial(_laid_out, rtf))] if rtf else [], []

    def _attachment(self, item: ItemProperties, page: str, *, is_sealed: bool) -> Content:
        """An attachment, or the parts of a signed message, which Outlook stores as its only attachment."""
        name, kind = clean_line(item.text(*_FILE_NAMES)), item.text(_MEDIA_TYPE).lower()
        if _ATTACHED_FOLDER in item.folder.names:
            folder = item.folder.folder(_ATTACHED_FOLDER)
            if PROPERTIES not in folder.names:
                return Content(omissions=[Omission(OmissionKind.EMBEDDED, 1)])
            return Content(attached=[Attached(name, message=partial(self.message, folder, _MESSAGE_HEADER))])
        data = item.data(_FILE)
        if is_sealed:
            signed = _signed(data) if kind == "multipart/signed" else None
            return signed or Content(omissions=[Omission(OmissionKind.ENCRYPTED_PART, detail=kind or name)])
        if _IMAGE_NAME.fullmatch(name) and (item.number(_HIDDEN) or _is_shown_in(page, item.text(_CONTENT_ID))):
            return Content(omissions=[Omission(OmissionKind.IMAGES, 1)])
        return Content(attached=[Attached(name, data)] if data else [])


def _internet_headers(item: ItemProperties) -> Headers:
    """The header fields with which the message came; none for one that was not received."""
    try:
        return Headers(parse_message(item.text(_INTERNET_HEADERS).encode("utf-8", "surrogatepass")))
    except DEFECTS:
        return Headers(parse_message(b""))


def _date(item: ItemProperties, headers: Headers) -> dt.date | None:
    """The date of the Date field, whose time zone is that of the sender, else when it was sent or delivered."""
    return message_date(headers.get("Date")) or item.date(_SENT) or item.date(_DELIVERED)


def _address(name: str, item: ItemProperties, addresses: tuple[int, ...]) -> str:
    """Name and address, as in a header field; addresses within an Exchange server are left out."""
    name = clean_line(name).strip("'\"")
    address = next((each for number in addresses if "@" in (each := clean_line(item.text(number)))), "")
    return f"{name} <{address}>" if name and address and name != address else address or name


def _joined(recipients: list[tuple[int, str]], wanted: int) -> str:
    return ", ".join(address for kind, address in recipients if kind == wanted and address)


def _page(item: ItemProperties) -> str:
    """The HTML of a message, which is stored as bytes or as text; "" without it."""
    try:
        if data := item.data(_HTML):
            return decode_page(data, item.codec(_HTML_CODE_PAGE))
    except UnreadableFile:
        return ""
    return item.text(_HTML)


def _laid_out(rtf: bytes, _: str) -> Layout:
    return rtf_layout(rtf)


def _signed(data: bytes) -> Content | None:
    """The content of a signed message; None where it cannot be parsed."""
    try:
        return PartReader().read(parse_message(data))
    except DEFECTS:
        return None


def _is_shown_in(page: str, content_id: str) -> bool:
    """Whether an image is part of the HTML of its message."""
    return bool(content_id) and f"cid:{content_id.strip('<>')}" in page
