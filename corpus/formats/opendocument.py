"""OpenDocument text (.odt)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpus.formats.packed import Archive
from corpus.formats.source import Draft, Source
from corpus.formats.xml import local, parse_xml
from corpus.model.date_source import DateSource
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.text.dates import parse_date

_CONTENT, _PROPERTIES = "content.xml", "meta.xml"
_SILENT = frozenset({"tracked-changes", "annotation", "forms", "sequence-decls"})


def read_odt(source: Source) -> Iterator[Draft]:
    """Yield the one document of an .odt file.

    Raises:
        UnreadableFile: it is damaged, encrypted or holds no text document.

    """
    archive = Archive(source)
    data = archive.read(_CONTENT)
    if not data:
        raise UnreadableFile(Reason.NOT_OPENDOCUMENT)
    root = parse_xml(data, _CONTENT)
    for element in [each for each in root.iter() if local(each) in _SILENT]:
        element.clear()
    blocks = [(" ".join(_text(each).split()), local(each)) for each in root.iter() if local(each) in ("p", "h")]
    title, date, author = _properties(archive.read(_PROPERTIES))
    heading = next((text for text, name in blocks if name == "h" and text), "")
    text = "\n\n".join(text for text, _ in blocks if text)
    metadata = (("author", author),) if author else ()
    yield Draft(text, title or heading, parse_date(date), DateSource.CREATION, metadata=metadata)


def _text(element: Any) -> str:  # noqa: ANN401 -- lxml has no types
    parts = [element.text or ""]
    for child in element:
        name = local(child)
        if name in ("s", "tab", "line-break"):
            parts.append(" ")
        elif name not in ("p", "h"):  # a paragraph in a frame is one of its own
            parts.append(_text(child) if len(child) or child.text else "")
        parts.append(child.tail or "")
    return "".join(parts)


def _properties(data: bytes) -> tuple[str, str, str]:
    """Title, date and author of the document's own properties."""
    found = {"title": "", "creation-date": "", "initial-creator": "", "creator": ""}
    if data:
        for each in parse_xml(data, _PROPERTIES).iter():
            if local(each) in found:
                found[local(each)] = (each.text or "").strip()
    return found["title"], found["creation-date"], found["initial-creator"] or found["creator"]
