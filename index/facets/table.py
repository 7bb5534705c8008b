"""Dates, people, countries and languages of all documents as arrays: counting them in any results is one bincount."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from whoosh.reading import IndexReader

from corpus.extraction.countries.lookup import country_name
from corpus.text.language_names import language_name
from index.facets.confidence import entry_confidences, name_confidences
from index.facets.duplicates import Duplicates
from index.facets.grouping import Grouping
from index.facets.mention_column import MentionColumn
from index.facets.near_duplicates import NearDuplicates
from index.facets.ranking import Column, Ranking
from index.model.query import Facet, Filter, Kind
from index.segments.format.array_file import Array
from index.segments.format.doc_values import NO_NUMBER
from index.segments.format.ragged import Ints, RaggedArray
from index.segments.format.types import Docs
from index.segments.searching.doc_values import KeyDocValues, NumberDocValues, fingerprints_of

if TYPE_CHECKING:
    from index.resolution.observations import Observations
    from index.resolution.roles import WrittenRoles

_EPOCH = dt.date(1970, 1, 1).toordinal()
_NONE = np.zeros(0, np.int64)


class FacetTable:
    """The facet columns of one commit. Call `regroup` before anything is counted.

    Args:
        reader: Whoosh's reader of the commit.

    """

    def __init__(self, reader: IndexReader) -> None:
        days = NumberDocValues(reader, "date").by_document
        self.dates: Ints = np.where(days == NO_NUMBER, 0, days).astype(np.int64)
        """The date of each document as a proleptic Gregorian ordinal; 0 for none."""
        years = (self.dates - _EPOCH).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
        self.years: Ints = np.where(self.dates > 0, years, 0)
        self.copies = Duplicates(
            NumberDocValues(reader, "text_hash_high").by_document,
            NumberDocValues(reader, "text_hash_low").by_document,
        )
        """The groups of documents with identical text."""
        self._reader = reader
        deleted = self._deleted = _deleted(reader)
        names, codes = KeyDocValues(reader, "person"), KeyDocValues(reader, "country")
        self.names, self.stored_people = names.keys, _without_deleted(names, deleted)
        """All names as written, and the names of each document by number."""
        self.codes, self.stored_countries = codes.keys, _without_deleted(codes, deleted)
        """All country codes, and the codes of each document by number."""
        self.mentions = MentionColumn(reader)
        self._near: NearDuplicates | None = None
        self._near_lock = threading.Lock()
        self._known_near: tuple[NearDuplicates | None, int] = (None, 0)
        """The near-duplicates of an earlier commit, and how many of its first documents are the same."""
        self._confidences: Ints | None = None
        """The confidence of each entry of people, in hundredths; None until it is asked for."""
        nobody = Grouping(np.full(len(self.names), -1), (), (), {}, _NONE, _NONE, _NONE)
        self.people = Column(Kind.PERSON, RaggedArray(np.zeros(len(self.dates) + 1, np.int64), _NONE), nobody)
        self.countries = Column(
            Kind.COUNTRY, self.stored_countries, _ungrouped(self.codes, tuple(map(country_name, self.codes)))
        )

    def observations(self) -> Observations:
        """The input of entity resolution."""
        from index.resolution.observations import Observations  # a library is opened with a resolution from a file

        return Observations(self.names, self.stored_people, self.stored_countries, self.dates, self._roles)

    def _roles(self) -> WrittenRoles:
        """The roles of people, as written."""
        from index.resolution.roles import WrittenRoles

        stored = KeyDocValues(self._reader, "role")
        names_and_roles = (key.partition("\t") for key in stored.keys)
        return WrittenRoles(
            tuple((name, role) for name, _, role in names_and_roles), _without_deleted(stored, self._deleted)
        )

    @cached_property
    def _name_confidences(self) -> Array:
        """The confidence of each name, in hundredths."""
        unsure = KeyDocValues(self._reader, "unsure")
        kept = _without_deleted(unsure, self._deleted)
        return name_confidences(unsure.keys, kept, self.stored_people, self.name_numbers)

    def ranked_people(self, docs: Docs, uncertain_below: float) -> Ranking:
        """The people of some documents, those with less confidence last."""
        if self._confidences is None:
            self._confidences = entry_confidences(self._name_confidences, self.people.grouping)
        return self.people.ranking(docs, self._confidences < round(100 * uncertain_below))

    def regroup(self, people: Grouping, countries: Grouping) -> None:
        """Set the entries that people and countries count as."""
        self.people = Column(Kind.PERSON, people.apply(self.stored_people), people)
        self._confidences = None
        self.countries = Column(Kind.COUNTRY, countries.apply(self.stored_countries), countries)

    def column(self, kind: Kind) -> Column:
        """The column of a kind: people, countries or languages."""
        if kind is Kind.LANGUAGE:
            return self.languages
        return self.people if kind is Kind.PERSON else self.countries

    @cached_property
    def languages(self) -> Column:
        """The languages of the documents."""
        stored = KeyDocValues(self._reader, "lang")
        names = tuple(map(language_name, stored.keys))
        return Column(Kind.LANGUAGE, _without_deleted(stored, self._deleted), _ungrouped(stored.keys, names))

    @cached_property
    def everything(self) -> Docs:
        """All documents, one per text: the results of an empty query."""
        docs = np.delete(np.arange(len(self.dates)), self._deleted)
        shown = self.copies.distinct(docs)
        return docs if shown is None else docs[shown]

    @property
    def near(self) -> NearDuplicates:
        """The groups of documents with near-duplicate text; computed at first use, once if two threads need them."""
        with self._near_lock:
            if self._near is None:
                self._near = NearDuplicates(fingerprints_of(self._reader, "near"), self.dates, *self._known_near)
            return self._near

    def carry_over(self, before: FacetTable) -> None:
        """Take over what is known of an earlier commit; only what has been computed of it."""
        if before._near is not None:
            self._known_near = (before._near, _same_documents(before._reader, self._reader))

    def having(self, choice: Filter) -> Docs:
        """The documents that have a person, country or language, whether or not the filter excludes it."""
        column = self.column(choice.kind)
        entry = column.grouping.numbers.get(choice.key, -1)
        return column.having(entry) if entry >= 0 else _NONE

    def years_of(self, docs: Docs) -> tuple[tuple[Facet, ...], int]:
        """The years of some documents, and the number of those without a date."""
        years = np.bincount(self.years[docs]) if len(docs) else np.zeros(1, np.int64)
        dated = np.flatnonzero(years[1:]) + 1
        return year_facets(dict(zip(dated.tolist(), years[dated].tolist(), strict=True))), int(years[0])

    def languages_of(self, docs: Docs) -> Sequence[Facet]:
        """The languages of some documents; none if all documents have the same."""
        return self.languages.ranking(docs) if np.count_nonzero(self.languages.totals) > 1 else ()

    def shown_people(self, doc: int, names: Sequence[str]) -> tuple[str, ...]:
        """The labels of the people that stored names mean in a document, each once."""
        entries = self._entries(self.people.grouping, doc, [self.name_numbers[name] for name in names])
        return tuple(self.people.labels[entry] for entry in entries)

    def shown_countries(self, doc: int, codes: Sequence[str]) -> tuple[str, ...]:
        """The country codes shown for a document, without hidden ones."""
        entries = self._entries(self.countries.grouping, doc, [self.code_numbers[code] for code in codes])
        return tuple(self.countries.keys[entry] for entry in entries)

    @staticmethod
    def _entries(grouping: Grouping, doc: int, values: Sequence[int]) -> list[int]:
        """The entries of stored values in a document, each once, in their order."""
        if not values:
            return []
        exceptions, of = grouping.exceptions(doc), grouping.of.data
        entries = [exceptions.get(value, of[value]) for value in values]
        return [entry for entry in dict.fromkeys(entries) if entry >= 0]

    def value_numbers(self, kind: Kind) -> dict[str, int]:
        """The number of each name of people as written, or of each country code."""
        return self.name_numbers if kind is Kind.PERSON else self.code_numbers

    @cached_property
    def name_numbers(self) -> dict[str, int]:
        """From each name as written to its number."""
        return {name: number for number, name in enumerate(self.names)}

    @cached_property
    def code_numbers(self) -> dict[str, int]:
        """From each country code to its number."""
        return {code: number for number, code in enumerate(self.codes)}


def _ungrouped(codes: Sequence[str], names: tuple[str, ...]) -> Grouping:
    """Each country or language as an entry of its own, under its usual name."""
    numbers = {code: number for number, code in enumerate(codes)}
    return Grouping(np.arange(len(codes)), tuple(codes), names, numbers, _NONE, _NONE, _NONE)


def _same_documents(before: IndexReader, now: IndexReader) -> int:
    """How many of the first documents of two commits are the same: those of the first segments that are."""
    count = 0
    for (one, _), (other, offset) in zip(before.leaf_readers(), now.leaf_readers(), strict=False):
        known, segment = one.segment(), other.segment()
        if known is None or segment is None or known.segment_id() != segment.segment_id():
            break
        count = int(offset + other.doc_count_all())
    return count


def _deleted(reader: IndexReader) -> Ints:
    """The numbers of the deleted documents."""
    return np.array(
        [
            offset + doc
            for leaf, offset in reader.leaf_readers()
            if (segment := leaf.segment()) is not None
            for doc in segment.deleted_docs()
        ],
        np.int64,
    )


def _without_deleted(values: KeyDocValues, deleted: Ints) -> RaggedArray:
    """The values of each document; none for a deleted one."""
    table = values.by_document
    if not len(deleted):
        return table
    kept = np.ones(len(table.ids), bool)
    kept[table.places(deleted)] = False
    sizes = np.diff(table.starts)
    sizes[deleted] = 0
    return RaggedArray(np.concatenate(([0], np.cumsum(sizes))), table.ids[kept])


def year_facets(documents: Mapping[int, int]) -> tuple[Facet, ...]:
    """All years from the first to the last that occurs, with their numbers of documents."""
    years = range(min(documents), max(documents) + 1) if documents else ()
    return tuple(Facet(Kind.YEAR, f"{year:04}", f"{year:04}", documents.get(year, 0)) for year in years)
