"""Fit the weights of the evidence for people, and report how well they do on texts they were not fitted on.

    python -m benchmarks.fit_people OUT.yaml --conll FILE... --gold GOLD.json TEXTS.jsonl[.gz]
        --labelled FILE.jsonl...

CoNLL files have `word tag` lines with PER tags; GOLD.json has `{id: {"people": [{"name", "aliases"}]}}` over
records `{id, title, body}`; labelled files have both in one record a line. Logistic regression by
Newton's method, with a Gaussian prior around the weights in people_prior.yaml: they hold where data is
scarce.
Reported is cross-validation over the documents of --gold and --labelled.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import numpy as np
import yaml

from corpus.extraction.people.analysis import Analysis
from corpus.tokens.lexicon import CALLING, FUNCTION, HONORIFIC, OFFICE, RANK, TITLE_WORD, load_lexicon
from corpus.tokens.tokenize import make_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SENTENCES = 8
"""Sentences of a CoNLL file taken as one text, where the file's own sentences follow each other."""


@dataclass
class Doc:
    """A text with its people."""

    id: str
    text: str
    people: list[set[str]]
    weight: float
    fold: int = -1
    """Which part of the cross-validation it is measured in; -1 for none."""


@dataclass
class Example:
    """One form of one text."""

    evidence: frozenset[str]
    person: bool
    weight: float
    fold: int
    surface: str = field(default="", compare=False)


