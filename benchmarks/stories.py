"""The documents to be measured on: those of a corpus, then varied repetitions of them until there are enough.

A repetition is no copy: some sentences are left out, some come from other stories, the order is another, some words
are new ones, and so are people and dates. New words and people come at a rate that falls with the number of stories,
as in real text (Heaps' law), because the size of the vocabulary is what prefixes and facets cost.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from corpus.files.walk import walk
from corpus.model.document import Document, Skipped
from corpus.reading.read import read

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"A-Z])")
_LOST, _SWAPPED = 0.15, 0.3
"""Chance of a sentence to be left out, and to be one of another story."""
_MOST_SENTENCES = 12
"""In a repetition; long documents are repeated in part, so that the size of stories stays that of press."""
_NEW_WORDS, _NEW_WORD = 2, 0.2
"""Coined words in each repetition, and the chance of one to be unheard of."""
_PERSON, _NEW_PERSON = 0.5, 0.3
"""Chance of a repetition to name a person of its own, and of that person to be unheard of."""
_SPREAD = 20 * 365
"""Days that a repetition may be older or younger than its original."""
_ONSETS, _VOWELS, _CODAS, _GIVEN = (
    each.split()
    for each in (
        "b br c ch cl d dr f fl g gr h j k kl l m n p pl pr qu r s sh st str t tr v w z",
        "a e i o u ai ea ou",
        "n r l s t nd rk m lt ck x",
        "Anna Boris Carlos Diana Erik Fatima George Hans Irena James Karen Laura Michael Nadia Oleg Peter Robert "
        "Sofia Thomas Ursula Victor Wanda Yusuf Zoran Maria Ivan Ahmed Jan Juan Pierre",
    )
)
_OFFICES = ("Foreign Minister", "President", "Finance Minister", "Ambassador", "Senator", "Secretary", "General")
_SAID = ("said the talks would go on", "told reporters that nothing was decided", "said a report was expected soon")


@dataclass(frozen=True, slots=True)
class Story:
    """One document to be indexed."""

    id: str
    title: str
    body: str
    date: dt.date | None

    @property
    def size(self) -> int:
        """Bytes of text."""
        return len(self.title.encode()) + len(self.body.encode())


def read_corpus(place: Path) -> list[Story]:
    """The documents of a folder, or of a file of JSON lines, packed or not."""
    if place.is_dir():
        return list(_from_folder(place))
    with gzip.open(place, "rt", encoding="utf-8") if place.suffix == ".gz" else place.open(encoding="utf-8") as lines:
        return [_from_json(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def samples() -> Path:
    """The documents that come with Pressroom."""
    import corpus

    return Path(corpus.__file__).with_name("samples")


def _from_folder(folder: Path) -> Iterator[Story]:
    files = (stamp for stamp in walk(folder) if not isinstance(stamp, Skipped))
    for found in chain.from_iterable(read(folder, stamp.path) for stamp in files):
        if isinstance(found, Document):
            yield Story(found.id, found.title, found.text[found.body_start :], found.date)


def _from_json(number: int, line: str) -> Story:
    fields = json.loads(line)
    date = fields.get("date")
    body = fields.get("body") or fields.get("text") or ""
    return Story(str(number), fields.get("title") or "", body, dt.date.fromisoformat(date[:10]) if date else None)


def stories(originals: list[Story], count: int, seed: int = 1987) -> Iterator[Story]:
    """The originals, then repetitions of them, `count` in all; the same for the same originals and seed."""
    press = Press(originals, seed)
    return islice(chain(originals, (press.repeat(number) for number in range(len(originals), count))), count)


class Press:
    """Makes stories that are like others.

    Args:
        originals: What is repeated.
        seed: The seed of the random numbers.

    """

    def __init__(self, originals: list[Story], seed: int) -> None:
        self._chance = random.Random(seed)
        self._originals = originals
        self._sentences = [_SENTENCE.split(story.body) for story in originals]
        self._words: list[str] = []
        self._people: list[str] = []

    def repeat(self, number: int) -> Story:
        """The story of this number: like one of the originals, in turn."""
        chance, at = self._chance, number % len(self._originals)
        original = self._originals[at]
        kept = [
            self._another_sentence() if chance.random() < _SWAPPED else sentence
            for sentence in self._sentences[at]
            if chance.random() > _LOST
        ] or [self._another_sentence()]
        chance.shuffle(kept)
        del kept[_MOST_SENTENCES:]
        if chance.random() < _PERSON:
            kept.insert(chance.randrange(len(kept) + 1), f"{self._person()} {chance.choice(_SAID)}.")
        for _ in range(_NEW_WORDS):
            place = chance.randrange(len(kept))
            kept[place] = self._with_word(kept[place])
        title = original.title if chance.random() < 0.8 else chance.choice(self._originals).title
        date = (original.date or dt.date(1995, 1, 1)) + dt.timedelta(chance.randint(-_SPREAD, _SPREAD))
        return Story(f"{original.id}.{number}", self._with_word(title), " ".join(kept), date)

    def _another_sentence(self) -> str:
        return self._chance.choice(self._chance.choice(self._sentences))

    def _with_word(self, text: str) -> str:
        """The text with a coined word in place of one of its own."""
        words = text.split(" ")
        words[self._chance.randrange(len(words))] = self._word()
        return " ".join(words)

    def _word(self) -> str:
        """A coined word: now and then a new one, else mostly an early one."""
        if not self._words or self._chance.random() < _NEW_WORD:
            self._words.append(self._coined())
        return _skewed(self._words, self._chance)

    def _person(self) -> str:
        """A person with an office: sometimes a new one, else mostly an early one."""
        if not self._people or self._chance.random() < _NEW_PERSON:
            self._people.append(f"{self._chance.choice(_GIVEN)} {self._coined().capitalize()}")
        return f"{self._chance.choice(_OFFICES)} {_skewed(self._people, self._chance)}"

    def _coined(self) -> str:
        pick = self._chance.choice
        return "".join(pick(_ONSETS) + pick(_VOWELS) for _ in range(self._chance.randint(1, 3))) + pick(_CODAS)


def _skewed(items: list[str], chance: random.Random) -> str:
    """One of the items, earlier ones far more often."""
    return items[int(len(items) * chance.random() ** 3)]


def write_folder(found: Iterator[Story], folder: Path) -> int:
    """Write the stories as one file of JSON lines in a folder of its own; gives the bytes of their text."""
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    with (folder / "stories.jsonl").open("w", encoding="utf-8") as file:
        for story in found:
            date = story.date.isoformat() if story.date else None
            record = {"id": story.id, "title": story.title, "date": date, "body": story.body}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            size += story.size
    return size
