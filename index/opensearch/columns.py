"""The columns of all documents of a library on a server, for entity resolution."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from index.facets.near_duplicates import Fingerprints, NearDuplicates
from index.opensearch.column_values import Values, values_of_rows
from index.opensearch.connection import Body
from index.resolution.observations import Observations, common_countries
from index.resolution.roles import WrittenRoles
from index.segments.format.fingerprints import DTYPE, WIDTH
from index.segments.format.ragged import Ints

_KEYWORDS = {
    "person": "people", "country": "countries", "unsure": "unsure", "role": "roles", "name_variant": "name_variants",
    "entry": "entries", "also": "also",
}  # fmt: skip
"""The columns of fields that may have several values."""
_TEXTS = {
    "id": "ids", "source": "sources", "path": "paths", "place": "places", "text_hash": "text_hashes", "near": "near"
}  # fmt: skip
_NUMBERS = {"date": "dates", "arrived": "arrived"}
READ = (*_KEYWORDS, *_TEXTS, *_NUMBERS, "copy", "fingerprint")
"""The fields that columns are made of."""
_NO_FINGERPRINT = base64.b64encode(bytes(WIDTH * DTYPE.itemsize)).decode("ascii").rstrip("=")


@dataclass(frozen=True, slots=True)
class Columns:
    """All documents of a library, numbered by source, path and id. Equal documents make equal columns."""

    ids: tuple[str, ...]
    sources: tuple[str, ...]
    paths: tuple[str, ...]
    places: tuple[str, ...]
    text_hashes: tuple[str, ...]
    near: tuple[str, ...]
    """`Assigned.near` as the server has it."""
    copies: tuple[bool, ...]
    dates: Ints
    """Proleptic Gregorian ordinals; 0 for none."""
    arrived: Ints
    fingerprints: Fingerprints
    """One row for each document; zeros for one without."""
    people: Values
    countries: Values
    unsure: Values
    roles: Values
    name_variants: Values
    entries: Values
    """`Assigned.entries` as the server has them."""
    also: Values
    """`Assigned.also` as the server has it."""

    def __len__(self) -> int:
        return len(self.ids)

    def by_name(self) -> dict[str, Any]:
        """The columns by their names: tuples, arrays and `Values`."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def observations(self) -> Observations:
        """The input of entity resolution."""
        names, countries = self.people, self.countries.documents
        return Observations(names.keys, names.documents, countries, self.dates, self._roles)

    def _roles(self) -> WrittenRoles:
        parts = (key.partition("\t") for key in self.roles.keys)
        return WrittenRoles(tuple((name, role) for name, _, role in parts), self.roles.documents)

    def common_countries(self) -> tuple[str, ...]:
        """The codes of the countries that are too frequent to be evidence, sorted."""
        return tuple(sorted(self.countries.keys[code] for code in common_countries(self.countries.documents)))

    def near_groups(self) -> tuple[str, ...]:
        """`Assigned.near` of each document."""
        groups = NearDuplicates(self.fingerprints, self.dates).groups.tolist()
        return tuple("" if group < 0 else self.ids[group] for group in groups)

    def same_texts(self) -> list[list[int]]:
        """The documents with the same text as another one, each group in order."""
        groups: dict[str, list[int]] = {}
        for number, text_hash in enumerate(self.text_hashes):
            groups.setdefault(text_hash, []).append(number)
        return [group for group in groups.values() if len(group) > 1]

    def observed(self, number: int) -> tuple[object, ...]:
        """What entity resolution reads of one document."""
        seen = (self.people, self.countries, self.roles)
        return int(self.dates[number]), *(frozenset(values.of(number)) for values in seen)

    def names(self, number: int) -> set[str]:
        """The names of one document as written, also those that only have a role."""
        return {*self.people.of(number), *(role.partition("\t")[0] for role in self.roles.of(number))}

    def updated(self, changed: Columns, gone: Collection[str]) -> Columns:
        """The columns after changes.

        Args:
            changed: The documents that are new or have changed, as they are now.
            gone: The ids of documents that are not there any more.

        """
        left = {*gone, *changed.ids}
        kept = self._taken(np.array([at for at, doc_id in enumerate(self.ids) if doc_id not in left], np.int64))
        return kept._joined(changed).ordered()

    def ordered(self) -> Columns:
        """The same documents, numbered by source, path and id."""
        places = list(zip(self.sources, self.paths, self.ids, strict=True))
        return self._taken(np.array(sorted(range(len(places)), key=places.__getitem__), np.int64))

    def _taken(self, numbers: Ints) -> Columns:
        """Some documents in some order."""
        chosen = numbers.tolist()

        taken: dict[str, Any] = {}
        for name, column in self.by_name().items():
            if isinstance(column, tuple):
                taken[name] = tuple([column[at] for at in chosen])
            else:
                taken[name] = column.taken(numbers) if isinstance(column, Values) else column[numbers]
        return Columns(**taken)

    def _joined(self, other: Columns) -> Columns:
        """These documents, and then others."""
        joined, others = dict[str, Any](), other.by_name()
        for name, column in self.by_name().items():
            if isinstance(column, tuple):
                joined[name] = column + others[name]
            elif isinstance(column, Values):
                joined[name] = column.joined(others[name])
            else:
                joined[name] = np.concatenate((column, others[name]))
        return Columns(**joined)


def columns_of(pages: Iterable[Sequence[Body]]) -> Columns:
    """The columns of documents.

    Args:
        pages: The values of the fields `READ` of each document that has any, page by page, in any order.

    """
    keywords: dict[str, list[Sequence[str]]] = {name: [] for name in _KEYWORDS}
    single: dict[str, list[object]] = {name: [] for name in (*_TEXTS, *_NUMBERS, "copy", "fingerprint")}
    missing = {**dict.fromkeys(_TEXTS, ""), **dict.fromkeys(_NUMBERS, 0), "copy": False, "fingerprint": _NO_FINGERPRINT}
    for page in pages:
        for name, rows in keywords.items():
            rows += [found.get(name, ()) for found in page]
        for name, values in single.items():
            nothing = (missing[name],)
            values += [found.get(name, nothing)[0] for found in page]
    found: dict[str, Any] = {column: tuple(map(str, single[name])) for name, column in _TEXTS.items()}
    found |= {column: np.array(single[name], np.int64) for name, column in _NUMBERS.items()}
    found |= {column: values_of_rows(keywords[name]) for name, column in _KEYWORDS.items()}
    found |= {"copies": tuple(map(bool, single["copy"])), "fingerprints": _decoded(single["fingerprint"])}
    return Columns(**found).ordered()


def _decoded(rows: Iterable[object]) -> Fingerprints:
    """Fingerprints of the form that a server gives them: base64 for addresses, without the padding."""
    data = b"".join(base64.urlsafe_b64decode(f"{row}=") for row in rows)
    return np.frombuffer(data, DTYPE).reshape(-1, WIDTH)
