"""How a file would be read, as `pressroom inspect` shows it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model.columns import ColumnChoice
from corpus.model.document import Document, Skipped
from corpus.model.format_evidence import FormatEvidence
from index.model.partly_read import PartlyRead


@dataclass(frozen=True, slots=True)
class Inspection:
    """What reading the beginning of a file gives."""

    path: str
    """Relative to the folder."""
    kind: str = ""
    """The name of the format; "" where it is not read."""
    evidence: FormatEvidence | None = None
    encoding: str = ""
    """The encoding of a text file; "" for other formats, whose parts have their own."""
    documents: int = 0
    """The number of documents that were read."""
    is_complete: bool = True
    """Whether that is all of them: of a large file, only the beginning is read."""
    first: tuple[Document, ...] = ()
    """The first documents, with people and countries."""
    columns: ColumnChoice | None = None
    partly: PartlyRead | None = None
    """What is in none of the documents read."""
    skipped: tuple[Skipped, ...] = ()
    """Why the file or some of its records would be skipped."""
