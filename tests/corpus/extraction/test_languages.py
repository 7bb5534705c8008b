"""Texts that are not English: countries by name and demonym, people only where a known given name shows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.extraction.extract import explain, extract, extract_all
from corpus.extraction.languages.detect import foreign_language
from corpus.extraction.languages.forms import LANGUAGES
from corpus.tokens.tokenize import tokenize

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parents[2] / "data" / "extraction" / "languages.yaml").read_text(encoding="utf-8")
)


def cases() -> Iterator[Any]:
    """The golden sentences."""
    for language, sentences in CASES.items():
        for number, case in enumerate(sentences, start=1):
            yield pytest.param(language, case, id=f"{language}-{number}")


@pytest.mark.parametrize(("language", "case"), cases())
def test_golden_sentence(language: str, case: dict[str, Any]) -> None:
    """Each sentence yields exactly its countries, in any inflection, and its people."""
    assert foreign_language(case["text"], tokenize(case["text"]).words) == language
    found = extract(case["text"])
    assert {country.code for country in found.countries} == set(case["countries"])
    assert [person.name for person in found.people] == case["people"]
    if "roles" in case:
        assert [role for person in found.people for role in person.roles] == case["roles"]
    explained = explain(case["text"])
    assert {each.code for each in explained.countries} == set(case["countries"])
    assert {each.surface for each in explained.people} >= set(case["people"])


def test_every_language_has_golden_sentences() -> None:
    """So that each list of countries is read by a test."""
    assert set(CASES) == set(LANGUAGES)


@pytest.mark.parametrize(
    "text",
    [
        "Olena Tarasova met Radu Popescu in Kyiv. The talks were about Deutschland, she said.",
        "Contacts: Olena Tarasova, Radu Popescu, Maria de la Cruz, Jan van den Berg",
        "DE LA RUE PLC Q3 RESULTS",
        "",
    ],
)
def test_english_and_lists_of_names_are_not_foreign(text: str) -> None:
    """Names have particles of many languages, which do not make a text French or Dutch."""
    assert foreign_language(text, tokenize(text).words) == ""


def test_a_batch_may_mix_languages() -> None:
    """Texts that are tokenized together do not change each other."""
    texts = [case["text"] for sentences in CASES.values() for case in sentences]
    assert list(extract_all(texts)) == [extract(text) for text in texts]
