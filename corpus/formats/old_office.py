"""Compound files: .doc and .ppt through programs of the system, .xls through an optional package, .msg as mail."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from corpus.formats.layout import Layout
from corpus.formats.office import Properties, office_draft
from corpus.formats.ole import CompoundFile
from corpus.formats.outlook import PROPERTIES, read_outlook
from corpus.formats.programs import converted, find_program, office_program, program_output
from corpus.formats.source import Broken, Draft, Part, Source
from corpus.model.errors import UnreadableFile
from corpus.model.extra import Extra
from corpus.model.reason import Reason
from corpus.text.sanitize import clean_text

_WORD, _SLIDES = "WordDocument", "PowerPoint Document"
_WORKBOOKS = frozenset({"Workbook", "Book"})
_ENCRYPTED = frozenset({"EncryptedPackage", "EncryptionInfo", "EncryptedSummary"})
_WORD_FLAGS = 10
"""Where in a Word document its flags are, in bytes ([MS-DOC] 2.5.2)."""
_IS_ENCRYPTED = 0x0100


def read_old_office(source: Source) -> Iterator[Draft | Broken]:
    """Yield the document of a compound file; of a message also its attachments.

    Raises:
        UnreadableFile: The file is damaged, encrypted, of a kind that is not read, or what reads it is not installed.

    """
    data = source.data()
    compound = CompoundFile(data)
    names = compound.names
    if names & _ENCRYPTED:
        raise UnreadableFile(Reason.ENCRYPTED)
    if _WORD in names:
        yield _word_draft(source, data, compound.root.stream(_WORD))
    elif _SLIDES in names:
        yield _slides_draft(source, data)
    elif names & _WORKBOOKS:
        yield _sheets_draft(source, data)
    elif PROPERTIES in names:
        yield from read_outlook(compound, source)
    else:
        raise UnreadableFile(Reason.OLD_OFFICE_DOCUMENT)


def _word_draft(source: Source, data: bytes, start: bytes) -> Draft:
    """The draft of a Word document, by the quickest program that reads it."""
    if len(start) >= _WORD_FLAGS + 2 and struct.unpack_from("<H", start, _WORD_FLAGS)[0] & _IS_ENCRYPTED:
        raise UnreadableFile(Reason.ENCRYPTED)
    if antiword := find_program("antiword"):
        options = [antiword, "-m", "UTF-8.txt", "-w", "0"]
        text = clean_text(program_output(options, data, ".doc", source.limits).decode("utf-8", "replace"))
        return office_draft(Layout(text), Properties(), kind="word")
    return _converted(source, data, Extra.OLD_WORD, ".doc", "docx", "word")


def _slides_draft(source: Source, data: bytes) -> Draft:
    return _converted(source, data, Extra.OLD_SLIDES, ".ppt", "odp", "powerpoint")


def _converted(source: Source, data: bytes, extra: Extra, suffix: str, target: str, kind: str) -> Draft:
    """The draft of a file that LibreOffice converts to a format that is read."""
    from corpus.formats.opendocument import read_odp
    from corpus.formats.word import read_docx

    program = office_program()
    if not program:
        raise UnreadableFile(Reason.MISSING_EXTRA, extra)
    result = converted(program, data, suffix, target, source.limits)
    reader: Callable[[Source], Iterator[Draft]] = read_docx if target == "docx" else read_odp
    part = Part(source, f"document.{target}", lambda: cast(BinaryIO, io.BytesIO(result)))
    return replace(next(reader(part)), kind=kind)


def _sheets_draft(source: Source, data: bytes) -> Draft:
    try:
        from corpus.formats.old_excel import old_sheets_draft
    except ImportError as error:
        raise UnreadableFile(Reason.MISSING_EXTRA, Extra.XLS) from error
    return old_sheets_draft(data, source)
