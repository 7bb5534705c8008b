"""The gazetteer: its two readers of country names agree."""

from __future__ import annotations

from corpus.tokens.gazetteer import country_names, load_gazetteer


def test_names_read_without_yaml_are_those_of_the_gazetteer() -> None:
    """`country_names` picks the names out of the file by a regex, because start-up must not wait for YAML."""
    assert country_names() == load_gazetteer().names
