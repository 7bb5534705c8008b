"""OpenDocument files: texts (.odt), slides (.odp) and sheets (.ods), in archives or as one XML file (.fodt …)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.formats.flow import Flow
from corpus.formats.layout import Layout
from corpus.formats.odf_archive import CONTENT, META, PROPERTIES, open_archive
from corpus.formats.odf_lists import Lists
from corpus.formats.odf_text import OdfText
from corpus.formats.ods import flat_draft, large_flat_draft
from corpus.formats.office import find_properties, office_draft
from corpus.formats.packed import Archive
from corpus.formats.source import Draft, Source
from corpus.formats.xml import child, local, parse_xml
from corpus.formats.xml_stream import MOST_PARSED, LongContent, walk_stream
from corpus.model.errors import UnreadableFile
from corpus.model.omission import Omission
from corpus.model.reason import Reason

_STYLES = "styles.xml"
_HEADING_PARAGRAPHS = 10
"""Paragraphs at the start of a document in which its title is looked for."""
_BODY = re.compile(rb"<[\w.-]+:body\b[^<>]*>\s*<[\w.-]+:(\w+)")
"""The first is that of the document; those of objects in it come later."""
_MARGINS = frozenset({"header", "footer", "header-left", "footer-left", "header-first", "footer-first"})


def read_odt(source: Source) -> Iterator[Draft]:
    """Yield the document of an OpenDocument text.

    Raises:
        UnreadableFile: The file is damaged, encrypted, over a limit, or no OpenDocument text.

    """
    archive = open_archive(source)
    try:
        draft = _streamed_draft(archive, source) if archive.size(CONTENT) > MOST_PARSED else None
    except LongContent:
        draft = None
    yield draft or _text_draft(_content(archive), *_parts(archive), source, kind="")


def read_odp(source: Source) -> Iterator[Draft]:
    """Yield the document of an OpenDocument presentation, one page a slide.

    Raises:
        UnreadableFile: As of `read_odt`.

    """
    archive = open_archive(source)
    yield _slides_draft(_content(archive), *_parts(archive), kind="")


def read_flat(source: Source) -> Iterator[Draft]:
    """Yield the document of an OpenDocument file that is one XML file.

    Raises:
        UnreadableFile: As of `read_odt`.

    """
    data = source.data()
    if len(data) > MOST_PARSED and (found := _BODY.search(data)) and found[1] == b"spreadsheet":
        yield large_flat_draft(source)
        return
    root = parse_xml(data, "")
    body = _descendant(root, "body")
    names = {local(each) for each in body} if body is not None else set()
    if "spreadsheet" in names:
        yield flat_draft(body, source, find_properties(_metadata(root), PROPERTIES))
    elif "presentation" in names:
        yield _slides_draft(root, root, root, kind="odp")
    elif body is not None:
        yield _text_draft(root, root, root, source, kind="odt")
    else:
        raise UnreadableFile(Reason.NOT_OPENDOCUMENT)


def _parts(archive: Archive) -> tuple[Any, Any]:
    """The roots of styles and metadata, which may be None."""
    styles, meta = (parse_xml(data, name) if (data := archive.read(name)) else None for name in (_STYLES, META))
    return styles, meta


def _content(archive: Archive) -> Any:  # noqa: ANN401 -- lxml has no types
    """The root of the content."""
    data = archive.read(CONTENT)
    if not data:
        raise UnreadableFile(Reason.NOT_OPENDOCUMENT)
    return parse_xml(data, CONTENT)


def _streamed_draft(archive: Archive, source: Source) -> Draft:
    """The draft of a text document whose content is read while it is parsed.

    Raises:
        LongContent: It must not be read so.

    """
    styles, meta = _parts(archive)
    flow, lists = Flow(source.limits.document_bytes), Lists()
    text = OdfText(flow, lists)

    def opened(element: Any, name: str) -> None:  # noqa: ANN401
        if name == "body":
            lists.define(element.getparent())
            lists.define(styles)

    walk_stream(archive.open(CONTENT), CONTENT, text.walk(opened))
    return _finished_draft(flow, text, styles, meta, kind="")


def _text_draft(content: Any, styles: Any, meta: Any, source: Source, *, kind: str) -> Draft:  # noqa: ANN401
    """The draft of a text document."""
    flow = Flow(source.limits.document_bytes)
    text = OdfText(flow, Lists(content, styles))
    body = _descendant(content, "body")
    text.read(content if body is None else body)
    return _finished_draft(flow, text, styles, meta, kind=kind)


def _finished_draft(flow: Flow, text: OdfText, styles: Any, meta: Any, *, kind: str) -> Draft:  # noqa: ANN401
    """The draft of a text document whose body was read."""
    margins = list(_margins(styles))
    said = flow.lines() if margins else None
    for margin in margins:
        flow.open_ending()
        text.read(margin, said)
        flow.close_ending()
    omissions = [Omission(each, count) for each, count in text.omitted.items() if count]
    properties = find_properties(_metadata(meta), PROPERTIES)
    return office_draft(flow.layout(omissions), properties, flow.first_heading(_HEADING_PARAGRAPHS), kind)


def _slides_draft(content: Any, styles: Any, meta: Any, *, kind: str) -> Draft:  # noqa: ANN401
    """The draft of a presentation."""
    lists = Lists(content, styles)
    pages, omitted = [], OdfText(Flow(), lists).omitted
    for slide in (each for each in content.iter() if local(each) == "page"):
        flow = Flow()
        text = OdfText(flow, lists)
        text.read(slide)
        omitted += text.omitted
        pages.append(flow.layout().text)
    properties = find_properties(_metadata(meta), PROPERTIES)
    first = next((page for page in pages if page), "").partition("\n")[0]
    omissions = tuple(Omission(each, count) for each, count in omitted.items() if count)
    return office_draft(Layout(omissions=omissions), properties, first, kind, tuple(pages))


def _metadata(root: Any) -> Any:  # noqa: ANN401
    """The metadata in a part: one of the elements of a flat file, or all of meta.xml."""
    found = None if root is None else child(root, "meta")
    return root if found is None and root is not None and local(root) != "document" else found


def _margins(styles: Any) -> Iterator[Any]:  # noqa: ANN401
    """The headers and footers of the pages."""
    for master in styles.iter() if styles is not None else ():
        if local(master) == "master-page":
            yield from (each for each in master if local(each) in _MARGINS)


def _descendant(root: Any, name: str) -> Any:  # noqa: ANN401
    return next((each for each in root.iter() if local(each) == name), None)
