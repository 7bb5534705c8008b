"""Where paragraphs and sentences begin."""

from __future__ import annotations

import pytest

from corpus.text.sentences import paragraph_starts, sentence_starts


def parts(text: str, starts: list[int]) -> list[str]:
    """The stripped pieces of a text between offsets."""
    return [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["He left.", "She stayed!", "Why?", "Nobody knows."],
        ['He said: "It is over."', "(Nobody agreed.)", "“Talks go on.”"],
        ["President J. Smith met Dr. Jones and Sen. Kim in the U.S. Senate on Oct. 4 at 5 p.m. in Rome.", "It rained."],
        ["Prices rose 3.5 pct to 1.2 mln dlrs.", "1987 was worse."],
        ["Élysée: oui.", "Österreich: nein.", "Москва согласна."],
    ],
)
def test_sentences_end_at_stops_before_capitals(sentences: list[str]) -> None:
    """But not behind initials and abbreviations, nor in numbers."""
    text = " ".join(sentences)

    assert parts(text, sentence_starts(text)) == sentences


def test_east_asian_sentences_need_no_space() -> None:
    """The stop, with the quotation marks behind it, is enough."""
    text = "日本は賛成した。米国は「反対だ。」中国は？"

    assert parts(text, sentence_starts(text)) == ["日本は賛成した。", "米国は「反対だ。」", "中国は？"]


def test_paragraphs_begin_after_blank_lines_and_at_indented_lines() -> None:
    """Wire stories indent, and have no blank lines."""
    text = "Head\n\nFirst line\nand second.\n    Second paragraph\nwraps.\n \n\nThird"

    expected = ["Head", "First line\nand second.", "Second paragraph\nwraps.", "Third"]
    assert parts(text, paragraph_starts(text)) == expected


def test_a_paragraph_without_a_stop_ends_a_sentence() -> None:
    """As a headline does."""
    text = "Talks go on\n\nin Vilnius"

    assert len(sentence_starts(text)) == 2


@pytest.mark.parametrize("text", ["", ".", "...", "A", ". A", "。", "\n\n"])
def test_offsets_ascend_from_zero(text: str) -> None:
    """Also in texts of stops only."""
    for starts in (sentence_starts(text), paragraph_starts(text)):
        assert starts[0] == 0
        assert starts == sorted(set(starts))
