"""Applies corrections to the people and countries that were found. A later correction overrides an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

import numpy as np

from corpus.extraction.countries.lookup import country_name
from index.corrections.disjoint_set import DisjointSet
from index.facets.grouping import HIDDEN, Grouping
from index.model.entity import Action, Correction
from index.model.query import Kind
from index.resolution.identity import Identity
from index.resolution.names import Fit, fit, head_of, split_name
from index.segments.format.ragged import Ints, RaggedArray

Resolve: TypeAlias = Callable[[str], int | None]
"""From a name to the index of its key in the identity; None if the library has no such person."""
Documents: TypeAlias = Callable[[str], Sequence[int]]
"""From a path to the numbers of its documents."""
Decide: TypeAlias = Callable[[int, Sequence[Sequence[int]]], Sequence[tuple[int, int]]]
"""Decides whom a key means that fits several people, each as a list of keys: pairs of a document and an index."""
Pairs: TypeAlias = list[tuple[int, int]]
"""Pairs of keys."""


@dataclass
class Corrected:
    """People after corrections. All numbers are indices into the keys of the identity."""

    person: Ints
    """From each key to the key that identifies its person."""
    exceptions: dict[tuple[int, int], int]
    """From (document, key) to the person it means there, or HIDDEN."""
    labels: dict[int, str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)


def correct_people(
    identity: Identity,
    corrections: Sequence[Correction],
    resolve: Resolve,
    documents: Documents,
    stored: RaggedArray,
    decide: Decide,
) -> Grouping:
    """Apply corrections to people.

    Args:
        identity: The result of entity resolution.
        corrections: In order; those of countries and of unknown names are ignored.
        resolve: Finds a person.
        documents: Finds documents.
        stored: The names of each document, by number.
        decide: Disambiguates by context, where a split leaves a shorter name between several people.

    """
    wanted = [(each, found) for each in corrections if (found := _keys_of(each, resolve))]
    union, cannot_link = _constraints(wanted)
    people = _apply_constraints(identity, union, cannot_link, decide)
    for correction, keys in wanted:
        owner = int(people.person[keys[0]])
        if correction.action is Action.HIDE:
            _hide(people, identity, owner, [(doc, stored.of(doc)) for doc in _places(correction, documents)])
            if not correction.path:
                people.hidden.add(owner)
        elif correction.shown:
            people.labels[owner] = correction.shown
    _assign_ambiguous(people, identity, union, cannot_link)
    return _grouping(identity, people)


def correct_countries(
    codes: Sequence[str], corrections: Sequence[Correction], documents: Documents, stored: RaggedArray
) -> Grouping:
    """Apply corrections to countries.

    Args:
        codes: All codes, by number.
        corrections: In order; those of people are ignored.
        documents: Finds documents.
        stored: The countries of each document, by number.

    """
    number = {code: place for place, code in enumerate(codes)}
    labels = [country_name(code) for code in codes]
    of = np.arange(len(codes))
    exceptions: dict[tuple[int, int], int] = {}
    for correction in corrections:
        place = number.get(correction.names[0]) if correction.kind is Kind.COUNTRY else None
        if place is None:
            continue
        if correction.action is Action.RENAME:
            labels[place] = correction.shown
        elif correction.path:
            exceptions.update({(doc, place): HIDDEN for doc in documents(correction.path) if place in stored.of(doc)})
        else:
            of[place] = HIDDEN
    numbers = dict(zip(codes, of.tolist(), strict=True))
    return Grouping(of, tuple(codes), tuple(labels), numbers, *_columns(exceptions))


def _keys_of(correction: Correction, resolve: Resolve) -> list[int]:
    """The keys of the people that a correction is about; none if it has no effect."""
    if correction.kind is not Kind.PERSON or correction.action is Action.HIDE_ROLE:
        return []
    keys = list(dict.fromkeys(key for name in correction.names if (key := resolve(name)) is not None))
    return [] if correction.action is Action.SPLIT and len(keys) < 2 else keys


def _places(correction: Correction, documents: Documents) -> Sequence[int]:
    return documents(correction.path) if correction.path else ()


def _constraints(wanted: Sequence[tuple[Correction, list[int]]]) -> tuple[DisjointSet, Pairs]:
    """The must-link sets and cannot-link pairs of the corrections. Of contradicting ones, the later one holds."""
    union = DisjointSet()
    cannot_link: Pairs = []
    for correction, keys in reversed(wanted):
        if correction.action is Action.MERGE:
            for key in keys[1:]:
                if not union.blocked(keys[0], key, cannot_link):
                    union.join(keys[0], key)
        elif correction.action is Action.SPLIT:
            cannot_link += [pair for pair in combinations(keys, 2) if not union.same(*pair)]
    return union, cannot_link


def _apply_constraints(identity: Identity, union: DisjointSet, cannot_link: Pairs, decide: Decide) -> Corrected:
    """The people that were found, merged and split as the user wants."""
    exceptions = _exceptions(identity, union, cannot_link)
    touched = sorted({*union.known, *(key for pair in cannot_link for key in pair)})
    person = identity.person.copy()
    if not touched:
        return Corrected(person, exceptions)
    merged = frozenset(union.known)
    between: dict[int, list[int]] = {}
    affected: list[int] = []
    for owner in sorted({int(identity.person[key]) for key in touched}):
        members = np.flatnonzero(identity.person == owner).tolist()
        affected += members
        between.update(_recluster(identity, owner, members, union, cannot_link, merged))
    groups: dict[int, list[int]] = {}
    for key in affected:
        groups.setdefault(union.find(key), []).append(key)
    for members in groups.values():
        person[members] = head_of(identity.keys, identity.counts, members)
    for key, owners in between.items():
        people = [groups[union.find(owner)] for owner in owners]
        for doc, place in decide(key, people):
            exceptions[doc, key] = people[place][0]
    return Corrected(person, {at: int(person[to]) for at, to in exceptions.items()})


def _recluster(
    identity: Identity, owner: int, members: Sequence[int], union: DisjointSet, cannot_link: Pairs,
    merged: frozenset[int],
) -> dict[int, list[int]]:  # fmt: skip
    """Cluster a person's names again, as far as no cannot-link pair is joined.

    Returns:
        From names that now lie between several people to one name of each of these.

    """
    named = {key for pair in cannot_link for key in pair} | merged
    names = {key: split_name(identity.keys[key]) for key in members}
    seeds: list[int] = []
    between: dict[int, list[int]] = {}
    order = sorted(
        members, key=lambda key: (key != owner, key not in named, *(-n for n in names[key].fullness[:3]), key)
    )
    for key in order:
        fitting = [
            seed for seed in seeds
            if not union.blocked(seed, key, cannot_link)
            and (seed == owner or max(fit(names[key], names[seed]), fit(names[seed], names[key])) > Fit.NONE)
        ]  # fmt: skip
        if key in named or not fitting:
            if len(fitting) == 1:
                union.join(fitting[0], key)
            else:
                seeds.append(key)
        elif len(fitting) == 1:
            union.join(fitting[0], key)
        else:
            union.find(key)
            between[key] = fitting
    return between


def _exceptions(identity: Identity, union: DisjointSet, cannot_link: Pairs) -> dict[tuple[int, int], int]:
    """The exceptions that were found, without those that contradict a correction."""
    rows = zip(identity.docs.tolist(), identity.at.tolist(), identity.to.tolist(), strict=True)
    merged = frozenset(union.known)
    return {
        (doc, key): to
        for doc, key, to in rows
        if key not in merged and not (cannot_link and union.blocked(key, to, cannot_link))
    }


def _assign_ambiguous(people: Corrected, identity: Identity, union: DisjointSet, cannot_link: Pairs) -> None:
    """Assign an ambiguous name to the only candidate left after merging and hiding.

    Names that a correction is about are left alone. `union` also has the names that were joined again after a split.
    """
    corrected = {*union.known, *(key for pair in cannot_link for key in pair), *people.hidden, *people.labels}
    owners = people.person[identity.candidates]
    shown = ~np.isin(owners, list(people.hidden))
    keys, owners = identity.open[shown], owners[shown]
    lowest, highest = (np.zeros(len(people.person), np.int64) for _ in range(2))
    lowest[keys] = owners  # one of them
    highest[keys] = owners
    np.minimum.at(lowest, keys, owners)
    np.maximum.at(highest, keys, owners)
    sole = lowest[keys] == highest[keys]  # hardly any: without corrections, a name is only ambiguous between several
    for key, owner in dict(zip(keys[sole].tolist(), owners[sole].tolist(), strict=True)).items():
        if people.person[key] == key and key not in corrected:
            people.person[people.person == key] = owner


def _hide(people: Corrected, identity: Identity, owner: int, documents: Sequence[tuple[int, list[int]]]) -> None:
    """Hide a person in some documents, each with its names."""
    for doc, names in documents:
        for key in identity.key_of[names].tolist():
            if people.exceptions.get((doc, key), int(people.person[key])) == owner:
                people.exceptions[doc, key] = HIDDEN


def _grouping(identity: Identity, people: Corrected) -> Grouping:
    """Number the people, and map stored names to these numbers."""
    shown = np.zeros(len(identity.keys) + 1, np.bool_)  # the last element is HIDDEN
    shown[people.person] = True
    shown[[*people.exceptions.values()]] = True
    shown[[*people.hidden, HIDDEN]] = False
    heads = np.flatnonzero(shown).tolist()
    entry = np.full(len(identity.keys) + 1, HIDDEN, np.int64)  # the last element is for a name without a key
    entry[heads] = np.arange(len(heads))
    of_key = entry[people.person] if len(people.person) else people.person
    of = np.append(of_key, HIDDEN)[identity.key_of]
    names: dict[int, list[int]] = {}
    excepted = {key for _, key in people.exceptions}
    for name in np.flatnonzero(np.isin(identity.key_of, list(excepted))).tolist() if excepted else ():
        names.setdefault(int(identity.key_of[name]), []).append(name)
    exceptions = {
        (doc, name): int(entry[to]) for (doc, key), to in people.exceptions.items() for name in names.get(key, ())
    }
    labels = list(map(identity.labels.__getitem__, heads))
    for head in people.labels.keys() & set(heads) if people.labels else ():
        labels[int(entry[head])] = people.labels[head]
    return Grouping(
        of=of,
        keys=tuple(map(identity.keys.__getitem__, heads)),
        labels=tuple(labels),
        numbers=dict(zip(identity.keys, of_key.tolist(), strict=True)),
        docs=(columns := _columns(exceptions))[0],
        values=columns[1],
        to=columns[2],
    )


def _columns(exceptions: Mapping[tuple[int, int], int]) -> tuple[Ints, Ints, Ints]:
    """Exceptions as three sorted arrays: documents, values, entries."""
    rows = np.array(sorted((doc, value, to) for (doc, value), to in exceptions.items()), np.int64).reshape(-1, 3)
    docs, values, to = (np.ascontiguousarray(column) for column in rows.T)
    return docs, values, to
