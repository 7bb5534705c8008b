"""Labelled texts for fitting and measuring the extraction of people: readers of CoNLL, gold and JSON Lines files."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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


def _text_of(record: dict[str, Any]) -> str:
    return str(record.get("text") or record["title"] + "\n" + record["body"])


def _labelled_text(name: str, text: str, people: list[Any], weight: float) -> LabelledText:
    forms = [{normalize_form(form) for form in (person["name"], *person.get("aliases", ()))} for person in people]
    return LabelledText(name, text, forms, weight)
