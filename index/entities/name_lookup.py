"""All names of a library: whose each is, and who is likely meant by one that is nobody's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from whoosh.reading import IndexReader

from index.entities.form_index import Forms
from index.facets.ranking import Column
from index.model.entity import Correction
from index.model.query import Kind
from index.resolution import Identity
from index.schema.fields import person_key
from index.segments.whoosh.field_types import decode_key

LIKELY = 3
"""Names offered where one is unknown."""
_ALIKE = 75
"""Percent of the letters of two names that they must have in common, in the same order, to be offered."""


class NameLookup:
    """Finds the keys of people by the ways their names are written. People are named by the places of keys.

    Args:
        identity: Who is who, as found.
        reader: Whoosh's, of the same commit.

    """

    def __init__(self, identity: Identity, reader: IndexReader) -> None:
        self._identity = identity
        self._reader = reader
        self._shown: dict[str, int] = {}

    def take_names(self, corrections: Sequence[Correction]) -> None:
        """Know people also by the names that these corrections show them under, where no document has those."""
        self.__dict__.pop("forms", None)
        given: dict[str, int] = {}
        for correction in corrections:
            place = self.places.get(person_key(correction.names[0])) if correction.shown else None
            if place is not None and correction.kind is Kind.PERSON:
                given[person_key(correction.shown)] = place
        self._shown = {shown: place for shown, place in given.items() if shown not in self.places}

    def key_of(self, name: str) -> int | None:
        """Whose a name is, by any way it is written; None where it is nobody's, or several people's."""
        folded = person_key(name)
        place = self.places.get(folded, self._shown.get(folded))
        if place is None:
            people = {int(self._identity.person[owner]) for owner in self._aliases.exactly(name)}
            place = people.pop() if len(people) == 1 else None
        return place

    def likely(self, name: str, people: Column) -> list[str]:
        """Names shown of people that are like one that is unknown."""
        having: dict[str, list[int]] = {}
        for entry, key in enumerate(people.keys):
            for word in key.split():
                having.setdefault(word, []).append(entry)
        whole = _most_like(person_key(name), people.keys)
        entries = [people.grouping.numbers[key] for key in whole]
        # The surname says most, and stands last more often than not.
        for word in reversed(person_key(name).split()):
            for near in _most_like(word, list(having)):
                entries += sorted(having[near], key=lambda entry: -int(people.totals[entry]))
        return list(dict.fromkeys(people.labels[entry] for entry in entries))

    @cached_property
    def places(self) -> dict[str, int]:
        """Each key's place."""
        return {key: place for place, key in enumerate(self._identity.keys)}

    @cached_property
    def forms(self) -> Forms:
        """Every name, every other form, and every name the user has given."""
        keys = ((key, place) for place, key in enumerate(self._identity.keys))
        return Forms([*keys, *self._pairs, *self._shown.items()])

    @cached_property
    def _pairs(self) -> list[tuple[str, int]]:
        """Other forms of names, each with the place of its name's key."""
        pairs = []
        for term in map(decode_key, self._reader.lexicon("form")):
            name, _, form = term.partition("\t")
            place = self.places.get(person_key(name))
            if place is not None:
                pairs.append((form, place))
        return pairs

    @cached_property
    def _aliases(self) -> Forms:
        return Forms(self._pairs)


def _most_like(name: str, known: Sequence[str]) -> list[str]:
    """The names most like one, the best first."""
    from rapidfuzz import fuzz, process  # imported at first use: most names are known

    return [found for found, _, _ in process.extract(name, known, scorer=fuzz.ratio, limit=LIKELY, score_cutoff=_ALIKE)]
