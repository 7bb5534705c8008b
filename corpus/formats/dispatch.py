"""Selects the format of a file and reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from posixpath import splitext

from corpus.formats.packages import ZIP_SIGNATURE, package_format
from corpus.formats.registry import Format, format_named, format_of, is_in_maildir
from corpus.formats.source import Broken, Draft, Source
from corpus.formats.splitting import RecordGroup
from corpus.model.errors import UnreadableFile
from corpus.model.format_evidence import FormatEvidence
from corpus.model.reason import Reason


def format_for(source: Source) -> Format:
    """The format of a file.

    Raises:
        UnreadableFile: It is empty, or its format is not supported.

    """
    head = source.head()
    if not head:
        raise UnreadableFile(Reason.EMPTY)
    if head.startswith(ZIP_SIGNATURE) and (name := package_format(source)):
        return format_named(name)
    return format_of(source.path, head)


def evidence_of(path: str, kind: Format) -> FormatEvidence:
    """What the format of a file was recognized by."""
    suffix = splitext(path)[1].lower()
    if not kind.binary and suffix and suffix in kind.suffixes:
        return FormatEvidence.NAME
    if kind.name == "mail" and is_in_maildir(path):
        return FormatEvidence.NAME
    return FormatEvidence.NO_OTHER if kind.name == "text" else FormatEvidence.FIRST_BYTES


def drafts(source: Source) -> Iterator[Draft | Broken]:
    """Read a file that is part of another file, by OCR if that is needed and allowed; each draft has its format's name.

    Raises:
        UnreadableFile, OSError: The file cannot be read.

    """
    try:
        kind = format_for(source)
        for found in kind.reader(source):
            yield found if isinstance(found, Broken) or found.kind else replace(found, kind=kind.name)
    except UnreadableFile as error:
        if source.recognize is None or not error.reason.needs_ocr:
            raise
        yield source.recognize(source)


def split(source: Source) -> Iterator[RecordGroup] | None:
    """Split a file into raw records, each group with the name of its format; None if it is read as a whole.

    Raises:
        UnreadableFile, OSError: The file cannot be read.

    """
    kind = format_for(source)
    groups = kind.splitter(source) if kind.splitter else None
    return None if groups is None else (replace(group, kind=group.kind or kind.name) for group in groups)
