"""Word documents: lists, notes, headers, layout tables, inserted documents, and where the main part is."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus.model.block import BlockKind
from corpus.model.date_source import DateSource
from corpus.model.document import Document, Skipped
from corpus.model.omission import Omission, OmissionKind
from corpus.model.reason import Reason
from corpus.reading.read import read
from tests.corpus.office import WORD, archive, docx, paragraph, relationships, word_package
from tests.corpus.reading import documents_of

NUMBERING = f"""<w:numbering {WORD}>
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="8">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride>
</w:num></w:numbering>"""
STYLES = f"""<w:styles {WORD}>
<w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Titre1"/></w:style>
<w:style w:styleId="Item"><w:name w:val="Item"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
</w:styles>"""


def document(folder: Path, data: bytes, name: str = "a.docx") -> Document:
    """The one document of a file with this content."""
    (folder / name).write_bytes(data)
    (found,) = read(folder, name)
    assert isinstance(found, Document), found
    return found


def item(text: str, number: int, level: int = 0) -> str:
    """A paragraph in a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_lists_have_their_numbers(tmp_path: Path) -> None:
    """Each level counts on its own and begins again below the next item of the level above."""
    body = item("One", 1) + item("Sub", 1, 1) + item("Sub", 1, 1) + item("Two", 1) + item("Sub", 1, 1) + item("Nine", 3)
    body += item("Dot", 2) + paragraph("Styled", '<w:pStyle w:val="Item"/>')
    data = word_package(body, {"word/n.xml": NUMBERING, "word/s.xml": STYLES}, numbering="n.xml", styles="s.xml")

    found = document(tmp_path, data)

    assert found.text.split("\n") == [
        "I. One", "I.a) Sub", "I.b) Sub", "II. Two", "II.a) Sub", "IX. Nine", "• Dot", "• Styled",
    ]  # fmt: skip
    items = [each for each in found.blocks if each.kind is BlockKind.LIST_ITEM]
    assert [each.level for each in items][-7:] == [2, 2, 1, 2, 1, 1, 1]


def test_headings_are_known_by_the_name_of_their_style(tmp_path: Path) -> None:
    """The id of a style is in the language of the program, and styles inherit."""
    body = paragraph("Berlin") + paragraph("The headline", '<w:pStyle w:val="Own"/>') + paragraph("Text.")
    found = document(tmp_path, word_package(body, {"word/s.xml": STYLES}, styles="s.xml"))

    assert found.title == "The headline"
    kinds = [each.kind for each in found.blocks if each.start >= found.body_start]
    assert kinds.count(BlockKind.HEADING) == 1


def test_notes_come_after_the_text_in_the_order_of_their_references(tmp_path: Path) -> None:
    """And separators of notes are none."""
    run = "<w:r><w:t>{}</w:t></w:r><w:r><w:footnoteReference w:id='{}'/></w:r>"
    body = f"<w:p>{run.format('rather', 3)}<w:r><w:t> long</w:t></w:r>{run.format(' text.', 2)}</w:p>"
    notes = "".join(
        f'<w:footnote w:id="{number}" {kind}>{paragraph(text)}</w:footnote>'
        for number, kind, text in ((0, 'w:type="separator"', "sep"), (2, "", "Second."), (3, "", "First."))
    )
    end = f'<w:endnotes {WORD}><w:endnote w:id="3">{paragraph("No reference.")}</w:endnote></w:endnotes>'
    parts = {"word/f.xml": f"<w:footnotes {WORD}>{notes}</w:footnotes>", "word/e.xml": end}
    data = word_package(body, parts, footnotes="f.xml", endnotes="e.xml")

    assert document(tmp_path, data).text == "rather long text.\n\n[1] First.\n\n[2] Second."


def test_headers_and_footers_come_once_without_page_numbers(tmp_path: Path) -> None:
    """The header of the first page is that of the others; a footer repeats the title."""
    page = (
        '<w:p><w:r><w:t>Page </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText> PAGE </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    parts = {
        "word/h1.xml": f"<w:hdr {WORD}>{paragraph('Ministry of Quince')}</w:hdr>",
        "word/h2.xml": f"<w:hdr {WORD}>{paragraph('Ministry of Quince')}{page}</w:hdr>",
        "word/f1.xml": f"<w:ftr {WORD}>{paragraph('The title')}{paragraph('Press office, Riga')}</w:ftr>",
    }
    data = word_package(
        paragraph("The title") + paragraph("Text."), parts, header1="h1.xml", header2="h2.xml", footer1="f1.xml"
    )

    assert document(tmp_path, data).text == "The title\n\nText.\n\nMinistry of Quince\n\nPress office, Riga"


