"""Office documents that are read while they are parsed have the text and layout that they have of a tree."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings

from corpus.formats import opendocument, word, xml_stream
from corpus.model.document import Document, Skipped
from corpus.reading.read import read
from tests.corpus.office import WORD, archive, open_document, paragraph, word_package
from tests.corpus.office_strategies import OPEN_BODIES, WORD_BODIES
from tests.corpus.reading import DATA

LEVEL = '<w:lvl w:ilvl="{0}"><w:numFmt w:val="decimal"/><w:lvlText w:val="%{1}."/></w:lvl>'
NUMBERING = (
    f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="0">{LEVEL.format(0, 1)}{LEVEL.format(1, 2)}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
WORD_PARTS = {
    "word/styles.xml": f'<w:styles {WORD}><w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    "</w:styles>",
    "word/numbering.xml": NUMBERING,
    "word/footnotes.xml": f'<w:footnotes {WORD}><w:footnote w:id="1">{paragraph("A footnote.")}</w:footnote>'
    "</w:footnotes>",
    "word/endnotes.xml": f'<w:endnotes {WORD}><w:endnote w:id="2">{paragraph("An endnote.")}</w:endnote></w:endnotes>',
    "word/header.xml": f"<w:hdr {WORD}>{paragraph('ships')}{paragraph('A header.')}</w:hdr>",
    "word/comments.xml": f"<w:comments {WORD}><w:comment/></w:comments>",
    "word/chunk.html": "<h1>Inserted</h1><p>A page.</p>",
    "docProps/core.xml": '<c xmlns:d="d"><d:title>Title</d:title><d:created>2024-10-18T10:00:00Z</d:created></c>',
}
TARGETS = {name[5:].partition(".")[0]: name[5:] for name in WORD_PARTS if name.startswith("word/")}
OPEN_STYLES = (
    '<office:automatic-styles><text:list-style style:name="L"><text:list-level-style-number text:level="1" '
    'style:num-format="1" style:num-suffix="."/></text:list-style></office:automatic-styles>'
)
OPEN_PARTS = {
    "styles.xml": '<o:s xmlns:o="o" xmlns:t="t"><o:master-page><o:header><t:p>ships</t:p></o:header></o:master-page>'
    '<t:outline-style><t:outline-level-style t:level="1" t:num-format="1"/></t:outline-style></o:s>',
    "meta.xml": '<o:m xmlns:o="o"><o:title>Title</o:title><o:creation-date>2024-10-18</o:creation-date></o:m>',
}


ROW = (
    "<w:tr><w:tblPrEx><w:jc/></w:tblPrEx><w:trPr><w:del/></w:trPr>"
    f"<w:tc>{paragraph('Deleted.')}</w:tc><w:tc>{paragraph('Deleted.')}</w:tc></w:tr>"
)
"""What says that a row was deleted comes after other properties."""
FIELD = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph('Click here.')}</w:sdtContent></w:sdt>"


def streamed(folder: Path, name: str, step: int = 5) -> list[Document | Skipped]:
    """What is read of a file while it is parsed.

    Args:
        folder: Where it is.
        name: Its name.
        step: How many bytes the parser has at a time: else it has all of a small document before its first element.

    """
    whole = xml_stream._Parsed.read
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_stream._Parsed, "read", lambda self, _size: whole(self, step))
        patch.setattr(word, "MOST_PARSED", 0)
        patch.setattr(opendocument, "MOST_PARSED", 0)
        return list(read(folder, name))


def files_of(*suffixes: str) -> list[str]:
    """Files under `tests/data` with these endings."""
    return sorted(str(each.relative_to(DATA)) for each in DATA.rglob("*") if each.suffix in suffixes)


@given(body=WORD_BODIES)
@example(body=f"<w:tbl>{ROW}</w:tbl>{FIELD}{paragraph('The end.')}")
@settings(max_examples=50)
def test_a_streamed_word_document_has_the_text_of_its_tree(body: str, tmp_path: Path) -> None:
    """Without the rows and fields that are not shown."""
    (tmp_path / "a.docx").write_bytes(word_package(body, WORD_PARTS, **TARGETS))

    assert streamed(tmp_path, "a.docx") == list(read(tmp_path, "a.docx"))


@given(body=OPEN_BODIES)
@settings(max_examples=50)
def test_a_streamed_opendocument_text_has_the_text_of_its_tree(body: str, tmp_path: Path) -> None:
    """With the numbers of its lists."""
    (tmp_path / "a.odt").write_bytes(open_document("text", body, OPEN_PARTS, OPEN_STYLES))

    assert streamed(tmp_path, "a.odt") == list(read(tmp_path, "a.odt"))


@pytest.mark.parametrize("path", files_of(".docx", ".odt"))
def test_a_streamed_document_of_a_program_has_the_text_of_its_tree(path: str) -> None:
    """Whichever program wrote it."""
    assert streamed(DATA, path, 100) == list(read(DATA, path))


@pytest.mark.parametrize("name", ["a.docx", "a.odt"])
@pytest.mark.parametrize("part", ["No XML", "<w:document", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_a_streamed_document_that_is_no_xml_is_refused_as_its_tree(name: str, part: str, tmp_path: Path) -> None:
    """With the same reason."""
    main = "word/document.xml" if name.endswith("docx") else "content.xml"
    (tmp_path / name).write_bytes(archive({"mimetype": "", main: part}))
    (found,) = streamed(tmp_path, name)

    assert isinstance(found, Skipped)
    assert [found] == list(read(tmp_path, name))


@pytest.mark.parametrize("end", [3, 40, 90])
def test_a_streamed_document_that_is_cut_keeps_what_is_left(end: int, tmp_path: Path) -> None:
    """Within a paragraph of a table as well."""
    cell = f"<w:tc>{paragraph('Ships left.')}</w:tc>"
    body = f"<w:document {WORD}><w:body>{paragraph('Before.')}<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"
    (tmp_path / "a.docx").write_bytes(archive({"a": "", "word/document.xml": body[:-end]}))
    (found,) = streamed(tmp_path, "a.docx")

    assert isinstance(found, Document)
    assert "Ships" in found.text
    assert [found] == list(read(tmp_path, "a.docx"))


def test_a_streamed_spreadsheet_in_one_file_has_the_text_of_its_tree(tmp_path: Path) -> None:
    """With its title and date, whatever objects are in it."""
    row = "<table:table-row><table:table-cell><text:p>Ships</text:p></table:table-cell></table:table-row>"
    table = f'<table:table table:name="Ports">{row * 3}</table:table>'
    chart = f"<office:document><office:body><office:chart>{table}</office:chart></office:body></office:document>"
    names = " ".join(f'xmlns:{each}="{each}"' for each in ("office", "text", "table", "meta"))
    (tmp_path / "a.fods").write_text(
        f"<office:document {names}><office:meta><title>Ships ports</title>"
        f"<meta:creation-date>2024-10-18</meta:creation-date></office:meta><office:body><office:spreadsheet>{table}{chart}</office:spreadsheet></office:body></office:document>"
    )
    (tree,) = read(tmp_path, "a.fods")

    assert isinstance(tree, Document)
    assert (tree.title, str(tree.date)) == ("Ships ports", "2024-10-18")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opendocument, "parse_xml", None)
        assert streamed(tmp_path, "a.fods") == [tree]
