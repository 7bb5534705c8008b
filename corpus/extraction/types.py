"""The type of an extractor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from corpus.model.document import Entities

Extractor = Callable[[Iterable[str]], Iterator[Entities]]
"""Returns the people and countries of each text, in order; mentions are spans of that text, in code points."""
