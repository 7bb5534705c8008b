"""Countries of a text, found by name, other name, abbreviation or demonym, with the reasons."""

from __future__ import annotations

from corpus.extraction.countries.candidate import Candidate, Decision
from corpus.extraction.countries.find import explain_countries, find_countries
from corpus.extraction.countries.lookup import country_codes, country_name, is_for_countries, resolve_country

__all__ = [
    "Candidate",
    "Decision",
    "country_codes",
    "country_name",
    "explain_countries",
    "find_countries",
    "is_for_countries",
    "resolve_country",
]
