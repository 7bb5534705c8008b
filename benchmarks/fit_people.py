"""Fit the weights of the features of people, and report cross-validated precision and recall.

    python -m benchmarks.fit_people OUT.yaml --conll FILE... --gold GOLD.json TEXTS.jsonl[.gz]
        --labelled FILE.jsonl...

CoNLL files have `word tag` lines with PER tags. GOLD.json has `{id: {"people": [{"name", "aliases"}]}}` for records
`{id, title, body}` of TEXTS. Labelled files have both in one record a line.

The model is a logistic regression, fitted by Newton's method with a Gaussian prior whose mean is people_prior.yaml, so
that the prior decides where data is scarce. Cross-validation is over the documents of --gold and --labelled.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import yaml

from benchmarks.labelled_texts import LabelledText, normalize_form, read_conll, read_gold, read_labelled
from corpus.extraction.people.analysis import Analysis
from corpus.tokens.tokenize import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SENTENCES_PER_TEXT = 8
"""Sentences of a CoNLL file that make one text, where the file keeps the order of the sentences."""
BACKGROUND_WEIGHT, LABELLED_WEIGHT = 0.2, 2.0
"""Weight of one example from CoNLL files, and from documents labelled for this purpose."""
MIN_EXAMPLES = 3
"""Examples that a feature needs to get a weight, unless the prior has one."""
MAX_STEPS, TOLERANCE = 30, 1e-6
"""Newton steps at most, and the largest change of a weight at which the fit has converged."""


@dataclass
class Example:
    """One name form of one text."""

    features: frozenset[str]
    is_person: bool
    weight: float
    part: int


@dataclass
class Counts:
    """Right, wrong and missed people, and every error as `id, + or -, name`."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, other: Counts) -> None:
        """Add the counts of other documents."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        self.errors += other.errors


def examples(texts: Iterable[LabelledText]) -> list[Example]:
    """Every name form that the labels decide.

    A bare surname of a labelled person is left out, and so is a longer form that shares only some words with one:
    whether they are right depends on coreference or on where the name ends, not on the features.
    """
    found = []
    for each in texts:
        people = {form for person in each.people for form in person}
        words_of_full_names = {word for form in people for word in form.split() if len(form.split()) > 1}
        for form in Analysis(tokenize(each.text), {}).forms:
            if not form.allowed:
                continue
            normalized = normalize_form(" ".join(form.key))
            is_person = normalized in people
            if form.is_bare and normalize_form(form.key[-1]) in words_of_full_names:
                continue
            if not is_person and not form.is_bare and _overlaps(normalized, people):
                continue
            found.append(Example(frozenset(form.features), is_person, each.weight, each.part))
    return found


def _overlaps(form: str, people: set[str]) -> bool:
    """Whether a form shares a word with a labelled one."""
    own = set(form.split())
    return any(own & set(other.split()) for other in people)


def fit(data: list[Example], ridge: float, prior: Mapping[str, float]) -> dict[str, float]:
    """The weights with the highest posterior: logistic likelihood, Gaussian prior with precision `ridge`.

    Newton's method: w += (XᵀSX + ridge·I)⁻¹ (Xᵀ·c·(y - p) - ridge·(w - prior)), where p = 1 / (1 + exp(-Xw)), c are the
    weights of the examples and S = diag(c·p·(1 - p)).
    """
    counts = Counter(name for each in data for name in each.features)
    names = sorted({name for name, count in counts.items() if count >= MIN_EXAMPLES} | prior.keys())
    column = {name: index for index, name in enumerate(names)}
    matrix = np.zeros((len(data), len(names)))
    for row, each in enumerate(data):
        for name in each.features:
            if name in column:
                matrix[row, column[name]] = 1
    target = np.array([each.is_person for each in data], dtype=float)
    sample = np.array([each.weight for each in data])
    mean = np.array([prior.get(name, 0.0) for name in names])
    weights = mean.copy()
    for _ in range(MAX_STEPS):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (sample * (target - chance)) - ridge * (weights - mean)
        curvature = (matrix * (sample * chance * (1 - chance))[:, None]).T @ matrix + ridge * np.eye(len(names))
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < TOLERANCE:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def measure(texts: Iterable[LabelledText], weights: Mapping[str, float]) -> Counts:
    """Compare the people that the weights find with the labels; any common form makes a match."""
    counts = Counts()
    for each in texts:
        left = list(each.people)
        for person in Analysis(tokenize(each.text), weights).persons():
            forms = {normalize_form(form) for form in (person.name, *person.aliases)}
            match = next((known for known in left if known & forms), None)
            if match is None:
                counts.wrong += 1
                counts.errors.append(f"{each.id}\t+\t{person.name}")
            else:
                counts.right += 1
                left.remove(match)
        counts.missed += len(left)
        counts.errors += [f"{each.id}\t-\t{max(person, key=len)}" for person in left]
    return counts


def report(name: str, counts: Counts) -> None:
    """Print a line of precision, recall and F1."""
    right, wrong, missed = counts.right, counts.wrong, counts.missed
    f1 = 2 * right / max(1, 2 * right + wrong + missed)
    print(
        f"{name:<28} precision {right / max(1, right + wrong):.3f}"
        f"  recall {right / max(1, right + missed):.3f}  f1 {f1:.3f}"
        f"  (right {right} wrong {wrong} missed {missed})"
    )


def cross_validate(
    sets: Mapping[str, list[LabelledText]], data: list[Example], args: argparse.Namespace, prior: Mapping[str, float]
) -> dict[str, Counts]:
    """For each set, the counts over its documents with weights that were fitted on the other parts."""
    totals = {name: Counts() for name in sets}
    for part in range(args.folds):
        weights = fit([each for each in data if each.part != part], args.ridge, prior)
        for name, texts in sets.items():
            totals[name].add(measure([each for each in texts if each.part == part], weights))
    return totals


def parse_arguments() -> argparse.Namespace:
    """The arguments of the command line."""
    parser = argparse.ArgumentParser(description="Fit the weights of the features of people.")
    parser.add_argument("out", type=Path, metavar="OUT.yaml")
    parser.add_argument("--conll", type=Path, nargs="*", default=[])
    parser.add_argument("--gold", type=Path, nargs=2, metavar=("GOLD.json", "TEXTS.jsonl"))
    parser.add_argument("--labelled", type=Path, nargs="*", default=[])
    parser.add_argument("--ridge", type=float, default=2.0, help="precision of the prior")
    parser.add_argument("--folds", type=int, default=5, help="parts of the cross-validation")
    parser.add_argument("--errors", action="store_true", help="list the errors of the cross-validation")
    return parser.parse_args()


def main() -> None:
    """Fit, report and write."""
    args = parse_arguments()
    prior = yaml.safe_load(Path(__file__).with_name("people_prior.yaml").read_text(encoding="utf-8"))
    background: list[LabelledText] = []
    for path in args.conll:
        # The sentences of the Groningen Meaning Bank do not follow each other.
        size = 1 if "gmb" in path.stem else SENTENCES_PER_TEXT
        background += read_conll(path, size, BACKGROUND_WEIGHT)
    sets = {"gold": read_gold(args.gold[0], args.gold[1], LABELLED_WEIGHT)} if args.gold else {}
    sets |= {path.stem: read_labelled(path, LABELLED_WEIGHT) for path in args.labelled}
    for texts in sets.values():
        for index, each in enumerate(texts):
            each.part = index % args.folds
    data = examples(background) + examples([each for texts in sets.values() for each in texts])
    print(f"{len(data)} forms, {sum(each.is_person for each in data)} of them people")
    for name, counts in cross_validate(sets, data, args, prior).items():
        if args.errors:
            print(*counts.errors, sep="\n")
        report(f"{name}, cross-validated", counts)
    weights = fit(data, args.ridge, prior)
    for name, texts in sets.items():
        report(f"{name}, fitted on it", measure(texts, weights))
    write(args.out, weights)


def write(path: Path, weights: Mapping[str, float]) -> None:
    """Write the weights as YAML, by descending weight."""
    head = "# Fitted by benchmarks/fit_people.py: log-odds, positive for a person. See NOTICE.\nweights:\n"
    lines = [
        f"  {json.dumps(name, ensure_ascii=False)}: {weight}"
        for name, weight in sorted(weights.items(), key=lambda each: -each[1])
    ]
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
