"""Plain text: the file is the document."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.formats.source import Draft, Source


def read_plain(source: Source) -> Iterator[Draft]:
    """Yield the one document of a text file; title and date are left to what the text tells."""
    yield Draft(source.text())
