"""Entity resolution: a golden table, and invariants for any documents."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from index.resolution.identity import Identity
from index.resolution.observations import Observations
from index.resolution.resolve import identify
from index.resolution.roles import WrittenRoles
from index.schema.fields import person_key
from index.segments.format.ragged import RaggedArray

CASES = yaml.safe_load((Path(__file__).parents[2] / "data" / "identity" / "same_person.yaml").read_text("utf-8"))
Doc = Mapping[str, Any]


def observe(documents: Sequence[Doc]) -> Observations:
    """The observations of documents in the notation of the table."""
    names = sorted({name for doc in documents for name in doc["people"]})
    codes = sorted({code for doc in documents for code in doc.get("countries", ())})
    people = [[names.index(name) for name in doc["people"]] for doc in documents]
    countries = [[codes.index(code) for code in doc.get("countries", ())] for doc in documents]
    dates = [_ordinal(doc.get("date")) for doc in documents]
    written = [[(name, role) for name, roles in doc["people"].items() for role in roles or ()] for doc in documents]
    pairs = sorted({pair for row in written for pair in row})
    roles = WrittenRoles(tuple(pairs), _table([[pairs.index(pair) for pair in row] for row in written]))
    return Observations(tuple(names), _table(people), _table(countries), np.array(dates), lambda: roles)


def _ordinal(date: dt.date | None) -> int:
    return date.toordinal() if date else 0


def _table(rows: Sequence[Sequence[int]]) -> RaggedArray:
    starts = np.cumsum([0, *(len(row) for row in rows)])
    return RaggedArray(starts, np.array([value for row in rows for value in row], np.int64))


def people_of(found: Identity, names: Sequence[str]) -> set[frozenset[str]]:
    """The names of each person, together."""
    groups: dict[int, set[str]] = {}
    for name, key in zip(names, found.key_of.tolist(), strict=True):
        groups.setdefault(int(found.person[key]), set()).add(name)
    return {frozenset(group) for group in groups.values()}


def exceptions_of(found: Identity) -> set[tuple[int, str, str]]:
    """Document, key, and the key of the person it means there."""
    rows = zip(found.docs.tolist(), found.at.tolist(), found.to.tolist(), strict=True)
    return {(doc, found.keys[at], found.keys[to]) for doc, at, to in rows}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_golden_table(case: dict[str, Any]) -> None:
    """Names of one person are grouped; documents in which a name means another person are listed."""
    seen = observe(case["documents"])
    found = identify(seen, person_key)

    assert people_of(found, seen.names) == {frozenset(group) for group in case["people"]}
    expected = {
        (doc, person_key(name), person_key(meant))
        for doc, meanings in case.get("in", {}).items()
        for name, meant in meanings.items()
    }
    heads = {person_key(name): found.keys[int(found.person[found.keys.index(person_key(name))])] for name in seen.names}
    assert exceptions_of(found) == {(doc, key, heads[meant]) for doc, key, meant in expected}


GIVEN = ["George", "Barbara", "G.", "George W.", "Neil", "John F.", "John", "Kim", ""]
SURNAMES = ["Bush", "Bush Jr", "Kennedy", "al-Assad", "Assad", "Jong-il", "García Márquez", "Márquez"]
NAMES = st.builds(lambda given, last: f"{given} {last}".strip(), st.sampled_from(GIVEN), st.sampled_from(SURNAMES))
DOCUMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.sampled_from([None, dt.date(1987, 3, 1), dt.date(1987, 3, 9), dt.date(2004, 1, 1)]),
            "people": st.dictionaries(NAMES, st.sampled_from([[], ["President"], ["Senator"]]), max_size=4),
            "countries": st.lists(st.sampled_from(["US", "SY", "CO"]), unique=True),
        }
    ),
    max_size=14,
)


@settings(max_examples=80)
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(documents: list[Doc], chance: random.Random) -> None:
    """For each document, the same people in any order of the documents."""
    order = list(range(len(documents)))
    chance.shuffle(order)
    one, other = observe(documents), observe([documents[at] for at in order])
    first, second = identify(one, person_key), identify(other, person_key)

    assert people_of(first, one.names) == people_of(second, other.names)
    assert first.labels == second.labels
    assert exceptions_of(first) == {(order[doc], at, to) for doc, at, to in exceptions_of(second)}


@settings(max_examples=50)
@given(DOCUMENTS, DOCUMENTS)
def test_deleted_documents_have_no_influence(documents: list[Doc], gone: list[Doc]) -> None:
    """Names without documents, as deleted documents leave them, change nothing."""
    everything = observe([*documents, *gone])
    roles = everything.roles()
    left = Observations(
        everything.names,
        _first_rows(everything.people, len(documents)),
        _first_rows(everything.countries, len(documents)),
        np.where(np.arange(len(everything.dates)) < len(documents), everything.dates, 0),
        lambda: WrittenRoles(roles.pairs, _first_rows(roles.by_document, len(documents))),
    )
    alone = observe(documents)
    first, second = identify(left, person_key), identify(alone, person_key)

    assert first.keys == second.keys
    assert exceptions_of(first) == exceptions_of(second)
    assert [first.keys[at] for at in first.person] == [second.keys[at] for at in second.person]


def _first_rows(table: RaggedArray, count: int) -> RaggedArray:
    """The table with empty rows from a number on."""
    starts = np.minimum(table.starts, table.starts[count])
    return RaggedArray(starts, table.ids[: starts[-1]])


@settings(max_examples=50)
@given(DOCUMENTS)
def test_invariants_of_a_resolution(documents: list[Doc]) -> None:
    """A person is identified by one of its names, and an exception is about a name that the document has."""
    seen = observe(documents)
    found = identify(seen, person_key)

    assert (found.person[found.person] == found.person).all()
    for doc, at, to in zip(found.docs.tolist(), found.at.tolist(), found.to.tolist(), strict=True):
        assert found.keys[at] in {person_key(name) for name in documents[doc]["people"]}
        assert found.person[to] == to
