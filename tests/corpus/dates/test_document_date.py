"""Which date of a document is believed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus.formats.source import Draft
from corpus.model.date_source import DateSource
from corpus.model.document import Document
from corpus.reading.document_date import document_date
from corpus.reading.read import read

GIVEN, STATED, NAMED = dt.date(2019, 6, 11), dt.date(1991, 3, 4), dt.date(2007, 4, 13)
STATEMENT = "VILNIUS, 4 March 1991 (Wire) - The parliament voted."
NAME = "13Apr2007Smith.txt"
RTF = r"{\rtf1\ansi{\info{\creatim\yr2019\mo6\dy11}}%s\par}"
PAGE = (
    '<html><head><title>Vote</title><meta name="date" content="2019-06-11"></head><body><article>'
    f"<p>{STATEMENT}</p><p>Second paragraph of it with more words.</p></article></body></html>"
)


@pytest.mark.parametrize(
    ("source", "text", "name", "expected"),
    [
        (DateSource.FIELD, STATEMENT, NAME, (GIVEN, DateSource.FIELD)),
        (DateSource.HEADER, STATEMENT, NAME, (STATED, DateSource.TEXT)),
        (DateSource.METADATA, STATEMENT, NAME, (STATED, DateSource.TEXT)),
        (DateSource.METADATA, "Text.", NAME, (GIVEN, DateSource.METADATA)),
        (DateSource.PATH, "Text.", NAME, (GIVEN, DateSource.PATH)),
        (DateSource.OTHER_METADATA, "Text.", NAME, (NAMED, DateSource.PATH)),
        (DateSource.OTHER_METADATA, "Text.", "a.txt", (GIVEN, DateSource.OTHER_METADATA)),
        (DateSource.CREATION, STATEMENT, NAME, (STATED, DateSource.TEXT)),
        (DateSource.CREATION, "Text.", NAME, (NAMED, DateSource.PATH)),
        (DateSource.CREATION, "Text.", "a.txt", (GIVEN, DateSource.CREATION)),
    ],
)
def test_the_order_of_trust(source: DateSource, text: str, name: str, expected: tuple[dt.date, DateSource]) -> None:
    """A field of the editor, the text, metadata, the file's name, other metadata, the creation of the file."""
    assert document_date(Draft(text, date=GIVEN, date_source=source), text, name) == expected


@pytest.mark.parametrize("year", [100, 1440, 9998])
def test_an_implausible_date_is_not_believed(year: int) -> None:
    """Whatever states it."""
    draft = Draft("Text.", date=dt.date(year, 1, 3), date_source=DateSource.FIELD)
    assert document_date(draft, "Text.", NAME) == (NAMED, DateSource.PATH)
    assert document_date(draft, "Text.", "a.txt") is None


def test_the_name_of_a_collection_dates_no_document() -> None:
    """A mailbox of 2007 holds older messages."""
    assert document_date(Draft("Text."), "Text.", NAME, many=True) is None


@pytest.mark.parametrize(
    ("name", "content", "date", "source"),
    [
        ("a.rtf", RTF % STATEMENT, STATED, DateSource.TEXT),
        ("a.rtf", RTF % "They voted.", GIVEN, DateSource.CREATION),
        ("1991-03-04.rtf", RTF % "They voted.", STATED, DateSource.PATH),
        ("a.md", f"---\ndate: 2019-06-11\n---\n{STATEMENT}", GIVEN, DateSource.FIELD),
        ("a.md", f"---\ncreated: 2019-06-11\n---\n{STATEMENT}", STATED, DateSource.TEXT),
        ("a.json", '{"text": "They voted.", "timestamp": 1560250800}', GIVEN, DateSource.OTHER_METADATA),
        ("a.html", PAGE, STATED, DateSource.TEXT),
        ("a.txt", "The parliament voted.", None, None),
    ],
)
def test_files_have_the_most_trusted_date(
    name: str, content: str, date: dt.date | None, source: DateSource | None, tmp_path: Path
) -> None:
    """Out of their own text and metadata; never the time at which the file was modified."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    (document,) = read(tmp_path, name)
    assert isinstance(document, Document)
    assert (document.date, document.date_source) == (date, source)


@pytest.mark.parametrize("source", [DateSource.OTHER_METADATA, DateSource.CREATION])
def test_the_date_of_its_message_is_trusted_more_than_the_creation_of_an_attachment(source: DateSource) -> None:
    """And more than the name of the file that holds both."""
    draft = Draft("Text.", date=GIVEN, date_source=source, fallback_date=STATED)
    assert document_date(draft, "Text.", NAME) == (STATED, DateSource.HEADER)
