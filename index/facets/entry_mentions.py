"""Where documents mention entries of the facets of people and countries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from corpus.model.document import Entities, Span
from index.facets.grouping import HIDDEN
from index.facets.table import FacetTable
from index.model.entity import DocumentEntity
from index.model.query import Kind
from index.schema.mentions import EntityMentions, decode_mentions


@dataclass(frozen=True, slots=True)
class EntryMentions:
    """Finds the mentions of some entries of one facet.

    A stored name or code can count as different entries in different documents, and several names as one entry.
    """

    facets: FacetTable
    kind: Kind
    entries: Collection[int]
    stored: Mapping[str, int]
    """The stored names or codes that count as one of the entries in any document, with their numbers."""

    @classmethod
    def of(cls, facets: FacetTable, kind: Kind, entries: Collection[int]) -> EntryMentions:
        """The mentions of people or countries by the numbers of their entries."""
        grouping = facets.column(kind).grouping
        names = facets.names if kind is Kind.PERSON else facets.codes
        wanted = np.fromiter(entries, np.int64, len(entries))
        everywhere = np.flatnonzero(np.isin(grouping.of, wanted)).tolist()
        somewhere = grouping.values[np.isin(grouping.to, wanted)].tolist()
        return cls(facets, kind, frozenset(entries), {names[number]: number for number in (*everywhere, *somewhere)})

    def decoded(self, doc: int) -> list[EntityMentions]:
        """The stored mentions in a document, given by its number."""
        if not self.stored:
            return []
        found = decode_mentions(self.facets.mentions.row(doc), self.kind, self.stored)
        return [seen for seen in found if self._counts(doc, seen.name)]

    def spans(self, doc: int, entities: Entities) -> list[Span]:
        """The mentions among the people and countries of a document that has been read already."""
        if self.kind is Kind.PERSON:
            found = [(person.name, person.mentions) for person in entities.people]
        else:
            found = [(country.code, country.mentions) for country in entities.countries]
        return [span for name, spans in found if name in self.stored and self._counts(doc, name) for span in spans]

    def _counts(self, doc: int, name: str) -> bool:
        """Whether a stored name or code counts as one of the entries in a document."""
        return self.facets.column(self.kind).grouping.entry(doc, self.stored[name]) in self.entries


def document_entities(facets: FacetTable, doc: int, entities: Entities) -> tuple[DocumentEntity, ...]:
    """The people and countries of a document as the library shows them, most mentions first; without hidden ones.

    Args:
        facets: The facets of the library.
        doc: The number of the document.
        entities: The entities of the document, with the names that it uses.

    """
    people = ((facets.name_numbers.get(each.name, -1), each.mentions) for each in entities.people)
    countries = ((facets.code_numbers.get(each.code, -1), each.mentions) for each in entities.countries)
    found = []
    for kind, values in ((Kind.PERSON, people), (Kind.COUNTRY, countries)):
        column = facets.column(kind)
        spans: dict[int, list[Span]] = {}
        for number, mentions in values:
            entry = column.grouping.entry(doc, number) if number >= 0 else HIDDEN
            if entry != HIDDEN:
                spans.setdefault(entry, []).extend(mentions)
        found += [
            DocumentEntity(kind, column.keys[entry], column.labels[entry], tuple(sorted(mentions)))
            for entry, mentions in spans.items()
        ]
    return tuple(sorted(found, key=lambda entity: -len(entity.mentions)))
