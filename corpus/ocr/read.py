"""A file that shows its text only as images, to its document by OCR."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from corpus.formats.pdf_hyphens import Dehyphenator
from corpus.formats.registry import Format, format_of
from corpus.formats.source import Draft, Source
from corpus.model.document import Document, Skipped
from corpus.model.errors import UnreadableFile, reason_of
from corpus.model.limits import Limits
from corpus.model.reason import Reason
from corpus.ocr.cache import PageCache, file_key
from corpus.ocr.engine import Engine
from corpus.ocr.images import page_images
from corpus.ocr.paragraphs import with_joined_lines
from corpus.reading.read import assemble
from corpus.text.legibility import is_legible
from corpus.text.sanitize import clean_line

_IMAGE = Format("image", frozenset(), "")
_FEWEST_LETTERS = 20
"""Of a document: what a photograph or a logo gives has fewer."""


def read_by_ocr(
    folder: Path, path: str, engine: Engine, limits: Limits | None = None, cache: PageCache | None = None
) -> Document | Skipped:
    """Return the document of one file that was skipped because it needs OCR.

    Nothing is raised for a bad file: it becomes a Skipped.

    Args:
        folder: Of the documents.
        path: Of the file, relative to the folder.
        engine: Recognizes the text of each page.
        limits: How much the file may cost.
        cache: Pages that have been recognized; further ones are added. None for no cache.

    """
    source = Source(folder, path, limits)
    try:
        kind = _kind(source)
        pages = list(_recognized(source, kind, engine, cache))
    except UnreadableFile as error:
        return Skipped(path, error.reason, clean_line(error.detail), error.number)
    except FileNotFoundError:
        return Skipped(path, Reason.VANISHED)
    except OSError as error:
        return Skipped(path, Reason.UNREADABLE, reason_of(error))
    text = "\n".join(pages)
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS or not is_legible(text):
        return Skipped(path, Reason.OCR_NO_TEXT)
    hyphens = Dehyphenator(text)
    draft = Draft("", pages=tuple(with_joined_lines(page, hyphens) for page in pages))
    document = assemble(path, kind, draft, record="")
    return replace(document, ocr=True) if document else Skipped(path, Reason.OCR_NO_TEXT)


def _kind(source: Source) -> Format:
    """The format of the file: a PDF, or an image, which is no format that is read without OCR."""
    try:
        return format_of(source.path, source.head())
    except UnreadableFile as error:
        if error.reason is not Reason.IMAGE:
            raise
        return _IMAGE


def _recognized(source: Source, kind: Format, engine: Engine, cache: PageCache | None) -> Iterator[str]:
    """The text of each page.

    Raises:
        UnreadableFile, OSError: the file cannot be read or recognized.

    """
    if kind.name != "pdf" and kind is not _IMAGE:
        raise UnreadableFile(Reason.IMAGES_ONLY)
    data = source.data()
    key = file_key(data) if cache else b""
    known = cache.pages(key, engine.languages) if cache else {}
    images = page_images(data, source.limits.pages, known) if kind.name == "pdf" else iter((data,))
    for number, image in enumerate(images):
        text = known.get(number)
        if text is None:
            text = engine.recognize(image)
            if cache:
                cache.put(key, engine.languages, number, text)
        yield from (text,) if kind.name == "pdf" else text.removesuffix("\f").split("\f")
