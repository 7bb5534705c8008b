"""The type of an extractor: texts to their people and countries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from corpus.model.document import Entities

Extractor = Callable[[Iterable[str]], Iterator[Entities]]
"""A pure function of each of some texts; mentions are offsets into that very text, in code points."""
