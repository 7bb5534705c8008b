"""The built-in extractor: people and countries of a text, as pure functions of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.extraction.windows import LONGEST_WINDOW, joined, windows
from corpus.model.document import Entities, Person, Span

if TYPE_CHECKING:
    from corpus.extraction.countries.candidate import CountryCandidate
    from corpus.extraction.people import PersonCandidate
    from corpus.extraction.wrapping import JoinedText
    from corpus.tokens.tokenized_text import TokenizedText


_BATCH_SIZE = 128 * 1024
"""Code points of texts that are tokenized and tagged together: larger batches are hardly faster."""
_MAX_WORD_BEFORE = 20
"""Code points before a mention in which the word before it is searched."""
_WORD_BEFORE = re.compile(r"([^\W\d_]+\.?) \Z")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every candidate of a text with the evidence for and against it, in order."""

    people: tuple[PersonCandidate, ...]
    countries: tuple[CountryCandidate, ...]


def extract(text: str) -> Entities:
    """The people and countries of a text; mentions are spans of `text`, in code points."""
    return next(extract_all((text,)))


def extract_all(texts: Iterable[str]) -> Iterator[Entities]:
    """The people and countries of each text, in order; many short texts are faster together."""
    for batch in _batches(texts):
        if len(batch[0]) > LONGEST_WINDOW:
            yield joined((start, _extract_from([window])[0]) for start, window in windows(batch[0]))
        else:
            yield from _extract_from(batch)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Group texts into batches of at least `_BATCH_SIZE`, except the last one and that before a very long text."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if len(text) > LONGEST_WINDOW:
            if batch:
                yield batch
            yield [text]
            batch, size = [], 0
            continue
        batch.append(text)
        size += len(text)
        if size >= _BATCH_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _extract_from(texts: Sequence[str]) -> list[Entities]:
    """The people and countries of texts that are tokenized together."""
    from corpus.extraction.countries.find import find_countries
    from corpus.extraction.languages.find import find_foreign
    from corpus.extraction.people import find_people

    whole, tokenized = _prepared(texts)
    foreign = list(map(find_foreign, tokenized))
    named = find_people(tokenized) if None in foreign else [()] * len(whole)
    extracted = []
    for each, tokens, found, known in zip(whole, tokenized, named, foreign, strict=True):
        if known is not None:
            extracted.append(each.original(known))
            continue
        people = tuple(person for person in found if not _is_country(tokens.text, person))
        # A country's name inside a person's ("Michael Jordan") is the person's.
        mentions = sorted(span for person in people for span in person.mentions)
        extracted.append(each.original(Entities(people, find_countries(tokens, mentions))))
    return extracted


def _prepared(texts: Sequence[str]) -> tuple[list[JoinedText], list[TokenizedText]]:
    """The texts without divided words, and those tokenized together with the case of passages in capitals restored."""
    from corpus.extraction.capitals import restore_case
    from corpus.extraction.wrapping import join_words
    from corpus.tokens.tokenize import tokenize_all

    whole = [join_words(text) for text in texts]
    return whole, tokenize_all([restore_case(each.text) for each in whole])


def explain(text: str) -> Explanation:
    """Every candidate of `text` with the evidence; `extract` returns the accepted ones."""
    from corpus.extraction.languages.find import explain_foreign, find_foreign

    (whole,), (tokens,) = _prepared((text,))
    foreign = find_foreign(tokens)
    people, countries = explain_foreign(tokens.text, foreign) if foreign else _explain_english(tokens)
    return Explanation(
        tuple([replace(each, surface=whole.text[slice(*each.span)], span=whole.span(each.span)) for each in people]),
        tuple([replace(each, surface=whole.text[slice(*each.span)], span=whole.span(each.span)) for each in countries]),
    )


def _explain_english(tokens: TokenizedText) -> tuple[Sequence[PersonCandidate], Sequence[CountryCandidate]]:
    """Every candidate of an English text."""
    from corpus.extraction.countries.find import explain_countries
    from corpus.extraction.people import explain_people, find_people
    from corpus.extraction.people.veto import Decision

    in_countries: set[Span] = set()
    for person in find_people((tokens,))[0]:
        if _is_country(tokens.text, person):
            in_countries.update(person.mentions)
    people = [
        replace(each, accepted=False, reason=Decision.COUNTRY) if each.span in in_countries else each
        for each in explain_people(tokens)
    ]
    mentions = sorted(each.span for each in people if each.accepted)
    return people, explain_countries(tokens, mentions)


def _is_country(text: str, person: Person) -> bool:
    """Whether what was found as a person is a country or its people: "Viet Nam", "Franco-German", "(Saint) Lucian"."""
    from corpus.extraction.countries.lookup import begins_country, is_country_phrase

    if is_country_phrase(person.name):
        return True
    if " " in person.name or not person.mentions:
        return False
    if all(begins_country(text, *span) for span in person.mentions):
        return True
    before = (_WORD_BEFORE.search(text, max(0, span.start - _MAX_WORD_BEFORE), span.start) for span in person.mentions)
    return all(word is not None and is_country_phrase(f"{word[1]} {person.name}") for word in before)
