"""Dates, people and countries of every document as arrays, so that counts over all results are one bincount."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus import country_name
from index.evaluate import Docs
from index.identity import join_surnames
from index.query import Facet, Kind
from index.schema import person_key

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Values:
    """The values of a facet that a document can have several of.

    `ids[starts[n]:starts[n + 1]]` are the values of document n, most mentioned first, without repetition.
    """

    starts: Ints
    ids: Ints
    keys: tuple[str, ...]
    labels: tuple[str, ...]

    def of(self, doc: int) -> list[int]:
        """The values of one document."""
        found: list[int] = self.ids[self.starts[doc] : self.starts[doc + 1]].tolist()
        return found

    def counts(self, docs: Docs) -> Ints:
        """In how many of the documents each value stands."""
        if len(docs) == len(self.starts) - 1:
            return np.bincount(self.ids, minlength=len(self.keys))
        sizes = self.starts[docs + 1] - self.starts[docs]
        # For each document, the places of its values: its start, repeated, plus 0, 1, 2 …
        ends = np.cumsum(sizes)
        places = np.repeat(self.starts[docs] - (ends - sizes), sizes) + np.arange(ends[-1] if len(ends) else 0)
        return np.bincount(self.ids[places], minlength=len(self.keys))


class FacetTable:
    """The facet columns of a library as of one commit.

    Args:
        reader: Whoosh's reader of that commit.

    """

    def __init__(self, reader: Any) -> None:  # noqa: ANN401 -- whoosh has no types
        rows: list[Any] = [json.loads(row or b"[0,[],[]]") for row in _rows(reader)]
        self.dates: Ints = np.array([row[0] for row in rows], np.int64)
        """Proleptic Gregorian ordinal of each document's date; 0 for none."""
        self.years: Ints = np.array([dt.date.fromordinal(row[0]).year if row[0] else 0 for row in rows], np.int64)
        self.people, self.same = _people([row[1] for row in rows])
        """Every person, and the key of each to the keys of all who are the same person."""
        codes = sorted({code for row in rows for code in row[2]})
        number = {code: index for index, code in enumerate(codes)}
        listed = [[number[code] for code in row[2]] for row in rows]
        self.countries = _values(listed, codes, [country_name(code) for code in codes])

    def page_facets(self, docs: Docs) -> tuple[tuple[Facet, ...], tuple[Facet, ...], tuple[Facet, ...], int]:
        """People, countries and years of the documents, and how many have no date."""
        years = np.bincount(self.years[docs]) if len(docs) else np.zeros(1, np.int64)
        return (
            _ranked(Kind.PERSON, self.people, docs),
            _ranked(Kind.COUNTRY, self.countries, docs),
            _timeline(years),
            int(years[0]),
        )


def _ranked(kind: Kind, values: Values, docs: Docs) -> tuple[Facet, ...]:
    """The values that occur, most documents first, then by label."""
    counts = values.counts(docs)
    found = [(int(counts[index]), values.labels[index], values.keys[index]) for index in np.flatnonzero(counts)]
    found.sort(key=lambda item: (-item[0], item[1]))
    return tuple(Facet(kind, key, label, count) for count, label, key in found)


def _timeline(years: Ints) -> tuple[Facet, ...]:
    """Every year from the first to the last that occurs."""
    dated = np.flatnonzero(years[1:]) + 1
    if not len(dated):
        return ()
    return tuple(
        Facet(Kind.YEAR, f"{year:04}", f"{year:04}", int(years[year]))
        for year in range(int(dated[0]), int(dated[-1]) + 1)
    )


def _people(names: Sequence[Sequence[str]]) -> tuple[Values, dict[str, tuple[str, ...]]]:
    """Every person, with bare surnames joined to the full names, and who is the same as whom."""
    spelled: dict[str, Counter[str]] = {}
    rows = []
    for row in names:
        keys = []
        for name in row:
            key = person_key(name)
            spelled.setdefault(key, Counter())[name] += 1
            keys.append(key)
        rows.append(keys)
    keys = sorted(spelled)
    joined = join_surnames(keys)
    number = dict(zip(keys, joined, strict=True))
    same: dict[str, list[str]] = {}
    for key in keys:
        same.setdefault(keys[number[key]], []).append(key)
    labels = [spelled[key].most_common(1)[0][0] for key in keys]
    listed = [list(dict.fromkeys(number[key] for key in row)) for row in rows]
    return _values(listed, keys, labels), {key: tuple(same[keys[number[key]]]) for key in keys}


def _values(listed: Sequence[Sequence[int]], keys: Sequence[str], labels: Sequence[str]) -> Values:
    """Lists of values as one array with the place where each begins."""
    starts = np.zeros(len(listed) + 1, np.int64)
    np.cumsum([len(row) for row in listed], out=starts[1:])
    ids = np.fromiter((value for row in listed for value in row), np.int64, int(starts[-1]))
    return Values(starts, ids, tuple(keys), tuple(labels))


def _rows(reader: Any) -> list[bytes]:  # noqa: ANN401
    """The facet column of every document, deleted ones included."""
    rows: list[bytes] = []
    for leaf, _ in reader.leaf_readers():
        count = leaf.doc_count_all()
        if leaf.has_column("facets"):
            column = leaf.column_reader("facets")
            rows.extend(column[number] for number in range(count))
        else:
            rows.extend(b"" for _ in range(count))
    return rows
