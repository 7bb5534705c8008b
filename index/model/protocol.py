"""What the explorer needs of a library: the little that `index.Library` and a library made for tests have in common."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Protocol

from corpus.model.document import Document, Skipped, Span
from index.model.correction_fault import CorrectionTrouble
from index.model.entity import Correction, EntityPage, Suggestion
from index.model.progress import Progress, Report
from index.model.query import Kind, Page, Query


class LibraryLike(Protocol):
    """One folder's documents, searchable. Everything but `update` is quick and may be called from any thread."""

    @property
    def folder(self) -> Path:
        """The folder of the documents."""
        ...

    def search(self, query: Query) -> Page:
        """Answer the query; raises QueryError where it cannot be read and is not `typing`."""
        ...

    def document(self, doc_id: str) -> Document:
        """The whole document; raises DocumentNotFound."""
        ...

    def highlights(self, query: Query, document: Document) -> tuple[Span, ...]:
        """Where the query's words stand in the document's text, in order, not overlapping."""
        ...

    def __len__(self) -> int:
        """How many documents can be searched now."""
        ...

    def update(self, *, rebuild: bool = False) -> Generator[Progress, None, Report]:
        """Bring the library up to date; closing the generator cancels. Raises LibraryLocked while another does."""
        ...

    def prepare(self) -> None:
        """Work out what the first search would wait for."""
        ...

    def refresh(self) -> bool:
        """See what has been committed since; True where there was something."""
        ...

    def watch(self, stop: threading.Event, ready: Callable[[], None]) -> Iterator[None]:
        """Yield whenever an update would find something new; ends when `stop` is set. Raises Unwatchable."""
        ...

    def skipped(self) -> tuple[Skipped, ...]:
        """What could not be read, and why."""
        ...

    def entity(
        self, kind: Kind, key: str, query: Query | None = None, *, limit: int = 50, offset: int = 0
    ) -> EntityPage:
        """Why a person or country is there: forms, roles, company and mentions; raises EntityNotFound.

        Args:
            kind: PERSON or COUNTRY.
            key: Of its facet.
            query: Over the results of this only; None for the whole library.
            limit: Mentions to give, at most.
            offset: Mentions to pass over.

        """
        ...

    def suggestions(self) -> tuple[Suggestion, ...]:
        """People who may be one and about whom the user has not said anything, the likeliest first."""
        ...

    def known_suggestions(self) -> tuple[Suggestion, ...]:
        """Those of them that there are at once; none before the update that looks for them is through."""
        ...

    def corrections(self) -> tuple[Correction, ...]:
        """All that the user has corrected, in the order of the file."""
        ...

    def correct(self, correction: Correction) -> None:
        """Correct something, from now on and for good; raises CorrectionError."""
        ...

    def undo(self) -> Correction | None:
        """Take back the last correction made by this library object; None where there is none left."""
        ...

    @property
    def corrections_trouble(self) -> CorrectionTrouble | None:
        """Why the file of corrections is not applied, or not all of it; None if it is."""
        ...
