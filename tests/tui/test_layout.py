"""Layout of a text by its blocks: what is drawn on each row, and where the characters of the text stand."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from corpus.model.block import Block, BlockKind
from corpus.model.document import Document, Span
from tui.text.layout import lay_out, lay_out_around
from tui.text.row_text import row_text
from tui.text.rows import Row, RowKind, row_at
from tui.text.table import column_widths

WORDS = "one two three four five six seven eight nine ten"


def document_of(*parts: tuple[BlockKind, int, str], between: str = "\n\n") -> Document:
    """Return a document of blocks. The cells of a table row are separated by " | "."""
    text, blocks = "", []
    for kind, level, part in parts:
        text += between if text else ""
        start = len(text)
        text += part
        cells = []
        if kind is BlockKind.TABLE_ROW:
            at = start
            for cell in part.split(" | "):
                cells.append(Span(at, at + len(cell)))
                at += len(cell) + 3
        blocks.append(Block(kind, start, len(text), level, tuple(cells)))
    return Document("0" * 16, "a.html", "A title", text, blocks=tuple(blocks))


def drawn(document: Document, width: int, *, as_is: bool = False) -> list[str]:
    """Return what is drawn of each row."""
    return [row_text(document.text, row).text for row in lay_out(document, width, 0, as_is=as_is)]


def test_headings_and_paragraphs_are_separated_by_blank_rows() -> None:
    """A line break inside of a paragraph stays."""
    document = document_of((BlockKind.HEADING, 1, "Talks"), (BlockKind.PARAGRAPH, 0, "One.\nTwo."), between="\n")
    rows = lay_out(document, 40, 0)

    assert drawn(document, 40) == ["Talks", "", "One.", "Two."]
    assert [row.kind for row in rows] == [RowKind.HEADING, *[RowKind.TEXT] * 3]


@pytest.mark.parametrize("marker", ["• ", "- ", "10. ", "(b) "])
def test_list_items_hang_from_their_marker(marker: str) -> None:
    """The rows after the first begin below its text; items follow each other without a blank row."""
    item = marker + WORDS
    document = document_of((BlockKind.LIST_ITEM, 1, item), (BlockKind.LIST_ITEM, 2, item), between="\n")
    hanging = " " * len(marker)

    rows = drawn(document, 30)

    first = [row for row in rows if row.startswith(marker)]
    nested = [row for row in rows if row.startswith("  " + marker)]
    assert len(first) == len(nested) == 1
    assert all(row.startswith(hanging) for row in rows[1 : rows.index(nested[0])])
    assert all(row.startswith("  " + hanging) for row in rows[rows.index(nested[0]) + 1 :])
    assert all(cell_len(row) <= 30 for row in rows)
    assert " ".join("".join(rows).split()).replace(" ", "") == (item * 2).replace(" ", "")


def test_every_row_of_a_quotation_has_a_bar() -> None:
    """Two for a quotation inside of one; blank rows between quotations have none."""
    document = document_of((BlockKind.QUOTATION, 1, WORDS), (BlockKind.QUOTATION, 2, "Inner."))

    rows = drawn(document, 24)

    assert rows[-2:] == ["", "▎ ▎ Inner."]
    assert len(rows) > 3
    assert all(row.startswith("▎ ") for row in rows[:-2])


def test_a_table_has_aligned_columns() -> None:
    """Cells that do not fit are wrapped in their column."""
    document = document_of(
        (BlockKind.TABLE_ROW, 0, "Name | Country | Task"),
        (BlockKind.TABLE_ROW, 0, f"東京 花子 | Japan | {WORDS}"),
        between="\n",
    )

    assert drawn(document, 80) == ["Name       Country  Task", f"東京 花子  Japan    {WORDS}"]
    narrow = drawn(document, 40)
    assert narrow[0] == "Name       Country  Task"
    assert narrow[1].startswith("東京 花子  Japan    one two")
    assert all(row.startswith(" " * 20) for row in narrow[2:])
    assert all(cell_len(row) <= 40 for row in narrow)


def test_a_table_with_too_many_columns_is_wrapped_like_text() -> None:
    """No column would have room for a word."""
    row = " | ".join(f"cell {number} is long" for number in range(20))

    rows = drawn(document_of((BlockKind.TABLE_ROW, 0, row)), 40)

    assert " ".join(rows) == row


@pytest.mark.parametrize(
    ("natural", "width", "expected"),
    [
        ([4, 6], 20, [4, 6]),
        ([4, 40], 30, [4, 24]),
        ([30, 40, 5], 39, [15, 15, 5]),
        ([30, 40, 5], 40, [16, 15, 5]),
        ([9, 9, 9], 20, []),
        ([5], 3, []),
    ],
)
def test_only_wide_columns_are_narrowed(natural: list[int], width: int, expected: list[int]) -> None:
    """The room is shared between them."""
    assert column_widths(natural, width) == expected


def test_text_between_blocks_is_shown() -> None:
    """Blocks may leave some of the text out; pages contain other blocks."""
    text = "Before.\n\nBlock.\n\nAfter."
    page = Block(BlockKind.PAGE, 0, len(text))
    document = Document("0" * 16, "a", "A", text, blocks=(page, Block(BlockKind.PARAGRAPH, 9, 15)))

    assert drawn(document, 40) == ["Before.", "", "Block.", "", "After."]


def test_a_title_stands_above_the_body() -> None:
    """From the start that is asked for; a heading before the body is not repeated."""
    document = Document(
        "0" * 16, "a", "Title", "Title\n\nBody.", 7,
        blocks=(Block(BlockKind.HEADING, 0, 5, 1), Block(BlockKind.PARAGRAPH, 7, 12)),
    )  # fmt: skip

    assert [row.kind for row in lay_out(document, 40, 0)] == [RowKind.TITLE, RowKind.TEXT, RowKind.TEXT]
    assert [row.start for row in lay_out(document, 40, 7)] == [7]


def test_as_it_is_shows_every_line() -> None:
    """Blank lines and hard line breaks included; long lines are wrapped."""
    lines = ["A line that was wrapped by hand,", "and", "", "", "", "  indented", WORDS]
    document = Document("0" * 16, "a", "A", "\n".join(lines))

    assert drawn(document, 80, as_is=True) == lines
    assert all(cell_len(row) <= 34 for row in drawn(document, 34, as_is=True))


def test_offsets_of_a_table_are_those_of_the_text() -> None:
    """Every character of a cell is found on the row and at the position where it is drawn."""
    document = document_of(
        (BlockKind.PARAGRAPH, 0, "Before."),
        (BlockKind.TABLE_ROW, 0, f"Ona | {WORDS} | {WORDS}"),
        (BlockKind.TABLE_ROW, 0, f" | {WORDS} | x"),
        between="\n",
    )
    rows: list[Row] = lay_out(document, 40, 0)

    for block in document.blocks[1:]:
        for cell in block.cells:
            for offset in range(*cell):
                if document.text[offset] == " ":  # may be dropped at the end of a row
                    continue
                text = row_text(document.text, rows[row_at(rows, offset)])
                ((first, last),) = text.positions(offset, offset + 1)
                assert text.text[first:last] == document.text[offset]
                assert text.offset(first) == offset


@pytest.mark.parametrize("place", [0, 0.3, 0.99])
@pytest.mark.parametrize("between", ["\n", " "])
def test_a_part_of_a_long_text_is_laid_out_like_the_whole(place: float, between: str) -> None:
    """Around any offset there are enough rows for a pane, and they are rows of the whole text, if it has lines."""
    document = document_of(
        *[(BlockKind.LIST_ITEM, 1, f"- {number} {WORDS}") for number in range(9000)], between=between
    )
    goal = int(place * len(document.text))
    whole = lay_out(document, 30, 0)

    part = lay_out_around(goal, document, 30, 0, False)

    at = row_at(part, goal)
    assert part[at].start <= goal < part[at].end + 1
    assert len(part) < len(whole) / 2
    assert at >= min(100, row_at(whole, goal))
    assert len(part) - at >= min(100, len(whole) - row_at(whole, goal))
    if between == "\n":
        assert set(part[1:]) <= set(whole)


def test_hard_wrapped_paragraphs_are_reflowed() -> None:
    """A short line ends a paragraph, as in text without blocks."""
    line = "The ministers met on Monday in the capital, and talked for"
    paragraph = (BlockKind.PARAGRAPH, 0, "\n".join([line, line, line, "a week."]))
    document = document_of(paragraph, paragraph, (BlockKind.PARAGRAPH, 0, "Regards,\nOna"))

    rows = drawn(document, 300)

    assert rows[0] == "\n".join([line, line, line, "a week."])
    assert rows[-2:] == ["Regards,", "Ona"]


def test_marks_of_quoted_mail_become_bars() -> None:
    """The text begins after the marks."""
    document = document_of((BlockKind.QUOTATION, 2, "> > We will come,\n>> if it is dry."))

    assert drawn(document, 60) == ["▎ ▎ We will come,", "▎ ▎ if it is dry."]
