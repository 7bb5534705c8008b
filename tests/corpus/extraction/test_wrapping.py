"""Words divided at line ends are joined for extraction, and mentions are places of the original text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.extraction.extract import explain, extract
from corpus.extraction.wrapping import join_words
from corpus.model.document import Span


def test_divided_words_are_joined_in_place() -> None:
    """Only what stood after the hyphen moves, and its original place is known."""
    text = "President Gitanas Nausė-\nda, who met Jean-\nClaude Juncker, spoke."
    joined = join_words(text)
    assert joined.text == "President Gitanas Nausėda,\n  who met Jean-Claude\n Juncker, spoke."
    assert len(joined.text) == len(text)
    start = joined.text.index("Nausėda")
    assert text[slice(*joined.span(Span(start, start + len("Nausėda"))))] == "Nausė-\nda"
    after = joined.text.index("Juncker")
    assert text[joined.place(after) :].startswith("Juncker")


def test_a_mention_that_begins_after_a_kept_hyphen_has_no_line_break() -> None:
    """Both parts of a compound may be names."""
    text = "They met at the Franco-\n  German border."
    found = {country.code: text[slice(*country.mentions[0])] for country in extract(text).countries}
    assert found == {"FR": "Franco", "DE": "German"}


def test_explanations_show_joined_words() -> None:
    """In English and in other languages, with spans in the text as it is."""
    english = "President Gitanas Nausė-\nda left Lithu-\nania."
    german = "Der Minister sagte, dass Angela Mer-\nkel und die Regierung von Deutsch-\nland nicht kommen."
    for text, expected in ((english, {"Gitanas Nausėda", "Lithuania"}), (german, {"Angela Merkel", "Deutschland"})):
        found = explain(text)
        people = [(one.surface, one.span) for one in found.people if one.accepted]
        each = people + [(one.surface, one.span) for one in found.countries]
        assert {surface.replace("\n", "") for surface, _ in each} == expected
        assert all("-\n" in text[slice(*span)] for _, span in each)


def test_text_without_divided_words_is_kept() -> None:
    """Nothing is copied."""
    text = "A well-known man.\nHe - alas -\n left."
    assert join_words(text).text is text


@given(st.text(alphabet="aB -\n.,é", max_size=60))
def test_length_is_kept(text: str) -> None:
    """Places of the joined text are places of the original."""
    joined = join_words(text)
    assert len(joined.text) == len(text)
    for offset, char in enumerate(joined.text):
        assert char.isspace() or text[joined.place(offset)] == char
