"""EPUB: a book as one document, its chapters in the order of reading."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from corpus.formats.html import all_text
from corpus.formats.packed import Archive
from corpus.formats.source import Draft, Source
from corpus.formats.xml import local, parse_xml
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.text.dates import parse_date
from corpus.text.encoding import decode

_CONTAINER = "META-INF/container.xml"


def read_epub(source: Source) -> Iterator[Draft]:
    """Yield the one document of a book.

    Raises:
        UnreadableFile: it is damaged, or its text is encrypted.

    """
    archive = Archive(source)
    if archive.read("META-INF/encryption.xml") and archive.read("META-INF/rights.xml"):
        raise UnreadableFile(Reason.ENCRYPTED)
    container = archive.read(_CONTAINER)
    if not container:
        raise UnreadableFile(Reason.NOT_EPUB)
    package = next(
        (str(each.get("full-path") or "") for each in parse_xml(container, _CONTAINER).iter()
         if local(each) == "rootfile"), "",
    )  # fmt: skip
    data = archive.read(package) if package else b""
    if not data:
        raise UnreadableFile(Reason.NO_CHAPTER_LIST)
    root = parse_xml(data, package)
    found: dict[str, str] = {}
    files: dict[str, str] = {}
    chapters: list[str] = []
    for each in root.iter():
        name = local(each)
        if name in ("title", "creator", "date", "language"):
            found.setdefault(name, (each.text or "").strip())
        elif name == "item":
            files[each.get("id") or ""] = each.get("href") or ""
        elif name == "itemref":
            chapters.append(files.get(each.get("idref") or "", ""))
    place = posixpath.dirname(package)
    texts = (all_text(decode(page)[0]) for href in chapters if (page := archive.read(_member(place, href))))
    metadata = (("author", found.get("creator", "")), ("language", found.get("language", "")))
    yield Draft(
        "\n\n".join(texts), found.get("title", ""), parse_date(found.get("date", "")),
        metadata=tuple(pair for pair in metadata if pair[1]),
    )  # fmt: skip


def _member(place: str, href: str) -> str:
    """The name of a chapter in the archive."""
    return posixpath.normpath(posixpath.join(place, unquote(href.partition("#")[0])))
