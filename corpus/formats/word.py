"""Word (.docx): paragraphs and tables in the order of the text, and the document's own properties."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from corpus.formats.packed import Archive
from corpus.formats.source import Draft, Source
from corpus.formats.xml import local, parse_xml
from corpus.model.date_source import DateSource
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.text.dates import parse_date

_TEXT, _PROPERTIES = "word/document.xml", "docProps/core.xml"
_HIDDEN = frozenset({"Fallback", "moveFrom"})
"""The same text for older programs, and where text that was moved had stood."""
_APART = _HIDDEN | {"tbl", "txbxContent"}
"""What lies in a paragraph or a cell and is no part of its text."""
_SHOWN = frozenset({"t", "tab", "br", "cr", "p", "txbxContent"})


def read_docx(source: Source) -> Iterator[Draft]:
    """Yield the one document of a .docx file.

    Raises:
        UnreadableFile: it is damaged, encrypted or holds no Word document.

    """
    archive = Archive(source)
    body = archive.read(_TEXT)
    if not body:
        raise UnreadableFile(Reason.NOT_WORD)
    paragraphs = list(_paragraphs(parse_xml(body, _TEXT)))
    title, date, author = _properties(archive.read(_PROPERTIES))
    heading = next((text for text, style in paragraphs if style in ("Title", "Heading1")), "")
    metadata = (("author", author),) if author else ()
    text = "\n\n".join(text for text, _ in paragraphs)
    yield Draft(text, title or heading, parse_date(date), DateSource.CREATION, metadata=metadata)


def _paragraphs(root: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 -- lxml has no types
    """Text and style of each paragraph; a row of a table is one, its cells apart by tabs.

    What a row or a paragraph holds of another table or of a text box follows it, so that all text comes once. The one
    cell of a row is there for the layout: its paragraphs are paragraphs of the text.
    """
    waiting = [(root, False)]
    while waiting:
        element, in_row = waiting.pop()
        name = local(element)
        if name == "tr":
            cells = [text for cell in _within(element, {"tc"}) if (text := " ".join(_text(cell).split()))]
            in_row = len(cells) > 1
            if in_row:
                yield "\t".join(cells), ""
        elif name == "txbxContent":
            in_row = False
        elif name == "p" and not in_row:
            text = _text(element).strip()
            if text:
                yield text, _style(element)
        waiting += [(child, in_row) for child in reversed(element) if local(child) not in _HIDDEN]


def _within(element: Any, names: Container[str]) -> Iterator[Any]:  # noqa: ANN401
    """The descendants of these names, in order, but not those within one of them, or within what stands apart."""
    waiting = list(reversed(element))
    while waiting:
        each = waiting.pop()
        name = local(each)
        if name in names:
            yield each
        elif name not in _APART:
            waiting += reversed(each)


def _text(element: Any) -> str:  # noqa: ANN401
    """What is shown of a paragraph or a cell, but for what stands apart: deleted text is not."""
    parts = []
    for each in _within(element, _SHOWN):
        match local(each):
            case "t":
                parts.append(each.text or "")
            case "tab":
                parts.append("\t")
            case "p":
                parts += [_text(each), " "]
            case "txbxContent" if not parts or not parts[-1].endswith(" "):
                parts.append(" ")
            case "br" | "cr":
                parts.append("\n")
    return "".join(parts)


def _style(paragraph: Any) -> str:  # noqa: ANN401
    for each in _within(paragraph, {"pStyle"}):
        return next((str(value) for key, value in each.items() if key.endswith("val")), "")
    return ""


def _properties(data: bytes) -> tuple[str, str, str]:
    """Title, date and author of the core properties."""
    found = {"title": "", "created": "", "creator": ""}
    if data:
        for each in parse_xml(data, _PROPERTIES).iter():
            if local(each) in found:
                found[local(each)] = (each.text or "").strip()
    return found["title"], found["created"], found["creator"]
