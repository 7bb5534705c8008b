"""Random stories, and a check that all counts of a library agree."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st

from corpus.extraction.countries.lookup import country_name
from index.library import Library
from index.model.query import Filter, Query
from tests.index.corrections import C, P
from tests.index.stories import named

NAMES = ["George Bush", "Neil Bush", "Bush", "G. Bush", "Hafez Assad", "Hafez al-Asad", "Asad", "Kim Il-sung", "Kim"]


STORIES = st.lists(
    st.none()
    | st.builds(
        named,
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
        date=st.sampled_from(["", "1987-03-01", "2003-05-01"]),
        countries=st.lists(st.sampled_from(["US", "SY", "KP"]), unique=True),
        role=st.sampled_from(["", "President", "banker"]),
    ),
    min_size=1,
    max_size=6,
)


def agree(library: Library) -> None:
    """Check that each number equals the number of hits."""
    page = library.search(Query("", limit=100))
    for kind, facets, of_hit in (
        (P, page.people, lambda hit: hit.people),
        (C, page.countries, lambda hit: [country_name(code) for code in hit.countries]),
    ):
        counted = Counter(label for hit in page.hits for label in of_hit(hit))
        if len({facet.label for facet in facets}) == len(facets):
            assert counted == {facet.label: facet.documents for facet in facets}
        for facet in facets:
            filtered = library.search(Query("", (Filter(kind, facet.key),), limit=100))
            assert filtered.total == facet.documents
            without = library.search(Query("", (Filter(kind, facet.key, exclude=True),), limit=100))
            assert without.total == page.total - facet.documents
            entity = library.entity(kind, facet.key, limit=100)
            assert entity.documents == facet.documents
            assert {each.doc_id for each in entity.occurrences} == {hit.id for hit in filtered.hits}
            assert entity.mentions == len(entity.occurrences) == sum(form.mentions for form in entity.forms)
            for other in entity.people:
                both = Query("", (Filter(kind, facet.key), Filter(P, other.key)), limit=0)
                assert library.search(both).total == other.documents
            if kind is P and " " in facet.key and facet.label != "Somebody Else":
                assert library.search(Query(f'person:"{facet.label}"')).total == facet.documents
