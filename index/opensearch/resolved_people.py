"""The people of a library on a server: entity resolution and corrections, over its columns, as for one on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from index.corrections.apply import correct_countries, correct_people
from index.entities.name_lookup import NameLookup
from index.facets.confidence import entry_confidences, name_confidences
from index.facets.grouping import HIDDEN, Grouping
from index.model.entity import Correction
from index.model.query import Facet, Kind
from index.opensearch.columns import Columns
from index.opensearch.connection import Body
from index.opensearch.stored import Assigned, digest_of
from index.opensearch.tokens import plain_tokens
from index.resolution.decision import decide
from index.resolution.evidence import profile
from index.resolution.observations import KeyedObservations
from index.resolution.resolve import identify, keyed_observations
from index.schema.analysis import words
from index.schema.fields import person_key
from index.schema.mentions import to_json
from index.segments.format.ragged import RaggedArray


class ResolvedPeople:
    """The people and countries of all documents.

    Args:
        columns: The columns of the documents.
        corrections: The corrections of the users, in order.

    """

    def __init__(self, columns: Columns, corrections: Sequence[Correction]) -> None:
        self._columns = columns
        self._seen = columns.observations()
        self.identity = identify(self._seen, person_key)
        """The result of entity resolution, without corrections."""
        self._lookup = NameLookup(self.identity, lambda: columns.name_variants)
        self._lookup.set_shown_names(corrections)
        people, countries = columns.people, columns.countries
        self._groups = columns.same_texts()
        self._group_of = {number: group for group in self._groups for number in group}
        self.people: Grouping = correct_people(
            self.identity, corrections, self._lookup.key_of, self._documents, people.documents, self._decide
        )
        self._countries = correct_countries(countries.keys, corrections, self._documents, countries.documents)

    def assigned(self) -> Iterator[tuple[int, Assigned]]:
        """What each document is to state, by its number."""
        default = [person_key(name) for name in self._columns.people.keys]
        near = self._columns.near_groups()
        codes = self._columns.countries
        same = np.array([entry >= 0 and self.people.keys[entry] == default[name]
                         for name, entry in enumerate(self.people.of.tolist())], bool)  # fmt: skip
        unusual = _documents_with(self._columns.people.documents, ~same, self.people)
        unusual |= _documents_with(codes.documents, self._countries.of < 0, self._countries)
        for number in range(len(self._columns.ids)):
            if number not in unusual and number not in self._group_of:
                yield number, Assigned((), False, (), near[number], int(self._columns.arrived[number]))
                continue
            people = self._entries(self.people, number, self._columns.people.documents.of(number))
            entries = [f"{self._columns.people.keys[name]}\t{key}" for name, key in people if key != default[name]]
            hidden = self._entries(self._countries, number, codes.documents.of(number))
            entries += [f"\t{codes.keys[code]}" for code, key in hidden if not key]
            group = self._group_of.get(number, [number])
            also = tuple(sorted(self._columns.places[other] for other in group if other != number))
            arrived = int(self._columns.arrived[group].min())
            yield number, Assigned(tuple(sorted(entries)), number != group[0], also, near[number], arrived)

    @staticmethod
    def _entries(grouping: Grouping, number: int, values: Sequence[int]) -> list[tuple[int, str]]:
        """The key of the entry that each value of a document counts as; "" for a hidden one."""
        exceptions = grouping.exceptions(number)
        entries = [(value, exceptions.get(value, int(grouping.of[value]))) for value in values]
        return [(value, "" if entry == HIDDEN else grouping.keys[entry]) for value, entry in entries]

    def bodies(self) -> Iterator[tuple[str, Body]]:
        """Each person as a document of the index of people, with its id."""
        grouping, keys = self.people, self.identity.keys
        counts = self._counts
        confidences = entry_confidences(self._confidences, grouping).tolist()
        forms: dict[int, dict[str, None]] = {}
        for form, place in self._lookup.all_forms():
            forms.setdefault(grouping.numbers[keys[place]], {})[form] = None
        names: dict[int, set[str]] = {}
        everywhere = enumerate(grouping.of.tolist())
        for name, entry in (*everywhere, *zip(grouping.values.tolist(), grouping.to.tolist(), strict=True)):
            names.setdefault(entry, set()).add(self._columns.people.keys[name])
        merged: dict[int, list[str]] = {}
        for key, entry in grouping.numbers.items():
            merged.setdefault(entry, []).append(key)
        for entry, key in enumerate(grouping.keys):
            variants = sorted(forms.get(entry, ()))
            body: Body = {
                "key": key,
                "keys": sorted(merged.get(entry, [key])),
                "label": grouping.labels[entry],
                "names": sorted(names.get(entry, ())),
                "forms": [plain_tokens(form) for form in variants],
                "whole": sorted({" ".join(words(form)) for form in variants}),
                "documents": counts[entry],
                "confidence": confidences[entry],
            }
            body["mark"] = digest_of(to_json(body))
            yield digest_of(key), body

    def key_of(self, name: str) -> str | None:
        """A key of the person with a name; None for no or several people."""
        place = self._lookup.key_of(name)
        return None if place is None else self.identity.keys[place]

    def facet(self, entry: int) -> Facet:
        """The facet of an entry of `people`."""
        return Facet(Kind.PERSON, self.people.keys[entry], self.people.labels[entry], self._counts[entry])

    @cached_property
    def _counts(self) -> list[int]:
        """The number of documents of each person, one for each text."""
        table = self.people.apply(self._columns.people.documents)
        later = [number for group in self._groups for number in group[1:]]
        shown = np.delete(np.arange(len(self._columns.ids)), later)
        counts: list[int] = np.bincount(table.of_all(shown), minlength=len(self.people.keys)).tolist()
        return counts

    @property
    def _confidences(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        columns = self._columns
        numbers = {name: number for number, name in enumerate(columns.people.keys)}
        found = name_confidences(columns.unsure.keys, columns.unsure.documents, columns.people.documents, numbers)
        return np.asarray(found, np.int64)

    def _documents(self, place: str) -> list[int]:
        """The numbers of the documents of a path, or of a path with "#" and a record, and of the same texts."""
        found = self._by_place.get(place, [])
        return sorted({other for number in found for other in self._group_of.get(number, [number])})

    @cached_property
    def _by_place(self) -> dict[str, list[int]]:
        """Documents by their place, and by the path of their file."""
        found: dict[str, list[int]] = {}
        for number, place in enumerate(self._columns.places):
            for name in {place, self._columns.paths[number]}:
                found.setdefault(name, []).append(number)
        return found

    def _decide(self, key: int, people: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
        return decide(self._observations, key, [profile(self._observations, keys) for keys in people])

    @cached_property
    def _observations(self) -> KeyedObservations:
        return keyed_observations(self._seen, self.identity.keys, self.identity.key_of, person_key)


def _documents_with(table: RaggedArray, wanted: npt.NDArray[np.bool_], grouping: Grouping) -> set[int]:
    """The documents that have one of the wanted values, or in which one counts as another entry than elsewhere."""
    found = table.rows()[wanted[table.ids]] if len(table.ids) else table.ids
    return {*np.unique(found).tolist(), *grouping.docs.tolist()}
