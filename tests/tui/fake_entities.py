"""People and countries of a fake library: pages computed from all documents, and corrections."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.model.document import Document
from index.model.entity import Action, Correction, EntityPage, Form, Role
from index.model.query import Facet, Kind
from tests.tui.fake_documents import COUNTRIES, facets, occurrence, places


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


def merged_key(corrections: Sequence[Correction], key: str) -> str:
    """Return the name that a name was merged into."""
    for each in corrections:
        if each.action is Action.MERGE and key in each.names:
            return each.names[0]
    return key


def label_of(corrections: Sequence[Correction], kind: Kind, key: str) -> str:
    """Return the name of an entry as it is shown."""
    renamed = [each.shown for each in corrections if each.action is Action.RENAME and key in each.names]
    names = {code: name for name, code in COUNTRIES.items()}
    return renamed[-1] if renamed else names.get(key, key) if kind is Kind.COUNTRY else key


def corrected_people(corrections: Sequence[Correction], names: Sequence[str]) -> tuple[Facet, ...]:
    """Return the facets of people, given each name of each document."""
    hidden = {name for each in corrections if each.action is Action.HIDE for name in each.names}
    counted = facets(Kind.PERSON, [merged_key(corrections, name) for name in names if name not in hidden])
    return tuple(replace(facet, label=label_of(corrections, Kind.PERSON, facet.key)) for facet in counted)
