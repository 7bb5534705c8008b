"""An extractor with a spaCy pipeline for people, and our own gazetteer for countries, which has more of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from corpus.extraction.countries.find import find_countries
from corpus.extraction.types import Extractor
from corpus.model.document import Entities, Person, Span
from corpus.tokens.tokenize import tokenize
from corpus.tokens.tokenized_text import collapse_whitespace

_PERSON_LABELS = frozenset({"PERSON", "PER"})


def load(model: str) -> Extractor:
    """The extractor of an installed pipeline."""
    import spacy

    pipeline: Any = spacy.load(model, exclude=["lemmatizer", "textcat"])

    def extract(text: str) -> Entities:
        pipeline.max_length = max(pipeline.max_length, len(text) + 1)
        found = [entity for entity in pipeline(text).ents if entity.label_ in _PERSON_LABELS]
        mentions = [_trim(text, entity.start_char, entity.end_char) for entity in found]
        people = _merge(text, [span for span in mentions if span.end > span.start])
        spans = sorted(span for person in people for span in person.mentions)
        return Entities(people, find_countries(tokenize(text), spans))

    def extract_all(texts: Iterable[str]) -> Iterator[Entities]:
        return map(extract, texts)

    return extract_all


def _trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends and without a possessive 's."""
    surface = text[start:end]
    stripped = surface.rstrip().removesuffix("'s").removesuffix("’s").rstrip()
    leading = len(stripped) - len(stripped.lstrip())
    return Span(start + leading, start + len(stripped))


def _merge(text: str, mentions: list[Span]) -> tuple[Person, ...]:
    """Merge mentions into persons; a bare surname refers to a person with this last name who is named before it."""
    full: dict[str, list[Span]] = {}
    bare: list[tuple[str, Span]] = []
    for span in mentions:
        name = collapse_whitespace(text[span.start : span.end])
        if " " in name:
            full.setdefault(name, []).append(span)
        else:
            bare.append((name, span))
    for name, span in bare:
        same_surname = [known for known in full if known.split()[-1] == name]
        named_before = [known for known in same_surname if full[known][0] < span]
        full.setdefault((named_before or same_surname or [name])[-1], []).append(span)
    persons = []
    for name, spans in full.items():
        forms = dict.fromkeys(collapse_whitespace(text[span.start : span.end]) for span in sorted(spans))
        aliases = tuple(form for form in forms if form != name)
        persons.append(Person(name, aliases, (), tuple(sorted(spans))))
    return tuple(sorted(persons, key=lambda person: person.mentions[0]))
