"""Reads the beginning of one file as an update would, without a library, to show how it would be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from corpus.extraction.extractors import extractor
from corpus.files.walk import why_not_walked
from corpus.formats.dispatch import evidence_of, format_for
from corpus.formats.registry import document_kinds
from corpus.formats.source import Source
from corpus.model.document import Document, Skipped
from corpus.model.errors import UnreadableFile
from corpus.model.limits import Limits
from corpus.model.reading_options import ReadingOptions
from corpus.reading.read import is_harmless, read_source
from index.model.inspection import Inspection
from index.model.partly_read import PartlyReadFile
from index.update.worker_pool import Failure, Pool

_MOST_DOCUMENTS = 1000
"""Documents and skipped records that are read of one file."""
_MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Request:
    """The file to inspect, and how files are read."""

    folder: Path
    """The folder of the documents."""
    path: str
    """Relative to the folder, with forward slashes."""
    limits: Limits
    options: ReadingOptions
    extractor: str


def inspect(request: Request) -> Inspection:
    """Read the beginning of a file, in a worker process where a parser could crash."""
    if skipped := why_not_walked(request.folder, request.path):
        return Inspection(request.path, skipped=(skipped,))
    processes = 0 if is_harmless(request.folder, request.path) else 1
    pool: Pool[Request, Inspection] = Pool(_inspect, processes, request.limits.seconds)
    ((_, result),) = pool.run([request])
    return Inspection(request.path, skipped=(result.skipped(request.path),)) if isinstance(result, Failure) else result


def _inspect(request: Request) -> Inspection:
    source = Source(request.folder, request.path, request.limits, request.options)
    try:
        kind = format_for(source)
    except (UnreadableFile, OSError):
        return _read(request, source, Inspection(request.path))
    return _read(request, source, Inspection(request.path, kind.name, evidence_of(request.path, kind)))


def _read(request: Request, source: Source, begun: Inspection) -> Inspection:
    """Complete an inspection with what is read."""
    documents: list[Document] = []
    skipped: list[Skipped] = []
    left_out = PartlyReadFile(request.path)
    number, is_complete = 0, True
    for found in read_source(source):
        if number + len(skipped) == _MOST_DOCUMENTS:
            is_complete = False
            break
        if isinstance(found, Skipped):
            skipped.append(found)
            continue
        number += 1
        left_out.add([found])
        if len(documents) < _MOST_SHOWN:
            documents.append(found)
    entities = extractor(request.extractor)([document.text for document in documents])
    # A file that is one document has its kind: `ole` is no kind that can be searched.
    whole = next((document for document in documents[:1] if not document.record), None)
    return replace(
        begun,
        kind=whole.kind if whole and begun.kind not in document_kinds() else begun.kind,
        encoding=source.encoding,
        documents=number,
        is_complete=is_complete,
        first=tuple(replace(each, entities=found) for each, found in zip(documents, entities, strict=True)),
        columns=next((each.columns for each in documents if each.columns), None),
        partly=left_out.result(),
        skipped=tuple(skipped),
    )
