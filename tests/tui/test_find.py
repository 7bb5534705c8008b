"""Find in the document: smart case, smart accents, and offsets."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.text.find import find

TEXT = "Łódź, lodz. The “Côte d’Ivoire”, Cote d'Ivoire;\nFranco‑German, İzmir, Ǆ, ΆΣ, йод, Straße"


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("lodz", ["Łódź", "lodz"]),
        ("Lodz", ["Łódź"]),
        ("łódź", ["Łódź"]),
        ("cote d'ivoire", ["Côte d’Ivoire", "Cote d'Ivoire"]),
        ("cote d’ivoire", ["Côte d’Ivoire", "Cote d'Ivoire"]),
        ("Côte d'Ivoire", ["Côte d’Ivoire"]),
        (unicodedata.normalize("NFD", "Côte d'Ivoire"), ["Côte d’Ivoire"]),
        ("ivoire; franco-german", ["Ivoire;\nFranco‑German"]),
        ("izmir", ["İzmir"]),
        ("ας", []),
        ("ασ", ["ΆΣ"]),
        ("иод", ["йод"]),
        ("strasse", []),
        ("straße", ["Straße"]),
        ("", []),
        ("  ", []),
    ],
)
def test_words_are_found_with_smart_case_and_accents(pattern: str, found: list[str]) -> None:
    """A plain pattern matches all spellings; a capital or an accent makes matching stricter."""
    assert [TEXT[span.start : span.end] for span in find(TEXT, pattern)] == found


def test_matches_before_the_start_are_ignored() -> None:
    """`start` is an offset in code points."""
    assert [span.start for span in find("oil oil", "oil", 1)] == [4]


@given(st.text(), st.data())
@settings(deadline=None)
def test_any_part_of_a_text_is_found_at_its_offset(text: str, data: st.DataObject) -> None:
    """Text copied from the screen is found."""
    text = unicodedata.normalize("NFC", text)
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]

    if part.strip() == part != "" and unicodedata.normalize("NFC", part) == part:
        assert start in {span.start for span in find(text, part, start)}
