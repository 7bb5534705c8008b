"""Reading of a file into documents: choose the format, parse, sanitize, and determine title and date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from corpus.formats.dispatch import format_for
from corpus.formats.registry import Format
from corpus.formats.source import Broken, Draft, Source
from corpus.model.document import Document, Skipped
from corpus.model.document_id import document_id
from corpus.model.errors import UnreadableFile, reason_of
from corpus.model.limits import Limits
from corpus.model.reading_options import ReadingOptions
from corpus.model.reason import Reason
from corpus.reading.blocks import clean_with_blocks, place_blocks
from corpus.reading.document_date import document_date
from corpus.text.language import language_of
from corpus.text.sanitize import clean_line, clean_text
from corpus.text.stated_dates import date_line
from corpus.text.titles import LONGEST_HEADLINE, end_of_title, title_from_text

_MOST_MARKS = 3
"""Apostrophes that distinguish documents with the same record name; further ones get a number."""
_MOST_BLANKS = 10_000
"""Code points by which a first line may be longer than the title that it repeats."""
MOST_REPORTED = 50
"""So many invalid records of a file are reported one by one; the rest are counted in one entry."""


def read(
    folder: Path, path: str, limits: Limits | None = None, options: ReadingOptions | None = None
) -> Iterator[Document | Skipped]:
    """Yield the documents of a file, without people and countries, and a Skipped for each part that cannot be read.

    Raises nothing for an unreadable file: it yields a Skipped.

    Args:
        folder: The root of the library.
        path: The path of the file, relative to the folder, with forward slashes.
        limits: The limits of size and nesting; None for the defaults.
        options: Other options of reading; None for the defaults.

    """
    yield from read_source(Source(folder, path, limits, options))


def is_harmless(folder: Path, path: str) -> bool:
    """Return whether reading a file cannot crash the process: only Python code reads its format."""
    try:
        return format_for(Source(folder, path)).harmless
    except (UnreadableFile, OSError):
        return True


def read_source(source: Source) -> Iterator[Document | Skipped]:
    """Do the same as `read` for an open source, whose progress the caller can watch."""
    try:
        kind = format_for(source)
        item = None
        for item in documents_of(source.path, kind, kind.reader(source)):
            yield item
        if item is None:
            yield Skipped(source.path, Reason.NO_DOCUMENTS)
    except (UnreadableFile, OSError) as error:
        yield skipped_for(source.path, error)


def skipped_for(path: str, error: UnreadableFile | OSError) -> Skipped:
    """Return the entry of a file, or of a record of it, that an error keeps from being read."""
    if isinstance(error, UnreadableFile):
        return Skipped(path, error.reason, clean_line(error.detail), error.number)
    if isinstance(error, FileNotFoundError):
        return Skipped(path, Reason.VANISHED)
    return Skipped(path, Reason.UNREADABLE, reason_of(error))


def renamed(document: Document, number: int) -> Document:
    """Return a document that has the record name of others with another name and id.

    Args:
        document: The document.
        number: How many documents before it have its name.

    """
    record = _alternative(document.record, number)
    return replace(document, record=record, id=document_id(document.path, record))


def _alternative(record: str, number: int) -> str:
    """A name for a further document with this record name."""
    return record + "'" * number if number <= _MOST_MARKS else f"{record}'{number}"


def documents_of(
    path: str, kind: Format, found: Iterable[Draft | Broken], *, unique: bool = True
) -> Iterator[Document | Skipped]:
    """Yield the documents of a file and its invalid records.

    Args:
        path: The path of the file.
        kind: Its format.
        found: What the reader of the format yields.
        unique: Whether to give documents with the same record name different ones.

    Raises:
        UnreadableFile, OSError: the file as a whole cannot be read.

    """
    names = _Names()
    broken = 0
    for each in found if kind.many else _when_read(found):
        item = _document_or_skipped(path, kind, each, names if unique else None)
        if isinstance(item, Skipped):
            broken += 1
            if broken > MOST_REPORTED:
                continue
        yield item
    if broken > MOST_REPORTED:
        yield Skipped(path, Reason.MORE_INVALID_RECORDS, number=broken - MOST_REPORTED)


def _when_read(found: Iterable[Draft | Broken]) -> Iterator[Draft | Broken]:
    """Yield each draft when the reader has gone on: what it held for it, such as the tree of a page, is freed then."""
    last = None
    try:
        for each in found:
            if last is not None:
                yield last
            last = each
    except (UnreadableFile, OSError):
        if last is not None:
            yield last
        raise
    if last is not None:
        yield last


class _Names:
    """The record names of one file; those that occur again get alternatives, each found at once."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._repeated: dict[str, int] = {}

    def unique(self, record: str) -> str:
        """Return the name, or an alternative if a document before has it."""
        name, number = record, self._repeated.get(record, 0)
        while name in self._seen:
            number += 1
            name = _alternative(record, number)
        if number:
            self._repeated[record] = number
        self._seen.add(name)
        return name


