"""Reading of files into documents and reasons for skipping."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from corpus.model.document import Document, Skipped
from corpus.model.limits import Limits
from corpus.model.reason import Reason
from corpus.reading.read import read


def one(folder: Path, name: str, data: bytes | str) -> Document:
    """Return the only document of a file with this content."""
    found = everything(folder, name, data)
    assert len(found) == 1
    assert isinstance(found[0], Document), found[0]
    return found[0]


def everything(folder: Path, name: str, data: bytes | str, limits: Limits | None = None) -> list[Document | Skipped]:
    """Return all documents and skipped parts of a file with this content."""
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read(folder, name, limits))


def test_a_date_line_gives_date_headline_and_body(tmp_path: Path) -> None:
    """` date 2024-10-18 Headline`, then one paragraph per line."""
    document = one(tmp_path, "a.txt", " date 2024-10-18 Talks on airspace\nFirst paragraph.\nSecond.\n")

    assert document.date == dt.date(2024, 10, 18)
    assert document.title == "Talks on airspace"
    assert document.text[document.body_start :] == "First paragraph.\nSecond."


def test_a_long_headline_is_not_cut(tmp_path: Path) -> None:
    """Its words are nowhere else in the document."""
    headline = "Talks on airspace " * 10 + "end"
    document = one(tmp_path, "a.txt", f"date 2024-10-18 {headline}\nFirst paragraph.\n")

    assert document.title == headline
    assert document.text.startswith(f"{headline}\n\nFirst")


def test_a_paragraph_behind_a_date_stays_in_the_text(tmp_path: Path) -> None:
    """It is not a headline: the title holds only its beginning."""
    paragraph = "Ministers talked of airspace, " * 7 + "at last. Then they left."
    document = one(tmp_path, "a.txt", f"date 2024-10-18 {paragraph}\nSecond.\n")

    assert document.date == dt.date(2024, 10, 18)
    assert document.title.endswith("…")
    assert document.text[document.body_start :] == f"{paragraph}\nSecond."


def test_front_matter_gives_title_date_and_author(tmp_path: Path) -> None:
    """Front matter has precedence over headings."""
    document = one(tmp_path, "a.md", "---\ntitle: T\ndate: 2019-01-22\nauthor: A. Desk\n---\n# Other\n\nSome *text*.\n")

    assert (document.title, document.date) == ("T", dt.date(2019, 1, 22))
    assert dict(document.metadata)["author"] == "A. Desk"
    assert "Some text." in document.text


def test_a_broken_front_matter_loses_no_text(tmp_path: Path) -> None:
    """Front matter that is not valid YAML is part of the text."""
    assert "body" in one(tmp_path, "a.md", "---\ntitle: [\n---\nthe body\n").text


def test_html_is_read_without_its_navigation(tmp_path: Path) -> None:
    """The document has the article, its title and its date."""
    page = (
        "<html><head><title>Visit</title><meta property='article:published_time' content='2021-03-16T10:00:00Z'></head>"
        "<body><nav><a href='/'>Menu entry</a></nav><article><h1>Visit</h1><p>The minister arrived in the capital on "
        "Tuesday and met her colleague for talks that went on for the whole of the afternoon.</p></article>"
        "</body></html>"
    )
    document = one(tmp_path, "a.html", page)

    assert (document.title, document.date) == ("Visit", dt.date(2021, 3, 16))
    assert "The minister arrived" in document.text
    assert "Menu entry" not in document.text


def test_json_lines_are_one_document_each(tmp_path: Path) -> None:
    """Records have their own id; an invalid line is reported with its number."""
    found = everything(tmp_path, "a.jsonl", '{"id": "x", "title": "T", "body": "B"}\nnonsense\n{"text": "C"}\n')

    assert [item.record for item in found if isinstance(item, Document)] == ["x", "3"]
    assert [item.path for item in found if isinstance(item, Skipped)] == ["a.jsonl#2"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Kasčiūnas met Łukasz"),
        ("utf-16", "Kasčiūnas met Łukasz in Vilnius"),
        ("utf-16-le", "Minister met colleagues in Vilnius"),
        ("cp1252", "Élysée: the treaty was signed by Zaïre and São Tomé, “at last”, in the café of the château."),
    ],
)
def test_encodings_are_detected(tmp_path: Path, encoding: str, text: str) -> None:
    """The decoded text is the original text."""
    assert one(tmp_path, "a.txt", text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n\t\n", Reason.NO_TEXT),
        (bytes(range(256)) * 40, Reason.BINARY),
        (b"%PDF-1.7 rest", Reason.DAMAGED),
        (b"\x89PNG\r\n", Reason.IMAGE),
    ],
)
def test_a_file_that_is_not_a_document_is_skipped_with_a_reason(tmp_path: Path, data: bytes, reason: Reason) -> None:
    """Reading raises no exception."""
    found = everything(tmp_path, "a.txt", data)

    assert len(found) == 1
    assert isinstance(found[0], Skipped)
    assert found[0].reason is reason


def test_random_bytes_never_raise(tmp_path: Path) -> None:
    """With any suffix."""
    import random

    for number, suffix in enumerate((".txt", ".md", ".html", ".jsonl", "") * 8):
        data = random.Random(number).randbytes(2000)
        assert everything(tmp_path, f"f{number}{suffix}", data)


def test_a_file_over_the_limit_is_skipped(tmp_path: Path) -> None:
    """The reason has its size."""
    found = everything(tmp_path, "a.txt", b"word " * 1000, Limits(document_bytes=1000))

    assert found == [Skipped("a.txt", Reason.TOO_LARGE, "5000", 1000)]


def test_a_deleted_file_is_skipped(tmp_path: Path) -> None:
    """It may be deleted between the directory walk and reading."""
    assert list(read(tmp_path, "gone.txt")) == [Skipped("gone.txt", Reason.VANISHED)]


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    """A named pipe may replace a file after the directory walk."""
    os.mkfifo(tmp_path / "pipe.txt")

    assert list(read(tmp_path, "pipe.txt")) == [Skipped("pipe.txt", Reason.NOT_REGULAR_FILE)]


def test_escape_sequences_are_removed(tmp_path: Path) -> None:
    """A document must not control the terminal."""
    document = one(tmp_path, "a.txt", "Title \x1b]0;owned\x07\n\nBody \x1b[31mred\x9b \u202etxt\n")

    assert not set("\x1b\x07\x9b\u202e") & set(document.title + document.text)


def test_a_dateline_has_precedence_over_the_file_name(tmp_path: Path) -> None:
    """The date in the name is used where the text states none."""
    assert one(tmp_path, "2020-05-06-note.txt", "Just words here.").date == dt.date(2020, 5, 6)
    dated = one(tmp_path, "2020-05-07-note.txt", "Talks open\n\nHELSINKI, 1 August 1975 — The talks opened.")
    assert dated.date == dt.date(1975, 8, 1)


def test_markdown_tables_are_read_row_by_row(tmp_path: Path) -> None:
    """The cells of a row stay together."""
    text = one(tmp_path, "a.md", "# Treaties\n\n| Signed | Place |\n| --- | --- |\n| 1963 | Yaoundé |\n").text

    assert "Signed | Place" in text
    assert "1963 | Yaoundé" in text
