"""Restoring the case of text in capitals, and the names found in it."""

from __future__ import annotations

import pytest
from hypothesis import example, given

from corpus.extraction.capitals import restore_case
from corpus.extraction.extract import explain, extract
from tests.corpus.token_strategies import TEXTS

CABLE = (
    "SECRETARY KISSINGER MET WITH AMBASSADOR WILLIAM SULLIVAN IN TEHRAN ON MONDAY. NIXON VISITED CHINA, AND MR. PRICE "
    "SAID THE FRENCH GOVERNMENT AND MARK RUTTE WOULD SIGN. JEAN-CLAUDE O'BRIEN OF THE FBI ARRIVED IN VIENTIANE."
)


def test_a_cable_in_mixed_case() -> None:
    """Names keep their capitals, other words lose them, and acronyms stay as they are."""
    restored = restore_case(CABLE)
    for expected in ("Kissinger met with", "William Sullivan in Tehran on Monday", "Mr. Price", "Mark Rutte would"):
        assert expected in restored
    assert "Jean-Claude O'Brien of the FBI arrived" in restored


def test_people_of_a_cable() -> None:
    """People are named in mixed case; their mentions are places in the text as it is."""
    people = {person.name: person for person in extract(CABLE).people}
    assert {"William Sullivan", "Mark Rutte", "Kissinger", "Price", "Jean-Claude O'Brien"} <= set(people)
    (start, end), *_ = people["William Sullivan"].mentions
    assert CABLE[start:end] == "WILLIAM SULLIVAN"
    assert {CABLE[each.span.start : each.span.end] for each in explain(CABLE).people if each.accepted} >= {"MARK RUTTE"}


@pytest.mark.parametrize(
    "text",
    [
        "Olena Tarasova met NATO and EU officials in Kyiv.",
        "FOR IMMEDIATE RELEASE\n\nThe company said on Monday that revenue rose.",
        "",
    ],
)
def test_mixed_text_is_left_alone(text: str) -> None:
    """Acronyms and short headlines are no text in capitals."""
    assert restore_case(text) == text


@example("KADİR ÖZTÜRK " * 8)
@given(TEXTS.map(str.upper) | TEXTS)
def test_the_length_never_changes(text: str) -> None:
    """Places in the restored text are places in the original."""
    restored = restore_case(text)
    assert len(restored) == len(text)
    assert restored.casefold() == text.casefold()


def test_names_in_capitals_after_a_title() -> None:
    """Speakers of a transcript; other words in capitals stay."""
    text = "MR. PRICE: Good afternoon.\n\nQUESTION: Was MS. O'NEIL-SMITH at the UN?\n\nDR. NO. It rained."
    restored = restore_case(text)
    assert restored.startswith("Mr. Price: Good")
    assert "QUESTION: Was Ms. O'Neil-Smith at the UN?" in restored
    assert len(restored) == len(text)


def test_a_title_does_not_divide_a_block_in_capitals() -> None:
    """Its words are restored together, as without the title."""
    text = "THE MINISTER MET MR. CHRISTOPHER WILLIAMS ON SATURDAY IN PARIS TO DISCUSS THE TREATY WITH FRANCE."
    expected = "the minister met Mr. Christopher Williams on Saturday in Paris to discuss the treaty with France."
    assert restore_case(text) == expected
    assert restore_case(f"The talks went on.\n\n{text}") == f"The talks went on.\n\n{expected}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("then MR. PRICE SAID THE TALKS", "then Mr. Price SAID THE TALKS"),
        ("then SEN. US forces", "then SEN. US forces"),
        ("then REP. OF KOREA", "then REP. OF KOREA"),
        ("then MR. DICK VAN DYKE", "then Mr. Dick Van Dyke"),
        ("then MR. HE: yes", "then Mr. He: yes"),
        ("then MR. ALİYEV: yes", "then Mr. ALİYEV: yes"),
    ],
)
def test_the_end_of_a_name_after_a_title(text: str, expected: str) -> None:
    """No function word, acronym or verb is part of it, except where it is the label of a speaker."""
    assert restore_case(text) == expected
