"""Loads documents for the reader."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from corpus.model.document import Document, Span
from corpus.text.text_hash import text_key
from index.model.entity import DocumentEntity
from index.model.errors import LibraryError
from index.model.query import Query
from tui.services.library_service import LibraryService
from tui.text.remedies import error_text

if TYPE_CHECKING:
    from index.model.protocol import LibraryLike


class DocumentLoader:
    """Loads documents in a thread, only the latest that is asked for. `load` returns at once.

    Args:
        service: Knows the library and the node that runs workers and receives messages.

    """

    @dataclass
    class DocumentLoaded(Message):
        """A document has been loaded."""

        document: Document
        hits: tuple[Span, ...]
        """The highlights of the query in the text, in code points."""
        entities: tuple[DocumentEntity, ...]
        """The people and countries in the text, most mentions first."""
        main_language: str
        """The most frequent language of the library, as an ISO 639-1 code."""
        known: Document | None = None
        """The document as it was on the screen; it may have changed since, and its file may have been renamed."""

    @dataclass
    class DocumentMoved(Message):
        """A document that was read earlier has another id now, because its file was renamed or moved."""

        doc_id: str
        """The id that it had."""
        document: Document

    @dataclass
    class DocumentMissing(Message):
        """A document is no longer in the library."""

        doc_id: str
        sentence: str
        known: Document | None = None
        """The document as it was on the screen."""

    def __init__(self, service: LibraryService) -> None:
        self._service = service

    def load(self, doc_id: str, query: Query, known: Document | None = None, text_hash: str = "") -> None:
        """Load a document and its highlights; one of the three messages follows.

        Args:
            doc_id: The id of the document.
            query: What to highlight.
            known: The document as it is on the screen, if it is there.
            text_hash: The hash of a text that was read earlier; `DocumentMoved` follows if its document has another
                id now.

        """
        library = self._service.library
        if library is not None:
            job = partial(self._load, library, doc_id, query, known, text_hash)
            self._service.host.run_worker(job, group="reader", thread=True, exclusive=True, exit_on_error=False)

    def _load(self, library: LibraryLike, doc_id: str, query: Query, known: Document | None, text_hash: str) -> None:
        message = self._loaded(library, doc_id, query, known, text_hash)
        if not get_current_worker().is_cancelled:
            self._service.host.post_message(message)

    def _loaded(
        self, library: LibraryLike, doc_id: str, query: Query, known: Document | None, text_hash: str
    ) -> DocumentLoaded | DocumentMoved | DocumentMissing:
        try:
            document = library.document(doc_id, text_key(known) if known else text_hash)
            if not known and document.id != doc_id:
                return self.DocumentMoved(doc_id, document)
            hits = library.highlights(query, document)
            entities = library.document_entities(document)
        except LibraryError as error:
            return self.DocumentMissing(doc_id, error_text(error), known)
        return self.DocumentLoaded(document, hits, entities, library.main_language, known)
