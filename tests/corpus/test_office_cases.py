"""Small Word and OpenDocument files, each with a construct that readers lose, repeat or glue."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model.document import Document
from corpus.model.omission import Omission, OmissionKind
from corpus.reading.read import read

CASES = Path(__file__).parent.parent / "data" / "office"
TEXTS = {
    "a.odt": "ODT title\n\nFirst para goes on.\n\nSoftbreak, international, F‑16\n\nBox text\n\nOuter tail\n\n"
    "Inner box\n\nA1\tB1\n\nLine\nbreak 東京\n\nvis\n\n[1] Footnote tamarind",
    "core.docx": "Title core body\n\nText",
    "field.docx": "Title field\n\nlink text\n\nContent control text\n\nRuby: 東京\n\nx+1",
    "flat.fodt": "Flat title\n\nFlat walnut",
    "hyphen.docx": "Title of hyphens\n\nThe F-16 jets and Kim Seon-ho met on pages 10-24. International. AαB end\tx",
    "layouttable.docx": "PRESS RELEASE\n\nThe whole release lies in a table.\n\n"
    "Second paragraph with minister Olena Tarasova.",
    "moved.docx": "Title moved\n\nThe stay sentence.\n\nThe moved sentence on ferries.\n\ninserted words",
    "nested.docx": "Title nested\n\nOuter cell\tRight\n\nInner nectarine\n\nEnd",
    "notes.docx": "Title notes\n\nBody with a note\n\n[1] Footnote on the tamarind accord\n\n"
    "Header: Ministry of Quince, 4 March 2025",
    "oddpath.docx": "Odd path title\n\nBody walnut in document2",
    "strict.docx": "Strict title\n\nStrict walnut",
    "textbox.docx": "Heading of the note\n\nBefore the box after the box.\n\nCallout by Olena Tarasova\n\n"
    "Last paragraph.",
}


def case(name: str) -> Document:
    """The document of a case."""
    (found,) = read(CASES, name)
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_text_comes_once_and_in_order(name: str) -> None:
    """Notes and headers come after the text."""
    assert case(name).text == TEXTS[name]


def test_what_is_not_in_the_text_is_reported() -> None:
    """Hidden and deleted words, and comments."""
    assert case("field.docx").omissions == (Omission(OmissionKind.HIDDEN_TEXT, 2),)
    assert case("moved.docx").omissions == (Omission(OmissionKind.DELETED_TEXT, 2),)
    assert case("notes.docx").omissions == (Omission(OmissionKind.COMMENTS, 1),)


def test_title_of_a_template_is_not_the_title() -> None:
    """The core properties say "PowerPoint Presentation"."""
    assert case("core.docx").title == "Title core body"
