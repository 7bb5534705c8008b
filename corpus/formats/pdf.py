"""PDF: the text page by page, with lines joined to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.formats.source import Draft, Source
from corpus.model.date_source import DateSource
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.text.dates import parse_date

_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad\ufffe\u2010]\n(?=[a-zà-ɏ])")
_WRAPPED = re.compile(r"(?<=[^\n.!?:;])\n(?=[^\nA-Z•*–—\-\d(])|(?<=[,a-zà-ɏ]) *\n(?=[^\s•*–—\-\d])")
_INFO_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def read_pdf(source: Source) -> Iterator[Draft]:
    """Yield the one document of a PDF.

    Raises:
        UnreadableFile: it is encrypted, damaged, too long, or holds images only.

    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(source.data())
    except pypdfium2.PdfiumError as error:
        reason = Reason.ENCRYPTED if "password" in str(error).lower() else Reason.DAMAGED
        raise UnreadableFile(reason) from error
    try:
        if len(pdf) > source.limits.pages:
            raise UnreadableFile(Reason.TOO_MANY_PAGES, str(len(pdf)), source.limits.pages)
        pages = tuple(_page_text(pdf, number) for number in range(len(pdf)))
        info = {key: str(value) for key, value in pdf.get_metadata_dict().items()}
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(Reason.DAMAGED_PAGE) from error
    finally:
        pdf.close()
    if not any(page.strip() for page in pages):
        raise UnreadableFile(Reason.IMAGES_ONLY)
    yield _draft(pages, info)


def _draft(pages: tuple[str, ...], info: dict[str, str]) -> Draft:
    """The document, with what the PDF says of itself; a title such as "Microsoft Word - draft3.doc" says nothing."""
    title = info.get("Title", "").strip()
    if re.search(r"\.\w{2,4}$|^untitled|^microsoft|^document\d*$", title, re.IGNORECASE) or len(title) < 4:
        title = ""
    stamped = _INFO_DATE.match(info.get("CreationDate", ""))
    date = parse_date("-".join(stamped.groups())) if stamped else None
    metadata = tuple((name, info[key]) for name, key in (("author", "Author"),) if info.get(key, "").strip())
    return Draft("", title, date, DateSource.CREATION, metadata=metadata, pages=pages)


def _page_text(pdf: Any, number: int) -> str:  # noqa: ANN401 -- typed only in part
    """One page's text, with words and lines put together that the print parted."""
    page = pdf[number]
    try:
        text_page = page.get_textpage()
        try:
            text = str(text_page.get_text_bounded(errors="replace"))
        finally:
            text_page.close()
    finally:
        page.close()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _WRAPPED.sub(" ", _HYPHENATED.sub("", text))
