"""Labelled texts for fitting and measuring the extraction of people: readers of CoNLL, gold and JSON Lines files."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from corpus.tokens.flags import FUNCTION_WORD, HONORIFIC, OCCUPATION, OFFICE, RANK, TITLE_WORD
from corpus.tokens.lexicon import load_lexicon

_TITLE = HONORIFIC | RANK | OFFICE | TITLE_WORD | OCCUPATION | FUNCTION_WORD


@dataclass
class LabelledText:
    """A text with its people."""

    id: str
    text: str
    people: list[set[str]]
    """For each person, the normalized forms of the name."""
    weight: float
    part: int = -1
    """The part of the cross-validation in which it is measured; -1 for none."""
    forms: list[str] = field(default_factory=list)
    """The forms as written, where the file gives them."""


@dataclass
class MarkedText:
    """A text in which names are marked."""

    id: str
    text: str
    spans: list[tuple[int, int, str]]
    """Start and end in code points, and the type: Person, Location, Organization …"""
    copies: int = 1
    """How much the text counts."""
    part: int = -1
    """The part of the cross-validation in which it is measured; -1 for none."""

    def labelled(self, weight: float) -> LabelledText:
        """The text with its people, the forms of each together."""
        forms = [self.text[start:end] for start, end, kind in self.spans if kind == "Person"]
        return LabelledText(self.id, self.text, merge_forms(forms), weight, self.part)


def merge_forms(forms: Iterable[str]) -> list[set[str]]:
    """The normalized forms of names, those of one person together: a part of a fuller name is that person's."""
    people: list[set[str]] = []
    for form in sorted(dict.fromkeys(filter(None, map(normalize_form, forms))), key=lambda form: -len(form.split())):
        words = form.split()
        known = next((person for person in people if _is_part(words, max(person, key=_word_count).split())), None)
        if known is None:
            people.append({form})
        else:
            known.add(form)
    return people


def _word_count(form: str) -> int:
    return len(form.split())


def _is_part(words: list[str], full: list[str]) -> bool:
    """Whether the words are in the full name in this order, initials for words, or first and last agree."""
    rest = iter(full)
    if all(any(own == other or (len(own) == 1 and other[0] == own) for other in rest) for own in words):
        return True
    return len(words) > 1 and words[0] == full[0] and words[-1] == full[-1]


def read_spans(path: Path, folds: int) -> list[MarkedText]:
    """The texts of a file with `{id, text, spans}` in each line; one publisher's texts are in one part of the folds.

    The part of an id before its number names the publisher.
    """
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    records = [json.loads(line) for line in content.decode().split("\n") if line.strip()]
    publishers = Counter(_publisher(record["id"]) for record in records)
    sizes, parts = [0] * folds, {}
    for publisher, size in sorted(publishers.items(), key=lambda item: (-item[1], item[0])):
        parts[publisher] = sizes.index(min(sizes))
        sizes[parts[publisher]] += size
    return [
        MarkedText(
            record["id"],
            record["text"],
            [(start, end, kind) for start, end, kind in record["spans"]],
            part=parts[_publisher(record["id"])],
        )
        for record in records
    ]


def _publisher(identifier: str) -> str:
    return re.sub(r"\d+$", "", identifier)


def mark_people(text: LabelledText, copies: int) -> MarkedText:
    """Mark every occurrence of the forms in a text; longer ones first."""
    spans: list[tuple[int, int, str]] = []
    for form in sorted(set(text.forms), key=len, reverse=True):
        pattern = r"(?<![\w-])" + r"\s+".join(map(re.escape, form.split())) + r"(?![\w-])"
        for found in re.finditer(pattern, text.text):
            if all(found.end() <= start or found.start() >= end for start, end, _ in spans):
                spans.append((*found.span(), "Person"))
    return MarkedText(text.id, text.text, sorted(spans), copies, text.part)


