"""Texts of more than ten million bytes, of which a parser would drop the end, and documents of very many elements."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.formats import html_page, opendocument, word, xml_stream
from corpus.model.document import Skipped
from corpus.model.limits import Limits
from corpus.model.reason import Reason
from corpus.reading.read import read
from tests.corpus.office import docx, open_document, paragraph, workbook
from tests.corpus.reading import body, documents_of
from tests.corpus.test_epub import book

LONG = f"The ships left{' ' * 10_500_000}the port."
"""Of white space, which a parser has to keep as any text, but which costs no time after it."""
PAGE = f"<html><head><title>Ships</title></head><body><p>Before.</p><p>{LONG}</p><p>The end.</p></body></html>"
CHINESE = PAGE.replace(LONG, f"船只<!--{'港' * 3_600_000}-->离开了港口。")
"""Fewer code points than bytes."""
MAIL = "From: a@example.org\nSubject: Ships\nDate: Mon, 1 Jan 2024 10:00:00 +0000\nMIME-Version: 1.0\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("zh.html", CHINESE),
        ("a.epub", book({"a.xhtml": ("application/xhtml+xml", PAGE)})),
        ("zh.mht", f"{MAIL}Content-Type: text/html; charset=utf-8\n\n{CHINESE}"),
        ("a.jsonl", json.dumps({"title": "Ships", "text": PAGE}) + "\n"),
        ("comment.html", PAGE.replace(f"<p>{LONG}</p>", f"<!--{LONG}-->")),
    ],
    ids=("page", "book", "web archive", "record", "comment"),
)
def test_a_page_with_a_long_text_is_read_whole(name: str, data: str | bytes, tmp_path: Path) -> None:
    """Whichever format it is in; the parser of HTML would stop there."""
    (document,) = documents_of(tmp_path, name, data)

    shown = {"c": "", "z": "船只离开了港口。\n\n"}.get(name[0], "The ships left the port.\n\n")
    assert body(document) == f"Before.\n\n{shown}The end."
    assert document.title == ("Book" if name.endswith("epub") else "Ships")


def test_a_page_of_very_many_elements_is_read_without_a_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same text comes of its source."""
    page = f"<html><body>{'<p>The ships left.</p>' * 50}</body></html>"
    (one,) = documents_of(tmp_path, "a.html", page)
    monkeypatch.setattr(html_page, "_MOST_TREE_TAGS", 80)
    monkeypatch.setattr(html_page, "feed_tree", None)
    (two,) = documents_of(tmp_path, "a.html", page)

    assert one.text == two.text


WORD_ROW = f"<w:tr><w:tc>{paragraph('Ships left.')}</w:tc><w:tc>{paragraph('Ports closed.')}</w:tc></w:tr>"
ODT_ITEM = "<text:list-item><text:p>Ships left.</text:p></text:list-item>"


@pytest.mark.parametrize(
    ("name", "data", "count"),
    [
        ("a.docx", docx(paragraph("Ships left.") * 3000), 3000),
        ("table.docx", docx(f"<w:tbl>{WORD_ROW * 1000}</w:tbl>"), 1000),
        ("a.odt", open_document("text", "<text:p>Ships left.</text:p>" * 3000), 3000),
        ("list.odt", open_document("text", f"<text:list>{ODT_ITEM * 1500}</text:list>"), 1500),
    ],
    ids=("paragraphs of Word", "rows of Word", "paragraphs of ODF", "items of ODF"),
)
def test_large_office_documents_leave_memory_as_they_are_read(
    name: str, data: bytes, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paragraphs, rows and items alike, though few elements may be held at once."""
    for module in (word, opendocument):
        monkeypatch.setattr(module, "MOST_PARSED", 1000)
    monkeypatch.setattr(xml_stream, "_MOST_HELD", 100)
    (document,) = documents_of(tmp_path, name, data)

    assert document.text.count("Ships left.") == count


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
def test_the_text_of_a_large_office_document_is_limited(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it unpacks to may be much more than the file."""
    monkeypatch.setattr(opendocument, "MOST_PARSED", 0)
    odf = open_document("text", "<text:p>Ships left.</text:p>" * 2000)
    data = odf if name.endswith("odt") else docx(paragraph("Ships left.") * 2000)
    (tmp_path / name).write_bytes(data)
    (found,) = read(tmp_path, name, Limits(document_bytes=20_000))

    assert isinstance(found, Skipped)
    assert found.reason is Reason.TOO_LARGE


def test_office_documents_with_a_long_text_are_read_whole(tmp_path: Path) -> None:
    """A cell, too."""
    rows = "".join(f'<row><c t="inlineStr"><is><t>{each}</t></is></c></row>' for each in (LONG, "The end."))
    documents = [
        *documents_of(tmp_path, "a.docx", docx(paragraph(LONG) + paragraph("The end."))),
        *documents_of(tmp_path, "a.odt", open_document("text", f"<text:p>{LONG}</text:p><text:p>The end.</text:p>")),
        *documents_of(tmp_path, "a.xlsx", workbook(rows)),
    ]

    for document in documents:
        assert " ".join(document.text.split()).endswith("The ships left the port. The end.")
