"""The date of a document in words."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.model.date_source import DateSource
from corpus.model.document import Document
from tui.text.date_text import date_text


@pytest.mark.parametrize("source", DateSource)
def test_only_the_creation_of_the_file_is_marked(source: DateSource) -> None:
    """All other dates are those of the text."""
    document = Document("0" * 16, "a.pdf", "Title", "Title", date=dt.date(2019, 6, 11), date_source=source)

    expected = "file created 2019-06-11" if source is DateSource.CREATION else "2019-06-11"
    assert date_text(document) == expected


def test_a_document_without_a_date_has_no_words_for_it() -> None:
    """The line of facts begins with its format."""
    assert date_text(Document("0" * 16, "a.pdf", "Title", "Title")) == ""
