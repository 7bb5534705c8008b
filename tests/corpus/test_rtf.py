"""Rich Text Format: code pages, destinations, tables, and what is not shown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from corpus.formats.flow import Flow
from corpus.formats.rtf_parser import RtfParser
from corpus.model.block import BlockKind
from corpus.model.document import Document, Skipped
from corpus.model.omission import Omission, OmissionKind
from corpus.model.reason import Reason
from corpus.reading.read import read

CASES = Path(__file__).parent.parent / "data" / "rtf"
TEXTS = {
    "ansi8.rtf": "raw bytes: Łódź",
    "cyr.rtf": "Министр Иванов заявил.\n\nSecond.",
    "cyr1252.rtf": "Министр Иванов заявил.\n\nCafé end.",
    "emoji.rtf": "Smile 😀 end •",
    "gbk.rtf": "朱镕基 Beijing",
    "mac.rtf": "café “quote”",
    "nocpg.rtf": "Café “quoted” — O’Neill",
    "outlook.rtf": "Walnut text from mail.",
    "pict.rtf": "Before  after\n\nHead text",
    "pl_fonts.rtf": "Łódź i Świątek.",
    "sjis.rtf": "東京で会談",
    "table.rtf": "Alpha\tBeta\n\nPara after",
    "uc2.rtf": "朱镕基 said.",
    "uni.rtf": "Wałęsa – talks\n\nLech Wałęsa said “no” — it’s F-16, international, Mr\xa0Smith.\n\n"
    "link text after.\n\n"
    "body\ntwo\tthree\n\n[1] Footnote tamarind",
}


def document(folder: Path, rtf: str) -> Document:
    """The document of an RTF file with this content inside its outer group."""
    (folder / "a.rtf").write_bytes(b"{\\rtf1\\ansi " + rtf.encode("latin-1") + b"}")
    (found,) = read(folder, "a.rtf")
    assert isinstance(found, Document), found
    return found


def text(folder: Path, rtf: str) -> str:
    """Its text."""
    return document(folder, rtf).text


@pytest.mark.parametrize("name", TEXTS)
def test_cases_give_their_text(name: str) -> None:
    """In every code page, once, with notes and headers at the end."""
    (found,) = read(CASES, name)
    assert isinstance(found, Document), found
    assert found.text == TEXTS[name]


def test_properties_are_in_the_code_page_of_the_document() -> None:
    """Not in that of a font."""
    parser = RtfParser((CASES / "cyr.rtf").read_bytes(), Flow())
    assert (parser.title, parser.author) == ("Переговоры", "Иванов")


def test_a_header_is_no_title(tmp_path: Path) -> None:
    """Nor is a note, also where it has the style of a heading."""
    parts = r"{\header\pard\outlinelevel0 Running head\par}{\footnote\pard\outlinelevel0 A note\par}"
    (tmp_path / "a.rtf").write_text(r"{\rtf1 " + parts + r"\pard\plain Ships sailed.\par They came back.\par}")
    (found,) = read(tmp_path, "a.rtf")
    assert isinstance(found, Document)
    assert "Running head" in found.text
    assert found.title.endswith("Ships sailed.")


def test_what_is_not_shown_is_counted() -> None:
    """Hidden and deleted words, and pictures."""
    (found,) = read(CASES, "pict.rtf")
    assert isinstance(found, Document)
    assert found.omissions == (
        Omission(OmissionKind.IMAGES, 2), Omission(OmissionKind.HIDDEN_TEXT, 1), Omission(OmissionKind.DELETED_TEXT, 1),
    )  # fmt: skip


def test_an_optional_style_does_not_hide_its_text(tmp_path: Path) -> None:
    """Only an unknown destination after the asterisk does."""
    assert text(tmp_path, r"{\*\cs7 Shown} {\*\unknown gone}{\*\cs7\b too}.") == "Shown too."


def test_a_character_of_two_bytes_may_be_half_escaped(tmp_path: Path) -> None:
    """Its second byte may be a letter, or a backslash that is escaped."""
    rtf = r"\ansicpg932{\fonttbl{\f0\fcharset128 MS;}}\f0 \'83\\\'83A\'83\'5c"
    assert text(tmp_path, rtf) == "ソアソ"


def test_unicode_is_preferred_to_its_repetition(tmp_path: Path) -> None:
    """As many bytes are skipped as the group says; a group ends the repetition."""
    assert text(tmp_path, r"{\uc2\u26417 ab}{\uc0\u22522}x{\u22522?}y{\upr{ansi}{\*\ud{\u26417?}}}z") == "朱基x基y朱z"


def test_symbol_fonts_are_read_by_position(tmp_path: Path) -> None:
    """Their bytes are no letters of a code page."""
    rtf = r"{\fonttbl{\f0\fcharset0 Arial;}{\f3\fcharset2 Symbol;}}\f0 {\f3 ab\'b3}c"
    assert text(tmp_path, rtf) == "αβ≥c"


def test_text_boxes_come_once_after_their_paragraph(tmp_path: Path) -> None:
    """A box is written a second time for older programs."""
    box = r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt In a box.\par}}{\shprslt{\*\do{\dptxbxtext In a box.\par}}}}"
    assert text(tmp_path, rf"Before{box}after.\par End.") == "Before after.\n\nIn a box.\n\nEnd."


def test_tables_in_tables_follow_their_row(tmp_path: Path) -> None:
    """And several paragraphs of a cell are one cell."""
    inner = r"\intbl\itap2 In\nestcell Side\nestcell{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}"
    rtf = rf"\trowd\intbl\itap1 A\par B\cell\itap1 {inner}\pard\intbl\itap1 C\cell\row\pard After.\par"
    assert text(tmp_path, rtf) == "A B\tC\nIn\tSide\n\nAfter."


def test_a_release_in_a_table_of_one_cell_has_paragraphs(tmp_path: Path) -> None:
    """The table is there for a frame around it."""
    assert text(tmp_path, r"\trowd\intbl First.\par Second.\cell\row\pard") == "First.\n\nSecond."


def test_lists_have_their_numbers_and_headings_their_level(tmp_path: Path) -> None:
    """As the program wrote them."""
    rtf = r"\pard\outlinelevel0 Heading\par\pard\plain{\listtext 1.\tab}\ilvl0 One\par{\pntext\'b7\tab}\ilvl1 Two\par"
    found = document(tmp_path, rtf)

    kinds = [(each.kind, each.level, found.text[each.start : each.end]) for each in found.blocks]
    assert kinds == [
        (BlockKind.HEADING, 1, "Heading"), (BlockKind.LIST_ITEM, 1, "1. One"), (BlockKind.LIST_ITEM, 2, "· Two"),
    ]  # fmt: skip


def test_headers_come_once_without_page_numbers(tmp_path: Path) -> None:
    """Left, right and first page mostly have the same."""
    page = r"{\footer Page {\field{\*\fldinst PAGE}{\fldrslt 3}}\par}"
    rtf = rf"{{\headerl Ministry\par}}{{\headerr Ministry\par}}{page}Text.\par"
    assert text(tmp_path, rtf) == "Text.\n\nMinistry"


def test_comments_and_their_authors_are_no_text(tmp_path: Path) -> None:
    """But they are counted."""
    found = document(tmp_path, r"Text.{\*\atnid A}{\*\atnauthor Ona}{\*\annotation{\*\atnref 1}No!\par}\par")
    assert found.text == "Text."
    assert found.omissions == (Omission(OmissionKind.COMMENTS, 1),)


def test_binary_data_is_skipped(tmp_path: Path) -> None:
    """Whatever braces are in it."""
    assert text(tmp_path, "Before {\\pict\\bin6 }}}}{{}after") == "Before after"


def test_date_of_creation_is_the_last_resort(tmp_path: Path) -> None:
    """The text states another one."""
    info = r"{\info{\creatim\yr2019\mo3\dy4}}"

    stated = document(tmp_path, rf"{info}Ministers meet on airspace\par VILNIUS, 4 March 1991 \emdash  Two ships.\par")
    assert stated.date == dt.date(1991, 3, 4)
    assert document(tmp_path, rf"{info}Two ships.\par").date == dt.date(2019, 3, 4)


@pytest.mark.parametrize(
    "rtf",
    ["{" * 2000, "}", r"\u99999999?", r"\'", r"\bin999999999", r"\cell\row\nestcell\nestrow{\footnote", r"\f99 x"],
)
def test_damage_gives_text_or_a_reason(rtf: str, tmp_path: Path) -> None:
    """Never an exception."""
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1\\ansi Words. " + rtf.encode())
    (found,) = read(tmp_path, "a.rtf")
    if isinstance(found, Skipped):
        assert found.reason is Reason.NESTED_TOO_DEEPLY
    else:
        assert found.text.startswith("Words.")
