"""People of texts by kind (headlines, capitals, transcripts, lists, tables, mail) and by where their names are from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.extraction.extract import extract

TABLE = Path(__file__).parents[2] / "data" / "extraction" / "people_by_form.yaml"
CASES = yaml.safe_load(TABLE.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_people_of_a_text(case: dict[str, Any]) -> None:
    """These and no others."""
    assert sorted(person.name for person in extract(case["text"]).people) == sorted(case["people"])


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("In Turkey President İsmet İnönü received the envoy.", ("President",)),
        ("John Major of the United Kingdom and President Bill Clinton of the United States signed.", ("President",)),
        ("She was in the chair. Prime Minister Bob Hawke of Australia spoke.", ("Prime Minister",)),
        ("Gov. Sarah Moss, a Republican, met Lithuanian President Gitanas Nausėda.", ("Gov", "Lithuanian President")),
    ],
)
def test_roles_end_at_places_and_sentences(text: str, roles: tuple[str, ...]) -> None:
    """What stands before a title and belongs to something else is no part of it."""
    assert tuple(role for person in extract(text).people for role in person.roles) == roles
