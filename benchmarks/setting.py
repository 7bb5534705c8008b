"""Where one size's documents, libraries and indexes lie while they are measured, and what is read back from there."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benchmarks.peers import Record
from benchmarks.questions import Question, Sidebar, choose
from benchmarks.stories import Story, stories, write_folder
from corpus.model.document_id import document_id
from index.library import Library
from index.model.query import Page, Query

_SAMPLE = 20_000
"""Stories that questions are made from."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One size."""

    root: Path
    """A folder for this size alone."""
    size: int
    """Documents."""

    @property
    def documents(self) -> Path:
        """The folder that `pressroom index` reads."""
        return self.root / "documents"

    @property
    def library(self) -> Path:
        """What `pressroom index` makes of it."""
        return self.root / "library"

    def empty_folder(self, name: str) -> Path:
        """A folder below, with nothing in it."""
        place = self.root / name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        return place

    def prepare(self, originals: list[Story]) -> int:
        """Write the documents; gives the bytes of their text."""
        return write_folder(stories(originals, self.size), self.empty_folder("documents"))

    def stories(self) -> Iterator[Story]:
        """The documents as they were written."""
        return stories_in(self.documents)

    def plain_records(self) -> list[Record]:
        """The documents without people and countries."""
        return [Record(story.id, story.title, story.body, story.date) for story in self.stories()]

    def records(self) -> list[Record]:
        """The documents with the people and countries that Pressroom has found; `describe` comes first."""
        found = []
        with (self.root / "records.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                name, title, body, day, people, countries = json.loads(line)
                found.append(Record(name, title, body, _date(day), tuple(people), tuple(countries)))
        return found

    def describe(self) -> list[Question]:
        """Take people and countries from the library, for the other engines; gives the questions to be asked."""
        page = self._page(limit=self.size + 1)
        found = {hit.id: (hit.people, hit.countries) for hit in page.hits}
        with (self.root / "records.jsonl").open("w", encoding="utf-8") as file:
            for story in self.stories():
                name = document_id("stories.jsonl", story.id)
                if name in found:  # of documents with the same text, a library may keep one
                    day = story.date.isoformat() if story.date else None
                    file.write(json.dumps([story.id, story.title, story.body, day, *found[name]]) + "\n")
        return self._questions(page)

    def questions(self) -> list[Question]:
        """The questions alone, where no other engine is asked."""
        return self._questions(self._page(limit=0))

    def count(self) -> int:
        """Documents in the library."""
        library = Library.open(self.documents, self.library)
        try:
            return len(library)
        finally:
            library.close()

    def _page(self, limit: int) -> Page:
        library = Library.open(self.documents, self.library)
        try:
            return library.search(Query("", limit=limit))
        finally:
            library.close()

    def _questions(self, page: Page) -> list[Question]:
        years = sorted(page.years, key=lambda year: -year.documents)
        sidebar = Sidebar(
            [person.label for person in page.people],
            [country.key for country in page.countries],
            [int(year.key) for year in years if year.documents],
        )
        return choose(list(islice(self.stories(), _SAMPLE)), sidebar)


def stories_in(folder: Path) -> Iterator[Story]:
    """The stories in a folder of documents."""
    with (folder / "stories.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            yield Story(fields["id"], fields["title"], fields["body"], _date(fields["date"]))


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
