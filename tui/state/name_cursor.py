"""The names in a text, one of which can be in focus."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from corpus.model.document import Span
from index.model.entity import DocumentEntity
from index.model.query import Kind


class Name(NamedTuple):
    """A mention of a person or country. Offsets are code points."""

    start: int
    end: int
    entity: DocumentEntity


class NameCursor:
    """The mentions of all people and countries of a document, in the order of the text."""

    def __init__(self, entities: Iterable[DocumentEntity] = ()) -> None:
        self._entities = tuple(entities)
        self._number: int | None = None
        self.people = self._spans(Kind.PERSON)
        """The mentions of people, in the order of the text."""
        self.countries = self._spans(Kind.COUNTRY)

    def _spans(self, kind: Kind) -> list[Span]:
        return sorted(span for entity in self._entities if entity.kind is kind for span in entity.mentions)

    @cached_property
    def _names(self) -> list[Name]:
        """All mentions, in the order of the text; not made before they are needed, because there may be many."""
        names = (Name(start, end, entity) for entity in self._entities for start, end in entity.mentions)
        return sorted(names, key=lambda name: (name.start, name.end))

    @property
    def focused(self) -> Name | None:
        """The name in focus; None if none is."""
        return None if self._number is None else self._names[self._number]

    def step(self, steps: int, around: Span) -> None:
        """Focus the next or previous name; without one in focus, the nearest one from a span on, or before its end.

        Args:
            steps: 1 or -1.
            around: The span where the reader looks: the current hit, or what is shown.

        """
        if self._number is None:
            first = bisect_left(self._names, around.start, key=lambda name: name.start)
            after = bisect_right(self._names, around.end, key=lambda name: name.end)
            number = first if steps > 0 else after - 1
        else:
            number = self._number + steps
        if 0 <= number < len(self._names):
            self._number = number

    def focus_at(self, offset: int) -> bool:
        """Focus the name at an offset; returns whether there is one."""
        at = bisect_right(self._names, offset, key=lambda name: name.start) - 1
        self._number = at if at >= 0 and offset < self._names[at].end else None
        return self._number is not None

    def leave(self) -> bool:
        """Focus no name; returns whether one was in focus."""
        was_focused, self._number = self._number is not None, None
        return was_focused
