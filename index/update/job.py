"""The parameters of an update."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from corpus.extraction.extractors import BUILT_IN
from corpus.model.limits import Limits
from corpus.model.reading_options import ReadingOptions
from corpus.ocr.engine import Engine


@dataclass(frozen=True, slots=True)
class Job:
    """The parameters of one update. Picklable, so that another process can run it."""

    folder: Path
    directory: Path
    """The directory of the library."""
    rebuild: bool = False
    """Whether to read every file again."""
    processes: int | None = None
    """Worker processes; None for one per core, 0 for none."""
    limits: Limits = field(default_factory=Limits)
    extractor: str = BUILT_IN
    """What finds people and countries: the built-in extractor, or "spacy:" and the name of a pipeline. A library made
    with another one is rebuilt."""
    ocr: Engine | None = None
    """Recognizes the text of images when everything else is searchable; None for no OCR."""
    watched: bool = False
    """Whether the user waits to search what has been read: the first commit then comes after a second."""
    options: ReadingOptions = field(default_factory=ReadingOptions)
    """Options of reading, apart from the limits."""
    verify: bool = False
    """Whether to compare the content of every file, not only its size and time."""
