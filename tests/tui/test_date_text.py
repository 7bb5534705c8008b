"""The English text of a document's date."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.model.date_source import DateSource
from corpus.model.document import Document
from tui.text.date_text import date_text


@pytest.mark.parametrize("source", DateSource)
def test_only_a_file_creation_date_is_labelled(source: DateSource) -> None:
    """Other dates are shown alone."""
    document = Document("0" * 16, "a.pdf", "Title", "Title", date=dt.date(2019, 6, 11), date_source=source)

    expected = "file created 2019-06-11" if source is DateSource.CREATION else "2019-06-11"
    assert date_text(document) == expected


def test_a_missing_date_is_an_empty_text() -> None:
    """The border title then begins with the type."""
    assert date_text(Document("0" * 16, "a.pdf", "Title", "Title")) == ""
