"""What is asked: a mix of queries of every kind, made from the documents themselves, the same for every engine."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from benchmarks.stories import Story
from index.schema.analysis import words


@dataclass(frozen=True, slots=True)
class Word:
    """A word, in title or text."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins so."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words next to each other."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """All of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Any of the parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """One part, where the other is not."""

    part: Node
    unwanted: Node


Node: TypeAlias = Word | Prefix | Phrase | Every | Either | Without


@dataclass(frozen=True, slots=True)
class Question:
    """One query. Without text and filters, all documents."""

    kind: str
    """For the tables: "term", "phrase" …"""
    text: Node | None = None
    people: tuple[str, ...] = ()
    """Names as shown, all of which must be there."""
    countries: tuple[str, ...] = ()
    """Codes, all of which must be there."""
    days: tuple[dt.date, dt.date] | None = None
    """The first and the last day."""

    @property
    def filtered(self) -> bool:
        """Whether only documents with certain people, countries or dates are meant."""
        return bool(self.people or self.countries or self.days)


@dataclass(frozen=True, slots=True)
class Sidebar:
    """What there is to filter by, most documents first."""

    people: Sequence[str]
    countries: Sequence[str]
    years: Sequence[int]


_SAMPLE = 20_000
"""Stories from which words are chosen."""
_SHARES = (0.5, 0.25, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0002)
"""The shares of the stories that have the word of each term query."""
_LENGTHS = (2, 2, 3, 3, 4, 4, 5, 5, 6, 6)
"""Words of the queries of several."""
_MOST_TYPED = 10


class Vocabulary:
    """The words of some stories by how many have them.

    Args:
        sample: The stories.

    """

    def __init__(self, sample: Sequence[Story]) -> None:
        self.chance = random.Random(4)
        self.texts = [words(f"{story.title}\n{story.body}") for story in sample[:_SAMPLE]]
        counts = Counter(word for text in self.texts for word in set(text) if word.isascii() and word.isalpha())
        self.ranked = [word for word, _ in counts.most_common() if len(word) > 1]
        self.counts = counts
        pairs = Counter(pair for text in self.texts[:4000] for pair in pairwise(text))
        self.pairs = [pair for pair, _ in pairs.most_common() if all(word.isalpha() for word in pair)]

    def word(self, share: float) -> str:
        """The word that is in about this share of the stories."""
        wanted = share * len(self.texts)
        return min(self.ranked, key=lambda word: (abs(self.counts[word] - wanted), word))

    def together(self, number: int) -> tuple[str, ...]:
        """So many different words of one story, none of them unique to it where that can be had."""
        for _ in range(200):
            text = self.chance.choice(self.texts)
            known = sorted({word for word in text if self.counts[word] > 2})
            if len(known) >= number:
                return tuple(self.chance.sample(known, number))
        return tuple(self.ranked[:number])

    def pair(self, rank: int) -> tuple[str, ...]:
        """Two words that often stand together: rank 0 for the most often."""
        return self.pairs[min(rank, len(self.pairs) - 1)]

    def run(self, number: int) -> tuple[str, ...]:
        """So many words as they follow each other in one story."""
        for _ in range(200):
            text = self.chance.choice(self.texts)
            start = self.chance.randrange(max(len(text) - number, 1))
            found = tuple(text[start : start + number])
            if len(found) == number and all(word.isalpha() for word in found):
                return found
        return self.pair(0)


def choose(sample: Sequence[Story], sidebar: Sidebar) -> list[Question]:
    """The mix; the same for the same stories and sidebar."""
    vocabulary = Vocabulary(sample)
    return [*_texts(vocabulary), *_filters(vocabulary, sidebar), Question("all documents")]


