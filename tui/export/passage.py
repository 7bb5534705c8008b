"""Sentences and paragraphs of a document as they are quoted: hard-wrapped lines become one line again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from corpus.model.block import BlockKind
from corpus.model.document import Document, Span
from corpus.text.sentences import sentence_starts
from tui.text import wrapping
from tui.text.sanitize import harmless

_HYPHEN = re.compile(r"(?<=\w-)[ \t]*\n[ \t]*(?=\w)")
"""A line that ends in a hyphen: of a compound or of a word that was divided, which the text does not tell."""
_QUOTE_MARKS = re.compile(r"^(?:> ?)+", re.MULTILINE)


class Extent(StrEnum):
    """What a quote is made of."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    SELECTION = "selection"
    """What is selected with the mouse."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document: some of its sentences or paragraphs, or any span."""

    document: Document
    extent: Extent
    spans: Sequence[Span]
    """The sentences or paragraphs of the document."""
    first: int
    """The number of the first of them in the passage."""
    last: int

    @classmethod
    def at(cls, document: Document, extent: Extent, offset: int) -> Self | None:
        """Return the sentence or paragraph at an offset; None in a document without text."""
        spans = paragraph_spans(document) if extent is Extent.PARAGRAPH else sentence_spans(document)
        if not spans:
            return None
        number = max(bisect_right(spans, offset, key=lambda span: span.start) - 1, 0)
        return cls(document, extent, spans, number, number)

    @classmethod
    def selected(cls, document: Document, span: Span) -> Self:
        """Return any span of a document."""
        return cls(document, Extent.SELECTION, [span], 0, 0)

    @property
    def span(self) -> Span:
        """Where the passage is, in code points."""
        return Span(self.spans[self.first].start, self.spans[self.last].end)

    @property
    def text(self) -> str:
        """The passage, with a blank line between paragraphs and no line ends in them."""
        start, end = self.span
        parts = [
            (max(each.start, start), min(each.end, end)) for each in paragraph_spans(self.document, from_start=True)
        ]
        shown = [one_line_of(self.document, Span(*part)) for part in parts if part[0] < part[1]]
        return "\n\n".join(filter(None, shown)) or one_line_of(self.document, self.span)

    def widened(self, by: int) -> Self:
        """Return the passage with more or fewer sentences or paragraphs at its end; always at least one."""
        last = min(max(self.last + by, self.first), len(self.spans) - 1)
        return replace(self, last=last)

    def moved(self, by: int) -> Self:
        """Return the next or previous sentence or paragraph."""
        number = min(max((self.last if by > 0 else self.first) + by, 0), len(self.spans) - 1)
        return replace(self, first=number, last=number)


def paragraph_spans(document: Document, *, from_start: bool = False) -> list[Span]:
    """Return the paragraphs of the body: its blocks, or else what its lines are parts of.

    Args:
        document: The document.
        from_start: Whether what stands before the body is one more, so that none is cut in another way than the body.

    """
    start = document.body_start
    spans = [Span(block.start, block.end) for block in document.blocks if block.kind is not BlockKind.PAGE]
    if not spans:
        spans = [
            span for span in wrapping.paragraphs(document.text, start) if document.text[span.start : span.end].strip()
        ]
    head = [Span(0, start)] if start and from_start else []
    return head + [span for span in spans if span.end > span.start >= start]


def sentence_spans(document: Document) -> list[Span]:
    """Return the sentences of the body; none goes on into another paragraph."""
    found = []
    for paragraph in paragraph_spans(document):
        text = document.text[paragraph.start : paragraph.end]
        starts = sentence_starts(text)
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            part = text[start:end]
            if part.strip():
                begin = paragraph.start + start + len(part) - len(part.lstrip())
                found.append(Span(begin, begin + len(part.strip())))
    return found


def one_line_of(document: Document, span: Span) -> str:
    """Return a piece of a document as one line, without the marks of quoted mail."""
    text = document.text[span.start : span.end]
    if text.count("\n") == 0 or all(line.startswith(">") for line in text.strip().split("\n")):
        text = _QUOTE_MARKS.sub("", text)
    return harmless(" ".join(_HYPHEN.sub("", text).split()))
