"""Word (.docx): paragraphs and tables in the order of the text, and the document's own properties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus.dates import parse_date
from corpus.errors import UnreadableFile
from corpus.formats.packed import Archive
from corpus.formats.source import Draft, Source
from corpus.formats.xml import local, parse_xml


def read_docx(source: Source) -> Iterator[Draft]:
    """Yield the one document of a .docx file.

    Raises:
        UnreadableFile: it is damaged, encrypted or holds no Word document.

    """
    archive = Archive(source)
    body = archive.read("word/document.xml")
    if not body:
        raise UnreadableFile("is a zip archive, but no Word document")
    paragraphs = list(_paragraphs(parse_xml(body, "the text")))
    title, date, author = _properties(archive.read("docProps/core.xml"))
    heading = next((text for text, style in paragraphs if style in ("Title", "Heading1")), "")
    metadata = (("author", author),) if author else ()
    yield Draft("\n\n".join(text for text, _ in paragraphs), title or heading, parse_date(date), metadata=metadata)


def _paragraphs(root: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 -- lxml has no types
    """Text and style of each paragraph; a row of a table is one, its cells apart by tabs."""
    rows: set[Any] = set()
    for element in root.iter():
        name = local(element)
        if name == "tr":
            rows.update(each for each in element.iter() if local(each) == "p")
            cells = [" ".join(_text(cell).split()) for cell in element if local(cell) == "tc"]
            if any(cells):
                yield "\t".join(cells), ""
        elif name == "p" and element not in rows:
            text = _text(element).strip()
            if text:
                yield text, _style(element)


def _text(element: Any) -> str:  # noqa: ANN401
    """What is shown of a paragraph: deleted text is not."""
    parts = []
    for each in element.iter():
        name = local(each)
        if name == "t":
            parts.append(each.text or "")
        elif name == "tab":
            parts.append("\t")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name == "p" and each is not element:
            parts.append(" ")
    return "".join(parts)


def _style(paragraph: Any) -> str:  # noqa: ANN401
    for each in paragraph.iter():
        if local(each) == "pStyle":
            return next((str(value) for key, value in each.items() if key.endswith("val")), "")
    return ""


def _properties(data: bytes) -> tuple[str, str, str]:
    """Title, date and author of the core properties."""
    found = {"title": "", "created": "", "creator": ""}
    if data:
        for each in parse_xml(data, "its properties").iter():
            if local(each) in found:
                found[local(each)] = (each.text or "").strip()
    return found["title"], found["created"], found["creator"]
