"""Find the countries a text names, by name, abbreviation or demonym, with the reasons for each decision."""

from __future__ import annotations

from corpus.extraction.countries.candidate import CountryCandidate, Decision
from corpus.extraction.countries.find import explain_countries, find_countries
from corpus.extraction.countries.lookup import country_codes, country_name, is_country_phrase, resolve_country

__all__ = [
    "CountryCandidate",
    "Decision",
    "country_codes",
    "country_name",
    "explain_countries",
    "find_countries",
    "is_country_phrase",
    "resolve_country",
]
