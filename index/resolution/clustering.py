"""Clustering of names into people, from fuller names to shorter ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.resolution.blocking import comparable_keys
from index.resolution.evidence import MOST_CANDIDATES, NEAR_YEARS, TOO_FAR
from index.resolution.judge import Judge
from index.resolution.names import Fit, Name, compact_key, fit, given_name_first, split_name
from index.resolution.observations import KeyedObservations


@dataclass
class Clusters:
    """People as sets of names, each identified by its fullest name. Names are indices into the keys."""

    members: dict[int, list[int]] = field(default_factory=dict)
    open: dict[int, list[int]] = field(default_factory=dict)
    """From a name that fits several people to these. Where documents do not decide, it is a person of its own."""


class _Index:
    """An index of names by the parts that a shorter variant may consist of."""

    def __init__(self) -> None:
        self._by_end: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._by_given: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_initial: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_start: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._by_inner: dict[str, list[int]] = defaultdict(list)

    def add(self, place: int, name: Name) -> None:
        """Add a name."""
        words = name.words
        for start in range(1, len(words)):
            self._by_end[words[start:]].append(place)
        if name.bare:
            return
        self._by_given[name.last, name.first].append(place)
        self._by_initial[name.last, name.first[0]].append(place)
        for end in range(2, len(words)):
            self._by_start[words[:end]].append(place)
        self._by_inner[words[0]].append(place)
        if len(words) == 3:
            self._by_inner[words[1]].append(place)

    def near(self, name: Name) -> Iterable[int]:
        """The names that may be fuller variants of this one; some are not."""
        found = set(self._by_end.get(name.words, ()))
        if name.bare:
            # A surname that ends a longer name is not looked for inside other names.
            return found or set(self._by_inner.get(name.last, ()))
        if len(name.first) == 1:
            found.update(self._by_initial.get((name.last, name.first), ()))
        else:
            found.update(self._by_given.get((name.last, name.first), ()))
            found.update(self._by_given.get((name.last, name.first[0]), ()))
        found.update(self._by_start.get(name.words, ()))
        return found


def cluster(observations: KeyedObservations, judge: Judge) -> Clusters:
    """Cluster all names. The result depends on the set of documents, not on their order."""
    return _Clustering(observations, judge).run()


class _Clustering:
    def __init__(self, observations: KeyedObservations, judge: Judge) -> None:
        self._judge = judge
        counts = observations.counts
        self._places = [place for place, count in enumerate(counts) if count]
        concerned = comparable_keys([observations.keys[place] for place in self._places])
        self._names = {self._places[at]: split_name(observations.keys[self._places[at]]) for at in concerned}
        self._owner: dict[int, int] = {}
        self._index = _Index()
        self._found = Clusters()
        first, last = observations.spans
        self._spans = {place: (first[place], last[place]) for place in self._names}

    def run(self) -> Clusters:
        self._found.members = {place: [place] for place in self._places if place not in self._names}
        written: dict[str, int] = {}
        for place in sorted(self._names, key=lambda place: self._names[place].fullness, reverse=True):
            name = self._names[place]
            forms = [compact_key(each) for each in (name, given_name_first(name)) if each is not None]
            same = next((written[form] for form in forms if form in written), None)
            owner = self._owner[same] if same is not None else self._choose(place, name)
            self._own(place, owner)
            if place not in self._found.open:
                self._index.add(place, name)
                for form in forms:
                    written.setdefault(form, place)
        return self._found

    def _own(self, place: int, owner: int) -> None:
        """Assign a name to a person."""
        self._owner[place] = owner
        self._found.members.setdefault(owner, []).append(place)
        if owner != place:
            (first, last), (earlier, later) = self._spans[place], self._spans[owner]
            spans = [date for date in (first, earlier) if date]
            self._spans[owner] = (min(spans, default=0), max(last, later))

    def _choose(self, place: int, name: Name) -> int:
        """The person a name belongs to: one found already, or the name itself as a new one."""
        fits = self._fits(name)
        if len(fits) == 1:
            ((owner, how),) = fits.items()
            if self._agrees(place, owner, how):
                return owner
        elif 1 < len(fits) <= MOST_CANDIDATES:
            self._found.open[place] = sorted(fits)
        elif fits:
            self._found.open[place] = []
        return place

    def _fits(self, name: Name) -> dict[int, Fit]:
        """The people a name fits, and how well."""
        fits: dict[int, Fit] = {}
        against: set[int] = set()
        for near in self._index.near(name):
            how = fit(name, self._names[near])
            owner = self._owner[near]
            if how is Fit.CONFLICT:
                against.add(owner)
            elif how is not Fit.NONE:
                fits[owner] = max(how, fits.get(owner, Fit.NONE))
        return {owner: how for owner, how in fits.items() if owner not in against}

    def _agrees(self, place: int, owner: int, how: Fit) -> bool:
        """Whether the documents allow a name to belong to the only person it fits."""
        (first, last), (earlier, later) = self._spans[place], self._spans[owner]
        if last and later and max(first - later, earlier - last) > TOO_FAR:
            return False
        if how is Fit.STRONG:
            return True
        # A father may have the son's name without its middle initial: the dates of the shorter name have to lie near
        # those of the fuller one.
        if last and later and (first < earlier - NEAR_YEARS or last > later + NEAR_YEARS):
            return False
        return self._judge.agrees(place, self._found.members[owner])
