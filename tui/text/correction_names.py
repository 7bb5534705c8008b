"""The names that a correction is about, as they are shown: those of countries instead of their codes."""

from __future__ import annotations

from corpus.extraction.countries.lookup import country_name
from index.model.entity import Correction
from index.model.query import Kind


def correction_names(correction: Correction) -> tuple[str, ...]:
    """Return the names of the people or countries of a correction, as they are shown without it."""
    return tuple(map(country_name, correction.names)) if correction.kind is Kind.COUNTRY else correction.names
