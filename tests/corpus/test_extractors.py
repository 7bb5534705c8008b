"""The choice of an extractor; spaCy itself is not needed here, so a stand-in plays its part."""

from __future__ import annotations

import importlib.machinery
import re
import sys
from dataclasses import dataclass
from types import ModuleType

import pytest

from corpus.extraction.extract import extract_all
from corpus.extraction.extractors import BUILT_IN, check_extractor, extractor
from corpus.model.errors import CorpusError

TEXT = "Minister Laurynas Kasčiūnas of Lithuania met Jan Nowak. Kasčiūnas's office thanked Nowak."


@dataclass
class Entity:
    """What spaCy gives of a name."""

    start_char: int
    end_char: int
    label_: str = "PERSON"


class Pipeline:
    """Finds the names of this text, and a place."""

    max_length = 10

    def __call__(self, text: str) -> Pipeline:
        """Run over a text."""
        assert len(text) < self.max_length
        names = re.finditer(r"(?:Laurynas )?Kasčiūnas(?:'s)?|(?:Jan )?Nowak|Lithuania", text)
        self.ents = [Entity(*each.span(), "GPE" if each[0] == "Lithuania" else "PERSON") for each in names]
        return self


@pytest.fixture
def spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spaCy with one pipeline."""
    for name in ("spacy", "xx_stand_in"):
        module = ModuleType(name)
        module.__spec__ = importlib.machinery.ModuleSpec(name, None)
        module.load = lambda model, exclude: Pipeline()  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, name, module)
    extractor.cache_clear()


def test_the_built_in_extractor_is_our_own() -> None:
    """Nothing between."""
    assert extractor(BUILT_IN) is extract_all


@pytest.mark.usefixtures("spacy")
def test_people_by_spacy_and_countries_by_our_gazetteer() -> None:
    """Forms merged, no possessive in a mention, a country that spaCy's label does not tell apart."""
    found, again = extractor("spacy:xx_stand_in")([TEXT, TEXT])

    assert again == found
    assert [(person.name, person.aliases) for person in found.people] == [
        ("Laurynas Kasčiūnas", ("Kasčiūnas",)),
        ("Jan Nowak", ("Nowak",)),
    ]
    assert [TEXT[start:end] for start, end in found.people[0].mentions] == ["Laurynas Kasčiūnas", "Kasčiūnas"]
    assert [country.code for country in found.countries] == ["LT"]


def test_what_is_missing_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """No spaCy, no such pipeline, no such extractor: one sentence each."""
    with pytest.raises(CorpusError, match="there are built-in and spacy:"):
        check_extractor("nltk")
    monkeypatch.setattr("corpus.extraction.extractors.find_spec", lambda name: None)
    with pytest.raises(CorpusError, match=r"pip install 'pressroom\[spacy\]'"):
        check_extractor("spacy:en_core_web_sm")
    monkeypatch.setattr("corpus.extraction.extractors.find_spec", lambda name: None if name != "spacy" else object())
    with pytest.raises(CorpusError, match="python -m spacy download en_core_web_sm"):
        check_extractor("spacy:en_core_web_sm")
