"""Words divided at line ends are joined for extraction, and mentions are places of the original text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction.wrapping import join_words


def test_divided_words_are_joined_in_place() -> None:
    """Only what stood after the hyphen moves, and its original place is known."""
    text = "President Gitanas Nausė-\nda, who met Jean-\nClaude Juncker, spoke."
    joined = join_words(text)
    assert joined.text == "President Gitanas Nausėda,\n  who met Jean-Claude\n Juncker, spoke."
    assert len(joined.text) == len(text)
    end = joined.text.index("Nausėda") + len("Nausėda")
    assert text[joined.text.index("Nausėda") : joined.place(end)] == "Nausė-\nda"
    after = joined.text.index("Juncker")
    assert text[joined.place(after) :].startswith("Juncker")


def test_text_without_divided_words_is_kept() -> None:
    """Nothing is copied."""
    text = "A well-known man.\nHe - alas -\n left."
    assert join_words(text).text is text


@given(st.text(alphabet="aB -\n.,é", max_size=60))
def test_length_is_kept(text: str) -> None:
    """Places of the joined text are places of the original."""
    joined = join_words(text)
    assert len(joined.text) == len(text)
    places = [joined.place(offset) for offset in range(len(text) + 1)]
    assert all(0 <= place <= len(text) for place in places)
