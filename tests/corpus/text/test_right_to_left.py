"""Right-to-left lines from a layout in logical order."""

from __future__ import annotations

import pytest

from corpus.text.right_to_left import to_logical_order

SALAM, DATE = "\u0633\u0644\u0627\u0645", "\u0633\u0646\u0629"


@pytest.mark.parametrize(
    "text", [SALAM, f"{SALAM} {DATE}", f"{SALAM} 1991 {DATE}", f"{SALAM} 4/3/1991", f"{SALAM} BBC News {DATE}"]
)
def test_a_reversed_line_is_turned_round(text: str) -> None:
    """Numbers and Latin words in it keep their own direction."""
    visual = {SALAM: SALAM[::-1], DATE: DATE[::-1]}
    shown = " ".join(visual.get(word, word) for word in reversed(text.replace("BBC News", "BBC_News").split()))
    shown = shown.replace("BBC_News", "BBC News")
    assert to_logical_order(shown, range(len(shown))) == text


def test_a_line_in_logical_order_stays() -> None:
    """Its letters stand from right to left."""
    text = f"{SALAM} {DATE}"
    assert to_logical_order(text, range(len(text), 0, -1)) == text


def test_presentation_forms_become_plain_letters() -> None:
    """Otherwise a search for the word would not find it."""
    assert to_logical_order("\ufeb3\ufefc\ufee1", [3, 2, 1]) == SALAM
