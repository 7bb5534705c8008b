"""The people of a library on a server: entity resolution and corrections, over its columns, as for one on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
from index.resolution.judge import Judge
from index.resolution.observations import KeyedObservations
from index.resolution.resolve import identify
from index.schema.analysis import words
from index.schema.fields import person_key
from index.schema.mentions import to_json
from index.segments.format.ragged import RaggedArray


class ResolvedPeople:
    """The people and countries of all documents.

    Args:
        columns: The columns of the documents.
        corrections: The corrections of the users, in order.
        judge_of: Makes what decides by the documents.

    """

    def __init__(
        self,
        columns: Columns,
        corrections: Sequence[Correction],
        judge_of: Callable[[KeyedObservations], Judge] = Judge,
    ) -> None:
        self._columns = columns
        self._judge_of = judge_of
        self.identity = identify(columns.observations(), person_key, self._judging)
        """The result of entity resolution, without corrections."""
        self._lookup = NameLookup(self.identity, lambda: columns.name_variants.keys)
        self._lookup.set_shown_names(corrections)
        people, countries = columns.people, columns.countries
        self._groups = columns.same_texts()
        self._group_of = {number: group for group in self._groups for number in group}
        self.people: Grouping = correct_people(
            self.identity, corrections, self._lookup.key_of, self._documents, people.documents, self._decide
        )
        self._countries = correct_countries(countries.keys, corrections, self._documents, countries.documents)

    def assigned(self) -> Iterator[tuple[int, Assigned]]:
        """What documents are to state that state something else now, by their numbers."""
        columns, near = self._columns, self._columns.near_groups()
        default = [person_key(name) for name in columns.people.keys]
        first_arrival = {group[0]: int(columns.arrived[group].min()) for group in self._groups}
        for number in self._unusual(default, near):
            group = self._group_of.get(number, [number])
            also = tuple(sorted({columns.places[other] for other in group if other != number}))
            arrived = first_arrival.get(group[0], int(columns.arrived[number]))
            wanted = Assigned(self._stated(number, default), number != group[0], also, near[number], arrived)
            if wanted != self._states(number):
                yield number, wanted

    def _unusual(self, default: Sequence[str], near: Sequence[str]) -> Iterator[int]:
        """The documents that state something from the whole library, or are to do so."""
        columns, codes = self._columns, self._columns.countries
        same = np.array([entry >= 0 and self.people.keys[entry] == default[name]
                         for name, entry in enumerate(self.people.of.tolist())], bool)  # fmt: skip
        unusual = _documents_with(columns.people.documents, ~same, self.people)
        unusual |= _documents_with(codes.documents, self._countries.of < 0, self._countries)
        stating = [np.diff(each.documents.starts) > 0 for each in (columns.entries, columns.also)]
        unusual.update(np.flatnonzero(stating[0] | stating[1]).tolist(), self._group_of)
        for number, (is_copy, group, wanted) in enumerate(zip(columns.copies, columns.near, near, strict=True)):
            if is_copy or group != wanted or number in unusual:
                yield number

    def _stated(self, number: int, default: Sequence[str]) -> tuple[str, ...]:
        """`Assigned.entries` of a document."""
        names, codes = self._columns.people, self._columns.countries
        people = self._entries(self.people, number, names.documents.of(number))
        entries = [f"{names.keys[name]}\t{key}" for name, key in people if key != default[name]]
        hidden = self._entries(self._countries, number, codes.documents.of(number))
        entries += [f"\t{codes.keys[code]}" for code, key in hidden if not key]
        return tuple(sorted(entries))

    def _states(self, number: int) -> Assigned:
        """What a document states now."""
        columns = self._columns
        entries, also = (tuple(sorted(each.of(number))) for each in (columns.entries, columns.also))
        return Assigned(entries, columns.copies[number], also, columns.near[number], int(columns.arrived[number]))

    @staticmethod
    def _entries(grouping: Grouping, number: int, values: Sequence[int]) -> list[tuple[int, str]]:
        """The key of the entry that each value of a document counts as; "" for a hidden one."""
        exceptions = grouping.exceptions(number)
        entries = [(value, exceptions.get(value, int(grouping.of[value]))) for value in values]
        return [(value, "" if entry == HIDDEN else grouping.keys[entry]) for value, entry in entries]

    def bodies(self, known: Mapping[str, str]) -> Iterator[tuple[str, Body | None]]:
        """Each person with the id of its document, and the body of that: None where its mark is known.

        Args:
            known: The marks of the documents of people by their ids.

        """
        counts, confidences = self._counts, entry_confidences(self._confidences, self.people).tolist()
        forms, names, merged = self._forms(), self._names(), self._merged()
        for entry, key in enumerate(self.people.keys):
            variants = sorted(forms.get(entry, ()))
            body: Body = {
                "key": key,
                "keys": sorted(merged.get(entry, [key])),
                "label": self.people.labels[entry],
                "names": sorted(names.get(entry, ())),
                "documents": counts[entry],
                "confidence": confidences[entry],
            }
            doc_id, mark = digest_of(key), digest_of(to_json([*body.values(), variants]))
            if known.get(doc_id) == mark:
                yield doc_id, None
                continue
            whole = sorted({" ".join(words(form)) for form in variants})
            yield doc_id, {**body, "forms": list(map(plain_tokens, variants)), "whole": whole, "mark": mark}

    def _forms(self) -> dict[int, dict[str, None]]:
        """The name variants of each entry."""
        forms: dict[int, dict[str, None]] = {}
        entries = [self.people.numbers[key] for key in self.identity.keys]
        for form, place in self._lookup.all_forms():
            forms.setdefault(entries[place], {})[form] = None
        return forms

    def _names(self) -> dict[int, set[str]]:
        """The names as written that count as each entry anywhere."""
        grouping, names = self.people, dict[int, set[str]]()
        everywhere = enumerate(grouping.of.tolist())
        for name, entry in (*everywhere, *zip(grouping.values.tolist(), grouping.to.tolist(), strict=True)):
            names.setdefault(entry, set()).add(self._columns.people.keys[name])
        return names

    def _merged(self) -> dict[int, list[str]]:
        """The keys that stand for each entry."""
        merged: dict[int, list[str]] = {}
        for key, entry in self.people.numbers.items():
            merged.setdefault(entry, []).append(key)
        return merged

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

    def _judging(self, observations: KeyedObservations) -> Judge:
        self._judge = self._judge_of(observations)
        return self._judge

    def _decide(self, key: int, people: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
        return self._judge.meanings(key, people)


def _documents_with(table: RaggedArray, wanted: npt.NDArray[np.bool_], grouping: Grouping) -> set[int]:
    """The documents that have one of the wanted values, or in which one counts as another entry than elsewhere."""
    found = table.rows()[wanted[table.ids]] if len(table.ids) else table.ids
    return {*np.unique(found).tolist(), *grouping.docs.tolist()}
