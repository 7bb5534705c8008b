"""PDFs as they are: divided words, titles, fonts without a map, forms, notes, columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model.reason import Reason
from tests.corpus.pdf_cases import case, document, reason, text
from tests.corpus.pdf_writer import HELVETICA, UNMAPPED, lines, mapped_font, pdf


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "hyphen",
            "north-south anti-missile Seon-ho international well-known F-16 self-defence Jean-Claude example.org",
        ),
        ("hyph2", "Jean-Claude F-16 Bosnia-Herzegovina Baden-Baden 1990-91 Saint-Denis cooperation Seon-ho"),
        ("hyph3", "1990-1991 COVID-19 e-mail U-turn G-20 UN-backed ex-president"),
    ],
)
def test_hyphens_at_line_ends_are_kept_in_compounds_only(name: str, words: str) -> None:
    """Before capitals and digits and in compounds; a divided word is one word."""
    found = case(name).text
    assert [word for word in words.split() if word not in found] == []


@pytest.mark.parametrize(
    ("elsewhere", "expected"), [("The kraalwork grows.", "kraalwork"), ("The kraal-work grows.", "kraal-work")]
)
def test_a_divided_word_is_spelled_as_elsewhere_in_the_document(tmp_path: Path, elsewhere: str, expected: str) -> None:
    """The document itself knows its words best."""
    found = text(tmp_path, lines(elsewhere, "", "They spoke of the long and hard kraal-", "work of the winter."))
    assert f"hard {expected} of" in found


def test_a_heading_in_capitals_is_one_word(tmp_path: Path) -> None:
    """A hyphen before capitals stays, but not inside a known word that is all in capitals."""
    assert "INTERNATIONAL" in text(tmp_path, lines("SPEECH ON THE INTERNA-", "TIONAL ORDER"))


def test_a_word_divided_by_a_page_break_is_on_the_first_page() -> None:
    """Each page keeps its place."""
    found = case("pages")
    assert "middle of an international\n\nagreement which" in found.text
    assert found.text[found.pages[1] :].startswith("agreement")


def test_a_word_is_joined_over_page_numbers_and_running_heads(tmp_path: Path) -> None:
    """What stands between the halves is no part of the text."""
    head = lines("Ministry of Example", top=770)
    pages = [head + lines(f"{body}") + lines(f"Page {number} of 2", top=40) for number, body in
             enumerate(("The ministers spoke of the interna-", "tional agreement."), 1)]  # fmt: skip
    assert "of the international\n" in text(tmp_path, *pages)


def test_fonts_without_a_map_need_ocr(tmp_path: Path) -> None:
    """What their codes look like is not indexed."""
    page = lines('!"#$% &%\'# +,-./ !"#$%', "&%'#!")
    assert reason(tmp_path, pdf([page], {"F1": UNMAPPED})) is Reason.UNDECODABLE_FONTS


def test_a_few_symbols_do_not_hide_a_text(tmp_path: Path) -> None:
    """Bullets of a font without a map are common."""
    page = "".join(lines("The ministers met in Riga and agreed.", top=720 - 14 * row) for row in range(20))
    page += "BT /F2 11 Tf 60 720 Td (!) Tj ET"
    assert "agreed" in document(tmp_path, pdf([page], {"F1": HELVETICA, "F2": UNMAPPED})).text


def test_shifted_codes_need_ocr(tmp_path: Path) -> None:
    """A font that claims an encoding which it does not have: no vowels."""
    sentence = "the ministers met on monday in the harbour of odesa and agreed on all points of the treaty "
    shifted = "".join(chr(ord(char) - 29) if char != " " else " " for char in sentence * 4)
    rows = [shifted[start : start + 80] for start in range(0, len(shifted), 80)]
    assert reason(tmp_path, pdf([lines(*rows)])) is Reason.UNDECODABLE_FONTS


WORDS = "\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645"


@pytest.mark.parametrize("order", ["visual", "logical, each letter placed", "logical, moved back after each letter"])
def test_right_to_left_text_is_in_logical_order(tmp_path: Path, order: str) -> None:
    """However the letters are put on the page."""
    font, codes = mapped_font(WORDS)
    shown = [f"<{codes[char]:02X}>" for char in WORDS]
    contents = {
        "visual": f"BT /F1 11 Tf 72 700 Td {''.join(f'{char} Tj ' for char in reversed(shown))} ET",
        "logical, each letter placed": "BT /F1 11 Tf "
        + " ".join(f"1 0 0 1 {300 - 8 * place} 700 Tm {char} Tj" for place, char in enumerate(shown))
        + " ET",
        "logical, moved back after each letter": f"BT /F1 11 Tf 200 700 Td [{' 1400 '.join(shown)}] TJ ET",
    }
    assert document(tmp_path, pdf([contents[order]], {"F1": font[0], "M": font[1]})).text == WORDS


def test_form_values_and_notes_are_kept() -> None:
    """A form says nothing without what was filled in; the value follows its label."""
    found = case("form")
    assert "Name:\nOlena Tarasova" in found.text
    assert found.title != "Olena Tarasova"
    notes = case("annot").text
    assert "tamarind" in notes
    assert "almonds" in notes


def test_footnote_marks_are_apart_from_words_and_numbers() -> None:
    """The year 1991 with the note 3 is not 19913."""
    assert case("footmark").text == "The accord 12 was signed in 1991 3."


def test_an_exponent_stays_with_its_unit(tmp_path: Path) -> None:
    """Square kilometres are no footnote."""
    assert "40 km2 of" in text(
        tmp_path, "BT /F1 11 Tf 72 700 Td (All 40 km) Tj 5 Ts /F1 7 Tf (2) Tj 0 Ts /F1 11 Tf ( of land) Tj ET"
    )


def test_a_drop_cap_is_part_of_its_word() -> None:
    """The large letter is not a word."""
    assert case("dropcap").text.startswith("The minister arrived on Monday")


@pytest.mark.parametrize("name", ["twocol_rows", "twocol_cols"])
def test_columns_are_read_one_after_the_other(name: str) -> None:
    """In whatever order their lines are stored."""
    found = case(name).text
    assert "minister Olena Tarasova in the harbour of Odesa on Monday" in found
    assert "Gdansk and Nynashamn which minister Radu Popescu" in found
    assert found.index("over several lines") < found.index("On the right side")


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    """Its cells are no columns of running text."""
    rows = [
        ("Lithuania", "Vilnius"),
        ("Latvia", "Riga"),
        ("Estonia", "Tallinn"),
        ("Poland", "Warsaw"),
        ("Ukraine", "Kyiv"),
    ]
    page = "".join(
        lines(country, top=700 - 14 * row) + lines(city, left=320, top=700 - 14 * row)
        for row, (country, city) in enumerate(rows)
    )
    assert text(tmp_path, page).split() == [word for row in rows for word in row]


def test_turned_pages_are_read_from_the_first_line() -> None:
    """Whether the text is turned with the page or not."""
    assert case("rot90").text.startswith("Rotated page about the quince harvest.")
    assert case("landscape").text.startswith("First line of the landscape table second line about quinces third line")
    assert "plums\n\nNormal" in case("rottext").text


def test_headings_and_footers_are_paragraphs_of_their_own() -> None:
    """A page number is not joined to the sentence above it."""
    found = case("header")
    assert found.title == "Body of page one goes on and on until it"
    assert "on until it\n\nPage 1 of 2" in found.text


def test_letter_spaced_lines_are_words(tmp_path: Path) -> None:
    """Told by the gaps between letters; the columns of a table are further apart."""
    assert case("tj").text.endswith("PRESS\n\nSPACED HEAD")

    table = "BT /F1 11 Tf 72 700 Td [(A)-4000(B)-4000(C)-4000(D)-4000(E)] TJ ET\n"
    found = document(tmp_path, pdf([table + lines("The ministers spoke of airspace.", top=600)]))
    assert found.text.startswith("A B C D E")


def test_a_number_at_the_beginning_of_a_line_goes_on_with_the_sentence(tmp_path: Path) -> None:
    """It begins an item of a list only with a full stop or a bracket after it."""
    rows = ["He had been the host for another pair of men in", "1975. He was a young minister then, and it was",
            "30 years before he spoke of it."]  # fmt: skip
    items = ["1. The first item", "2. The second item"]
    assert text(tmp_path, lines(*rows, *items)).split("\n") == [" ".join(rows), *items]


def test_a_short_word_at_the_beginning_of_a_line_is_no_item(tmp_path: Path) -> None:
    """Nor does the end of a sentence begin one."""
    page = lines("They spoke for a long time about the causes of the great", "war. Then they signed.")
    assert "great war. Then" in text(tmp_path, page)


def test_text_outside_of_the_page_is_left_out(tmp_path: Path) -> None:
    """It is never shown."""
    found = text(tmp_path, lines("The ministers met.") + lines("Printer's secret", left=2000))
    assert found == "The ministers met."


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\n", b"@PJL JOB NAME = x\r\n"])
@pytest.mark.parametrize("name", ["a.pdf", "a.txt"])
def test_a_pdf_may_begin_with_a_mark_or_a_banner(tmp_path: Path, before: bytes, name: str) -> None:
    """As other readers allow it."""
    found = document(tmp_path, before + pdf([lines("The ministers met on Monday.")]), name)
    assert (found.kind, found.text) == ("pdf", "The ministers met on Monday.")


def test_a_text_about_pdf_is_text(tmp_path: Path) -> None:
    """It names the first bytes of a PDF, but no object follows."""
    assert document(tmp_path, b"Such a file begins with %PDF-1.4 and a line end.\n", "a.txt").kind == "text"
