"""Blocks stay on their text when it is cleaned and gets its title."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from corpus.model.block import Block, BlockKind
from corpus.model.span import Span
from corpus.reading.blocks import clean_with_blocks, place_blocks
from corpus.text.sanitize import clean_text
from tests.corpus.reading import block_texts, documents_of

PIECES = st.lists(
    st.text(alphabet="ab é\u0301\u202e\x00\t ", min_size=1).filter(lambda text: clean_text(text).strip() != "")
)


@given(PIECES, st.sampled_from(["\n\n", " \n\n\n\n", "\r\n\r\n", "\x0b\u2028"]))
def test_blocks_move_with_the_text_that_is_cleaned(pieces: list[str], separator: str) -> None:
    """Or are given up, where cleaning moves text across their bounds."""
    blocks, at = [], 0
    for piece in pieces:
        blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(piece), cells=(Span(at, at + len(piece)),)))
        at += len(piece) + len(separator)
    text, placed = clean_with_blocks(separator.join(pieces), tuple(blocks))

    assert text == clean_text(separator.join(pieces))
    for piece, block in zip(pieces, placed, strict=bool(placed)):
        assert text[block.start : block.end].strip() == clean_text(piece).strip()
        assert block.cells == (Span(block.start, block.end),)


def test_a_title_before_the_text_moves_its_blocks() -> None:
    """And is a heading itself."""
    body, title = "One.\n\nTwo.", "Title"
    blocks = (Block(BlockKind.PARAGRAPH, 0, 4), Block(BlockKind.PARAGRAPH, 6, 10))
    text = f"{title}\n\n{body}"
    placed = place_blocks(blocks, len(text) - len(body), text, len(text) - len(body))

    assert [text[block.start : block.end] for block in placed] == ["Title", "One.", "Two."]
    assert placed[0].kind is BlockKind.HEADING


def test_a_title_that_the_text_repeats_is_one_heading(tmp_path: Path) -> None:
    """Whether it stands alone there or begins a paragraph."""
    head = "From: a@example.org\nSubject: Talks open\n\n"
    for text in ("Talks open\n\nFirst.\n\nSecond.\n", "Talks open\nFirst.\n\nSecond.\n"):
        (document,) = documents_of(tmp_path, "a.eml", head + text)
        assert block_texts(document) == [("heading", "Talks open"), ("paragraph", "First."), ("paragraph", "Second.")]


def test_a_headline_found_in_a_paragraph_is_cut_from_it(tmp_path: Path) -> None:
    """Blocks do not overlap."""
    text = "TALKS  OPEN IN VILNIUS\nThe ministers met on Monday, and the talks went on for a week.\n"
    (document,) = documents_of(tmp_path, "a.eml", f"From: a@example.org\n\n{text}")

    assert document.title == "TALKS OPEN IN VILNIUS"
    assert block_texts(document) == [
        ("heading", "TALKS  OPEN IN VILNIUS"),
        ("paragraph", "The ministers met on Monday, and the talks went on for a week."),
    ]


def test_blocks_of_markdown(tmp_path: Path) -> None:
    """Of every kind, with their levels; the cells of a table are known."""
    text = (
        "# Talks\n\nFirst\nparagraph.\n\n## Measures\n\n- one\n\n  more\n  - inner\n1. numbered\n\n"
        "> Quoted.\n>\n> > Inner.\n\n| A | B |\n|---|---|\n| x |  |\n\n```\nif x:\n    y\n```\n\n<p>Page.</p>\n"
    )
    (document,) = documents_of(tmp_path, "a.md", text)

    assert document.title == "Talks"
    assert [(block.kind, block.level, document.text[block.start : block.end]) for block in document.blocks] == [
        (BlockKind.HEADING, 1, "Talks"),
        (BlockKind.PARAGRAPH, 0, "First paragraph."),
        (BlockKind.HEADING, 2, "Measures"),
        (BlockKind.LIST_ITEM, 1, "• one"),
        (BlockKind.PARAGRAPH, 0, "more"),
        (BlockKind.LIST_ITEM, 2, "• inner"),
        (BlockKind.LIST_ITEM, 1, "1. numbered"),
        (BlockKind.QUOTATION, 1, "Quoted."),
        (BlockKind.QUOTATION, 2, "Inner."),
        (BlockKind.TABLE_ROW, 0, "A | B"),
        (BlockKind.TABLE_ROW, 0, "x"),
        (BlockKind.PREFORMATTED, 0, "if x:\n    y"),
        (BlockKind.PARAGRAPH, 0, "Page."),
    ]
    assert [len(block.cells) for block in document.blocks if block.kind is BlockKind.TABLE_ROW] == [2, 2]
