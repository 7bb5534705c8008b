"""Titles of PDF files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.pdf_cases import case, document
from tests.corpus.pdf_writer import lines, pdf


@pytest.mark.parametrize(
    "furniture",
    ["1", "Page 1 of 15", "0 | P a g e", "FINAL", "V7", "???", "- 3 -", "Please check against delivery", "p. 2/4"],
)
def test_page_furniture_is_no_title(tmp_path: Path, furniture: str) -> None:
    """The first real line is, and nothing is lost."""
    page = lines(furniture, top=770) + lines("Statement on the quince accord", "", "The minister spoke on Monday.")
    found = document(tmp_path, pdf([page]))
    assert found.title == "Statement on the quince accord"
    assert furniture.replace("0 |", "0 |") in found.text


def test_larger_type_is_the_title(tmp_path: Path) -> None:
    """Also below other lines, over two lines, and then it is in the text once."""
    page = (
        lines("Ministry of Example", "Press service", top=770)
        + lines("Ministers agree on the trade", "in quinces and plums", size=18, top=700, pitch=22)
        + lines(
            "The ministers met on Monday in Riga and agreed on the trade in fruit.", "They will meet again.", top=640
        )
    )
    found = document(tmp_path, pdf([page]))
    assert found.title == "Ministers agree on the trade in quinces and plums"
    assert found.text.count("quinces and plums") == 1
    assert found.body_start == 0


def test_a_title_at_the_beginning_is_not_repeated(tmp_path: Path) -> None:
    """The body begins below it."""
    page = lines("The quince accord", size=18, top=740) + lines("The ministers met on Monday. They agreed.", top=700)
    found = document(tmp_path, pdf([page]))
    assert (found.title, found.text[found.body_start :]) == (
        "The quince accord", "The ministers met on Monday. They agreed.",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Statement on the Quince Accord", "Statement on the Quince Accord"),
        ("Speech of another minister in 2009", "STATEMENT ON THE QUINCE ACCORD"),
        ("Microsoft Word - draft3.doc", "STATEMENT ON THE QUINCE ACCORD"),
        ("FINAL", "STATEMENT ON THE QUINCE ACCORD"),
    ],
)
def test_the_title_of_the_properties_is_believed_where_it_is_in_the_text(
    tmp_path: Path, title: str, expected: str
) -> None:
    """Properties are often those of a template or of an older text."""
    page = lines("STATEMENT ON THE QUINCE ACCORD", "", "The ministers met on Monday. They agreed. FINAL")
    assert document(tmp_path, pdf([page], properties=f"/Title ({title})")).title == expected


def test_a_path_in_the_properties_is_no_title() -> None:
    """Nor is the name that a scanner gives."""
    assert case("title").title == "Statement on the quince accord"
    assert case("date").title.startswith("VILNIUS, 4 March 1991")


def test_properties_that_are_not_valid_utf16_are_left_out(tmp_path: Path) -> None:
    """A half of a surrogate pair is no reason not to read the text."""
    page = lines("The ministers met on Monday.")
    assert document(tmp_path, pdf([page], properties="/Author <FEFFD83D0041>")).text == "The ministers met on Monday."


def test_a_head_and_foot_on_both_of_two_pages_is_no_title(tmp_path: Path) -> None:
    """A head alone may be a title that is repeated."""
    first = lines("Ministry of Example - Press release 12/1991", "", "Quince talks open", "The talks opened.")
    second = lines("Ministry of Example - Press release 12/1991", "", "They end soon.")
    foot = [lines(f"Page {number} of 2", top=40) for number in (1, 2)]

    for pages, title in (([first + foot[0], second + foot[1]], "Quince talks open The talks opened."),
                         ([first, second], "Ministry of Example - Press release 12/1991")):  # fmt: skip
        assert document(tmp_path, pdf(pages)).title == title


def test_a_running_head_is_no_title(tmp_path: Path) -> None:
    """The line below it is, if the head is on every page."""
    head = lines("Ministry of Example - Press service", top=770)
    first = lines("Ministers agree on the quince accord", "", "The ministers met on Monday in Riga. They agreed.")
    found = document(tmp_path, pdf([head + first, head + lines("They will meet."), head + lines("It was late.")]))
    assert found.title == "Ministers agree on the quince accord"
    assert found.text.startswith("Ministry of Example")
