"""Coreference: which name forms and mentions of a text refer to the same person.

Full names are clustered first. A bare surname then refers to the fitting person named last before it. Last come
ordinary words and uppercase headlines that repeat the surname of a person in the text.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from corpus.extraction.people.inverted_names import token_order
from corpus.extraction.people.name_matching import PersonCluster, is_same_person, strip_article
from corpus.text.folding import fold_expanding
from corpus.tokens.flags import (
    CAPITALIZED,
    COMMON_WORD,
    FAMILY_FIRST,
    FUNCTION_WORD,
    GIVEN_NAME,
    JOINED_SYLLABLES,
    NAME_SUFFIX,
    PLACE,
    ROLE,
    SPEECH_VERB,
    SURNAME,
)
from corpus.tokens.tokenized_text import UPPERCASE_LINE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.extraction.people.candidates import Occurrence
    from corpus.extraction.people.form import NameForm
    from corpus.tokens.tokenized_text import TokenizedText


_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "across", "outside", "inside", "around", "within", "from", "to"})
_LINEAR_SCAN_LIMIT = 20
"""Persons up to which a scan of all of them is faster than an index."""
_MOST_COMPARED = 30
"""Persons with a word in common with which a full name is compared, the latest ones: a list of thousands of names with
one surname would else take a time that grows with the square of its length."""
_MOST_NAMESAKES = 30
"""Persons up to which a bare name is compared with each; for more, their mentions are sorted once."""
_LIGHT_VERBS = frozenset({"was", "is", "has", "had", "will", "also"})
_MAX_GIVEN_SYLLABLE = 6
"""Below this length the last of three words is a syllable of a given name: Lee Kuan Yew, not Lee Harvey Oswald."""


class CoreferenceResolver:
    """Clusters the names of one text by person."""

    def __init__(self, tokens: TokenizedText) -> None:
        self.tokens = tokens
        self.people: list[PersonCluster] = []
        """The persons in the order in which their first form was added."""
        self._particles = tokens.lexicon.lists["optional_particles"]
        self._positions: dict[str, list[int]] = {}
        """Key to the positions in `people` of the persons with that key, once there are too many to scan."""
        self._namesakes: dict[str, _Namesakes] = {}
        """Bare name to its persons, where there are too many to compare."""

    def add_full_name(self, form: NameForm) -> None:
        """Add a full name: another form of a known person, or a new person."""
        words, suffix, family_first = self._split_suffix(form)
        new = PersonCluster((), suffix, family_first)
        new.set_words(words, self._particles)
        # A particle in common says nothing; the same name in full is found whatever the number of persons.
        near = self._people_with(set(new.keys()) - self._particles)
        known = next((person for person in near if is_same_person(person, new, self.tokens.lexicon)), None)
        if known is None:
            known = new
            self._index(new)
        elif len(new.words) > len(known.words):
            known.set_words(new.words, self._particles)
            self._index(known)
        known.score = max(known.score, form.score)
        known.mentions += [(each.first, each.last, each) for each in form.allowed]

    def _split_suffix(self, form: NameForm) -> tuple[tuple[str, ...], str, bool]:
        """The folded words without suffix, the suffix or "", and whether the family name comes first."""
        flags = [self.tokens.flags[index] for index in token_order(self.tokens, form.allowed[0])]
        words, suffix = list(form.key), ""
        while len(words) > 2 and flags[len(words) - 1] & NAME_SUFFIX:
            suffix = words.pop()
        return tuple(words), suffix, _is_family_first(flags[: len(words)], words)

    def _index(self, person: PersonCluster) -> None:
        """Register a new person, or the new words of a known one."""
        if person.position < 0:
            person.position = len(self.people)
            self.people.append(person)
        if len(self.people) > _LINEAR_SCAN_LIMIT:
            for each in (person,) if self._positions else self.people:
                for key in set(each.keys()):
                    self._positions.setdefault(key, []).append(each.position)

    def _people_with(self, keys: Iterable[str]) -> list[PersonCluster]:
        """The latest persons that may have one of the keys, in the order they were added."""
        if not self._positions:
            return self.people
        positions = {position for key in keys for position in self._positions.get(key, ())[-_MOST_COMPARED:]}
        return [self.people[position] for position in sorted(positions)]

    def is_part_of_full_name(self, form: NameForm) -> bool:
        """Whether a bare name is a word of the name of a known person."""
        word = form.key[-1]
        near = self._people_with((word, strip_article(word)))
        return any(_is_surname_of(person, word) or word in person.words for person in near)

    def resolve(self, word: str, index: int) -> PersonCluster | None:
        """The person that a bare name at token `index` refers to: the last one before it, else the first after."""
        keys = {word, strip_article(word)}
        if any(len(self._positions.get(key, ())) > _MOST_NAMESAKES for key in keys):
            if word not in self._namesakes:
                having = sorted({place for key in keys for place in self._positions.get(key, ())})
                self._namesakes[word] = _Namesakes(_fitting([self.people[place] for place in having], word))
            return self._namesakes[word].nearest(index)
        fitting = _fitting(self._people_with(keys), word)
        if len(fitting) < 2:
            return fitting[0] if fitting else None
        return max(fitting, key=lambda person: _nearness(person, index))

    def _add_mention(self, person: PersonCluster, first: int, last: int, candidate: Occurrence | None) -> None:
        """Add a mention of a known person."""
        person.mentions.append((first, last, candidate))
        if self._namesakes:
            for key in set(person.keys()) & self._namesakes.keys():
                self._namesakes[key].add(person, first)

    def add_bare_name(self, form: NameForm) -> None:
        """Add each occurrence of a bare name to the person it refers to, or all to a new person."""
        new: PersonCluster | None = None
        for each in form.allowed:
            known = self.resolve(form.key[-1], each.first)
            if known is None:
                if new is None:
                    new = PersonCluster((), "", False)
                    new.set_words(form.key[-1:], self._particles)
                    self._index(new)
                known = new
            known.score = max(known.score, form.score)
            self._add_mention(known, each.first, each.last, each)

    def add_remaining_mentions(self, covered: set[int]) -> None:
        """Add mentions that are no candidates: ordinary words and places that are surnames here, names in headlines.

        Args:
            covered: Indices of the first and last tokens of all candidates.

        """
        tokens = self.tokens
        if not self.people:
            return
        wanted: set[str] = set()
        for person in self.people:
            wanted |= person.surnames | set(person.words)
        taken = {
            index for person in self.people for first, last, _ in person.mentions for index in range(first, last + 1)
        }
        position = 0
        indices = [i for i in tokens.capitalized if i not in taken and fold_expanding(tokens.words[i]) in wanted]
        while position < len(indices):
            first = last = indices[position]
            while position + 1 < len(indices) and indices[position + 1] == last + 1 and tokens.joins_previous(last + 1):
                position += 1
                last += 1
            position += 1
            self._add_remaining(first, last, covered)

    def _add_remaining(self, first: int, last: int, covered: set[int]) -> None:
        """Add the tokens `first` to `last` to the person they refer to, if there is one."""
        tokens = self.tokens
        if tokens.line_kind(first) is UPPERCASE_LINE:
            self._add_from_headline(first, last)
            return
        if first != last or first in covered or not self._can_be_surname(first):
            return
        word = fold_expanding(tokens.words[first])
        known = self.resolve(word, first)
        if known is not None and _is_surname_of(known, word) and len(known.words) > 1:
            self._add_mention(known, first, last, None)

    def _add_from_headline(self, first: int, last: int) -> None:
        """Add the whole name in an uppercase headline, or only the surname if other words are before it."""
        words = [fold_expanding(word) for word in self.tokens.words[first : last + 1]]
        known = self.resolve(words[-1], first)
        if known is None or (first == last and not _is_surname_of(known, words[0])):
            return
        start = first if all(word in known.words for word in words) else last
        if not (self.tokens.flags[start] & FUNCTION_WORD and start == last):
            self._add_mention(known, start, last, None)

    def _can_be_surname(self, index: int) -> bool:
        """Whether nothing around an ordinary word or place precludes that it is a surname here."""
        tokens = self.tokens
        flag, before, after = tokens.flags[index], tokens.flags_at(index - 1), tokens.flags_at(index + 1)
        next_word, previous_word = tokens.lower(index + 1), tokens.lower(index - 1)
        if flag & FUNCTION_WORD:
            return bool(after & SPEECH_VERB) and not after & CAPITALIZED and next_word != "say"
        if index > 0 and before & CAPITALIZED and not before & ROLE and tokens.joins_previous(index):
            return False
        if after & CAPITALIZED and tokens.joins_previous(index + 1):
            return False
        if previous_word == "the" or (flag & PLACE and previous_word in _PLACE_PREPOSITIONS):
            return False
        if flag & COMMON_WORD and tokens.starts_sentence(index) and not tokens.is_possessive(index):
            return bool(after & (SPEECH_VERB | SURNAME)) or next_word in _LIGHT_VERBS
        return True


class _Namesakes:
    """Many persons to whom one bare name can refer, by their mentions."""

    def __init__(self, people: Iterable[PersonCluster]) -> None:
        self._people = {person.position: person for person in people}
        self._starts = sorted((first, place) for place, each in self._people.items() for first, _, _ in each.mentions)
        """The first token of each mention, and the position of its person."""

    def nearest(self, index: int) -> PersonCluster | None:
        """The person mentioned last before token `index`, else first after it; None without persons."""
        if not self._starts:
            return None
        before = bisect_left(self._starts, (index, -1))
        return self._people[self._starts[max(before - 1, 0)][1]]

    def add(self, person: PersonCluster, first: int) -> None:
        """Add a mention, if it is of one of the persons."""
        if person.position in self._people:
            insort(self._starts, (first, person.position))


def _fitting(people: list[PersonCluster], word: str) -> list[PersonCluster]:
    """The persons with a bare name as surname; if there are none, those with the word anywhere in their names."""
    return [each for each in people if _is_surname_of(each, word)] or [each for each in people if word in each.words]


def _is_surname_of(person: PersonCluster, word: str) -> bool:
    """Whether a bare word can be the person's surname."""
    return word in person.surnames or strip_article(word) in person.surnames


def _nearness(person: PersonCluster, index: int) -> tuple[int, int]:
    """A sort key: persons mentioned before token `index` by distance, then those mentioned after it."""
    starts = person.starts
    for first, _, _ in person.mentions[len(starts) :]:
        insort(starts, first)
    before = bisect_left(starts, index)
    return (1, starts[before - 1]) if before else (0, -starts[0])


def _is_family_first(flags: list[int], words: list[str]) -> bool:
    """Whether the first word is the family name: Kim Jong Un, not Kim Hughes or Lee Harvey Oswald."""
    if not flags[0] & FAMILY_FIRST:
        return False
    last = flags[-1]
    if not flags[0] & GIVEN_NAME or last & (JOINED_SYLLABLES | FAMILY_FIRST) or not last & SURNAME:
        return True
    return len(words) > 2 and len(words[-1]) < _MAX_GIVEN_SYLLABLE
