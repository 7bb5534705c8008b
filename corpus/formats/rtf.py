"""Rich Text Format (.rtf): text and layout, then notes, headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.formats.flow import Flow
from corpus.formats.layout import Layout
from corpus.formats.office import Properties, office_draft
from corpus.formats.rtf_parser import RtfParser
from corpus.formats.rtf_text import Item, Paragraph, write
from corpus.formats.source import Draft, Source
from corpus.model.omission import Omission, OmissionKind
from corpus.text.sanitize import clean_line

_HEADING_PARAGRAPHS = 10
"""Paragraphs at the start of a document in which its title is looked for."""
_WORD = re.compile(r"\w+")


def read_rtf(source: Source) -> Iterator[Draft]:
    """Yield the document of an RTF file.

    Raises:
        UnreadableFile: The file is over a limit, or nested too deeply.

    """
    flow = Flow()
    parser = RtfParser(source.data(), flow)
    _finish(flow, parser)
    created = "-".join(str(parser.created.get(part, 0)) for part in ("yr", "mo", "dy"))
    properties = Properties(parser.title, parser.author, created)
    yield office_draft(flow.layout(_omissions(parser)), properties, flow.first_heading(_HEADING_PARAGRAPHS))


def rtf_layout(data: bytes) -> Layout:
    """The layout of RTF within another format.

    Raises:
        UnreadableFile: It is nested too deeply.

    """
    flow = Flow()
    parser = RtfParser(data, flow)
    _finish(flow, parser)
    return flow.layout(_omissions(parser))


def _finish(flow: Flow, parser: RtfParser) -> None:
    """Add the last items of a document, then its notes, headers and footers."""
    write(flow, parser.items)
    for number, note in enumerate(parser.notes, 1):
        flow.open_ending(f"[{number}] ")
        write(flow, note)
        flow.close_ending()
    said = flow.lines() if parser.margins else set()
    flow.open_ending()
    for margin in parser.margins:
        write(flow, [item for item in margin if _is_new(item, said)])
    flow.close_ending()


def _is_new(item: Item, said: set[str]) -> bool:
    """Whether the text of an item of a header or footer was not read before."""
    if not isinstance(item, Paragraph):
        return True
    line = clean_line(item.text)
    is_new = line not in said
    said.add(line)
    return is_new


def _omissions(parser: RtfParser) -> list[Omission]:
    """What of the file is not in the text."""
    counts = {
        OmissionKind.IMAGES: parser.pictures,
        OmissionKind.COMMENTS: parser.comments,
        OmissionKind.HIDDEN_TEXT: len(_WORD.findall("".join(parser.hidden))),
        OmissionKind.DELETED_TEXT: len(_WORD.findall("".join(parser.deleted))),
    }
    return [Omission(kind, count) for kind, count in counts.items() if count]
