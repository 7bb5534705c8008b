"""People by a spaCy pipeline of the user's; countries by our own gazetteer, which knows more of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from corpus.extraction.countries import find_countries
from corpus.extraction.types import Extractor
from corpus.model.document import Entities, Person, Span
from corpus.tokens.tokenize import make_page

_LABELS = frozenset({"PERSON", "PER"})


def load(model: str) -> Extractor:
    """The extractor of an installed pipeline."""
    import spacy

    pipeline: Any = spacy.load(model, exclude=["lemmatizer", "textcat"])

    def extract(text: str) -> Entities:
        pipeline.max_length = max(pipeline.max_length, len(text) + 1)
        found = [entity for entity in pipeline(text).ents if entity.label_ in _LABELS]
        mentions = [_trimmed(text, entity.start_char, entity.end_char) for entity in found]
        people = _persons(text, [span for span in mentions if span.end > span.start])
        spans = sorted(span for person in people for span in person.mentions)
        return Entities(people, find_countries(make_page(text), spans))

    def extract_all(texts: Iterable[str]) -> Iterator[Entities]:
        return map(extract, texts)

    return extract_all


def _trimmed(text: str, start: int, end: int) -> Span:
    """The mention without a possessive ending and blanks at its ends."""
    surface = text[start:end]
    stripped = surface.rstrip().removesuffix("'s").removesuffix("’s").rstrip()
    lead = len(stripped) - len(stripped.lstrip())
    return Span(start + lead, start + len(stripped))


def _persons(text: str, mentions: list[Span]) -> tuple[Person, ...]:
    """One person for all forms: a bare surname is whoever was last called so in full."""
    full: dict[str, list[Span]] = {}
    bare: list[tuple[str, Span]] = []
    for span in mentions:
        name = " ".join(text[span.start : span.end].split())
        if " " in name:
            full.setdefault(name, []).append(span)
        else:
            bare.append((name, span))
    for name, span in bare:
        owners = [known for known in full if known.split()[-1] == name]
        before = [known for known in owners if full[known][0] < span]
        full.setdefault((before or owners or [name])[-1], []).append(span)
    persons = []
    for name, spans in full.items():
        forms = dict.fromkeys(" ".join(text[span.start : span.end].split()) for span in sorted(spans))
        aliases = tuple(form for form in forms if form != name)
        persons.append(Person(name, aliases, (), tuple(sorted(spans))))
    return tuple(sorted(persons, key=lambda person: person.mentions[0]))