def test_inserted_documents_are_read_in_their_place(tmp_path: Path) -> None:
    """By their own format; an inserted document cannot insert others."""
    body = paragraph("Before") + '<w:altChunk r:id="aFChunk"/><w:altChunk r:id="bFChunk"/>' + paragraph("After")
    page = "<html><body><p>From a page.</p><p>Another.</p></body></html>"
    parts = {"word/a.html": page, "word/b.html": "\0\1\2"}

    found = document(tmp_path, word_package(body, parts, aFChunk="a.html", bFChunk="b.html"))

    assert found.text == "Before\n\nFrom a page.\n\nAnother.\n\nAfter"
    assert found.omissions == (Omission(OmissionKind.EMBEDDED, 1),)


def test_placeholders_of_content_controls_are_no_text(tmp_path: Path) -> None:
    """But their content is, also in a cell."""
    cell = (
        f"<w:sdt><w:sdtContent><w:tc>{paragraph('Held')}</w:tc></w:sdtContent></w:sdt><w:tc>{paragraph('Free')}</w:tc>"
    )
    empty = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph('Click here')}</w:sdtContent></w:sdt>"
    )

    assert document(tmp_path, docx(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>{empty}")).text == "Held\tFree"


def test_a_cell_with_many_paragraphs_is_laid_out_as_text(tmp_path: Path) -> None:
    """A letterhead beside a whole release is no row of values."""
    release = "".join(paragraph(f"Paragraph {number}.") for number in range(6))
    cells = f"<w:tc>{paragraph('Contact: Ona')}</w:tc><w:tc>{release}</w:tc>"

    lines = document(tmp_path, docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")).text.split("\n\n")

    assert lines == ["Contact: Ona", *(f"Paragraph {number}." for number in range(6))]


def test_a_deleted_row_is_no_text(tmp_path: Path) -> None:
    """Tracked changes mark it in its properties."""
    rows = "".join(
        f"<w:tr>{properties}<w:tc>{paragraph(text)}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr>"
        for text, properties in (("gone", "<w:trPr><w:del/></w:trPr>"), ("kept", ""))
    )
    assert document(tmp_path, docx(f"<w:tbl>{rows}</w:tbl>")).text == "kept\tb"


def test_date_of_creation_is_the_last_resort(tmp_path: Path) -> None:
    """A copy of an old release is created today."""
    stated = docx(paragraph("Ministers meet on airspace") + paragraph("VILNIUS, 4 March 1991 — Two ships."))

    assert document(tmp_path, stated).date == dt.date(1991, 3, 4)
    created = document(tmp_path, docx())
    assert (created.date, created.date_source) == (dt.date(2024, 10, 18), DateSource.CREATION)


@pytest.mark.parametrize("name", ["a.docx", "a.zip", "a"])
def test_format_is_known_by_the_parts_of_the_archive(name: str, tmp_path: Path) -> None:
    """Whatever the name and the order of the parts: an image comes first here."""
    members = {
        "media/image1.png": "x" * 9000,
        "w/body.xml": f"<w:document {WORD}><w:body>{paragraph('Text.')}</w:body></w:document>",
        "_rels/.rels": relationships(officeDocument="/w/body.xml"),
        "[Content_Types].xml": '<Types><Override PartName="/w/body.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>',
    }
    found = document(tmp_path, archive(members), name)
    assert (found.text, found.kind) == ("Text.", "word")


def test_other_archives_are_no_office_documents(tmp_path: Path) -> None:
    """Whatever they are called."""
    (tmp_path / "a.docx").write_bytes(archive({"notes.txt": "Words."}))
    (found,) = read(tmp_path, "a.docx")
    assert isinstance(found, Skipped)
    assert found.reason is Reason.OTHER_ZIP


def test_a_field_that_ends_twice_is_read(tmp_path: Path) -> None:
    """The end of another field lies in it."""
    field = '<w:fldSimple w:instr="REF a"><w:r><w:t>Port</w:t><w:fldChar w:fldCharType="end"/></w:r></w:fldSimple>'
    (document,) = documents_of(tmp_path, "a.docx", docx(f"<w:p>{field}</w:p>{paragraph('Closed.')}"))

    assert document.text == "Port\n\nClosed."
