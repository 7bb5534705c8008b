"""Who and where a text is about: both extractors over one text, as pure functions of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.model.document import Entities, Person, Span

if TYPE_CHECKING:
    from corpus.extraction.countries import Candidate as CountryCandidate
    from corpus.extraction.people.candidate import Candidate as PersonCandidate
    from corpus.tokens.tokenized_text import Page


_BATCH = 64 * 1024
"""Characters of texts that are cut into words together: more gain nothing."""
_WORD_BEFORE = re.compile(r"([^\W\d_]+\.?) \Z")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every place of a text that could be a person or a country, with what speaks for and against it, in order."""

    people: tuple[PersonCandidate, ...]
    countries: tuple[CountryCandidate, ...]


def extract(text: str) -> Entities:
    """The people and countries of a text; mentions are offsets into that very text, in code points."""
    return next(extract_all((text,)))


def extract_all(texts: Iterable[str]) -> Iterator[Entities]:
    """The people and countries of each of some texts, in order; many short texts together take less time."""
    from corpus.tokens.tokenize import make_pages

    for batch in _batches(texts):
        yield from map(_entities, make_pages(batch))


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Texts together until they are large enough."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _entities(page: Page) -> Entities:
    from corpus.extraction.countries import find_countries
    from corpus.extraction.people import find_people

    people = tuple(person for person in find_people(page) if not _says_countries(page.text, person))
    return Entities(people, find_countries(page, _mentions(people)))


def explain(text: str) -> Explanation:
    """Why `extract` finds what it finds, and why not what it leaves."""
    from corpus.extraction.countries import explain_countries
    from corpus.extraction.people import explain_people, find_people
    from corpus.tokens.tokenize import make_page

    page = make_page(text)
    taken = {span for person in find_people(page) if _says_countries(text, person) for span in person.mentions}
    people = tuple(
        replace(each, accepted=False, reason="says countries") if each.span in taken else each
        for each in explain_people(page)
    )
    spans = sorted(each.span for each in people if each.accepted)
    return Explanation(people, explain_countries(page, spans))


def _says_countries(text: str, person: Person) -> bool:
    """Whether what looks like a person is a country or its people: "Viet Nam", "Franco-German", "(Saint) Lucian"."""
    from corpus.extraction.countries import is_for_countries

    if is_for_countries(person.name):
        return True
    if " " in person.name or not person.mentions:
        return False
    before = (_WORD_BEFORE.search(text, max(0, span.start - 20), span.start) for span in person.mentions)
    return all(word is not None and is_for_countries(f"{word[1]} {person.name}") for word in before)


def _mentions(people: tuple[Person, ...]) -> list[Span]:
    """Where people stand: a country's name inside a person's ("Michael Jordan") is the person's."""
    return sorted(span for person in people for span in person.mentions)
