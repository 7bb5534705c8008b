"""The language of a text is found from a sentence, and is left open where there is too little of one."""

from __future__ import annotations

import errno

import pytest

from corpus.text import language
from corpus.text.language import language_of
from tests.corpus.languages import TEXTS


@pytest.mark.parametrize("code", TEXTS)
def test_the_language_of_two_sentences(code: str) -> None:
    """Traditional and simplified Chinese are one language."""
    assert language_of(TEXTS[code]) == code.partition("-")[0]


@pytest.mark.parametrize("code", [code for code in TEXTS if code not in ("hr", "sl", "nb", "hi")])
def test_the_language_of_a_short_sentence(code: str) -> None:
    """Sixty letters are enough for all but the nearest relatives."""
    assert language_of(TEXTS[code][:60]) == code.partition("-")[0]


@pytest.mark.parametrize(
    "text", ["", "   \n", "1991-03-04", "12.5 % 13.4 % 9.1 %", "Vilnius", "NATO", "https://", "*** * ***"]
)
def test_too_little_text_has_no_language(text: str) -> None:
    """Numbers, a single name, rules."""
    assert language_of(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "SHR NET LOSS 12 CTS VS PROFIT 4 CTS. The company said the figures were preliminary.",
        "VILNIUS (Reuters) - The prime minister met his Polish counterpart and said that talks would go on.",
        "Kasčiūnas and Kosiniak-Kamysz said the talks in Brussels were useful. They meet again in Łódź.",
    ],
)
def test_english_with_figures_and_foreign_names(text: str) -> None:
    """Wire stories are full of both."""
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Band The The spielt am Freitag in der Stadthalle, und der Eintritt ist für alle Besucher frei.", "de"),
        ("La société The Body Shop a annoncé vendredi la fermeture de plusieurs magasins dans le nord du pays.", "fr"),
    ],
)
def test_english_names_make_no_english_text(text: str, language: str) -> None:
    """A band or a company is called so in every language."""
    assert language_of(text) == language


def test_rules_and_numbers_before_the_text_do_not_matter() -> None:
    """The sample begins at the first letter."""
    assert language_of("=" * 1000 + "\n" + TEXTS["pl"]) == "pl"


def test_a_full_temporary_folder_loses_no_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """The classifier unpacks its model there; without it the language stays open, and the document is read."""

    def full(*args: object, **kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    language._identifier.cache_clear()
    monkeypatch.setattr("tempfile.TemporaryFile", full)

    assert language_of(TEXTS["de"]) == ""
    assert language_of(TEXTS["en"]) == "en"
    monkeypatch.undo()
    language._identifier.cache_clear()
    assert language_of(TEXTS["de"]) == "de"
