"""Lookup of people by name, and suggestions for an unknown name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from whoosh.reading import IndexReader

from index.entities.form_index import FormIndex
from index.facets.ranking import Column
from index.model.entity import Correction
from index.model.query import Kind
from index.resolution import Identity
from index.schema.fields import person_key
from index.segments.whoosh.field_types import decode_key

LIKELY = 3
"""The number of names suggested for an unknown one."""
_MIN_SIMILARITY = 75
"""The similarity in percent that a suggested name must have."""

_MIN_SIMILARITY_OF_WHOLE = 88
"""The same for a whole name that is taken for a slip."""


class NameLookup:
    """Finds people by their names and name variants. People are indices into the keys of the identity.

    Args:
        identity: The result of entity resolution.
        reader: Whoosh's reader of the same commit.

    """

    def __init__(self, identity: Identity, reader: IndexReader) -> None:
        self._identity = identity
        self._reader = reader
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
        whole = _most_similar(person_key(name), people.keys)
        entries = [people.grouping.numbers[key] for key in whole]
        # The surname says most, and usually stands last.
        for word in reversed(person_key(name).split()):
            for near in _most_similar(word, list(having)):
                entries += sorted(having[near], key=lambda entry: -int(people.totals[entry]))
        return list(dict.fromkeys(people.labels[entry] for entry in entries))

    def similar_names(self, name: str, people: Column) -> list[str]:
        """The shown names that differ from an unknown one by a letter or an initial."""
        found = _most_similar(person_key(name), people.keys, _MIN_SIMILARITY_OF_WHOLE)
        return list(dict.fromkeys(people.labels[people.grouping.numbers[key]] for key in found))

    @cached_property
    def places(self) -> dict[str, int]:
        """From each key to its index."""
        return {key: place for place, key in enumerate(self._identity.keys)}

    @cached_property
    def forms(self) -> FormIndex:
        """An index of all keys, name variants, and names given by corrections."""
        keys = ((key, place) for place, key in enumerate(self._identity.keys))
        return FormIndex([*keys, *self._pairs, *self._shown.items()])

    @cached_property
    def _pairs(self) -> list[tuple[str, int]]:
        """Name variants, each with the index of its name's key."""
        pairs = []
        for term in map(decode_key, self._reader.lexicon("name_variant")):
            name, _, form = term.partition("\t")
            place = self.places.get(person_key(name))
            if place is not None:
                pairs.append((form, place))
        return pairs

    @cached_property
    def _aliases(self) -> FormIndex:
        return FormIndex(self._pairs)


def _most_similar(name: str, known: Sequence[str], least: int = _MIN_SIMILARITY) -> list[str]:
    """The names most similar to one, best first."""
    from rapidfuzz import fuzz, process  # imported at first use: most names are known

    return [found for found, _, _ in process.extract(name, known, scorer=fuzz.ratio, limit=LIKELY, score_cutoff=least)]