def fold(form: str) -> str:
    """A form as compared with the labels."""
    decomposed = unicodedata.normalize("NFKD", form.casefold().replace("’", "'"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return re.sub(r"[\s\-]+", " ", bare).strip(" .,'")


def read_conll(path: Path, size: int, weight: float) -> list[Doc]:
    """Texts of `size` sentences each, put together again from their words."""
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) < 2:
            sentences.append([])
        else:
            sentences[-1].append((parts[0], parts[-1]))
    sentences = [each for each in sentences if each]
    docs = []
    for start in range(0, len(sentences), size):
        chunk = sentences[start : start + size]
        text = "\n\n".join(join_words([word for word, _ in each]) for each in chunk)
        people = [fold_set for each in chunk for fold_set in tagged_people(each)]
        docs.append(Doc(f"{path.stem}-{start}", text, people, weight))
    return docs


def join_words(words: list[str]) -> str:
    """Words of a CoNLL sentence as running text."""
    text, open_quote = "", False
    for word in words:
        if word in {'"', "``", "''"}:
            text += '"' if open_quote else ' "'
            open_quote = not open_quote
            continue
        close = word in {".", ",", ";", ":", "?", "!", ")", "'s", "'", "%", "n't"} or text.endswith(("(", "$"))
        after_quote = open_quote and text.endswith('"')
        text += word if close or after_quote else " " + word
    return text.strip()


def tagged_people(sentence: list[tuple[str, str]]) -> list[set[str]]:
    """The forms tagged PER, without title."""
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
        while len(words) > 1 and lexicon[words[0].strip(".") or "."] & (
            HONORIFIC | RANK | OFFICE | TITLE_WORD | CALLING | FUNCTION
        ):
            words = words[1:]
        people.append({fold(" ".join(words))})
    return people


def read_gold(gold: Path, texts: Path, weight: float) -> list[Doc]:
    """The labelled documents of a gold file, with their texts from the corpus."""
    labels = json.loads(gold.read_text(encoding="utf-8"))
    docs = []
    with gzip.open(texts, "rt", encoding="utf-8") if texts.suffix == ".gz" else texts.open(encoding="utf-8") as stream:
        for line in stream:
            record = json.loads(line)
            if record["id"] in labels:
                docs.append(
                    _doc(
                        record["id"],
                        record["title"] + "\n" + record["body"],
                        labels[record["id"]]["people"],
                        weight,
                    )
                )
    return docs


def _open(path: Path) -> TextIO:
    """A text file, packed or not."""
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def read_labelled(path: Path, weight: float) -> list[Doc]:
    """Documents with text and labels in one line each."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [_doc(str(each["id"]), _text(each), each["people"], weight) for each in records]


def _text(record: dict[str, Any]) -> str:
    return str(record.get("text") or record["title"] + "\n" + record["body"])


def _doc(name: str, text: str, people: list[Any], weight: float) -> Doc:
    forms = [{fold(form) for form in (person["name"], *person.get("aliases", ()))} for person in people]
    return Doc(name, text, forms, weight)


def examples(docs: Iterable[Doc]) -> list[Example]:
    """Every form of every text that the labels decide."""
    found = []
    for doc in docs:
        analysis = Analysis(make_page(doc.text), {})
        forms = {form for person in doc.people for form in person}
        words = {word for form in forms for word in form.split() if len(form.split()) > 1}
        for group in analysis.groups:
            if not group.open:
                continue
            form = fold(" ".join(group.key))
            person = form in forms
            single = group.bare
            if single and fold(group.key[-1]) in words:
                continue
            if not person and not single and _overlaps(form, forms):
                continue
            found.append(Example(frozenset(group.evidence), person, doc.weight, doc.fold, form))
    return found


def _overlaps(form: str, forms: set[str]) -> bool:
    own = set(form.split())
    return any(own & set(other.split()) for other in forms)


def fit(data: list[Example], ridge: float, prior: Mapping[str, float]) -> dict[str, float]:
    """Weights that make the data most likely, held near the prior's by `ridge`."""
    counts = Counter(name for each in data for name in each.evidence)
    names = sorted({name for name, count in counts.items() if count >= 3} | prior.keys())
    column = {name: index for index, name in enumerate(names)}
    matrix = np.zeros((len(data), len(names)))
    for row, each in enumerate(data):
        for name in each.evidence:
            if name in column:
                matrix[row, column[name]] = 1
    target = np.array([each.person for each in data], dtype=float)
    sample = np.array([each.weight for each in data])
    start = np.array([prior.get(name, 0.0) for name in names])
    weights = start.copy()
    for _ in range(30):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (sample * (target - chance)) - ridge * (weights - start)
        curvature = (matrix * (sample * chance * (1 - chance))[:, None]).T @ matrix + ridge * np.eye(len(names))
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def measure(docs: Iterable[Doc], weights: Mapping[str, float]) -> tuple[Counter[str], list[str]]:
    """Right, wrong and missed people over the documents, and every error."""
    counts: Counter[str] = Counter()
    errors = []
    for doc in docs:
        left = list(doc.people)
        for person in Analysis(make_page(doc.text), weights).persons():
            forms = {fold(form) for form in (person.name, *person.aliases)}
            hit = next((known for known in left if known & forms), None)
            if hit is None:
                counts["wrong"] += 1
                errors.append(f"{doc.id}\t+\t{person.name}")
            else:
                counts["right"] += 1
                left.remove(hit)
        counts["missed"] += len(left)
        errors += [f"{doc.id}\t-\t{max(person, key=len)}" for person in left]
    return counts, errors


def report(name: str, counts: Counter[str]) -> None:
    """One line of precision, recall and F1."""
    right, wrong, missed = counts["right"], counts["wrong"], counts["missed"]
    total = max(1, 2 * right + wrong + missed)
    f1 = 2 * right / total
    print(
        f"{name:<28} precision {right / max(1, right + wrong):.3f}"
        f"  recall {right / max(1, right + missed):.3f}  f1 {f1:.3f}"
        f"  (right {right} wrong {wrong} missed {missed})"
    )


def main() -> None:
    """Fit, report and write."""
    parser = argparse.ArgumentParser(description="Fit the weights of the evidence for people.")
    parser.add_argument("out", type=Path, metavar="OUT.yaml")
    parser.add_argument("--conll", type=Path, nargs="*", default=[])
    parser.add_argument("--gold", type=Path, nargs=2, metavar=("GOLD.json", "TEXTS.jsonl"))
    parser.add_argument("--labelled", type=Path, nargs="*", default=[])
    parser.add_argument("--ridge", type=float, default=2.0)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--errors", action="store_true", help="list the errors of the cross-validation")
    args = parser.parse_args()

    prior = yaml.safe_load(Path(__file__).with_name("people_prior.yaml").read_text(encoding="utf-8"))
    background = [doc for path in args.conll for doc in read_conll(path, 1 if "gmb" in path.stem else SENTENCES, 0.2)]
    sets = {"gold": read_gold(args.gold[0], args.gold[1], 2.0)} if args.gold else {}
    sets |= {path.stem: read_labelled(path, 2.0) for path in args.labelled}
    for docs in sets.values():
        for index, doc in enumerate(docs):
            doc.fold = index % args.folds
    known = [doc for docs in sets.values() for doc in docs]
    data = examples(background) + examples(known)
    print(f"{len(data)} forms, {sum(each.person for each in data)} of them people")
    totals = {name: Counter[str]() for name in sets}
    for part in range(args.folds):
        weights = fit([each for each in data if each.fold != part], args.ridge, prior)
        for name, docs in sets.items():
            counts, errors = measure([doc for doc in docs if doc.fold == part], weights)
            totals[name] += counts
            if args.errors:
                print(*errors, sep="\n")
    for name, counts in totals.items():
        report(f"{name}, cross-validated", counts)
    weights = fit(data, args.ridge, prior)
    for name, docs in sets.items():
        report(f"{name}, fitted on it", measure(docs, weights)[0])
    write(args.out, weights)


def write(path: Path, weights: Mapping[str, float]) -> None:
    """The weights as YAML, heaviest first."""
    head = "# Fitted by benchmarks/fit_people.py: log-odds, above nothing for a person. See NOTICE.\nweights:\n"
    lines = [
        f"  {json.dumps(name, ensure_ascii=False)}: {weight}"
        for name, weight in sorted(weights.items(), key=lambda each: -each[1])
    ]
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