def _document_or_skipped(path: str, kind: Format, found: Draft | Broken, names: _Names | None) -> Document | Skipped:
    """Turn a draft into a document, with a unique record name if there are names, or into the reason why it is none."""
    if isinstance(found, Broken):
        return Skipped(f"{path}#{clean_line(found.record)}", found.reason, clean_line(found.detail), found.number)
    record = clean_line(found.record)
    if names:  # records with the same id are different documents
        record = names.unique(record)
    document = assemble(path, kind, found, record)
    if document is None:
        return Skipped(f"{path}#{record}" if record else path, Reason.NO_TEXT)
    return document


def assemble(path: str, kind: Format, draft: Draft, record: str) -> Document | None:
    """Return the document of a draft, sanitized, with a title and, if there is one, a date; None without text."""
    named = draft.inner_path or path
    cleaned = [clean_text(page).strip() for page in draft.pages]
    text, blocks = ("\n\n".join(cleaned), ()) if draft.pages else clean_with_blocks(draft.text, draft.blocks)
    length = len(text)
    text = text.lstrip()
    title = clean_line(draft.title)
    if not text and not title:
        return None
    headline = None if title else date_line(text)
    if headline:
        title, text = _headline(headline[1])
    if not title:
        name = named.rpartition("/")[2]
        title, body_start = title_from_text(text, fallback=name.rpartition(".")[0] or name)
    elif draft.title_in_text:
        body_start = end_of_title(title, text)
    else:
        text, body_start = _with_title(title, text)
    date = document_date(
        draft, text, named, date_line=headline[0] if headline else None, many=kind.many and not draft.inner_path
    )
    return Document(
        id=document_id(path, record),
        path=path,
        title=title,
        text=text,
        body_start=body_start,
        date=date[0] if date else None,
        date_source=date[1] if date else None,
        record=record,
        kind=draft.kind or kind.name,
        metadata=tuple((name, clean_line(value)) for name, value in draft.metadata),
        pages=_page_starts(cleaned, len(text) - length),
        blocks=place_blocks(blocks, len(text) - length, text, body_start),
        omissions=draft.omissions,
        message=draft.message,
        language=language_of(text, body_start),
        columns=draft.columns,
        ocr=draft.ocr,
    )


def _headline(text: str) -> tuple[str, str]:
    """Return the first line as the title, and the rest of the text."""
    first, _, body = text.partition("\n")
    title = clean_line(first)
    if len(title) > LONGEST_HEADLINE:  # a paragraph: the title is its first sentence, and it stays in the text
        return "", text.strip()
    return title, body.strip()


def _page_starts(pages: list[str], shift: int) -> tuple[int, ...]:
    """Return the offset of each page in code points.

    Args:
        pages: The sanitized pages, which the text joins with blank lines.
        shift: Code points of the title before the first page, less those stripped from its beginning.

    """
    starts, at = [], 0
    for page in pages:
        starts.append(max(0, at + shift))
        at += len(page) + 2
    return tuple(starts)


def _with_title(title: str, body: str) -> tuple[str, int]:
    """Return the title followed by the body, and the offset of the body; a first line equal to the title is dropped."""
    line_end = body.find("\n") if "\n" in body else len(body)
    is_short = line_end <= len(title) + _MOST_BLANKS  # or all words of a text on one line would be made
    if is_short and clean_line(body[:line_end]) == title:
        body = body[line_end + 1 :].strip("\n")
    return (f"{title}\n\n{body}", len(title) + 2) if body else (title, len(title))
