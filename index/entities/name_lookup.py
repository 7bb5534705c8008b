"""Lookup of people and countries by name, and suggestions for an unknown name of a person."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from corpus.extraction.countries.lookup import country_name, resolve_country
from index.entities.form_index import FormIndex
from index.facets.ranking import Column
from index.model.correction_fault import CorrectionFailure
from index.model.entity import Correction
from index.model.errors import CorrectionError, EntityFault, EntityNotFound
from index.model.query import Kind
from index.resolution.identity import Identity
from index.schema.fields import person_key

LIKELY = 3
"""The number of names suggested for an unknown one."""
_LEAST_START = 3
"""Letters from which the start of a name suggests the whole."""
_CANDIDATES = 20
"""The number of similar names that are compared further."""
_MIN_SIMILARITY = 75
"""The similarity in percent that a suggested name must have."""

_MIN_SIMILARITY_OF_WHOLE = 88
"""The same for a whole name that is taken for a slip."""


class NameLookup:
    """Finds people by their names and name variants. People are indices into the keys of the identity.

    Args:
        identity: The result of entity resolution.
        name_variants: Returns all name variants of the same commit, as "name<tab>variant".

    """

    def __init__(self, identity: Identity, name_variants: Callable[[], Iterable[str]]) -> None:
        self._identity = identity
        self._name_variants = name_variants
        self._shown: dict[str, int] = {}

    def set_shown_names(self, corrections: Sequence[Correction]) -> None:
        """Also find people by the names that corrections give them, unless a document has those names."""
        self.__dict__.pop("forms", None)
        given: dict[str, int] = {}
        for correction in corrections:
            place = self.places.get(person_key(correction.names[0])) if correction.shown else None
            if place is not None and correction.kind is Kind.PERSON:
                given[person_key(correction.shown)] = place
        self._shown = {shown: place for shown, place in given.items() if shown not in self.places}

    def key_of(self, name: str) -> int | None:
        """The person with a name or name variant; None if there is none or more than one."""
        folded = person_key(name)
        place = self.places.get(folded, self._shown.get(folded))
        if place is None:
            people = {int(self._identity.person[owner]) for owner in self._aliases.exactly(name)}
            place = people.pop() if len(people) == 1 else None
        return place

    def likely(self, name: str, people: Column) -> list[str]:
        """The shown names most similar to an unknown one."""
        having: dict[str, list[int]] = {}
        for entry, key in enumerate(people.keys):
            for word in key.split():
                having.setdefault(word, []).append(entry)
        totals = people.totals

        def documents(word: str) -> int:
            return sum(int(totals[entry]) for entry in having[word])

        entries = self._similar(name, people, _MIN_SIMILARITY)
        # The surname says most, and usually stands last.
        for word in reversed(person_key(name).split()):
            for near in (*_begun(word, having, documents), *_most_similar(word, list(having), documents)):
                entries += sorted(having[near], key=lambda entry: -int(totals[entry]))
        return list(dict.fromkeys(people.labels[entry] for entry in entries))

    def similar_names(self, name: str, people: Column) -> list[str]:
        """The shown names that differ from an unknown one by a letter or an initial."""
        entries = self._similar(name, people, _MIN_SIMILARITY_OF_WHOLE)
        return list(dict.fromkeys(people.labels[entry] for entry in entries))

    def _similar(self, name: str, people: Column, least: int) -> list[int]:
        """The entries whose whole names are similar to a name of several words; one word may be part of a name."""
        key, numbers = person_key(name), people.grouping.numbers
        if " " not in key:
            return []
        return [
            numbers[found] for found in _most_similar(key, people.keys, lambda each: _documents(people, each), least)
        ]

    @cached_property
    def places(self) -> dict[str, int]:
        """From each key to its index."""
        return {key: place for place, key in enumerate(self._identity.keys)}

    @cached_property
    def forms(self) -> FormIndex:
        """An index of all keys, name variants, and names given by corrections."""
        return FormIndex(self.all_forms())

    def all_forms(self) -> list[tuple[str, int]]:
        """All keys, name variants, and names given by corrections, each with its person."""
        keys = ((key, place) for place, key in enumerate(self._identity.keys))
        return [*keys, *self._pairs, *self._shown.items()]

    @cached_property
    def _pairs(self) -> list[tuple[str, int]]:
        """Name variants, each with the index of its name's key."""
        pairs = []
        for variant in self._name_variants():
            name, _, form = variant.partition("\t")
            place = self.places.get(person_key(name))
            if place is not None:
                pairs.append((form, place))
        return pairs

    @cached_property
    def _aliases(self) -> FormIndex:
        return FormIndex(self._pairs)


def country_key(name: str, is_mentioned: Callable[[str], bool]) -> str:
    """The code of a country by its name.

    Args:
        name: The name of the country, or its code.
        is_mentioned: Whether any document has the country with a code.

    Raises:
        EntityNotFound: no country has that name, or no document has the country.

    """
    name = unicodedata.normalize("NFC", name)
    code = resolve_country(name)
    if code is None:
        raise EntityNotFound(EntityFault.UNKNOWN_COUNTRY, name)
    if not is_mentioned(code):
        raise EntityNotFound(EntityFault.UNMENTIONED_COUNTRY, country_name(code))
    return code


def with_country_codes(correction: Correction) -> Correction:
    """A correction of countries with their codes as names; raises CorrectionError for an unknown name."""
    codes = tuple(resolve_country(unicodedata.normalize("NFC", name)) or "" for name in correction.names)
    if not all(codes):
        raise CorrectionError(CorrectionFailure.UNKNOWN_COUNTRY, name=correction.names[codes.index("")])
    return replace(correction, names=codes)


def _documents(people: Column, key: str) -> int:
    return int(people.totals[people.grouping.numbers[key]])


def _begun(start: str, words: Iterable[str], documents: Callable[[str], int]) -> list[str]:
    """The words of which a user may have typed only the start, by their number of documents."""
    if len(start) < _LEAST_START:
        return []
    begun = (word for word in words if word.startswith(start))
    return sorted(begun, key=lambda word: (-documents(word), word))[:LIKELY]


def _most_similar(
    name: str, known: Sequence[str], documents: Callable[[str], int], least: int = _MIN_SIMILARITY
) -> list[str]:
    """The names most similar to one, by edit distance, then by their number of documents."""
    from rapidfuzz import fuzz, process  # imported at first use: most names are known
    from rapidfuzz.distance import OSA

    found = process.extract(name, known, scorer=fuzz.ratio, limit=_CANDIDATES, score_cutoff=least)
    return sorted((each for each, *_ in found), key=lambda each: (OSA.distance(name, each), -documents(each)))[:LIKELY]
