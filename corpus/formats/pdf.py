"""PDF: the text of each page, with the title, author and date of the whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from corpus.formats.pdf_layout import blocks_of, text_of
from corpus.formats.pdf_text import Line, PageText, annotation_lines, page_text
from corpus.formats.pdf_title import title_of
from corpus.formats.source import Draft, Source
from corpus.model.date_source import DateSource
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.text.dates import parse_date
from corpus.text.legibility import is_legible
from corpus.text.titles import is_furniture
from corpus.tokens.hyphens import HYPHENS, Dehyphenator

_INFO_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_MOST_UNDECODED = 0.3
"""The share of characters without a meaning that a document may have, such as bullets of a symbol font."""
_DIVIDED = re.compile(rf"[^\W\d_][{HYPHENS}]$")
_DIGITS = re.compile(r"\d+")
_MARGIN_LINES = 2
"""Lines at the head and the foot of a page that may be running heads."""


def read_pdf(source: Source) -> Iterator[Draft]:
    """Yield the one document of a PDF.

    Raises:
        UnreadableFile: it is encrypted, damaged or too long, or needs OCR.

    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(source.data())
    except pypdfium2.PdfiumError as error:
        reason = Reason.ENCRYPTED if "password" in str(error).lower() else Reason.DAMAGED
        raise UnreadableFile(reason) from error
    try:
        if pdf.get_formtype():
            pdf.init_forms()
        if len(pdf) > source.limits.pages:
            raise UnreadableFile(Reason.TOO_MANY_PAGES, str(len(pdf)), source.limits.pages)
        pages = [_read_page(pdf, number) for number in range(len(pdf))]
        properties = {key: _property(pdf, key) for key in ("Title", "Author", "CreationDate")}
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(Reason.DAMAGED_PAGE) from error
    finally:
        pdf.close()
    _check_legible(pages)
    yield _draft([page.lines for page in pages], properties)


def _read_page(pdf: Any, number: int) -> PageText:  # noqa: ANN401 -- pypdfium2 has no types
    """The lines of a page, with what was written into its form and onto it."""
    page = pdf[number]
    try:
        found = page_text(page)
        for line in annotation_lines(page, pdf.formenv):
            _insert(found.lines, line)
        return found
    finally:
        page.close()


def _insert(lines: list[Line], line: Line) -> None:
    """Insert a line after the last one that is above it or beside it on the left."""
    middle = (line.bottom + line.top) / 2
    at = max(
        (number for number, each in enumerate(lines, 1) if each.top > middle and each.left <= line.left), default=0
    )
    if at:  # its box is that of the field, which may be higher than a line
        size = lines[at - 1].size
        line.top = line.top if line.size > 2 * size else middle + size / 2
        line.bottom, line.size = line.top - size, size
    lines.insert(at, line)


def _property(pdf: Any, key: str) -> str:  # noqa: ANN401
    """A document property; "" for one that is not valid UTF-16."""
    try:
        return str(pdf.get_metadata_value(key)).strip()
    except UnicodeDecodeError:
        return ""


def _check_legible(pages: list[PageText]) -> None:
    """Raise UnreadableFile for a document that has no text, or text in fonts without a character map."""
    text = "\n".join(line.text for page in pages for line in page.lines)
    if not text.strip():
        raise UnreadableFile(Reason.IMAGES_ONLY)
    undecoded, sampled = sum(page.undecoded for page in pages), sum(page.sampled for page in pages)
    if undecoded > _MOST_UNDECODED * sampled or not is_legible(text):
        raise UnreadableFile(Reason.UNDECODABLE_FONTS)


def _draft(pages: list[list[Line]], properties: dict[str, str]) -> Draft:
    """The document, with the properties that can be believed."""
    hyphens = Dehyphenator("\n".join(line.text for lines in pages for line in lines))
    _join_across_pages(pages, hyphens)
    blocks = [blocks_of(lines, hyphens) for lines in pages]
    title = title_of(blocks, properties["Title"])
    created = _INFO_DATE.match(properties["CreationDate"])
    date = parse_date("-".join(created.groups())) if created else None
    metadata = (("author", properties["Author"]),) if properties["Author"] else ()
    texts = tuple(map(text_of, blocks))
    return Draft("", title, date, DateSource.CREATION, metadata=metadata, pages=texts, title_in_text=True)


def _join_across_pages(pages: list[list[Line]], hyphens: Dehyphenator) -> None:
    """Move the rest of a word that a page break divides to the first of the pages."""
    if not any(_DIVIDED.search(line.text) for lines in pages for line in lines[-_MARGIN_LINES - 1 :]):
        return
    running_heads = _running_heads(pages)
    for page, following in pairwise(pages):
        last = next((line for line in reversed(page) if not _is_margin(line, running_heads)), None)
        first = next((line for line in following if not _is_margin(line, running_heads)), None)
        if not (last and first and _DIVIDED.search(last.text) and first.text[0].isalpha()):
            continue
        rest, _, others = first.text.partition(" ")
        kept = hyphens.keeps_hyphen(last.text[-80:-1], rest)
        last.text = last.text + rest if kept else last.text[:-1] + rest
        first.text = others.lstrip()
        if not first.text:
            following.remove(first)


def _running_heads(pages: list[list[Line]]) -> frozenset[str]:
    """Lines at the head or foot of more than one page, with their numbers left out."""
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({_DIGITS.sub("#", line.text) for line in (*lines[:_MARGIN_LINES], *lines[-_MARGIN_LINES:])})
    return frozenset(text for text, count in counts.items() if count > 1)


def _is_margin(line: Line, running_heads: frozenset[str]) -> bool:
    return _DIGITS.sub("#", line.text) in running_heads or is_furniture(line.text)
