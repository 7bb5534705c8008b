"""A library keeps where the date of a document comes from."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.model.date_source import DateSource
from corpus.model.document import Document
from index.schema.fields import document_of, record_of
from index.schema.mentions import IndexedEntities
from index.update.worker_tasks import content_hash

DATE = dt.date(2019, 6, 11)


@pytest.mark.parametrize("source", DateSource)
def test_the_source_of_a_date_is_stored(source: DateSource) -> None:
    """With the document, for its details."""
    document = Document("0" * 16, "a.pdf", "Title", "Title", date=DATE, date_source=source)

    assert document_of(record_of(document, IndexedEntities(), "")) == document


def test_another_source_of_the_same_date_is_a_change() -> None:
    """The document is indexed again."""
    stated, created = (
        Document("0" * 16, "a.pdf", "Title", "Title", date=DATE, date_source=source)
        for source in (DateSource.TEXT, DateSource.CREATION)
    )

    assert content_hash(stated) != content_hash(created)
