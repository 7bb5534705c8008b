"""The language of a text is found from a sentence, and is left open where there is too little of one."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

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
    with monkeypatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", "/dev/null")
        patch.setattr("tempfile.TemporaryFile", full)

        assert language_of(TEXTS["de"]) == ""
        assert language_of(TEXTS["en"]) == "en"
    language._identifier.cache_clear()
    assert language_of(TEXTS["de"]) == "de"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of the model in an empty cache; the classifier is loaded from it in each test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    language._identifier.cache_clear()
    yield tmp_path / "cache" / "pressroom"
    language._identifier.cache_clear()


def test_the_model_is_unpacked_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Later processes map it into memory, and find the same languages."""
    before = {code: language_of(text) for code, text in TEXTS.items()}
    (folder,) = cache.iterdir()
    language._identifier.cache_clear()
    monkeypatch.setattr("corpus.text.language_model._unpacked", refuse)

    assert folder.name.startswith(f"language-model-{version('py3langid')}-")
    assert {code: language_of(text) for code, text in TEXTS.items()} == before


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY"])
def test_a_damaged_model_is_unpacked_again(damage: bytes, cache: Path) -> None:
    """A power cut may leave an empty file."""
    assert language_of(TEXTS["de"]) == "de"
    (folder,) = cache.iterdir()
    (folder / "nextmove.npy").write_bytes(damage)
    language._identifier.cache_clear()

    assert language_of(TEXTS["de"]) == "de"
    assert (folder / "nextmove.npy").stat().st_size > 1_000_000


def test_models_of_other_versions_are_removed(cache: Path) -> None:
    """They are large."""
    old = cache / "language-model-0.1"
    old.mkdir(parents=True)
    language_of(TEXTS["de"])

    assert not old.exists()
    assert len(list(cache.iterdir())) == 1


def refuse() -> object:
    """Fail a test that unpacks the model."""
    raise AssertionError
