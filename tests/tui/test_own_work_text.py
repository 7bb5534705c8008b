"""The text about stars, tags, notes and saved searches."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.model.document import Span
from index.model.query import Query
from index.model.user_data import (
    DocumentEdit,
    DocumentMarks,
    DocumentReference,
    DocumentStatus,
    MarkedDocument,
    NewDocuments,
    PassageNote,
    Presence,
    SavedSearch,
    UserDataSummary,
)
from tui.text.own_work import STAR, new_text, news_text, read_text, signs, since_text, status_lines, term_label
from tui.text.tag_line import completed, matching_tags, parse_tags

NOW = dt.datetime(2026, 11, 28, 18, 0, tzinfo=dt.UTC)


def status(marks: DocumentMarks, presence: Presence = Presence.SAME, *, changed: bool = False) -> DocumentStatus:
    """Return the status of a document with some marks."""
    return DocumentStatus("1", True, changed, MarkedDocument(marks, presence, "1"))


def test_what_is_attached_to_a_document() -> None:
    """Signs in the results, lines in the reader; a passage that no longer fits says so."""
    fits, loose = PassageNote("the\nborder", "by whom?"), PassageNote("x" * 80, "why?")
    marks = DocumentMarks(
        DocumentReference("1", "a.txt"), True, ("budget", "border talks"), "one\n\ntwo", (fits, loose)
    )
    assert signs(DocumentStatus("1")) == ""
    assert signs(status(marks)) == "★✎"
    assert status_lines(status(marks, Presence.CHANGED), {fits: Span(0, 3), loose: None}) == [
        "★ starred · #budget #border talks · changed since you marked it",
        "✎ one",
        "✎ two",
        "✎ “the border”: by whom?",
        f"✎ “{'x' * 60}…” (no longer in the text): why?",
    ]
    assert status_lines(DocumentStatus("1", True, changed=True), {}) == ["changed since you read it"]
    assert status_lines(DocumentStatus("1"), {}) == []


@pytest.mark.parametrize(
    ("term", "label"),
    [
        ("is:starred", "★ starred"), ('tag:"border talks"', "#border talks"), ("saved:Grain", "“Grain”"),
        ("is:new", "new"), ("type:html", "type:html"),
    ],
)  # fmt: skip
def test_terms_have_labels(term: str, label: str) -> None:
    """Those that find user data."""
    assert term_label(term) == label


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (dt.timedelta(hours=2), "since 16:00"), (dt.timedelta(days=1), "since yesterday"),
        (dt.timedelta(days=4), "since Tuesday"), (dt.timedelta(days=7), "since 2026-11-21"),
    ],
)  # fmt: skip
def test_since_when_documents_are_new(before: dt.timedelta, said: str) -> None:
    """By the clock of the user."""
    assert since_text(NOW - before, NOW) == said
    assert since_text(None, NOW) == ""


def test_authors_are_named() -> None:
    """In a library that several users share, beside what they have done."""
    marks = DocumentMarks(DocumentReference("7", "a.txt"), starred=True, tags=("budget",), authors=("anna", "ben"))
    (line,) = status_lines(DocumentStatus("7", marked=MarkedDocument(marks, Presence.SAME, "7")), {})
    assert line == f"{STAR} starred · #budget · by anna, ben"


def test_what_is_new() -> None:
    """Three documents and three searches are named; more are counted."""
    search = SavedSearch("Grain", looked=NOW - dt.timedelta(days=4))
    found = NewDocuments(search, 20, 12, ("A", "B", "C"))
    assert new_text(found, NOW) == "12 new since Tuesday"
    assert new_text(NewDocuments(search, 20, 0), NOW) == "nothing new"
    assert news_text([NewDocuments(search, 20, 0)], NOW) == ""
    assert news_text([found] * 4, NOW).splitlines() == [
        *["“Grain”, 12 new since Tuesday: A, B, C and 9 more."] * 3,
        "1 more saved search with new documents.",
        "Press F for the saved searches.",
    ]


def test_how_many_are_read() -> None:
    """Nothing is said until a document was read."""
    assert read_text(UserDataSummary(Query(), 1200, 37, True)) == "37 of 1\u202f200 read"
    assert read_text(UserDataSummary(Query(), 120)) == ""


def test_tags_are_typed_in_one_line() -> None:
    """With commas between them; a dash removes one, a number sign does not matter."""
    assert parse_tags("budget,  #border   talks, -draft, -, ") == DocumentEdit(
        add_tags=("budget", "border talks"), remove_tags=("draft",)
    )
    assert parse_tags(" , ") is None


def test_tags_are_completed() -> None:
    """Those that begin with the last part; only present ones can be removed, and need not be added."""
    known = ["border talks", "budget", "Bulgaria"]
    assert matching_tags("b", known, ["budget"]) == ["border talks", "Bulgaria"]
    assert matching_tags("border talks, BU", known, []) == ["budget", "Bulgaria"]
    assert matching_tags("-", known, ["budget"]) == ["budget"]
    assert completed("x,-bu", "budget") == "x, -budget"
