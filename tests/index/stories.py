"""Libraries of documents with given people and countries, which are not extracted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.extraction.countries.lookup import country_name
from corpus.model.document import Country, Document, Entities, Person, Span
from corpus.model.document_id import document_id
from index.library import Library
from index.schema.mentions import indexed_entities
from index.storage import directory
from index.storage.condition import inspect
from index.storage.write_session import WriteSession


@dataclass(frozen=True)
class Story:
    """A document to be written: all names of its people and countries are in its text."""

    text: str
    people: tuple[tuple[str, ...], ...] = ()
    """Each person's name, then its other variants."""
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unsure: tuple[tuple[str, float], ...] = ()
    """Names with a confidence below 1."""
    countries: tuple[tuple[str, ...], ...] = ()
    """Each country's code, then its variants."""
    date: dt.date | None = None
    numbered: bool = True
    """Whether its number is appended to the text; without it, it may be identical to another."""


def make_document(number: int, story: Story) -> Document:
    """The document of a story; every occurrence of a name variant is a mention."""
    path, roles, unsure = f"{number}.txt", dict(story.roles), dict(story.unsure)

    def mentions(forms: Sequence[str]) -> tuple[Span, ...]:
        longest = sorted(forms, key=len, reverse=True)
        return tuple(Span(*match.span()) for match in re.finditer("|".join(map(re.escape, longest)), story.text))

    people = tuple(
        Person(forms[0], tuple(forms[1:]), tuple(roles.get(forms[0], ())), mentions(forms), unsure.get(forms[0], 1.0))
        for forms in story.people
    )
    countries = tuple(Country(forms[0], country_name(forms[0]), mentions(forms[1:])) for forms in story.countries)
    return Document(
        id=document_id(path, ""),
        path=path,
        title=story.text[:30] or "Nothing",
        # Stories with the same text would be duplicates.
        text=f"{story.text}\n\n({number})" if story.numbered else story.text,
        date=story.date,
        entities=Entities(people, countries),
    )


class Shelf:
    """A library of stories with a file of corrections.

    Args:
        root: An empty folder.

    """

    def __init__(self, root: Path) -> None:
        self.folder = root / "shelf"
        self.directory = root / "stories"
        self.user_data = root / "user-data"
        self.corrections = self.user_data / "corrections.yaml"
        self.folder.mkdir(parents=True, exist_ok=True)

    def write(self, *stories: Story | None) -> None:
        """Commit stories, each replacing the one with its number; None removes it."""
        self.change(dict(enumerate(stories)))

    def change(self, stories: Mapping[int, Story | None]) -> None:
        """Commit stories by number; the other stories stay as they are."""
        with self._session() as session:
            store = session.store
            for number, story in stories.items():
                known = bool(store.hashes(f"{number}.txt"))
                if story is not None:
                    document = make_document(number, story)
                    store.put(
                        document, indexed_entities(document.text, document.entities), repr(story), replacing=known
                    )
                elif known:
                    store.remove_path(f"{number}.txt")
            store.commit()

    def tidy(self) -> None:
        """Merge segments and resolve people, as at the end of an update."""
        with self._session() as session:
            session.store.tidy()

    def _session(self) -> WriteSession:
        """Open the library for writing; create it the first time."""
        directory.prepare(self.directory)
        session = inspect(self.directory).session
        return session or WriteSession.create(self.directory, self.folder.resolve())

    def open(self) -> Library:
        """Open the library at its last commit."""
        return Library.open(self.folder, self.directory, user_data=self.user_data)


def named(*names: str, date: str = "", countries: Sequence[str] = (), role: str = "") -> Story:
    """A story that names some people and countries, each once."""
    places = [country_name(code) for code in countries]
    return Story(
        text="Met today: " + ", ".join([*names, *places]) + ".",
        people=tuple((name,) for name in names),
        roles=tuple((name, (role,)) for name in names) if role else (),
        countries=tuple(zip(countries, places, strict=True)),
        date=dt.date.fromisoformat(date) if date else None,
    )


def write_six_stories(shelf: Shelf) -> Library:
    """Write stories of which some names may mean one person, and open their library."""
    shelf.write(
        named("Hafez Assad", "George Shultz", date="1987-03-01", countries=["SY"], role="President"),
        named("Hafez Asad", date="1987-03-05", countries=["SY", "US"], role="President"),
        named("Asad", date="1987-04-05", countries=["SY"]),
        named("George Bush", date="1989-02-01", countries=["US"], role="President"),
        named("Bush", "Jordan", date="1989-02-02", countries=["US", "GE"], role="President"),
        named("Neil Bush", countries=["US"]),
    )
    return shelf.open()
