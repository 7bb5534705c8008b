"""The columns of all documents of a library on a server, read for entity resolution."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from opensearchpy import OpenSearch

from index.facets.near_duplicates import Fingerprints, NearDuplicates
from index.opensearch.compile import EVERYTHING
from index.opensearch.scan import VALUES_ONLY, scan
from index.resolution.observations import Observations
from index.resolution.roles import WrittenRoles
from index.segments.format.fingerprints import DTYPE, WIDTH
from index.segments.format.ragged import Ints, RaggedArray

_KEYWORDS = ("person", "country", "unsure", "role", "name_variant")
_READ = (
    "id", "source", "path", "place", "date", "text_hash", "entry", "copy", "near", "arrived", "fingerprint", *_KEYWORDS
)  # fmt: skip
_NO_FINGERPRINT = base64.b64encode(bytes(WIDTH * DTYPE.itemsize)).decode("ascii").rstrip("=")


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one field."""

    keys: tuple[str, ...]
    """Each value once."""
    documents: RaggedArray
    """From a document number to indices into `keys`."""


@dataclass(frozen=True, slots=True)
class Columns:
    """All documents of a library, numbered by source and path."""

    ids: tuple[str, ...]
    paths: tuple[str, ...]
    places: tuple[str, ...]
    dates: Ints
    """Proleptic Gregorian ordinals; 0 for none."""
    text_hashes: tuple[str, ...]
    entries: tuple[tuple[str, ...], ...]
    """`Assigned.entries` as the server has them, sorted."""
    copies: tuple[bool, ...]
    near: tuple[str, ...]
    """`Assigned.near` as the server has it."""
    arrived: Ints
    fingerprints: Fingerprints
    """One row for each document; zeros for one without."""
    people: Values
    countries: Values
    unsure: Values
    roles: Values
    name_variants: tuple[str, ...]

    @classmethod
    def read(cls, client: OpenSearch, index: str) -> Columns:
        """Read the columns of an index."""
        hits = [
            hit["fields"]
            for hit in scan(client, index, EVERYTHING, page=5000, **VALUES_ONLY, docvalue_fields=list(_READ))
        ]
        hits.sort(key=lambda fields: (fields["source"], fields["path"]))

        def one(name: str, missing: object) -> tuple[object, ...]:
            return tuple(fields.get(name, (missing,))[0] for fields in hits)

        def values(name: str) -> Values:
            return _values([fields.get(name, ()) for fields in hits])

        return cls(
            ids=tuple(map(str, one("id", ""))),
            paths=tuple(map(str, one("path", ""))),
            places=tuple(map(str, one("place", ""))),
            dates=np.array(one("date", 0), np.int64),
            text_hashes=tuple(map(str, one("text_hash", ""))),
            entries=tuple(tuple(sorted(fields.get("entry", ()))) for fields in hits),
            copies=tuple(map(bool, one("copy", False))),
            near=tuple(map(str, one("near", ""))),
            arrived=np.array(one("arrived", 0), np.int64),
            fingerprints=_decoded(one("fingerprint", _NO_FINGERPRINT)),
            people=values("person"),
            countries=values("country"),
            unsure=values("unsure"),
            roles=values("role"),
            name_variants=tuple({each for fields in hits for each in fields.get("name_variant", ())}),
        )

    def observations(self) -> Observations:
        """The input of entity resolution."""
        names, countries = self.people, self.countries.documents
        return Observations(names.keys, names.documents, countries, self.dates, self._roles)

    def _roles(self) -> WrittenRoles:
        parts = (key.partition("\t") for key in self.roles.keys)
        return WrittenRoles(tuple((name, role) for name, _, role in parts), self.roles.documents)

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


def _decoded(rows: Iterable[object]) -> Fingerprints:
    """Fingerprints of the form that a server gives them: base64 for addresses, without the padding."""
    data = b"".join(base64.urlsafe_b64decode(f"{row}=") for row in rows)
    return np.frombuffer(data, DTYPE).reshape(-1, WIDTH)


def _values(rows: Sequence[Iterable[str]]) -> Values:
    numbers: dict[str, int] = {}
    ids: list[int] = []
    starts = [0]
    for row in rows:
        ids += (numbers.setdefault(value, len(numbers)) for value in row)
        starts.append(len(ids))
    return Values(tuple(numbers), RaggedArray(np.array(starts, np.int64), np.array(ids, np.int64)))
