"""Fit the extraction of people, and report cross-validated precision and recall.

    python -m benchmarks.fit_people FOLDER --spans FILE.jsonl[.gz]... --gold GOLD.json TEXTS.jsonl[.gz]
        --labelled FILE.jsonl... --cases FILE.yaml... [--rules --conll FILE...]

Three files of weights are written to FOLDER: of the rules (with --rules), of the tagger, and of the decision.
Files of spans have `{id, text, spans: [[start, end, type]]}` in each line. CoNLL files have `word tag` lines with PER
tags. GOLD.json has `{id: {"people": [{"name", "aliases"}]}}` for records `{id, title, body}` of TEXTS. Labelled files
have both in one record a line; files of cases are golden tables of the tests.

The rules and the decision are logistic regressions, fitted by Newton's method with a Gaussian prior whose mean is in
people_prior.yaml, so that the prior decides where data is scarce. The tagger is a conditional random field. The
decision is fitted on what taggers say about texts that they have not seen. Cross-validation is by publisher for texts
with spans, and by document for the others.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from benchmarks.fit_tagger import fit_tagger, tagger_examples
from benchmarks.labelled_texts import (
    LabelledText,
    MarkedText,
    mark_people,
    normalize_form,
    read_cases,
    read_conll,
    read_gold,
    read_labelled,
    read_spans,
)
from benchmarks.logistic import Example, fit, write
from corpus.extraction.people.analysis import Analysis, proposed_forms
from corpus.extraction.people.rules import rule_forms
from corpus.extraction.people.tagging.tag import Tagger
from corpus.extraction.people.tagging.weights import FILE as TAGGER_FILE
from corpus.extraction.people.tagging.weights import packed
from corpus.tokens.tokenize import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.extraction.people.form import NameForm

FOLDS = 5
"""Parts of the cross-validation."""
SENTENCES_PER_TEXT = 8
"""Sentences of a CoNLL file that make one text, where the file keeps the order of the sentences."""
BACKGROUND_WEIGHT, LABELLED_WEIGHT, SPANS_WEIGHT = 0.2, 2.0, 1.0
"""Weight of one example from CoNLL files, from documents labelled for this purpose, and from texts with spans."""
LABELLED_COPIES = 2
"""How often the tagger sees a document labelled for this purpose."""
RULE_RIDGE, DECISION_RIDGE = 2.0, 30.0
"""Precisions of the priors."""
SHARE_OF_RULES = 0.4
"""What the prior of a rule's weight counts in the decision, where the tagger has seen the rules, too."""


@dataclass
class LabelledSet:
    """The texts of one source."""

    texts: list[LabelledText]
    marked: list[MarkedText]
    """The same texts with the places of the names."""
    proposals: list[list[NameForm]] = field(default_factory=list)
    """The forms that taggers propose that have not seen the text; filled in by `propose_unseen`."""

    def __post_init__(self) -> None:
        self.proposals = [[] for _ in self.texts]


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


def rule_examples(texts: Iterable[LabelledText]) -> list[Example]:
    """Every name form of the rules that the labels decide.

    A bare surname of a labelled person is left out, and so is a longer form that shares only some words with one:
    whether they are right depends on coreference or on where the name ends, not on the features.
    """
    found = []
    for each in texts:
        people = {_as_key(form) for person in each.people for form in person}
        words_of_full_names = {word for form in people for word in form.split() if len(form.split()) > 1}
        for form in rule_forms(tokenize(each.text)).forms:
            if not form.allowed:
                continue
            normalized = _as_key(" ".join(form.key))
            is_person = normalized in people
            if form.is_bare and _as_key(form.key[-1]) in words_of_full_names:
                continue
            if not is_person and not form.is_bare and _overlaps(normalized, people):
                continue
            found.append(Example(dict.fromkeys(form.features, 1.0), is_person, each.weight, each.part))
    return found


def _as_key(form: str) -> str:
    """A form as name forms have it: their words have no full stops."""
    return " ".join(normalize_form(form).replace(".", " ").split())


def _overlaps(form: str, people: set[str]) -> bool:
    """Whether a form shares a word with a labelled one."""
    own = set(form.split())
    return any(own & set(other.split()) for other in people)


def decision_examples(texts: Iterable[LabelledText], proposals: Iterable[list[NameForm]]) -> list[Example]:
    """Every proposed form, with the measures of a tagger that has not seen the text.

    A bare surname of a labelled person is left out, because coreference decides about it.
    """
    found = []
    for each, forms in zip(texts, proposals, strict=True):
        people = {_as_key(form) for person in each.people for form in person}
        words_of_full_names = {word for form in people for word in form.split() if len(form.split()) > 1}
        for form in forms:
            normalized = _as_key(" ".join(form.key))
            if not form.allowed or (form.is_bare and _as_key(form.key[-1]) in words_of_full_names):
                continue
            values = dict.fromkeys(form.features, 1.0) | form.measures
            found.append(Example(values, normalized in people, each.weight, each.part))
    return found


def measure(texts: Iterable[LabelledText], proposals: Iterable[list[NameForm]], weights: Mapping[str, float]) -> Counts:
    """Compare the people that the weights find with the labels; any common form makes a match."""
    counts = Counts()
    for each, forms in zip(texts, proposals, strict=True):
        left = list(each.people)
        for person in Analysis(tokenize(each.text), forms, weights).persons():
            names = {normalize_form(form) for form in (person.name, *person.aliases)}
            match = next((known for known in left if known & names), None)
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