def normalize_form(form: str) -> str:
    """A form as it is compared with labels: without case, accents, hyphens and punctuation at its ends."""
    decomposed = unicodedata.normalize("NFKD", form.casefold().replace("’", "'"))
    base = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[\s\-]+", " ", base).strip(" .,'")


def read_conll(path: Path, sentences_per_text: int, weight: float) -> list[LabelledText]:
    """The texts of a CoNLL file, joined from its words."""
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) < 2:
            sentences.append([])
        else:
            sentences[-1].append((parts[0], parts[-1]))
    sentences = [each for each in sentences if each]
    texts = []
    for start in range(0, len(sentences), sentences_per_text):
        chunk = sentences[start : start + sentences_per_text]
        text = "\n\n".join(join_words([word for word, _ in each]) for each in chunk)
        people = [forms for each in chunk for forms in tagged_people(each)]
        texts.append(LabelledText(f"{path.stem}-{start}", text, people, weight))
    return texts


def join_words(words: list[str]) -> str:
    """The words of a CoNLL sentence as running text."""
    text, in_quotes = "", False
    for word in words:
        if word in {'"', "``", "''"}:
            text += '"' if in_quotes else ' "'
            in_quotes = not in_quotes
            continue
        joined = word in {".", ",", ";", ":", "?", "!", ")", "'s", "'", "%", "n't"} or text.endswith(("(", "$"))
        after_quote = in_quotes and text.endswith('"')
        text += word if joined or after_quote else " " + word
    return text.strip()


def tagged_people(sentence: list[tuple[str, str]]) -> list[set[str]]:
    """The normalized forms that are tagged PER, without titles."""
    lexicon = load_lexicon()
    found: list[list[str]] = []
    previous = "O"
    for word, tag in sentence:
        if tag.endswith("-PER"):
            if previous.endswith("-PER") and not tag.startswith("B"):
                found[-1].append(word)
            else:
                found.append([word])
        previous = tag
    people = []
    for words in found:
        while len(words) > 1 and lexicon[words[0].strip(".") or "."] & _TITLE:
            words = words[1:]
        people.append({normalize_form(" ".join(words))})
    return people


def read_gold(gold: Path, texts: Path, weight: float) -> list[LabelledText]:
    """The labelled documents of a gold file, with their texts from the corpus."""
    labels = json.loads(gold.read_text(encoding="utf-8"))
    found = []
    with gzip.open(texts, "rt", encoding="utf-8") if texts.suffix == ".gz" else texts.open(encoding="utf-8") as stream:
        for line in stream:
            record = json.loads(line)
            if record["id"] in labels:
                people = labels[record["id"]]["people"]
                found.append(_labelled_text(record["id"], _text_of(record), people, weight))
    return found


def read_labelled(path: Path, weight: float) -> list[LabelledText]:
    """The documents of a file that has text and labels in one line each."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [_labelled_text(str(each["id"]), _text_of(each), each["people"], weight) for each in records]


def read_cases(path: Path, weight: float) -> list[LabelledText]:
    """The golden cases of a YAML file: `{id, text, people: [name], aliases: {name: [form]}}`."""
    found = []
    for case in yaml.safe_load(path.read_text(encoding="utf-8")):
        aliases = case.get("aliases", {})
        people = [{"name": name, "aliases": aliases.get(name, ())} for name in case["people"]]
        found.append(_labelled_text(case["id"], case["text"], people, weight))
    return found


def _text_of(record: dict[str, Any]) -> str:
    return str(record.get("text") or record["title"] + "\n" + record["body"])


def _labelled_text(name: str, text: str, people: list[Any], weight: float) -> LabelledText:
    forms = [{normalize_form(form) for form in (person["name"], *person.get("aliases", ()))} for person in people]
    written = [form for person in people for form in (person["name"], *person.get("aliases", ()))]
    return LabelledText(name, text, forms, weight, forms=written)
