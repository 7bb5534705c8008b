"""The pages of a PDF as images."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason

_DPI = 300
"""Dots per inch that Tesseract recognizes best."""
_POINTS_PER_INCH = 72
_MOST_PIXELS = 25_000_000
"""Pixels of one page: A3 at 300 dpi has 17 million. A larger page is rendered at fewer dots per inch."""


def page_images(data: bytes, most_pages: int, known: Container[int] = ()) -> Iterator[bytes]:
    """Yield each page of a PDF as a grey image in PGM, rendered when it is asked for; b"" for known pages.

    Raises:
        UnreadableFile: it is encrypted, damaged or too long.

    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(Reason.DAMAGED) from error
    try:
        if len(pdf) > most_pages:
            raise UnreadableFile(Reason.TOO_MANY_PAGES, str(len(pdf)), most_pages)
        for number in range(len(pdf)):
            yield b"" if number in known else _rendered(pdf[number])
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(Reason.DAMAGED_PAGE) from error
    finally:
        pdf.close()


def _rendered(page: Any) -> bytes:  # noqa: ANN401 -- pypdfium2 has no types
    """A page as PGM; closes it."""
    try:
        width, height = page.get_size()
        scale = _DPI / _POINTS_PER_INCH
        scale = min(scale, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        pixels = page.render(scale=scale, grayscale=True).to_numpy()
    finally:
        page.close()
    rows, columns = pixels.shape[:2]
    header: bytes = b"P5\n%d %d\n255\n" % (columns, rows)
    return header + bytes(pixels.tobytes())
