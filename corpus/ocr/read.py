"""Files that show their text only as images, and such files in archives and messages, to documents by OCR."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.formats.registry import Format, format_of
from corpus.formats.source import Draft, Source
from corpus.model.document import Document, Skipped
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.ocr.cache import PageCache, file_key
from corpus.ocr.engine import Engine
from corpus.ocr.images import page_images
from corpus.ocr.paragraphs import with_joined_lines
from corpus.reading.read import documents_of, read_source, skipped_for
from corpus.text.legibility import is_legible
from corpus.tokens.hyphens import Dehyphenator

_IMAGE = Format("image", frozenset(), "")
_FEWEST_LETTERS = 20
"""Letters of a document: OCR of a photograph or a logo gives fewer."""


def read_by_ocr(source: Source, engine: Engine, cache: PageCache | None = None) -> Iterator[Document | Skipped]:
    """Yield the documents that OCR makes of a file and of the files in it, and a Skipped for each part that is skipped.

    The documents that can be read without OCR are left out. Nothing is raised for a bad file.

    Args:
        source: The file.
        engine: Recognizes the text of each page.
        cache: Pages that have been recognized; further ones are added. None for no cache.

    """
    recognizer = _Recognizer(engine, cache)
    source.recognize = recognizer.draft
    for item in read_source(source):
        if isinstance(item, Skipped) and item.reason.needs_ocr and item.path == source.path:
            yield from _whole(source, recognizer)
        elif isinstance(item, Skipped) or item.ocr:
            yield item


def _whole(source: Source, recognizer: _Recognizer) -> Iterator[Document | Skipped]:
    """Yield the document of a file that is a scan, or why it has none."""
    try:
        kind = _kind(source)
        yield from documents_of(source.path, kind, [recognizer.draft(source)])
    except (UnreadableFile, OSError) as error:
        yield skipped_for(source.path, error)


def _kind(source: Source) -> Format:
    """The format of the file: a PDF, or an image, which is no format that is read without OCR."""
    try:
        return format_of(source.path, source.head())
    except UnreadableFile as error:
        if error.reason is not Reason.IMAGE:
            raise
        return _IMAGE


@dataclass(frozen=True, slots=True)
class _Recognizer:
    engine: Engine
    cache: PageCache | None

    def draft(self, source: Source) -> Draft:
        """The document of a file that is a scan.

        Raises:
            UnreadableFile, OSError: It cannot be read or recognized, or has no text.

        """
        kind = _kind(source)
        pages = list(self._recognized(source, kind))
        text = "\n".join(pages)
        if sum(map(str.isalpha, text)) < _FEWEST_LETTERS or not is_legible(text):
            raise UnreadableFile(Reason.OCR_NO_TEXT)
        hyphens = Dehyphenator(text)
        joined = tuple(with_joined_lines(page, hyphens) for page in pages)
        return Draft("", kind=kind.name, pages=joined, ocr=True)

    def _recognized(self, source: Source, kind: Format) -> Iterator[str]:
        """The text of each page.

        Raises:
            UnreadableFile, OSError: the file cannot be read or recognized.

        """
        if kind.name != "pdf" and kind is not _IMAGE:
            raise UnreadableFile(Reason.OCR_NO_TEXT)
        engine, cache = self.engine, self.cache
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
