"""The choice of the extractor, with a fake spaCy, so that the tests do not need the real one."""

from __future__ import annotations

import importlib.machinery
import re
import sys
from dataclasses import dataclass
from types import ModuleType

import pytest

from corpus.extraction.extract import extract_all
from corpus.extraction.extractors import BUILT_IN, check_extractor, extractor
from corpus.model.errors import ExtractorError
from corpus.model.remedy import Remedy

TEXT = "Minister Laurynas Kasčiūnas of Lithuania met Jan Nowak. Kasčiūnas's office thanked Nowak."


@dataclass
class Entity:
    """The attributes of a spaCy entity that are used."""

    start_char: int
    end_char: int
    label_: str = "PERSON"


class Pipeline:
    """A fake pipeline that finds the names and the place in TEXT."""

    max_length = 10

    def __call__(self, text: str) -> Pipeline:
        """Find the entities of a text."""
        assert len(text) < self.max_length
        names = re.finditer(r"(?:Laurynas )?Kasčiūnas(?:'s)?|(?:Jan )?Nowak|Lithuania", text)
        self.ents = [Entity(*each.span(), "GPE" if each[0] == "Lithuania" else "PERSON") for each in names]
        return self


@pytest.fixture
def spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a fake spaCy with one pipeline."""
    for name in ("spacy", "xx_fake"):
        module = ModuleType(name)
        module.__spec__ = importlib.machinery.ModuleSpec(name, None)
        module.load = lambda model, exclude: Pipeline()  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, name, module)
    extractor.cache_clear()


def test_built_in_extractor_is_extract_all() -> None:
    """The name needs no wrapper."""
    assert extractor(BUILT_IN) is extract_all


@pytest.mark.usefixtures("spacy")
def test_spacy_finds_people_and_the_gazetteer_countries() -> None:
    """Name forms are merged, mentions have no possessive, and spaCy's place label is ignored."""
    found, again = extractor("spacy:xx_fake")([TEXT, TEXT])

    assert again == found
    assert [(person.name, person.aliases) for person in found.people] == [
        ("Laurynas Kasčiūnas", ("Kasčiūnas",)),
        ("Jan Nowak", ("Nowak",)),
    ]
    assert [TEXT[start:end] for start, end in found.people[0].mentions] == ["Laurynas Kasčiūnas", "Kasčiūnas"]
    assert [country.code for country in found.countries] == ["LT"]


def test_a_missing_extractor_is_an_error_with_a_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown extractor, no spaCy, an unknown pipeline: the error says what to do."""
    with pytest.raises(ExtractorError, match="UNKNOWN"):
        check_extractor("nltk")
    monkeypatch.setattr("corpus.extraction.extractors.find_spec", lambda name: None)
    with pytest.raises(ExtractorError) as caught:
        check_extractor("spacy:en_core_web_sm")
    assert caught.value.remedy is Remedy.INSTALL_SPACY
    monkeypatch.setattr("corpus.extraction.extractors.find_spec", lambda name: None if name != "spacy" else object())
    with pytest.raises(ExtractorError) as caught:
        check_extractor("spacy:en_core_web_sm")
    assert (caught.value.remedy, caught.value.name) == (Remedy.DOWNLOAD_PIPELINE, "en_core_web_sm")
