"""The extractor with the real spaCy, which is an optional extra: `make test-spacy` installs it and runs these."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.extraction.spacy import load

spacy = pytest.importorskip("spacy", reason="spaCy is not installed; `make test-spacy` installs it")
MODEL = "en_core_web_sm"
TEXT = (
    "Angela Merkel met Emmanuel Macron in Germany on Monday. Merkel’s office said that Macron had left France. "
    "The Jordan News Agency reported it."
)


def test_a_real_pipeline_finds_people_and_the_gazetteer_countries(tmp_path: Path) -> None:
    """With patterns in place of a trained model, saved and loaded as one is."""
    pipeline = spacy.blank("en")
    names = ("Angela Merkel", "Merkel", "Emmanuel Macron", "Macron")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": name} for name in names])
    pipeline.to_disk(tmp_path / "pipeline")

    (found,) = load(str(tmp_path / "pipeline"))([TEXT])

    assert [(each.name, each.aliases) for each in found.people] == [
        ("Angela Merkel", ("Merkel",)),
        ("Emmanuel Macron", ("Macron",)),
    ]
    assert {TEXT[slice(*span)] for each in found.people for span in each.mentions} == set(names)
    assert {each.code for each in found.countries} == {"DE", "FR", "JO"}


@pytest.mark.skipif(not spacy.util.is_package(MODEL), reason=f"{MODEL} is not installed; `make test-spacy` installs it")
def test_the_small_english_model() -> None:
    """Mentions are exact, and the plain names of a plain sentence are found."""
    (found,) = load(MODEL)([TEXT])

    assert {"Angela Merkel", "Emmanuel Macron"} <= {each.name for each in found.people}
    assert all(TEXT[slice(*span)].strip() == TEXT[slice(*span)] for each in found.people for span in each.mentions)
    assert {each.code for each in found.countries} == {"DE", "FR", "JO"}
