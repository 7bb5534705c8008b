"""Web pages keep their notes, captions and sources, and say what they hide."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.formats.html_data import article_body
from corpus.formats.html_notes import is_mark, is_note_link
from corpus.formats.html_page import page_layout, parse_page
from corpus.model.document import Document
from corpus.model.omission import OmissionKind
from corpus.reading.read import read

FIRST = "The harbour board met on Monday in the old customs house and agreed on the budget for the coming year."
SECOND = "Its chair said that ferries would run again from June, and that the quay would be repaired before winter."
THIRD = "Fishermen welcomed the plan, although some of them doubted that the money would last until the works end."


def document(folder: Path, article: str, around: str = "") -> Document:
    """The document of a page with an article of three paragraphs and a part of its own."""
    page = f"<html><head><title>Budget</title></head><body>{around}<article><h1>Budget</h1>{article}</article></body>"
    (folder / "a.html").write_text(f"<!DOCTYPE html>{page}</html>", encoding="utf-8")
    (found,) = read(folder, "a.html")
    assert isinstance(found, Document)
    return found


def omitted(found: Document) -> dict[OmissionKind, int]:
    """The omissions of a document."""
    return {each.kind: each.number for each in found.omissions}


NOTES = {
    '<sup><a href="#fn1" id="r1">1</a></sup>': '<section class="footnotes"><ol><li id="fn1">NOTE '
    '<a href="#r1" class="footnote-backref">↩</a></li></ol></section>',
    '<a href="#_ftn1" name="_ftnref1">[1]</a>': '<div><p><a href="#_ftnref1" name="_ftn1">[1]</a> NOTE</p></div>',
    '<sup><a href="#sdfootnote1sym" name="sdfootnote1anc">1</a></sup>': '<div id="sdfootnote1"><p>'
    '<a href="#sdfootnote1anc" name="sdfootnote1sym">1</a> NOTE</p></div>',
    '<a role="doc-noteref" href="#n1">*</a>': '<aside role="doc-footnote" id="n1"><p>NOTE</p></aside>',
    '<sup class="reference"><a href="#cite_note-Minutes-1">[1]</a></sup>': '<div class="reflist">'
    '<ol class="references"><li id="cite_note-Minutes-1">NOTE</li></ol></div>',
}


@pytest.mark.parametrize(("mark", "notes"), NOTES.items())
def test_notes_follow_the_text_without_their_marks(mark: str, notes: str, tmp_path: Path) -> None:
    """As in office documents: word processors, generators of sites and wikis mark them differently."""
    notes = notes.replace("NOTE", "Minutes of the board of May.")
    text = document(tmp_path, f"<p>{FIRST}{mark}</p><p>{SECOND}</p><p>{THIRD}</p>{notes}").text

    assert text.count("Minutes of the board of May.") == 1
    assert text.index(THIRD) < text.index("Minutes of the board")
    assert f"{FIRST}\n" in text
    assert "↩" not in text


def test_marks_of_chapters_and_messages_are_no_letters_of_words() -> None:
    """The word before stays a word."""
    page = (
        '<p>First chapter<a epub:type="noteref" href="notes.xhtml#n1">1</a> text, see <a href="#fn2">the note</a>.</p>'
    )
    assert page_layout(page).text == "First chapter text, see the note."
    assert page_layout('<p>Area in m<sup>2</sup>, 5<sup>th</sup> <a href="#note-3">page 3</a>').text == (
        "Area in m2, 5th page 3"
    )


@pytest.mark.parametrize(
    ("address", "text", "expected"),
    [
        ("#fn1", "1", True),
        ("#fn:1", "[1]", True),
        ("#footnote-2", "†", True),
        ("#fnref1", "↩", True),
        ("#_ftnref1", "[1]", False),
        ("#chapter1", "1", False),
        ("#fn1", "1984", False),
        ("#note1", "see", False),
        ("/note1", "1", False),
    ],
)
def test_what_is_a_mark(address: str, text: str, expected: bool) -> None:
    """A link to a chapter, and a link with words, are text; so is the number before a note."""
    attributes = {"href": address}
    assert (is_note_link(attributes) and is_mark(text, attributes)) is expected


def test_captions_and_sources_of_quotations_are_kept(tmp_path: Path) -> None:
    """They are part of the article."""
    text = document(
        tmp_path,
        f'<figure><img src="a.jpg"><figcaption>The old customs house. Photo: Ana Horvat</figcaption></figure>'
        f"<p>{FIRST}</p><blockquote><p>We will not wait for another year.</p><footer>Ana Horvat, chair</footer>"
        f"</blockquote><p>{SECOND}</p><p>{THIRD}</p>",
    ).text

    for each in ("The old customs house. Photo: Ana Horvat", "We will not wait", "Ana Horvat, chair", FIRST):
        assert text.count(each) == 1


def test_captions_of_one_figure_keep_their_order(tmp_path: Path) -> None:
    """Each once, after the figure and before the text after it."""
    captions = "<figcaption>The first caption.</figcaption><figcaption>The second caption.</figcaption>"
    text = document(
        tmp_path, f'<p>{FIRST}</p><figure><img src="a.jpg">{captions}</figure>{SECOND}<p>{THIRD}</p><p>{FIRST}</p>'
    ).text

    order = [text.index(each) for each in ("The first caption.", "The second caption.", SECOND, THIRD)]
    assert order == sorted(order)
    assert (text.count("The first caption."), text.count("The second caption.")) == (1, 1)


def test_an_address_of_any_length_is_looked_at_once() -> None:
    """However many digits or fragments it has."""
    assert not is_note_link({"href": f"#fn{'1' * 1_000_000}!"})
    assert is_mark("1", {"href": "#" * 1_000_000})


def test_hidden_text_is_left_out_and_counted(tmp_path: Path) -> None:
    """Whether an attribute, a style or a template hides it."""
    found = document(
        tmp_path,
        f'<p>{FIRST}</p><p hidden>One two.</p><p style="display:none">Three</p><template><p>Four</p></template>'
        f"<p>{SECOND}</p><p>{THIRD}</p><textarea>Five</textarea>",
    )

    assert not any(each in found.text for each in ("One", "Three", "Four", "Five"))
    assert omitted(found) == {OmissionKind.HIDDEN_TEXT: 4, OmissionKind.FORM_FIELDS: 1}


def test_a_page_that_a_script_shows_is_read(tmp_path: Path) -> None:
    """Nothing would be left of it."""
    found = document(tmp_path, f'<div style="visibility:hidden"><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>')
    assert FIRST in found.text
    assert THIRD in found.text


@pytest.mark.parametrize(
    "state",
    [
        {"props": {"article": {"slug": "a-b", "body": f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"}}},
        {"blocks": [{"type": "p", "text": each} for each in (FIRST, SECOND, THIRD)], "code": "a{b=c};" * 100},
        [{"content": [FIRST, SECOND, THIRD], "url": "https://example.org/" + "a" * 500}],
    ],
)
def test_the_text_of_a_page_may_be_in_the_state_of_its_script(state: object, tmp_path: Path) -> None:
    """Where the page itself has none."""
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'
    (tmp_path / "a.html").write_text(f"<html><title>Budget</title><body><div id=app></div>{script}</body></html>")
    (found,) = read(tmp_path, "a.html")

    assert isinstance(found, Document)
    assert found.text == f"Budget\n\n{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_short_values_and_code_are_no_text_of_a_page() -> None:
    """Labels, addresses and settings."""
    state = {"label": "Read more about the harbour", "css": "a { color: red; } " * 50, "key": "x" * 900}
    assert article_body(parse_page(f'<body><script type="application/json">{json.dumps(state)}</script>')) == ""
