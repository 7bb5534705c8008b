"""The facets of a page, from the aggregations of a server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.extraction.countries.lookup import country_name
from corpus.text.language_names import language_name
from index.facets.table import year_facets
from index.model.query import Facet, Kind
from index.opensearch.connection import Body
from index.opensearch.server_people import ServerPeople

MOST_FACETS = 1000
"""The greatest number of people of a page; there are fewer countries."""
SPARE = 80
"""Further names that are counted, since the server breaks ties otherwise."""
_MOST_YEARS = 10_000
YEARS: Body = {
    Kind.YEAR.value: {"terms": {"field": "year", "size": _MOST_YEARS}},
    "undated": {"missing": {"field": "year"}},
}
"""The aggregations that count documents by year, and those without a date."""
FIELDS = {Kind.PERSON: "shown_people", Kind.COUNTRY: "shown_countries", Kind.LANGUAGE: "lang"}
"""The field of each kind that is counted by its values."""


def aggregation(kind: Kind, most: int = MOST_FACETS) -> Body:
    """The aggregation that counts the values of a kind."""
    return {kind.value: {"terms": {"field": FIELDS[kind], "size": most}}}


@dataclass(frozen=True, slots=True)
class FacetReader:
    """Makes facets of the buckets of aggregations.

    Args:
        people: The people of the library.
        country_names: Those that corrections have changed.
        uncertain_below: The confidence below which people come last.

    """

    people: ServerPeople
    country_names: Mapping[str, str]
    uncertain_below: float

    def people_of(self, buckets: Sequence[Body]) -> tuple[tuple[Facet, ...], int]:
        """The people of some results, uncertain ones last, and the number of these."""
        known = self.people.of_keys(bucket["key"] for bucket in buckets)
        least = round(100 * self.uncertain_below)
        facets = []
        for bucket in buckets:
            person = known[bucket["key"]]
            facet = Facet(Kind.PERSON, person.key, person.label, bucket["doc_count"])
            facets.append((person.confidence < least, facet))
        facets.sort(key=lambda each: (each[0], -each[1].documents, each[1].label))
        return tuple(facet for _, facet in facets), sum(is_last for is_last, _ in facets)

    def countries_of(self, buckets: Sequence[Body]) -> tuple[Facet, ...]:
        """The countries of some results."""
        return _ranked(Kind.COUNTRY, {bucket["key"]: self.country_label(bucket["key"]) for bucket in buckets}, buckets)

    def country_label(self, code: str) -> str:
        """The name of a country as it is shown."""
        return self.country_names.get(code, "") or country_name(code)

    @staticmethod
    def languages_of(buckets: Sequence[Body]) -> tuple[Facet, ...]:
        """The languages of some results."""
        return _ranked(Kind.LANGUAGE, {bucket["key"]: language_name(bucket["key"]) for bucket in buckets}, buckets)

    @staticmethod
    def years_of(buckets: Sequence[Body]) -> tuple[Facet, ...]:
        """All years from the first to the last that occurs."""
        return year_facets({int(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets})


def _ranked(kind: Kind, labels: Mapping[str, str], buckets: Sequence[Body]) -> tuple[Facet, ...]:
    """Facets, most documents first, then by label."""
    found = [Facet(kind, bucket["key"], labels[bucket["key"]], bucket["doc_count"]) for bucket in buckets]
    return tuple(sorted(found, key=lambda facet: (-facet.documents, facet.label)))
