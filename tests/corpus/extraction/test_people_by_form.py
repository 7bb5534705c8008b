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
