"""Possible same persons: merge candidates that the user has not decided about, as suggestions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.entities.merge_candidate import MergeCandidate
from index.entities.name_lookup import NameLookup
from index.facets.grouping import Grouping
from index.facets.table import FacetTable
from index.model.entity import Action, Correction, Suggestion
from index.model.query import Facet
from index.resolution.identity import Identity


class PossibleSamePersons:
    """The suggestions of one commit of a library, the likeliest first.

    Args:
        facets: The facets of the commit.
        identity: The result of entity resolution.
        names: The look-up of names in it.
        facet: Returns the facet of an entry.
        load_candidates: Returns the cached merge candidates; None while there are none.

    """

    def __init__(
        self, facets: FacetTable, identity: Identity, names: NameLookup, facet: Callable[[int], Facet],
        load_candidates: Callable[[], tuple[MergeCandidate, ...] | None],
    ) -> None:  # fmt: skip
        self._facets = facets
        self._identity = identity
        self._names = names
        self._facet = facet
        self._load_candidates = load_candidates
        self._candidates = load_candidates()
        self._corrections: Sequence[Correction] = ()
        self._found: tuple[Suggestion, ...] | None = None

    def set_corrections(self, corrections: Sequence[Correction]) -> None:
        """Set what the user has decided; called whenever the entries are grouped."""
        self._corrections = corrections
        self._found = None

    def about(self, key: str) -> tuple[Suggestion, ...]:
        """The suggestions about a person; none until merge candidates have been looked for."""
        return tuple(each for each in self.known() if key in (each.left.key, each.right.key))

    def known(self) -> tuple[Suggestion, ...]:
        """All suggestions, without the seconds it may take to look for merge candidates."""
        self._candidates = self._candidates or self._load_candidates()
        return () if self._candidates is None else self.all()

    def all(self) -> tuple[Suggestion, ...]:
        """All suggestions; looks for merge candidates if none are cached."""
        self._candidates = self._candidates or self._load_candidates()
        if self._candidates is None:
            from index.entities.merge_candidates import find_merge_candidates  # mostly an update has found them

            self._candidates = find_merge_candidates(self._facets.observations(), self._facets.codes, self._identity)
        if self._found is None:
            self._found = undecided(
                self._candidates, self._facets.people.grouping, self._corrections, self._entity_key, self._facet
            )
        return self._found

    def _entity_key(self, name: str) -> str | None:
        place = self._names.key_of(name)
        return None if place is None else self._identity.keys[place]


def undecided(
    candidates: Sequence[MergeCandidate], people: Grouping, corrections: Sequence[Correction],
    key_of: Callable[[str], str | None], facet: Callable[[int], Facet],
) -> tuple[Suggestion, ...]:  # fmt: skip
    """Merge candidates as suggestions, without those that were merged or split, or of whom one is hidden.

    Args:
        candidates: The merge candidates.
        people: The entries of people after corrections.
        corrections: The corrections.
        key_of: Returns a key of the person with a name; None for no or several people.
        facet: Returns the facet of an entry.

    """
    answered = _split_pairs(people, corrections, key_of)
    found = []
    for pair in candidates:
        entries = [people.numbers.get(key, -1) for key in (pair.one, pair.other)]
        if min(entries) < 0 or entries[0] == entries[1]:
            continue
        left, right = sorted(map(facet, entries), key=lambda each: (-each.documents, each.label))
        if right.documents and frozenset((left.key, right.key)) not in answered:
            found.append(Suggestion(left, right, pair.evidence))
    return tuple(found)


def _split_pairs(
    people: Grouping, corrections: Sequence[Correction], key_of: Callable[[str], str | None]
) -> set[frozenset[str]]:
    """Pairs of people that the user has split, by the keys of their entries."""
    answered: set[frozenset[str]] = set()
    for correction in corrections:
        if correction.action is Action.SPLIT:
            keys = [key for key in map(key_of, correction.names) if key is not None]
            shown = [people.keys[entry] for entry in (people.numbers[key] for key in keys) if entry >= 0]
            answered |= {frozenset((one, other)) for one in shown for other in shown if one != other}
    return answered
