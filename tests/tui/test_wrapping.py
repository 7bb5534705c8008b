"""Line wrapping of characters with no, one or two cells."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from tui.text.wrapping import wrap


def rows(text: str, width: int) -> list[str]:
    """Return the rows as text."""
    return [text[start:end] for start, end in wrap(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("部長会議が開かれた", 6, ["部長会", "議が開", "かれた"]),
        ("部長会議が開かれた", 7, ["部長会", "議が開", "かれた"]),  # half a character has no room
        ("部長 会議が開かれた", 6, ["部長", "会議が", "開かれ", "た"]),
        ("Das 東京 Treffen begann", 8, ["Das 東京", "Treffen", "begann"]),
        ("the minister 東京都知事 said", 12, ["the minister", "東京都知事", "said"]),
        ("👍👍👍👍", 4, ["👍👍", "👍👍"]),
        ("ab 👩‍👩‍👧‍👦👩‍👩‍👧‍👦 cd", 4, ["ab", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "cd"]),
        ("🇱🇹🇵🇱🇩🇪", 4, ["🇱🇹🇵🇱", "🇩🇪"]),
        ("e\u0301e\u0301 e\u0301e\u0301", 3, ["e\u0301e\u0301", "e\u0301e\u0301"]),
        ("สวัสดีครับ", 4, None),
        ("漢", 1, ["漢"]),  # one character wider than the row
    ],
)
def test_rows_break_at_spaces_and_between_wide_characters(text: str, width: int, expected: list[str] | None) -> None:
    """A grapheme is never split."""
    found = rows(text, width)

    if expected is not None:
        assert found == expected
    assert all(cell_len(row) <= max(width, 2) for row in found)


PIECES = st.sampled_from([*"ab -", " ", "東", "京", "한", "👍", "👩‍👧", "🇱🇹", "é", "e\u0301", "น้ำ", "ス\u3099", "ａ"])


@given(st.lists(PIECES, max_size=40), st.integers(min_value=2, max_value=12))
def test_rows_contain_the_whole_text_and_fit(pieces: list[str], width: int) -> None:
    """Only spaces are dropped, no row is too wide, and no grapheme is split."""
    text = "".join(pieces)

    spans = wrap(text, width)

    found = [text[start:end] for start, end in spans]
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(row) <= width for row in found)
    edges = {start for start, _, _ in split_graphemes(text)[0]} | {len(text)}
    assert all(end in edges or unicodedata.category(text[end]) == "Zs" for _, end in spans)
