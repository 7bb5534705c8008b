"""The entity registry of an open library: resolved people and countries with the user's corrections applied."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from whoosh.searching import Searcher

from corpus.model.document import Document, Span
from corpus.model.document_id import document_id
from index.corrections.apply import correct_countries, correct_people
from index.corrections.file import CorrectionFile
from index.entities.merge_candidate import MergeCandidate
from index.entities.name_lookup import LIKELY, NameLookup, country_key, with_country_codes
from index.entities.possible_same_persons import PossibleSamePersons
from index.entities.query_mentions import query_mentions
from index.facets.entry_mentions import EntryMentions
from index.facets.table import FacetTable
from index.model.correction_fault import CorrectionFailure
from index.model.entity import Correction, EntityPage, Suggestion
from index.model.errors import CorrectionError, EntityFault, EntityNotFound
from index.model.query import Facet, Filter, Kind
from index.query.ast import Node, Phrase
from index.resolution.identity import Identity
from index.schema.fields import document_of, person_key
from index.segments.format.ragged import Ints
from index.segments.format.types import Docs
from index.segments.searching.doc_id_query import DocIdQuery, segment_offsets
from index.segments.whoosh.field_types import decode_key

if TYPE_CHECKING:
    from index.resolution.observations import KeyedObservations

_NOWHERE = Span(0, 0)


class EntityRegistry:
    """The people and countries of one commit of a library.

    Args:
        searcher: Whoosh's searcher of the commit.
        facets: The facets of the commit; the registry sets the grouping they count by.
        identity: The result of entity resolution.
        file: The file of corrections; None for none.
        load_candidates: Returns the cached merge candidates; None while there are none.

    """

    def __init__(
        self, searcher: Searcher, facets: FacetTable, identity: Identity, file: CorrectionFile | None,
        load_candidates: Callable[[], tuple[MergeCandidate, ...] | None],
    ) -> None:  # fmt: skip
        self._searcher = searcher
        self._facets = facets
        self._identity = identity
        self._file = file
        self._names = NameLookup(identity, lambda: map(decode_key, searcher.reader().lexicon("name_variant")))
        self._possible = PossibleSamePersons(facets, identity, self._names, self._facet, load_candidates)
        self._parts = segment_offsets(searcher.reader())
        self.regroup()

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The user's corrections, in the order of the file."""
        return self._file.corrections if self._file else ()

    def regroup(self) -> None:
        """Apply the corrections as they are now."""
        self._counts: Ints | None = None
        corrections, facets = self.corrections, self._facets
        self._possible.set_corrections(corrections)
        self._names.set_shown_names(corrections)
        facets.regroup(
            correct_people(
                self._identity, corrections, self._names.key_of, self._documents, facets.stored_people, self._decide
            ),
            correct_countries(facets.codes, corrections, self._documents, facets.stored_countries),
        )

    def find(self, kind: Kind, name: str) -> str:
        """The key of a person or country by any of its names.

        Raises:
            EntityNotFound: no person or country has this name, or several people have; it carries likely names.

        """
        if kind is Kind.COUNTRY:
            codes = self._facets.countries.grouping.numbers
            return country_key(name, lambda code: codes.get(code, -1) >= 0)
        name = unicodedata.normalize("NFC", name)
        numbers = self._facets.people.grouping.numbers
        place = self._names.key_of(name)
        if place is not None:
            entry = numbers.get(self._identity.keys[place], -1)
            if entry < 0:
                raise EntityNotFound(EntityFault.HIDDEN, name)
            entry = self._disambiguated(place, entry)
            if entry >= 0:
                return self._facets.people.keys[entry]
        entries = self._entries_named(name)
        if len(entries) == 1:
            return self._facets.people.keys[entries[0]]
        likely = [self._facets.people.labels[entry] for entry in entries] or self._names.likely(
            name, self._facets.people
        )
        raise EntityNotFound(EntityFault.UNKNOWN_PERSON, name, likely=tuple(likely[:LIKELY]))

    def look_up(self, kind: Kind, name: str) -> str:
        """The key of a person or country by any of its names, or of the only person that `person:` finds with the name.

        Raises:
            EntityNotFound: there is none, or several have the name as a part of theirs.

        """
        try:
            return self.find(kind, name)
        except EntityNotFound as error:
            if error.fault is not EntityFault.UNKNOWN_PERSON:
                raise
            found = self.named_people(Phrase(unicodedata.normalize("NFC", name), _NOWHERE))
            if not found:
                raise
            if len(found) > 1:
                labels = tuple(person.label for person in found[:LIKELY])
                raise EntityNotFound(EntityFault.AMBIGUOUS_PERSON, name, likely=labels) from None
            return found[0].key

    def _disambiguated(self, place: int, entry: int) -> int:
        """The entry of a key, or of the one other person that all documents with the key mean; -1 if several."""
        people = self._facets.people
        if people.totals[entry]:
            return entry
        names = np.flatnonzero(self._identity.key_of == place)
        others = set(people.grouping.to[np.isin(people.grouping.values, names)].tolist())
        return others.pop() if len(others) == 1 else -1

    def _entries_named(self, name: str) -> list[int]:
        """The entries of the people with a name variant equal to a name."""
        return self._entries(self._names.forms.exactly(name))

    def people(self, node: Node) -> DocIdQuery:
        """A query for the documents of all people with a name variant that matches a word or phrase."""
        return self._having(Kind.PERSON, self._entries(self._names.forms.find(node)))

    def named_people(self, node: Node) -> list[Facet]:
        """The people with a name variant that matches a word or phrase, most documents first."""
        found = map(self._facet, self._entries(self._names.forms.find(node)))
        return sorted(found, key=lambda person: (-person.documents, person.label))

    def countries(self, codes: Sequence[str]) -> DocIdQuery:
        """A query for the documents of some countries."""
        numbers = self._facets.countries.grouping.numbers
        return self._having(Kind.COUNTRY, [entry for code in codes if (entry := numbers.get(code, -1)) >= 0])

    def likely_people(self, name: str) -> list[str]:
        """Names of people that are probably meant by an unknown name, best first.

        They are the name in another order, nearly the same name, the name without titles or given names before it, and
        similar names.
        """
        words = [word.strip(",;") for word in name.split()]
        turned = [" ".join(words[at:] + words[:at]) for at in range(1, len(words))]
        shorter = [" ".join(words[at:]) for at in range(1, len(words))]
        known = [each for each in turned if self._entries_named(each)]
        known += self._names.similar_names(name, self._facets.people)
        known += [each for each in shorter if self._entries(self._names.forms.find(Phrase(each, _NOWHERE)))][:1]
        return list(dict.fromkeys([*known, *self._names.likely(name, self._facets.people)]))

    def mentions(self, tree: Node, filters: Sequence[Filter]) -> list[EntryMentions]:
        """The mentions of the people and countries that a query asks for in its text or filters."""
        return query_mentions(self._facets, tree, filters, lambda node: self._entries(self._names.forms.find(node)))

    def _having(self, kind: Kind, entries: Sequence[int]) -> DocIdQuery:
        docs = self._facets.column(kind).having(*entries) if entries else np.zeros(0, np.int64)
        return DocIdQuery(docs, self._parts)

    def page(self, kind: Kind, key: str, docs: Docs, limit: int, offset: int) -> EntityPage:
        """The page of a person or country over some documents that have it, in ascending order.

        Raises:
            EntityNotFound: nothing has that key.

        """
        column = self._facets.column(kind) if kind in (Kind.PERSON, Kind.COUNTRY) else None
        entry = column.grouping.numbers.get(key, -1) if column else -1
        if column is None or entry < 0:
            raise EntityNotFound(EntityFault.NO_DOCUMENT, key, kind)
        key = column.keys[entry]
        from index.entities.entity_page import EntityReader  # a page is opened later

        reader = EntityReader(self._facets, self._document)
        return reader.page(
            kind, entry, docs, limit, offset,
            tuple(each for each in self.corrections if self._concerns(each, kind, key, entry)),
            self._possible.about(key) if kind is Kind.PERSON else (),
        )  # fmt: skip

    def known_suggestions(self) -> tuple[Suggestion, ...]:
        """The suggestions, without the seconds it may take to look for merge candidates."""
        return self._possible.known()

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """Possible same persons that the user has not decided about, the likeliest first."""
        return self._possible.all()

    def _facet(self, entry: int) -> Facet:
        people = self._facets.people
        if self._counts is None:
            self._counts = people.counts(self._facets.everything)
        return Facet(Kind.PERSON, people.keys[entry], people.labels[entry], int(self._counts[entry]))

    def normalized(self, correction: Correction) -> Correction:
        """The correction with names that will be found again: as written in documents, and countries by code.

        Raises:
            CorrectionError: no person or country in the library has such a name, or two names are forms of one.

        """
        if correction.kind is Kind.COUNTRY:
            return with_country_codes(correction)
        names: list[str] = []
        for name in correction.names:
            place = self._place(name)
            known = name if self._identity.keys[place] == person_key(name) else self._identity.labels[place]
            if known in names and name not in correction.names[: len(names)]:
                raise CorrectionError(CorrectionFailure.ONE_PERSON, name=name)
            names.append(known)
        if correction.path and not len(self._documents(correction.path)):
            raise CorrectionError(CorrectionFailure.UNKNOWN_DOCUMENT, name=correction.path)
        return replace(correction, names=tuple(names))

    def _place(self, name: str) -> int:
        """The person a name means: the only one shown under it, or the one with that name."""
        people = self._facets.people
        shown = [entry for entry, label in enumerate(people.labels) if label == name and people.totals[entry]]
        place = self._names.places[people.keys[shown[0]]] if len(shown) == 1 else self._names.key_of(name)
        if place is not None:
            return place
        try:
            return self._names.places[self.find(Kind.PERSON, name)]
        except EntityNotFound as error:
            raise CorrectionError(CorrectionFailure.UNKNOWN_ENTITY, cause=error) from error

    def _concerns(self, correction: Correction, kind: Kind, key: str, entry: int) -> bool:
        """Whether a correction is about a person or country."""
        if correction.kind is not kind:
            return False
        if kind is Kind.COUNTRY:
            return key in correction.names
        numbers = self._facets.people.grouping.numbers
        places = [place for name in correction.names if (place := self._names.key_of(name)) is not None]
        return any(numbers.get(self._identity.keys[place]) == entry for place in places)

    def _entries(self, places: Sequence[int]) -> list[int]:
        """The entries of keys, without hidden ones."""
        numbers, keys = self._facets.people.grouping.numbers, self._identity.keys
        return sorted({entry for place in places if (entry := numbers[keys[place]]) >= 0})

    def _documents(self, path: str) -> list[int]:
        """The numbers of the documents of a path, which may have "#" and a record of a file."""
        found: list[int] = list(self._searcher.document_numbers(path=path))
        if not found and "#" in path:
            file, _, record = path.rpartition("#")
            found = list(self._searcher.document_numbers(id=document_id(file, record)))
        # Documents with the same text are shown as one.
        return sorted({*found, *(other for doc in found for other in self._facets.copies.others(doc))})

    def _document(self, number: int) -> Document:
        return document_of(self._searcher.reader().stored_fields(number))

    def _decide(self, key: int, people: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
        from index.resolution.decision import decide  # only a correction asks
        from index.resolution.evidence import profile

        return decide(self._observations, key, [profile(self._observations, keys) for keys in people])

    @cached_property
    def _observations(self) -> KeyedObservations:
        from index.resolution.resolve import keyed_observations  # only a correction asks

        return keyed_observations(self._facets.observations(), self._identity.keys, self._identity.key_of, person_key)
