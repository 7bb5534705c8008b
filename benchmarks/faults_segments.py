"""What a process remembers of the segments that it has opened."""

from __future__ import annotations

from index.segments.format import segment_cache


def forget_segments() -> None:
    """Let this process open all segments again: chance is seeded here, so that others get the same names."""
    segment_cache._open_segments.clear()
    segment_cache._verified.clear()
