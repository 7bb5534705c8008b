"""Entity pages of a fake library, computed from all documents."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from corpus.model.document import Document
from index.model.entity import EntityPage, Form, Role
from index.model.query import Facet, Kind
from tests.tui.fake_documents import facets, occurrence, places


def entity_page(kind: Kind, key: str, label: str, documents: list[Document], shown: slice) -> EntityPage:
    """Return the page of an entry, given its documents and the mentions to be shown."""
    documents.sort(key=lambda document: document.date or dt.date.min, reverse=True)
    found = [(document, span) for document in documents for span in places(document, kind, key)]
    forms = Counter(document.text[span.start : span.end] for document, span in found)
    dates = [document.date for document in documents if document.date]
    first, last = min(dates, default=None), max(dates, default=None)
    people = facets(Kind.PERSON, [person.name for each in documents for person in each.entities.people])
    countries = facets(Kind.COUNTRY, [country.code for each in documents for country in each.entities.countries])
    return EntityPage(
        kind=kind,
        key=key,
        label=label,
        documents=len(documents),
        mentions=len(found),
        forms=tuple(Form(text, count, len(documents)) for text, count in forms.most_common()),
        roles=(Role("Minister", len(documents), first, last),) if kind is Kind.PERSON else (),
        first=first,
        last=last,
        people=_without(people, key),
        countries=_without(countries, key),
        occurrences=tuple(occurrence(document, span) for document, span in found[shown]),
        offset=shown.start,
        corrections=(),
        suggestions=(),
    )


def _without(counted: tuple[Facet, ...], key: str) -> tuple[Facet, ...]:
    return tuple(facet for facet in counted if facet.key != key)
