"""The highlights in a text, and the target among them that n and N step through."""

from __future__ import annotations

from bisect import bisect_left

from corpus.model.document import Span


class TargetCursor:
    """The hits of a document, or the matches of find in it, one of which is current.

    Args:
        hits: The highlights with which the document is opened; those in the body are the targets.
        body_start: The offset at which the body begins, in code points.
        number: The number of the target to begin at; the last one if it is too high.

    """

    def __init__(self, hits: tuple[Span, ...] = (), body_start: int = 0, number: int = 0) -> None:
        self.hits = hits
        """The highlights with which the document was opened."""
        self._body_start = body_start
        self._highlight(hits, body_start)
        self.current = min(number, len(self.targets) - 1)
        """The number of the current target; -1 if there is none."""

    def _highlight(self, spans: tuple[Span, ...], start: int) -> None:
        self.highlights = spans
        """The spans to highlight."""
        self.targets = tuple(span for span in spans if span.start >= start)
        """Those of them that can be current."""

    def replace(self, spans: tuple[Span, ...], *, near: int, body_only: bool) -> None:
        """Highlight other spans, such as the matches of find; the first target at or after `near` is current."""
        self._highlight(spans, self._body_start if body_only else 0)
        following = bisect_left(self.targets, near, key=lambda span: span.start)
        self.current = min(following, len(self.targets) - 1)

    def step(self, steps: int, *, around: bool) -> bool:
        """Go to another target, around the ends or not; returns whether there is one."""
        target = self.current + steps
        if around and self.targets:
            target %= len(self.targets)
        if not 0 <= target < len(self.targets):
            return False
        self.current = target
        return True

    @property
    def span(self) -> Span | None:
        """The current target; None if there is none."""
        return self.targets[self.current] if self.current >= 0 else None

    @property
    def hit(self) -> int:
        """The number of the current hit; 0 while other spans are highlighted."""
        return self.current if self.highlights == self.hits else 0
