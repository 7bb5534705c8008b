"""The places in documents at which the reader left them, for the session."""

from __future__ import annotations

from typing import NamedTuple

from cachetools import LRUCache

from corpus.model.document import Document, Span

MAX_PLACES = 1000
"""The number of documents whose places are remembered."""


class Place(NamedTuple):
    """A place in a document."""

    top: int
    """The offset of the first visible character, in code points."""
    hit: int
    """The number of the current hit, if there are hits."""


class ReadingPlaces:
    """Remembers a place for each document, together with the hits it had; other hits are a reason to start at them."""

    def __init__(self) -> None:
        self._places: LRUCache[str, tuple[int, tuple[Span, ...], Place]] = LRUCache(MAX_PLACES)
        self._expected: tuple[str, Place] | None = None

    def remember(self, document: Document, hits: tuple[Span, ...], place: Place) -> None:
        """Remember the place of a document that is left."""
        self._places[document.id] = (len(document.text), hits, place)

    def expect(self, doc_id: str, place: Place) -> None:
        """Open the next document here, if it is this one, whatever its hits are."""
        self._expected = (doc_id, place)

    def of(self, document: Document, hits: tuple[Span, ...]) -> Place | None:
        """Return the place of a document; None if it was not open before, has changed, or has other hits now."""
        expected, self._expected = self._expected, None
        if expected is not None and expected[0] == document.id and expected[1].top < len(document.text):
            return expected[1]
        left = self._places.get(document.id)
        if left is None:
            return None
        length, known, place = left
        if length != len(document.text) or (hits and hits != known):
            return None
        return place if hits == known else place._replace(hit=0)