def _texts(vocabulary: Vocabulary) -> list[Question]:
    """Queries of words alone."""
    word = vocabulary.word
    terms = [Word(word(share)) for share in _SHARES]
    several = [Every(tuple(map(Word, vocabulary.together(number)))) for number in _LENGTHS]
    pairs = [Phrase(vocabulary.pair(rank)) for rank in (0, 5, 50, 500, 5000)]
    phrases = [*pairs, *(Phrase(vocabulary.run(number)) for number in (3, 3, 4))]
    prefixes = [Prefix(word(share)[:length]) for share, length in
                ((0.4, 1), (0.1, 1), (0.3, 2), (0.05, 2), (0.1, 3), (0.02, 3), (0.02, 4), (0.005, 4))]  # fmt: skip
    common, other, middle, rare = (Word(word(share)) for share in (0.2, 0.07, 0.02, 0.004))
    nested: list[Node] = [
        Either((middle, rare)),
        Either((common, other, middle, rare)),
        Without(other, middle),
        Every((Either((common, other)), Either((middle, rare)))),
        Without(Phrase(vocabulary.pair(20)), common),
        Every((common, Prefix(other.text[:3]))),
    ]
    unknown: list[Node] = [
        Word("qzxvkj"),
        Word(_misspelt(word(0.02))),
        Word(_misspelt(word(0.1))),
        Every((common, Word("xqwzz"))),
    ]
    kinds: list[tuple[str, Sequence[Node]]] = [
        ("term", terms), ("2–6 words", several), ("phrase", phrases), ("prefix", prefixes), ("boolean", nested),
        ("no hit", unknown),
    ]  # fmt: skip
    return [Question(kind, node) for kind, nodes in kinds for node in nodes]


def _filters(vocabulary: Vocabulary, sidebar: Sidebar) -> list[Question]:
    """Queries within people, countries and dates."""
    people = [sidebar.people[min(rank, len(sidebar.people) - 1)] for rank in (0, 10, 100)] if sidebar.people else []
    countries = sidebar.countries[:12]
    common, middle = Word(vocabulary.word(0.2)), Word(vocabulary.word(0.02))
    phrase, prefix = Phrase(vocabulary.pair(5)), Prefix(common.text[:2])
    found = [Question("person", people=(name,)) for name in people]
    found += [Question("person", text, people=(name,)) for name in people[:1] for text in (common, phrase)]
    found += [Question("country", countries=(code,)) for code in (*countries[:1], *countries[5:6])]
    found += [Question("country", text, countries=(code,)) for code in countries[:1] for text in (common, phrase)]
    if len(countries) > 1:
        found.append(Question("country", middle, countries=tuple(countries[:2])))
    if sidebar.years:
        year = sidebar.years[0]
        whole, spring = (dt.date(year, 1, 1), dt.date(year, 12, 31)), (dt.date(year, 3, 1), dt.date(year, 5, 31))
        found += [
            Question("date", days=whole),
            Question("date", middle, days=whole),
            Question("date", common, days=spring),
            Question("date", prefix, days=spring),
            Question("date", common, countries=tuple(countries[:1]), days=spring),
        ]
    return found


def typed(mix: Sequence[Question]) -> list[str]:
    """Ten of the queries, as a user types them."""
    wanted = ("term", "2–6 words", "phrase", "prefix", "boolean", "no hit")
    groups = [[asked for asked in mix if asked.kind == kind] for kind in wanted]
    turns = [group[place] for place in (1, 3, 2) for group in groups if place < len(group)]
    return [query_text(asked.text) for asked in turns[:_MOST_TYPED] if asked.text]


def query_text(node: Node) -> str:
    """A query in Pressroom's own language."""
    match node:
        case Word(text):
            return text
        case Prefix(text):
            return f"{text}*"
        case Phrase(parts):
            return f'"{" ".join(parts)}"'
        case Every(parts):
            return " ".join(_nested(part) for part in parts)
        case Either(parts):
            return " OR ".join(_nested(part) for part in parts)
        case Without(part, unwanted):
            return f"{_nested(part)} -{_nested(unwanted)}"


def _nested(node: Node) -> str:
    text = query_text(node)
    return f"({text})" if isinstance(node, Every | Either | Without) else text


def _misspelt(word: str) -> str:
    """The word with two letters changed places, and one doubled where it is short."""
    middle = max(len(word) // 2, 1)
    return word[: middle - 1] + word[middle : middle + 1] + word[middle - 1] + word[middle + 1 :] + word[-1]
