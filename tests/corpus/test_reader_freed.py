"""What a reader holds for a document is freed before the document is made of its draft."""

from __future__ import annotations

import weakref
from collections.abc import Iterator

import pytest

from corpus.formats.registry import format_named
from corpus.formats.source import Draft
from corpus.model.document import Document
from corpus.model.errors import UnreadableFile
from corpus.model.reason import Reason
from corpus.reading import read as reading
from corpus.reading.read import documents_of


class _Tree:
    """As large as a reader likes."""


def test_the_tree_of_a_page_is_freed_before_its_document_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both would be in memory at the same time."""
    trees: list[weakref.ref[_Tree]] = []
    seen = []

    def drafts() -> Iterator[Draft]:
        tree = _Tree()
        trees.append(weakref.ref(tree))
        yield Draft("Talks on ships in Poland.")

    def assembled(path: str, kind: object, draft: Draft, record: str) -> None:
        seen.append(trees[0]())

    monkeypatch.setattr(reading, "assemble", assembled)
    list(documents_of("a.html", format_named("html"), drafts()))

    assert seen == [None]


def test_documents_before_an_error_are_kept() -> None:
    """As a mail whose second attachment is damaged: all of the drafts before it, in order."""

    def drafts() -> Iterator[Draft]:
        yield Draft("The first text.", record="1")
        yield Draft("The second text.", record="2")
        raise UnreadableFile(Reason.DAMAGED)

    found: list[str] = []
    with pytest.raises(UnreadableFile):
        found.extend(
            item.text for item in documents_of("a.eml", format_named("mail"), drafts()) if isinstance(item, Document)
        )

    assert found == ["The first text.", "The second text."]
