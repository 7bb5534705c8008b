"""The mention of a person with the highest confidence, and the evidence for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.model.document import Document, Span
from index.model.entity import NameEvidence
from index.schema.mentions import SURE, EntityMentions

_MAX_TEXT = 200_000
"""Code points of the longest text that is read again for its evidence."""
_MAX_EVIDENCE = 6
"""The number of features that are named."""


class BestMention:
    """Collects the mentions of a person over documents."""

    def __init__(self) -> None:
        self.confidence = 0.0
        """The highest confidence so far."""
        self._doc = -1
        self._spans: list[Span] = []

    def look_at(self, doc: int, found: Sequence[EntityMentions]) -> None:
        """Take the mentions of a document, by its number, if their confidence is higher than before."""
        for seen in found:
            if seen.confidence > self.confidence:
                self.confidence, self._doc, self._spans = seen.confidence, doc, seen.spans

    def evidence(self, document: Callable[[int], Document]) -> tuple[NameEvidence, ...]:
        """What the confidence comes from; none if the confidence is `SURE`, or if the text is long.

        Args:
            document: From a document's number to the document.

        """
        if self._doc < 0 or self.confidence >= SURE:
            return ()
        text = document(self._doc).text
        if len(text) > _MAX_TEXT:
            return ()
        from corpus.extraction.extract import explain  # the extractor takes long to load, and few pages need it

        candidates = [each for each in explain(text).people if each.span in self._spans]
        strongest = max(candidates, key=lambda each: each.score, default=None)
        features = strongest.evidence[:_MAX_EVIDENCE] if strongest else ()
        return tuple(NameEvidence(each.name, each.weight) for each in features)
