"""XML dumps of MediaWiki, such as Wikipedia's: one document for each page, in its last revision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.formats.source import Broken, Draft, Source
from corpus.formats.splitting import RawRecord, RecordGroup
from corpus.formats.wiki_text import wiki_layout
from corpus.formats.xml import child, local, parse_xml
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_DUMP = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?<mediawiki[\s>]")
_ID = re.compile(r"<id>(\d{1,20})</id>")
_BEGIN, _END = "<page>", "</page>"
_NO_TEXT = frozenset({"8", "10", "828"})
"""Namespaces of the interface, of templates and of modules: parts of pages, and programs."""


def is_dump(source: Source) -> bool:
    """Whether a file of XML is a dump."""
    return _DUMP.match(source.head(1024)) is not None


def read_dump(source: Source) -> Iterator[Draft | Broken]:
    """Yield every page of a dump; redirects are left out.

    Raises:
        UnreadableFile: It is not text.

    """
    yield from read_pages(_pages(source), None, source)


def split_dump(source: Source) -> Iterator[RecordGroup]:
    """Split a dump of any size into its pages.

    Raises:
        UnreadableFile: It is not text.

    """
    yield RecordGroup(_pages(source), read_pages)


def read_pages(records: Iterable[RawRecord | Broken], _: None, source: Source) -> Iterator[Draft | Broken]:
    """Yield the documents of pages, each given as its XML."""
    for record in records:
        if isinstance(record, Broken):
            yield record
            continue
        name, page = record
        try:
            draft = _draft(name, str(page))
        except UnreadableFile as error:
            yield Broken.of(name, error)
            continue
        if draft is not None:
            yield draft


def _pages(source: Source) -> Iterator[RawRecord | Broken]:
    """The XML of each page. The tags of pages are nowhere in the text of one, where they are escaped."""
    limit = source.limits.document_bytes
    number = searched = cut = 0  # cut: characters of a page over the limit that were dropped
    buffer, inside = "", False
    for piece in source.text_pieces():
        buffer += piece
        while True:
            if not inside:
                start = buffer.find(_BEGIN)
                if start < 0:
                    buffer = buffer[1 - len(_BEGIN) :]
                    break
                buffer, searched, number, inside = buffer[start:], 0, number + 1, True
            end = buffer.find(_END, max(0, searched - len(_END)))
            if end < 0:
                if len(buffer) > limit:
                    cut, buffer = cut + len(buffer) - len(_END), buffer[-len(_END) :]
                searched = len(buffer)
                break
            end += len(_END)
            page, size, buffer, inside = buffer[:end], cut + end, buffer[end:], False
            found = _ID.search(page)
            name = found[1] if found and not cut else str(number)
            cut = 0
            yield (name, page) if size <= limit else Broken(name, Reason.TOO_LARGE, str(size), limit)
    if inside:  # the dump is cut
        yield Broken(str(number), Reason.DAMAGED)


def _draft(name: str, page: str) -> Draft | None:
    """The document of a page; None for a redirect.

    Raises:
        UnreadableFile: It is not valid XML, or no text but part of the wiki's programs.

    """
    root = parse_xml(page.encode("utf-8", "replace"), name)
    if child(root, "redirect") is not None:
        return None
    namespace, title = child(root, "ns"), child(root, "title")
    revisions = [each for each in root if local(each) == "revision"]
    last = revisions[-1] if revisions else root
    model, text = child(last, "model"), child(last, "text")
    is_program = model is not None and model.text not in (None, "wikitext")
    if is_program or (namespace is not None and namespace.text in _NO_TEXT):
        raise UnreadableFile(Reason.NOT_PROSE)
    layout = wiki_layout((text.text if text is not None else "") or "")
    return Draft(
        layout.text,
        (title.text if title is not None else "") or "",
        record=name,
        blocks=layout.blocks,
        omissions=layout.omissions,
    )
