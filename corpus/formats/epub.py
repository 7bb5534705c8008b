"""EPUB: a book as one document, its chapters in reading order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from corpus.formats.html_page import decode_page, page_layout
from corpus.formats.layout import Layout, joined
from corpus.formats.packed import Archive
from corpus.formats.source import Draft, Source
from corpus.formats.xml import local, parse_xml
from corpus.model.errors import UnreadableFile
from corpus.model.limits import Limits
from corpus.model.omission import Omission, OmissionKind
from corpus.model.reason import Reason
from corpus.text.dates import parse_date

_CONTAINER = "META-INF/container.xml"
_LEFT_OUT = frozenset({"nav"})
"""The table of contents: every chapter has its title, too."""


@dataclass(slots=True)
class _Package:
    """What the package document says of a book."""

    fields: dict[str, str] = field(default_factory=dict)
    """Title, creator, date and language."""
    chapters: list[tuple[str, str]] = field(default_factory=list)
    """File and media type of each chapter, in reading order."""


def read_epub(source: Source) -> Iterator[Draft]:
    """Yield the one document of a book.

    Raises:
        UnreadableFile: It is damaged, its text is encrypted, or none of its chapters can be read.

    """
    archive = Archive(source)
    if archive.read("META-INF/encryption.xml") and archive.read("META-INF/rights.xml"):
        raise UnreadableFile(Reason.ENCRYPTED)
    container = archive.read(_CONTAINER)
    if not container:
        raise UnreadableFile(Reason.NOT_EPUB)
    roots = (each for each in parse_xml(container, _CONTAINER).iter() if local(each) == "rootfile")
    name = next((str(each.get("full-path") or "") for each in roots), "")
    data = archive.read(name) if name else b""
    if not data:
        raise UnreadableFile(Reason.NO_CHAPTER_LIST)
    package = _package(parse_xml(data, name), posixpath.dirname(name))
    book = _text(archive, package.chapters, source.limits)
    metadata = tuple(
        (shown, value)
        for shown, name in (("author", "creator"), ("language", "language"))
        if (value := package.fields.get(name, ""))
    )
    yield Draft(
        book.text, package.fields.get("title", ""), parse_date(package.fields.get("date", "")), metadata=metadata,
        blocks=book.blocks, omissions=book.omissions,
    )  # fmt: skip


def _package(root: Any, folder: str) -> _Package:  # noqa: ANN401 -- lxml has no types
    """The content of a package document that lies in this folder of the archive."""
    package = _Package()
    files: dict[str, tuple[str, str]] = {}
    for each in root.iter():
        name = local(each)
        if name in ("title", "creator", "date", "language"):
            package.fields.setdefault(name, (each.text or "").strip())
        elif name == "item":
            href = unquote((each.get("href") or "").partition("#")[0])
            member = posixpath.normpath(posixpath.join(folder, href))
            files[each.get("id") or ""] = member, each.get("media-type") or ""
        elif name == "itemref":
            package.chapters.append(files.get(each.get("idref") or "", ("", "")))
    return package


def _text(archive: Archive, chapters: list[tuple[str, str]], limits: Limits) -> Layout:
    """The text of all chapters that can be read; one that is listed more than once has its first place.

    Raises:
        UnreadableFile: None of them can, or their text exceeds the limit.

    """
    layouts: list[Layout] = []
    unread: list[tuple[str, UnreadableFile | None]] = []
    images = size = 0
    for name, media_type in dict.fromkeys(chapters):
        if media_type.startswith("image/"):
            images += 1
            continue
        try:
            data = archive.read(name) if name else b""
            if data:
                layouts.append(page_layout(decode_page(data), _LEFT_OUT))
                size += len(layouts[-1].text)
            else:
                unread.append((name, None))
        except UnreadableFile as error:
            unread.append((name, error))
        if size > limits.document_bytes:
            raise UnreadableFile(Reason.TOO_LARGE, number=limits.document_bytes)
    if not layouts and unread and unread[0][1]:
        raise unread[0][1]
    omitted = [Omission(OmissionKind.IMAGES, images)] if images else []
    if unread:
        omitted.append(Omission(OmissionKind.CHAPTERS, len(unread), unread[0][0]))
    return joined([*layouts, Layout(omissions=tuple(omitted))])
