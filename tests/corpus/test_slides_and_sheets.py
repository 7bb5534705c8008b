"""Presentations and spreadsheets: a page a slide, a heading a sheet, and values as they are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.formats.excel_numbers import NumberKind, number_kind, shown_number
from corpus.model.block import BlockKind
from corpus.model.document import Document, Skipped
from corpus.model.limits import Limits
from corpus.model.omission import Omission, OmissionKind
from corpus.model.reason import Reason
from corpus.reading.read import read
from tests.corpus.office import open_document, presentation, shape, workbook

STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs>'
)


def document(folder: Path, name: str, data: bytes) -> Document:
    """The one document of a file with this content."""
    (folder / name).write_bytes(data)
    (found,) = read(folder, name)
    assert isinstance(found, Document), found
    return found


def reason(folder: Path, name: str, data: bytes, limits: Limits) -> Reason:
    """Why a file is not read."""
    (folder / name).write_bytes(data)
    (found,) = read(folder, name, limits)
    assert isinstance(found, Skipped), found
    return found.reason


def test_a_slide_is_a_page_with_its_notes(tmp_path: Path) -> None:
    """In the order of the presentation; the title of the first is that of the document."""
    table = (
        "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Ship</a:t></a:r></a:p></a:txBody></a:tc>"
        "<a:tc><a:txBody><a:p><a:r><a:t>Port</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>"
    )
    first = shape("7", "sldNum") + shape("Ferries stop", "ctrTitle") + table + shape("Ministry, Riga", "ftr")
    second = shape("Second", "title") + "<p:pic/>" + shape("Ministry, Riga", "ftr")

    found = document(tmp_path, "a.pptx", presentation(first, second, notes=shape("Speak slowly.", "body")))

    assert found.kind == "powerpoint"
    assert found.title == "Ferries stop"
    assert found.text == "Ferries stop\n\nShip\tPort\n\nMinistry, Riga\n\nSpeak slowly.\n\nSecond"
    assert found.page_at(found.text.index("Second")) == 2
    assert found.omissions == (Omission(OmissionKind.IMAGES, 1),)


def test_slides_of_open_document_are_pages(tmp_path: Path) -> None:
    """With their notes, without the numbers of pages."""
    box = "<draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame>"
    slides = "".join(
        f"<draw:page>{box.format(text)}<presentation:notes>{box.format('Note.')}</presentation:notes></draw:page>"
        for text in ("Ferries stop", "Second <text:page-number>2</text:page-number>")
    )
    found = document(tmp_path, "a.odp", open_document("presentation", slides))

    assert (found.kind, found.title) == ("odp", "Ferries stop")
    assert found.text == "Ferries stop\n\nNote.\n\nSecond\n\nNote."
    assert len(found.pages) == 2


def test_a_sheet_has_its_name_and_its_rows(tmp_path: Path) -> None:
    """Shared strings without readings, dates by their style, figures without noise; no formulas."""
    rows = (
        '<row><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c></row>'
        '<row><c r="A2" s="1"><v>45583</v></c><c r="B2" s="2"><v>0.125</v></c><c r="C2"><f>A1</f>'
        "<v>0.30000000000000004</v>"
        '</c><c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#N/A</v></c></row><row><c r="A3"/></row>'
    )
    strings = "<si><t>東京</t><rPh><t>トウキョウ</t></rPh></si>"

    found = document(tmp_path, "a.xlsx", workbook(rows, strings, STYLES))

    assert found.text == "Releases\n\n東京\tinline\n2024-10-18\t12.5 %\t0.3\tTRUE"
    assert [each.kind for each in found.blocks] == [BlockKind.HEADING, BlockKind.TABLE_ROW, BlockKind.TABLE_ROW]
    assert (found.kind, found.title) == ("excel", "Releases")


def test_a_sheet_without_a_name_has_that_of_its_file(tmp_path: Path) -> None:
    """Programs number new sheets."""
    data = workbook('<row><c t="str"><v>Ship</v></c></row>', name="Tabelle1")
    assert document(tmp_path, "Ships of 1987.xlsx", data).title == "Ships of 1987"


def test_sheets_of_open_document_have_their_rows(tmp_path: Path) -> None:
    """Repeated cells and rows, but not those that only fill the sheet; no comments."""
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    comment = "<office:annotation><text:p>hm</text:p></office:annotation>"
    noted = f"<table:table-cell>{comment}<text:p>b</text:p></table:table-cell>"
    fill = '<table:table-cell table:number-columns-repeated="16000"/>'
    body = (
        f'<table:table table:name="One"><table:table-row table:number-rows-repeated="2">{cell.format("a")}{noted}{fill}'
        f'</table:table-row><table:table-row table:number-rows-repeated="1048574">{fill}</table:table-row>'
        "</table:table>"
        f'<table:table table:name="Empty"/><table:table table:name="Two"><table:table-row-group><table:table-row>'
        f"{cell.format('c<text:s/>d')}</table:table-row></table:table-row-group></table:table>"
    )
    found = document(tmp_path, "a.ods", open_document("spreadsheet", body))

    assert found.text == "One\n\na\tb\na\tb\n\nTwo\n\nc d"
    flat = f'<office:document xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:spreadsheet>{body}'
    ended = f"{flat}</office:spreadsheet></office:body></office:document>".encode()
    assert document(tmp_path, "a.fods", ended).text == found.text


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
def test_repeated_cells_may_not_exceed_the_size_of_a_document(name: str, tmp_path: Path) -> None:
    """They take little room in a file."""
    long = "x" * 2000
    shared = workbook('<row><c t="s"><v>0</v></c></row>' * 100, f"<si><t>{long}</t></si>")
    repeated = open_document(
        "spreadsheet",
        '<table:table><table:table-row table:number-rows-repeated="99"><table:table-cell '
        f'table:number-columns-repeated="99"><text:p>{long}</text:p></table:table-cell></table:table-row></table:table>',
    )
    data = shared if name == "a.xlsx" else repeated

    assert reason(tmp_path, name, data, Limits(document_bytes=100_000)) is Reason.TOO_LARGE


def test_a_sheet_may_not_be_as_wide_as_it_claims(tmp_path: Path) -> None:
    """A cell at the far edge is not read."""
    rows = '<row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>2</v></c></row>'
    assert document(tmp_path, "a.xlsx", workbook(rows)).text == "Releases\n\n1"


def test_a_large_sheet_is_text_without_a_layout(tmp_path: Path) -> None:
    """Two hundred thousand places of cells would take more room than the text."""
    row = "<row>" + "<c><v>7</v></c>" * 500 + "</row>"
    found = document(tmp_path, "a.xlsx", workbook(row * 401))

    assert found.text.count("7") == 500 * 401
    assert [each.kind for each in found.blocks if each.kind is BlockKind.TABLE_ROW] == []


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", NumberKind.NUMBER),
        ("#,##0.00", NumberKind.NUMBER),
        ("0.0%", NumberKind.PERCENT),
        ("[$-409]d\\-mmm\\-yy;@", NumberKind.DATE),
        ("m/d/yyyy h:mm AM/PM", NumberKind.DATE_TIME),
        ("[h]:mm:ss", NumberKind.TIME),
        ("h:mm AM/PM", NumberKind.TIME),
        ('0 "days"', NumberKind.NUMBER),
    ],
)
def test_number_formats_tell_what_a_number_is(code: str, kind: NumberKind) -> None:
    """Letters in quotation marks are no parts of a date."""
    assert number_kind(164, code) is kind


@pytest.mark.parametrize(
    ("stored", "kind", "shown"),
    [
        ("2024", NumberKind.NUMBER, "2024"),
        ("1E+3", NumberKind.NUMBER, "1000"),
        ("1e400", NumberKind.NUMBER, "1e400"),
        ("nan", NumberKind.DATE, "nan"),
        ("words", NumberKind.NUMBER, "words"),
        ("1", NumberKind.DATE, "1900-01-01"),
        ("61", NumberKind.DATE, "1900-03-01"),
        ("45583.4375", NumberKind.DATE_TIME, "2024-10-18 10:30"),
        ("0.5", NumberKind.TIME, "12:00"),
        ("-5", NumberKind.DATE, "-5"),
        ("9999999", NumberKind.DATE, "9999999"),
    ],
)
def test_numbers_are_shown_as_values(stored: str, kind: NumberKind, shown: str) -> None:
    """Dates from 1900 on; what is out of range as the number it is."""
    assert shown_number(stored, kind) == shown