def cross_validate(sets: Mapping[str, LabelledSet], ridge: float, prior: Mapping[str, float]) -> dict[str, Counts]:
    """For each set, the counts over its documents with weights that were fitted on the other parts."""
    data = {name: decision_examples(each.texts, each.proposals) for name, each in sets.items()}
    totals = {name: Counts() for name in sets}
    for part in range(FOLDS):
        weights = fit([one for each in data.values() for one in each if one.part != part], ridge, prior)
        for name, each in sets.items():
            here = [index for index, text in enumerate(each.texts) if text.part == part]
            texts, forms = [each.texts[index] for index in here], [each.proposals[index] for index in here]
            totals[name].add(measure(texts, forms, weights))
    return totals


def propose_unseen(sets: Mapping[str, LabelledSet]) -> None:
    """Fill in the proposals for each text, of a tagger that was fitted on the texts of the other parts."""
    samples = [sample for each in sets.values() for sample in tagger_examples(each.marked)]
    for part in range(FOLDS):
        tagger = Tagger(fit_tagger(sample for sample in samples if sample.part != part))
        for each in sets.values():
            for index, text in enumerate(each.texts):
                if text.part == part:
                    each.proposals[index] = proposed_forms([tokenize(text.text)], tagger)[0]
        print(f"part {part + 1} of {FOLDS} tagged", flush=True)


def parse_arguments() -> argparse.Namespace:
    """The arguments of the command line."""
    parser = argparse.ArgumentParser(description="Fit the tagger of names and the weights of the features of people.")
    parser.add_argument("out", type=Path, metavar="FOLDER", help="where the files of weights are written")
    parser.add_argument("--spans", type=Path, nargs="*", default=[])
    parser.add_argument("--conll", type=Path, nargs="*", default=[])
    parser.add_argument("--gold", type=Path, nargs=2, metavar=("GOLD.json", "TEXTS.jsonl"))
    parser.add_argument("--labelled", type=Path, nargs="*", default=[])
    parser.add_argument("--cases", type=Path, nargs="*", default=[])
    parser.add_argument("--errors", action="store_true", help="list the errors of the cross-validation")
    parser.add_argument("--rules", action="store_true", help="fit the weights of the rules, too")
    return parser.parse_args()


def read_sets(args: argparse.Namespace) -> dict[str, LabelledSet]:
    """The labelled texts by name of the set."""
    labelled = {"gold": read_gold(args.gold[0], args.gold[1], LABELLED_WEIGHT)} if args.gold else {}
    labelled |= {path.stem: read_labelled(path, LABELLED_WEIGHT) for path in args.labelled}
    labelled |= {path.stem: read_cases(path, LABELLED_WEIGHT) for path in args.cases}
    sets = {}
    for name, texts in labelled.items():
        for index, each in enumerate(texts):
            each.part = index % FOLDS
        sets[name] = LabelledSet(texts, [mark_people(each, LABELLED_COPIES) for each in texts])
    for path in args.spans:
        marked = read_spans(path, FOLDS)
        sets[path.name.split(".")[0]] = LabelledSet([each.labelled(SPANS_WEIGHT) for each in marked], marked)
    return sets


def main() -> None:
    """Fit, report and write."""
    args = parse_arguments()
    prior = yaml.safe_load(Path(__file__).with_name("people_prior.yaml").read_text(encoding="utf-8"))
    sets = read_sets(args)
    if args.rules:
        fit_rules(args, sets, prior["rules"])
    propose_unseen(sets)
    decision = {name: weight * SHARE_OF_RULES for name, weight in prior["rules"].items()} | prior["decision"]
    for name, counts in cross_validate(sets, DECISION_RIDGE, decision).items():
        if args.errors:
            print(*counts.errors, sep="\n")
        report(f"{name}, cross-validated", counts)
    data = [one for each in sets.values() for one in decision_examples(each.texts, each.proposals)]
    write(args.out / "people_weights.yaml", fit(data, DECISION_RIDGE, decision))
    samples = [sample for each in sets.values() for sample in tagger_examples(each.marked)]
    (args.out / TAGGER_FILE).write_bytes(packed(fit_tagger(samples)))


def fit_rules(args: argparse.Namespace, sets: Mapping[str, LabelledSet], prior: Mapping[str, float]) -> None:
    """Fit and write the weights of the rules, on the CoNLL files and the labelled documents without spans."""
    background: list[LabelledText] = []
    for path in args.conll:
        # The sentences of the Groningen Meaning Bank do not follow each other.
        size = 1 if "gmb" in path.stem else SENTENCES_PER_TEXT
        background += read_conll(path, size, BACKGROUND_WEIGHT)
    spans = {path.name.split(".")[0] for path in args.spans}
    documents = [text for name, each in sets.items() if name not in spans for text in each.texts]
    data = rule_examples(background) + rule_examples(documents)
    print(f"{len(data)} forms, {sum(each.is_person for each in data)} of them people")
    write(args.out / "people_rule_weights.yaml", fit(data, RULE_RIDGE, prior))


if __name__ == "__main__":
    main()
