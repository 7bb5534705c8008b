"""Possible same persons: merge candidates that the user has not decided about, as suggestions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.entities.merge_candidate import MergeCandidate
from index.entities.name_lookup import NameLookup
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

            self._candidates = find_merge_candidates(self._facets, self._identity)
        if self._found is None:
            answered = self._split_pairs()
            made = map(self._suggestion, self._candidates)
            self._found = tuple(
                each for each in made if each and frozenset((each.left.key, each.right.key)) not in answered
            )
        return self._found

    def _suggestion(self, pair: MergeCandidate) -> Suggestion | None:
        """A merge candidate as a suggestion; None if it was merged, or one of them is hidden."""
        entries = [self._facets.people.grouping.numbers.get(key, -1) for key in (pair.one, pair.other)]
        if min(entries) < 0 or entries[0] == entries[1]:
            return None
        left, right = sorted(
            (self._facet(entry) for entry in entries), key=lambda facet: (-facet.documents, facet.label)
        )
        return Suggestion(left, right, pair.evidence) if right.documents else None

    def _split_pairs(self) -> set[frozenset[str]]:
        """Pairs of people that the user has split, by the keys of their entries."""
        answered: set[frozenset[str]] = set()
        numbers, keys = self._facets.people.grouping.numbers, self._facets.people.keys
        for correction in self._corrections:
            if correction.action is Action.SPLIT:
                places = [self._names.key_of(name) for name in correction.names]
                entries = [numbers[self._identity.keys[place]] for place in places if place is not None]
                shown = [keys[entry] for entry in entries if entry >= 0]
                answered |= {frozenset((one, other)) for one in shown for other in shown if one != other}
        return answered
